#include "analyzer/estate/links.h"

#define REPLICA_KEY "AWS::KMS::ReplicaKey"

/* The primary feeds its replica keys; each says so itself, in PrimaryKeyArn. */
static void key_edges(struct eval *eval, struct estate *estate, const struct resource *key,
	struct edge_list *ret_edges) {
	struct resource_list copies = { 0 };
	estate_attached(eval, estate, key, REPLICA_KEY, &copies);
	struct resource *const *copy;
	vec_each(copy, &copies) {
		struct place properties = place_of(*copy);
		struct place primary = place_at(eval, &properties, "PrimaryKeyArn");
		const struct edge edge = {
			.kind = EDGE_REPLICATION,
			.from = key,
			.to = *copy,
			.target = primary.value,
			.region = resource_region_value(eval, *copy),
			.settings = (*copy)->properties,
			.pointer = primary.pointer,
		};
		vec_push(eval->arena, ret_edges, edge);
	}
}

static void key_replicas(struct eval *eval, struct estate *estate, const struct resource *key,
	struct replica_list *ret_replicas) {
	replica_add_own(eval, key, ret_replicas);
	struct edge_list edges = { 0 };
	key_edges(eval, estate, key, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		const struct replica replica = {
			.resource = key,
			.region = edge->region,
			.settings = edge->settings,
			.pointer = edge->to->pointer,
			.declared_by = edge->to,
		};
		vec_push(eval->arena, ret_replicas, replica);
	}
}

const struct service_type kms_types[] = {
	{
		.type = "AWS::KMS::Key",
		.noun = "key",
		.role = ROLE_KEY,
		.ref_is = "id",
		.replicas = key_replicas,
		.edges = key_edges,
	},
	{
		.type = REPLICA_KEY,
		.noun = "replica key",
		.role = ROLE_KEY,
		.ref_is = "id",
		.attached_by = "PrimaryKeyArn",
	},
	{
		.type = "AWS::KMS::Alias",
		.noun = "alias",
		.role = ROLE_PART,
		.name_property = "AliasName",
		.ref_is = "name",
		.attached_by = "TargetKeyId",
	},
	{ .type = NULL },
};
