#include "pricing/regional.h"
#include "pricing/store.h"

/*
 * Amazon ElastiCache: nodes by the hour and type. A global datastore has nodes in each region, and
 * pays the transfer of what is written between them. Source:
 * https://aws.amazon.com/elasticache/pricing/, Global Datastore (read 2026-11). The shipped book
 * has no node prices.
 */
static const struct usage_key written_key = { "monthly_changed_gb", "GB",
	"data written, replicated by a global datastore", "1", NULL, false };
static const struct usage_key *const group_keys[] = { &written_key, NULL };
static const struct usage_key *const cluster_keys[] = { NULL };

/* Nodes of a group: in shards that each have replicas, or as many as are said. */
static bool count_nodes(
	struct costing *costing, struct decimal *ret_nodes, const char **ret_reason) {
	struct decimal shards, replicas, nodes;
	if (!costing_number(costing, "NumNodeGroups", 1, &shards, ret_reason) ||
		!costing_number(costing, "ReplicasPerNodeGroup", 0, &replicas, ret_reason) ||
		!costing_number(costing, "NumCacheClusters", 0, &nodes, ret_reason)) {
		return false;
	}
	struct decimal in_shards =
		costing_times(costing, shards, costing_add(costing, replicas, decimal_of(1)));
	bool is_said = decimal_compare(nodes, decimal_of(0)) > 0;
	*ret_nodes = is_said ? nodes : in_shards;
	return true;
}

static void cost_nodes(
	const struct regional *regional, bool known, struct decimal nodes, const char *reason) {
	if (known) {
		regional_stand(regional, RUNNING, "elasticache.node_hour", "nodes",
			costing_times(regional->costing, nodes, decimal_of(HOURS_PER_MONTH)));
	} else {
		regional_unpriced(regional, "elasticache.node_hour", reason);
	}
}

/* A strategy gives a group nodes in the recovery region, and no global datastore. */
static void cost_group(struct costing *costing) {
	struct regional regional = regional_of(costing);
	const char *reason = NULL;
	struct decimal nodes = { 0 };
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	bool is_global = replicas.count > 1;
	regional.is_assumed = regional.is_assumed && !is_global;
	bool known = count_nodes(costing, &nodes, &reason);
	cost_nodes(&regional, known, nodes, reason);
	if (!is_global) {
		return;
	}
	const struct store store = store_of(costing, LIVE_STRATEGIES);
	const struct store_copy *copy;
	vec_each(copy, &store.copies) {
		store_send(&store, copy, "datatransfer.inter_region",
			"replication to another region",
			costing_usage_or_default(costing, &written_key), false);
	}
}

static void cost_cluster(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	const char *reason = NULL;
	struct decimal nodes = { 0 };
	bool known = costing_number(costing, "NumCacheNodes", 1, &nodes, &reason);
	cost_nodes(&regional, known, nodes, reason);
}

const struct cost_model elasticache_models[] = {
	{ "AWS::ElastiCache::ReplicationGroup", cost_group, group_keys,
		"aws_elasticache_replication_group", NULL, true, NULL },
	{ "AWS::ElastiCache::CacheCluster", cost_cluster, cluster_keys, "aws_elasticache_cluster",
		NULL, true, NULL },
	{ 0 },
};
