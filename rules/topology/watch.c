#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>

/* Whether what stands in the recovery region is watched like its twin in the primary. */

#define ALARM "AWS::CloudWatch::Alarm"

/* Says whether the alarm is about the resource: one of its dimensions names it. */
static bool is_about(
	struct judge *judge, const struct resource *alarm, const struct resource *watched) {
	struct value list = eval_member(judge->eval, &alarm->properties, "Dimensions");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value name = eval_member(judge->eval, &list.items[i], "Value");
		if (estate_target(judge->estate, judge->eval, &name, watched->type) == watched) {
			return true;
		}
	}
	return false;
}

/* Any alarm of the region on a metric of that name may be the one, whatever it is about. */
static enum truth is_watched_in(
	struct judge *judge, const struct resource *watching, const char *region) {
	struct value metric = eval_member(judge->eval, &watching->properties, "MetricName");
	const char *text = value_text(judge->eval->arena, &metric), *reason;
	struct resource_list twins = { 0 };
	graph_twins(judge, watching, region, &twins, &reason);
	enum truth result = twins.count ? YES : text ? NO : UNKNOWN;
	struct resource *const *alarm;
	vec_each(alarm, estate_of_type(judge->estate, ALARM)) {
		const char *own = resource_region(*alarm);
		struct value name = eval_member(judge->eval, &(*alarm)->properties, "MetricName");
		enum truth same = name.kind == VALUE_ABSENT || !text
					  ? UNKNOWN
					  : judge_text_equals(&name, text);
		bool here = own && strcmp(own, region) == 0;
		enum truth exists = here && same != NO
					    ? eval_exists(judge->eval, &(*alarm)->stack->stack,
						      (*alarm)->node, &reason)
					    : NO;
		result = truth_or(result, truth_and(same, exists));
	}
	return result;
}

/* Of the alarms of the primary region on the twin, the first whose metric is watched least. */
static enum truth find_unwatched(struct judge *judge, const struct resource *twin,
	const char *region, const struct resource **ret_alarm) {
	const struct users *users = estate_users(judge->estate, twin);
	enum truth result = YES;
	const struct resource *const *alarm;
	vec_each(alarm, &users->resources) {
		const char *reason;
		bool exists = strcmp((*alarm)->type, ALARM) == 0 &&
			      eval_exists(judge->eval, &(*alarm)->stack->stack, (*alarm)->node,
				      &reason) == YES;
		enum truth watched = exists && is_about(judge, *alarm, twin)
					     ? is_watched_in(judge, *alarm, region)
					     : YES;
		*ret_alarm = watched < result ? *alarm : *ret_alarm;
		result = truth_and(result, watched);
	}
	return result;
}

/* What buckets are watched for may be their replication, which goes one way. */
static enum truth evaluate_watched_like_twin(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *here = judge->subject.resource;
	const char *region = resource_region(here), *primary = judge->estate->regions.primary;
	const char *reason;
	const struct resource *alarm = NULL;
	struct resource_list twins = { 0 };
	if (region && primary && graph_is_known(judge->estate, region) &&
		strcmp(here->type, "AWS::S3::Bucket") != 0) {
		graph_twins(judge, here, primary, &twins, &reason);
	}
	enum truth result =
		twins.count == 1 ? find_unwatched(judge, twins.items[0], region, &alarm) : YES;
	struct value metric = { .kind = VALUE_ABSENT };
	if (alarm) {
		metric = eval_member(judge->eval, &alarm->properties, "MetricName");
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "which metric an alarm watches is not known" : NULL);
	const char *name = judge_describe(judge, &metric);
	judge_fact(judge, "differences",
		arena_printf(judge->eval->arena, "no alarm on %s", name ? name : "its metric"));
	return result;
}

const struct word topology_watch_words[] = {
	{ "watched_like_twin",
		"each metric of its twin in the primary region that an alarm watches, an alarm "
		"watches here too",
		"", "differences", evaluate_watched_like_twin, NULL, PARTS_NONE },
	{ 0 },
};
