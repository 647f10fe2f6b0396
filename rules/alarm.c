#include "rules/alarm.h"

enum truth alarm_watches(struct judge *judge, const struct resource *alarm,
	enum truth (*watches)(struct judge *judge, const struct value *metric)) {
	const char *reason;
	enum truth exists = eval_exists(judge->eval, &alarm->stack->stack, alarm->node, &reason);
	enum truth result = watches(judge, &alarm->properties);
	struct value queries = eval_member(judge->eval, &alarm->properties, "Metrics");
	result = queries.kind == VALUE_UNKNOWN ? truth_or(result, UNKNOWN) : result;
	for (size_t i = 0; queries.kind == VALUE_LIST && i < queries.count; i++) {
		struct value metric =
			eval_path(judge->eval, &queries.items[i], "MetricStat.Metric");
		result = truth_or(result, watches(judge, &metric));
	}
	return truth_and(exists, result);
}

struct resource_list alarms_of(struct judge *judge, const char *metric_namespace) {
	static const struct naming places[] = {
		{ "AWS::CloudWatch::Alarm", "Namespace", NULL },
		{ "AWS::CloudWatch::Alarm", "Metrics.MetricStat.Metric.Namespace", NULL },
	};
	struct resource_list alarms = { 0 };
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		estate_saying(
			judge->eval->arena, judge->estate, &places[i], metric_namespace, &alarms);
	}
	return alarms;
}
