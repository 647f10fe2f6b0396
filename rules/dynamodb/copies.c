#include "analyzer/estate/links.h"
#include "rules/alarm.h"
#include "rules/graph.h"

#include <string.h>

#define GLOBAL_TABLE "AWS::DynamoDB::GlobalTable"

/* --- scales_no_global_table --- */

/* Says whether a global table has a name that only deployment gives, which may be any. */
static bool has_nameless_table(struct judge *judge) {
	struct resource *const *table;
	vec_each(table, estate_of_type(judge->estate, GLOBAL_TABLE)) {
		struct value name = eval_member(judge->eval, &(*table)->properties, "TableName");
		if (name.kind != VALUE_ABSENT && !value_text(judge->eval->arena, &name)) {
			return true;
		}
	}
	return false;
}

/* "table/NAME" and "table/NAME/index/INDEX", whose name may be a reference. */
static enum truth evaluate_scales_no_global_table(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value id = judge_property(judge, "ResourceId", &pointer), name;
	if (id.kind != VALUE_TEXT) {
		bool open = id.kind == VALUE_UNKNOWN;
		return judge_blame(judge, open ? UNKNOWN : YES, &id, pointer, open ? "%s" : NULL,
			judge_reason(judge, &id));
	}
	if (!text_after(judge->eval->arena, &id, "table/", &name)) {
		return judge_blame(judge, UNKNOWN, &id, pointer, "it does not say which table");
	}
	name = text_until(judge->eval->arena, &name, "/");
	const struct resource *table =
		estate_target(judge->estate, judge->eval, &name, GLOBAL_TABLE);
	if (table) {
		bool global = strcmp(table->type, GLOBAL_TABLE) == 0;
		judge_blame(judge, truth_of(!global), &id, pointer, NULL);
		judge_fact(judge, "table", table->label);
		return truth_of(!global);
	}
	bool named = value_text(judge->eval->arena, &name);
	bool other = named && !has_nameless_table(judge);
	return judge_blame(judge, other ? YES : UNKNOWN, &id, pointer, other ? NULL : "%s",
		named ? "the name of a global table is not known" : judge_reason(judge, &name));
}

/* --- reads_set_for_each_index --- */

/* Says whether the replica has read settings for the index of this name. */
static enum truth sets_reads(
	struct judge *judge, const struct subject *replica, const struct value *index_name) {
	struct value list = eval_member(judge->eval, &replica->value, "GlobalSecondaryIndexes");
	enum truth result = list.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	const char *wanted = value_text(judge->eval->arena, index_name);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value name = eval_member(judge->eval, &list.items[i], "IndexName");
		struct value reads = eval_member(
			judge->eval, &list.items[i], "ReadProvisionedThroughputSettings");
		enum truth same = wanted ? judge_text_equals(&name, wanted) : UNKNOWN;
		enum truth set = reads.kind == VALUE_ABSENT ? NO : YES;
		result = truth_or(result, truth_and(same, set));
	}
	return result;
}

static enum truth evaluate_reads_set_for_each_index(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value indexes =
		eval_member(judge->eval, &judge->resource->properties, "GlobalSecondaryIndexes");
	enum truth result =
		indexes.kind == VALUE_UNKNOWN || judge->subject.value.kind == VALUE_UNKNOWN
			? UNKNOWN
			: YES;
	for (size_t i = 0; indexes.kind == VALUE_LIST && i < indexes.count; i++) {
		struct value name = eval_member(judge->eval, &indexes.items[i], "IndexName");
		result = truth_and(result, sets_reads(judge, &judge->subject, &name));
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the names or settings of its indexes are not known" : NULL);
}

/* --- has_replication_alarm --- */

static enum truth dimension_names(struct judge *judge, const struct value *dimensions) {
	enum truth result = dimensions->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	const char *own = resource_physical_name(judge->eval, judge->resource);
	for (size_t i = 0; dimensions->kind == VALUE_LIST && i < dimensions->count; i++) {
		struct value name = eval_member(judge->eval, &dimensions->items[i], "Name");
		struct value value = eval_member(judge->eval, &dimensions->items[i], "Value");
		enum truth is_table = judge_text_equals(&name, "TableName");
		const struct resource *table =
			estate_target(judge->estate, judge->eval, &value, GLOBAL_TABLE);
		enum truth same = table == judge->resource ? YES
				  : table		   ? NO
				  : own			   ? judge_text_equals(&value, own)
							   : UNKNOWN;
		result = truth_or(result, truth_and(is_table, same));
	}
	return result;
}

/* One metric: of an alarm itself, or of one of its queries. */
static enum truth watches(struct judge *judge, const struct value *metric) {
	struct value space = eval_member(judge->eval, metric, "Namespace");
	struct value name = eval_member(judge->eval, metric, "MetricName");
	struct value dimensions = eval_member(judge->eval, metric, "Dimensions");
	enum truth is_latency = truth_and(judge_text_equals(&space, "AWS/DynamoDB"),
		judge_text_equals(&name, "ReplicationLatency"));
	return is_latency == NO ? NO : truth_and(is_latency, dimension_names(judge, &dimensions));
}

/* The alarms that may watch the table; all of the service where its name is not known. */
static struct resource_list alarms_of_table(struct judge *judge) {
	static const struct naming dimensions[] = {
		{ "AWS::CloudWatch::Alarm", "Dimensions.Value", GLOBAL_TABLE },
		{ "AWS::CloudWatch::Alarm", "Metrics.MetricStat.Metric.Dimensions.Value",
			GLOBAL_TABLE },
	};
	struct resource_list alarms = { 0 };
	if (!resource_physical_name(judge->eval, judge->resource)) {
		return alarms_of(judge, "AWS/DynamoDB");
	}
	for (size_t i = 0; i < sizeof(dimensions) / sizeof(dimensions[0]); i++) {
		estate_may_name(judge->eval->arena, judge->estate, &dimensions[i], judge->resource,
			&alarms);
	}
	return alarms;
}

static enum truth evaluate_has_replication_alarm(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	const struct resource_list alarms = alarms_of_table(judge);
	struct resource *const *alarm;
	vec_each(alarm, &alarms) {
		result = truth_or(result, alarm_watches(judge, *alarm, watches));
	}
	if (result == NO && !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"its alarms may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "it is not known which table an alarm watches" : NULL);
}

/* --- stream_consumers_in_recovery --- */

/* What reads a table's stream. */
static const struct naming consumer_types[] = {
	{ "AWS::Lambda::EventSourceMapping", "EventSourceArn", GLOBAL_TABLE },
	{ "AWS::Pipes::Pipe", "Source", GLOBAL_TABLE },
};

static enum truth has_twin_in(
	struct judge *judge, const struct resource *consumer, const char *region) {
	struct resource_list twins = { 0 };
	const char *reason = NULL;
	graph_twins(judge, consumer, region, &twins, &reason);
	return twins.count > 0 ? YES : reason || !judge->estate->complete ? UNKNOWN : NO;
}

/* A consumer that is off in the recovery region is there all the same. */
static enum truth evaluate_stream_consumers_in_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = YES;
	const char *alone = "";
	struct resource_list consumers = { 0 };
	for (size_t i = 0; i < sizeof(consumer_types) / sizeof(consumer_types[0]); i++) {
		estate_naming(judge->eval, judge->estate, &consumer_types[i], judge->resource,
			&consumers);
	}
	struct resource *const *consumer;
	vec_each(consumer, &consumers) {
		if (graph_is_recovery(judge->estate, resource_region(*consumer))) {
			continue;
		}
		const char *const *region;
		vec_each(region, &judge->estate->regions.recovery) {
			enum truth found = has_twin_in(judge, *consumer, *region);
			alone = found < result ? (*consumer)->label : alone;
			result = truth_and(result, found);
		}
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "its consumer there may stand in a stack that was not given"
				  : NULL);
	judge_fact(judge, "consumer", alone);
	return result;
}

const struct word dynamodb_copy_words[] = {
	{ "scales_no_global_table",
		"the scalable target is no global table, whose scaling is part of itself", "",
		"table", evaluate_scales_no_global_table, NULL, PARTS_NONE },
	{ "reads_set_for_each_index", "the replica has read settings for every index of its table",
		"", "", evaluate_reads_set_for_each_index, NULL, PARTS_NONE },
	{ "has_replication_alarm", "an alarm watches the table's replication latency", "", "",
		evaluate_has_replication_alarm, NULL, PARTS_NONE },
	{ "stream_consumers_in_recovery",
		"what reads the table's stream stands in every recovery region too", "", "consumer",
		evaluate_stream_consumers_in_recovery, NULL, PARTS_NONE },
	{ 0 },
};
