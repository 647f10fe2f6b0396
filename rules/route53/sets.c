#include "rules/graph.h"
#include "rules/route53/record.h"

#include <string.h>

/* Words about a record among those that Route 53 chooses from: its set. */

/* Asks of each record of the subject's set; YES where it is said of one. */
static enum truth some_of_set(struct judge *judge,
	enum truth (*asks)(struct judge *judge, const struct value *record), size_t *ret_here) {
	struct subject_list records = { 0 };
	struct record_key own = record_key(judge, &judge->subject);
	enum truth result = record_list_all(judge, &own.name, &records) == YES ? NO : UNKNOWN;
	*ret_here = 0;
	const struct subject *record;
	vec_each(record, &records) {
		struct record_key key = record_key(judge, record);
		enum truth member =
			truth_and(record_exists(judge, record), record_same_set(judge, &own, &key));
		*ret_here +=
			member == YES && record->resource->stack == judge->subject.resource->stack;
		enum truth said = member == NO ? NO : asks(judge, &record->value);
		result = truth_or(result, truth_and(member, said));
	}
	return result;
}

/* --- default_in_set --- */

/* What answers for every other place: any country, or any block of addresses. */
static enum truth is_default(struct judge *judge, const struct value *record) {
	struct value country = eval_path(judge->eval, record, "GeoLocation.CountryCode");
	struct value block = eval_path(judge->eval, record, "CidrRoutingConfig.LocationName");
	return truth_or(country.kind == VALUE_ABSENT ? NO : judge_text_equals(&country, "*"),
		block.kind == VALUE_ABSENT ? NO : judge_text_equals(&block, "*"));
}

/* A stack that declares two records of a set is where the third would stand. */
static enum truth evaluate_default_in_set(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	size_t here;
	enum truth result = some_of_set(judge, is_default, &here);
	if (result == NO && here < 2 && !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"the default record may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the name or place of another record is not known" : NULL);
}

/* --- set_is_checked --- */

static enum truth has_health(struct judge *judge, const struct value *record) {
	struct subject whole = judge->subject;
	judge->subject.value = *record;
	enum truth check = judge_present(judge, "HealthCheckId");
	judge->subject = whole;
	struct value target = eval_path(judge->eval, record, "AliasTarget.EvaluateTargetHealth");
	enum truth evaluates =
		target.kind == VALUE_ABSENT ? NO : value_truth(judge->eval->arena, &target);
	return truth_and(record_is_routed(judge, record), truth_or(check, evaluates));
}

static enum truth evaluate_set_is_checked(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	size_t here;
	enum truth result = some_of_set(judge, has_health, &here);
	bool open = result == NO && !judge->estate->complete && here < 2 &&
		    record_is_routed(judge, &judge->subject.value) != NO;
	if (open) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"the other records of its set may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the name or health of another record is not known" : NULL);
}

/* --- zero_weight_in_set --- */

static enum truth is_weightless(struct judge *judge, const struct value *record) {
	struct value weight = eval_member(judge->eval, record, "Weight");
	return weight.kind == VALUE_ABSENT ? NO : judge_text_equals(&weight, "0");
}

static enum truth evaluate_zero_weight_in_set(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	size_t here;
	enum truth result = some_of_set(judge, is_weightless, &here);
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the name or weight of another record is not known" : NULL);
}

/* --- behind_routed_record --- */

/* A name for one region's end, which the record that clients use leads to, or past it. */
static enum truth evaluate_behind_routed_record(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject_list records = { 0 };
	struct value own_name = eval_member(judge->eval, &judge->subject.value, "Name");
	struct value own_target = record_target(judge, &judge->subject.value);
	if (record_is_routed(judge, &judge->subject.value) == YES) {
		return judge_blame(judge, NO, NULL, NULL, NULL);
	}
	enum truth result = record_list_routed(judge, &records) == YES ? NO : UNKNOWN;
	const struct subject *record;
	vec_each(record, &records) {
		enum truth routed = record_is_routed(judge, &record->value);
		struct value target = record_target(judge, &record->value);
		if (routed == NO || target.kind == VALUE_ABSENT) {
			continue;
		}
		enum truth leads = truth_or(record_same_host(judge, &target, &own_name),
			record_same_host(judge, &target, &own_target));
		result = truth_or(result, truth_and(routed, leads));
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "where another record leads is not known" : NULL);
}

/* --- gated_by_person --- */

static enum truth is_switch(struct judge *judge, const struct resource *check) {
	struct value type = eval_path(judge->eval, &check->properties, "HealthCheckConfig.Type");
	return judge_text_equals(&type, "RECOVERY_CONTROL");
}

/* A routing control, or a calculated check with one among its children. */
static enum truth evaluate_gated_by_person(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value id = judge_property(judge, "HealthCheckId", &pointer);
	const struct resource *check = record_check(judge, &id);
	if (!check) {
		enum truth none = id.kind == VALUE_ABSENT ? NO : UNKNOWN;
		return judge_blame(judge, none, &id, pointer,
			none == UNKNOWN ? "its health check is not among the templates" : NULL);
	}
	enum truth result = is_switch(judge, check);
	struct value children =
		eval_path(judge->eval, &check->properties, "HealthCheckConfig.ChildHealthChecks");
	for (size_t i = 0; children.kind == VALUE_LIST && i < children.count; i++) {
		const struct resource *child = record_check(judge, &children.items[i]);
		result = truth_or(result, child ? is_switch(judge, child) : UNKNOWN);
	}
	result = children.kind == VALUE_UNKNOWN ? truth_or(result, UNKNOWN) : result;
	return judge_blame(judge, result, &id, pointer,
		result == UNKNOWN ? "what its health check asks is not known" : NULL);
}

/* --- promoted_by_hand --- */

/*
 * Stores with one writer, whose copy in another region somebody has to promote. Sources: the
 * failover pages of Amazon RDS, Aurora, DocumentDB, Neptune, ElastiCache and EFS (read 2026-11).
 * `path` is what makes a resource of the type such a store; one that names a source in the same
 * region is none.
 */
static const struct follower {
	const char *type, *path;
	bool by_region; /* the path names a source, which may stand in the same region */
} followers[] = {
	{ "AWS::DocDB::GlobalCluster", NULL, false },
	{ "AWS::EFS::FileSystem", "ReplicationConfiguration.Destinations", false },
	{ "AWS::ElastiCache::GlobalReplicationGroup", NULL, false },
	{ "AWS::Neptune::GlobalCluster", NULL, false },
	{ "AWS::RDS::DBCluster", "ReplicationSourceIdentifier", true },
	{ "AWS::RDS::DBInstance", "SourceDBInstanceIdentifier", true },
	{ "AWS::RDS::GlobalCluster", NULL, false },
};

static enum truth follows(
	struct judge *judge, const struct resource *store, const struct follower *row) {
	const char *reason;
	enum truth result = eval_exists(judge->eval, &store->stack->stack, store->node, &reason);
	if (!row->path) {
		return result;
	}
	struct value source = eval_path(judge->eval, &store->properties, row->path);
	if (source.kind == VALUE_ABSENT) {
		return NO;
	}
	if (!row->by_region) {
		return truth_and(result, source.kind == VALUE_UNKNOWN ? UNKNOWN : YES);
	}
	const char *own = resource_region(store);
	const char *text = value_text(judge->eval->arena, &source);
	const struct resource *followed =
		estate_target(judge->estate, judge->eval, &source, store->type);
	if (followed && own && resource_region(followed)) {
		return truth_and(result, truth_of(strcmp(resource_region(followed), own) != 0));
	}
	if ((text && strncmp(text, "arn:", 4) != 0) ||
		(followed && followed->stack == store->stack)) {
		return NO;
	}
	const char *mark = own ? arena_printf(judge->eval->arena, ":rds:%s:", own) : NULL;
	return truth_and(result, text && mark ? truth_of(!strstr(text, mark)) : UNKNOWN);
}

static enum truth evaluate_promoted_by_hand(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	const char *found = "";
	for (size_t i = 0; i < sizeof(followers) / sizeof(followers[0]); i++) {
		struct resource *const *store;
		vec_each(store, estate_of_type(judge->estate, followers[i].type)) {
			enum truth truth = follows(judge, *store, &followers[i]);
			found = truth > result ? (*store)->logical_id : found;
			result = truth_or(result, truth);
		}
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "where a copy of a data store follows from is not known"
				  : NULL);
	judge_fact(judge, "store", found);
	return result;
}

/* --- associated_in_recovery --- */

/* Says whether one of the networks of a zone stands in the region. */
static enum truth has_network_in(
	struct judge *judge, const struct resource *zone, const char *region) {
	struct value networks = eval_member(judge->eval, &zone->properties, "VPCs");
	enum truth result = networks.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; networks.kind == VALUE_LIST && i < networks.count; i++) {
		struct value where = eval_member(judge->eval, &networks.items[i], "VPCRegion");
		result = truth_or(result, judge_text_equals(&where, region));
	}
	return result;
}

/* A zone of the same name may serve the networks of the other region. */
static enum truth serves(struct judge *judge, const char *region) {
	struct value own = eval_member(judge->eval, &judge->resource->properties, "Name");
	enum truth result = NO;
	struct resource *const *zone;
	vec_each(zone, estate_of_type(judge->estate, "AWS::Route53::HostedZone")) {
		struct value name = eval_member(judge->eval, &(*zone)->properties, "Name");
		const char *reason;
		enum truth same =
			*zone == judge->resource ? YES : record_same_host(judge, &own, &name);
		enum truth exists =
			eval_exists(judge->eval, &(*zone)->stack->stack, (*zone)->node, &reason);
		result = truth_or(result,
			truth_and(truth_and(exists, same), has_network_in(judge, *zone, region)));
	}
	return result;
}

static enum truth evaluate_associated_in_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = YES;
	const char *missing = "";
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		enum truth served = serves(judge, *region);
		missing = served < result ? *region : missing;
		result = truth_and(result, served);
	}
	bool open = result == NO && !judge->estate->complete;
	const char *pointer = pointer_member(judge->eval->arena, judge->subject.pointer, "VPCs");
	judge_blame(judge, open ? UNKNOWN : result, NULL, pointer,
		open		    ? "a network may be associated by a stack that was not given"
		: result == UNKNOWN ? "the region of a network is not known"
				    : NULL);
	judge_fact(judge, "missing", missing);
	return open ? UNKNOWN : result;
}

const struct word route53_set_words[] = {
	{ "default_in_set", "a record of the set answers for all other places", "", "",
		evaluate_default_in_set, NULL, PARTS_NONE },
	{ "set_is_checked", "a record of the set has a state of health", "", "",
		evaluate_set_is_checked, NULL, PARTS_NONE },
	{ "zero_weight_in_set", "a record of the set has the weight zero", "", "",
		evaluate_zero_weight_in_set, NULL, PARTS_NONE },
	{ "behind_routed_record",
		"a record with a routing policy leads to the record's name, or where it leads", "",
		"", evaluate_behind_routed_record, NULL, PARTS_NONE },
	{ "gated_by_person", "a routing control decides whether the record is healthy", "", "",
		evaluate_gated_by_person, NULL, PARTS_NONE },
	{ "promoted_by_hand",
		"a data store of the estate has a copy in another region that somebody has to "
		"promote",
		"", "store", evaluate_promoted_by_hand, NULL, PARTS_NONE },
	{ "associated_in_recovery",
		"a network of each recovery region is associated with the private zone, or with "
		"one of the same name",
		"", "missing", evaluate_associated_in_recovery, NULL, PARTS_NONE },
	{ 0 },
};
