#ifndef PRICING_MEASURE_TARGETS_H
#define PRICING_MEASURE_TARGETS_H

#include "pricing/projection.h"

/*
 * What a measure changes instead of the resource that it is asked of, so that what several
 * resources ask for is one change. Each adds the measures that it finds, or none.
 */
typedef void target_finder(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead);

/* The key that the resource is encrypted with gets its counterpart; here: in its own region. */
target_finder target_key, target_key_here;

/* The same in each region that a bucket replicates to, and of each copy of a table without key. */
target_finder target_destination_keys, target_lacking_keys;

/* The copies of a table that have fewer tags than another one are backed up. */
target_finder target_untagged;

/* The table whose copy a custom resource makes, there. */
target_finder target_table;

/* The function of a version or alias. */
target_finder target_function;

/* The vaults that the rules of a plan back up to. */
target_finder target_vaults;

/* A record gets a health check, or evaluates its target where it is an alias that can. */
target_finder target_health;

/* The estate needs one, which it has, or which is charged to its first resource. */
#define ROUTING_CLUSTER "AWS::Route53RecoveryControl::Cluster"
#define SWITCH_PLAN "AWS::ARCRegionSwitch::Plan"
target_finder target_cluster, target_plan;

#endif
