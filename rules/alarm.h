#ifndef RULES_ALARM_H
#define RULES_ALARM_H

#include "rules/word.h"

/*
 * Says whether an alarm of CloudWatch that exists watches a metric of which `watches` holds: its
 * own, or that of one of its queries. `metric` is a map with Namespace, MetricName, Dimensions.
 */
enum truth alarm_watches(struct judge *judge, const struct resource *alarm,
	enum truth (*watches)(struct judge *judge, const struct value *metric));

/* The alarms that may watch a metric of a namespace. */
struct resource_list alarms_of(struct judge *judge, const char *metric_namespace);

#endif
