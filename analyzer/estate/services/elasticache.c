#include "analyzer/estate/links.h"

#include <string.h>

#define GLOBAL "AWS::ElastiCache::GlobalReplicationGroup"
#define GROUP "AWS::ElastiCache::ReplicationGroup"

/* Members say their region; the primary one feeds the others. */
static void add_members(struct eval *eval, const struct resource *group,
	const struct resource *global, struct replica_list *ret_replicas) {
	struct place properties = place_of(global);
	struct place members = place_at(eval, &properties, "Members");
	for (size_t i = 0; i < place_count(&members); i++) {
		struct place member = place_item(eval, &members, i);
		struct value region = eval_member(eval, &member.value, "ReplicationGroupRegion");
		const char *text = value_text(eval->arena, &region);
		const char *own = resource_region(group);
		if (text && own && strcmp(text, own) == 0) {
			continue;
		}
		const struct replica replica = {
			.resource = group,
			.region = region_value(eval, group, &region, "the member"),
			.settings = member.value,
			.pointer = member.pointer,
			.declared_by = global,
		};
		vec_push(eval->arena, ret_replicas, replica);
	}
}

/* Whether the group is a primary member of the global datastore. */
static bool is_primary(struct eval *eval, struct estate *estate, const struct resource *group,
	const struct resource *global) {
	struct place properties = place_of(global);
	struct place members = place_at(eval, &properties, "Members");
	for (size_t i = 0; i < place_count(&members); i++) {
		struct place member = place_item(eval, &members, i);
		struct value id = eval_member(eval, &member.value, "ReplicationGroupId");
		struct value role = eval_member(eval, &member.value, "Role");
		const char *text = value_text(eval->arena, &role);
		if (text && strcmp(text, "PRIMARY") == 0 &&
			estate_target(estate, eval, &id, GROUP) == group) {
			return true;
		}
	}
	return false;
}

static void group_replicas(struct eval *eval, struct estate *estate, const struct resource *group,
	struct replica_list *ret_replicas) {
	replica_add_own(eval, group, ret_replicas);
	struct resource *const *global;
	vec_each(global, estate_of_type(estate, GLOBAL)) {
		if (is_primary(eval, estate, group, *global)) {
			add_members(eval, group, *global, ret_replicas);
		}
	}
}

const struct service_type elasticache_types[] = {
	{
		.type = GLOBAL,
		.noun = "global datastore",
		.role = ROLE_PART,
		.global = true,
		.ref_is = "id",
	},
	{
		.type = GROUP,
		.noun = "replication group",
		.role = ROLE_ENDPOINT,
		.name_property = "ReplicationGroupId",
		.ref_is = "id",
		.replicas = group_replicas,
		.edges = edge_add_replication,
	},
	{
		.type = "AWS::ElastiCache::CacheCluster",
		.noun = "cache cluster",
		.role = ROLE_ENDPOINT,
		.name_property = "ClusterName",
		.ref_is = "id",
	},
	{ .type = NULL },
};
