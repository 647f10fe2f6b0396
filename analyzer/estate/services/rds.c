#include "analyzer/estate/links.h"

#include <string.h>

#define GLOBAL "AWS::RDS::GlobalCluster"
#define CLUSTER "AWS::RDS::DBCluster"
#define INSTANCE "AWS::RDS::DBInstance"

static bool is_present(struct eval *eval, const struct resource *resource, const char *property) {
	struct value value = eval_member(eval, &resource->properties, property);
	return !value_is_absent(&value);
}

/*
 * Whether a member of a global cluster takes its data from another one: those have no master user
 * of their own. Source: the property MasterUsername of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
 * (read 2026-11).
 */
static bool is_secondary(struct eval *eval, const struct resource *cluster) {
	return is_present(eval, cluster, "GlobalClusterIdentifier") &&
	       !is_present(eval, cluster, "MasterUsername") &&
	       !is_present(eval, cluster, "ManageMasterUserPassword") &&
	       !is_present(eval, cluster, "SnapshotIdentifier");
}

/* The global cluster that the cluster is in: it says so, or is the source of it. */
static const struct resource *find_global(
	struct eval *eval, struct estate *estate, const struct resource *cluster) {
	struct value name = eval_member(eval, &cluster->properties, "GlobalClusterIdentifier");
	if (!value_is_absent(&name)) {
		return estate_target(estate, eval, &name, GLOBAL);
	}
	struct resource *const *global;
	vec_each(global, estate_of_type(estate, GLOBAL)) {
		struct value source =
			eval_member(eval, &(*global)->properties, "SourceDBClusterIdentifier");
		if (estate_target(estate, eval, &source, CLUSTER) == cluster) {
			return *global;
		}
	}
	return NULL;
}

static void add_cluster(struct eval *eval, const struct resource *primary,
	const struct resource *copy, struct replica_list *ret_replicas) {
	const struct replica replica = {
		.resource = primary,
		.region = resource_region_value(eval, copy),
		.settings = copy->properties,
		.pointer = copy->pointer,
		.declared_by = copy,
	};
	vec_push(eval->arena, ret_replicas, replica);
}

/* The secondaries of its global cluster. */
static void cluster_replicas(struct eval *eval, struct estate *estate,
	const struct resource *cluster, struct replica_list *ret_replicas) {
	replica_add_own(eval, cluster, ret_replicas);
	const struct resource *global =
		is_secondary(eval, cluster) ? NULL : find_global(eval, estate, cluster);
	struct resource_list members = { 0 };
	if (global) {
		estate_attached(eval, estate, global, CLUSTER, &members);
	}
	struct resource *const *member;
	vec_each(member, &members) {
		if (*member != cluster && is_secondary(eval, *member)) {
			add_cluster(eval, cluster, *member, ret_replicas);
		}
	}
}

/* A copy of an instance is another instance, fed from it. */
static void add_instances(struct eval *eval, struct estate *estate, const struct resource *instance,
	struct replica_list *ret_replicas) {
	struct resource_list copies = { 0 };
	estate_attached(eval, estate, instance, INSTANCE, &copies);
	struct resource *const *copy;
	vec_each(copy, &copies) {
		add_cluster(eval, instance, *copy, ret_replicas);
	}
}

/*
 * An instance of a cluster holds no data of its own: it is copied where the cluster is. Any other
 * is copied to its read replicas, and by its backups where these are replicated.
 */
static void instance_replicas(struct eval *eval, struct estate *estate,
	const struct resource *instance, struct replica_list *ret_replicas) {
	struct place properties = place_of(instance);
	struct place cluster = place_at(eval, &properties, "DBClusterIdentifier");
	const struct resource *whole =
		cluster.value.kind == VALUE_ABSENT
			? NULL
			: estate_target(estate, eval, &cluster.value, CLUSTER);
	replica_add_own(eval, instance, ret_replicas);
	if (whole) {
		struct replica_list copies = { 0 };
		resource_replicas(eval, estate, whole, &copies);
		for (size_t i = 1; i < copies.count; i++) {
			vec_push(eval->arena, ret_replicas, copies.items[i]);
		}
		return;
	}
	add_instances(eval, estate, instance, ret_replicas);
	struct place backups = place_at(eval, &properties, "AutomaticBackupReplicationRegion");
	if (backups.value.kind != VALUE_ABSENT) {
		replica_add_listed(eval, instance, &backups, ret_replicas);
	}
}

const struct service_type rds_types[] = {
	{
		.type = GLOBAL,
		.noun = "global cluster",
		.role = ROLE_PART,
		.global = true,
		.name_property = "GlobalClusterIdentifier",
		.ref_is = "name",
	},
	{
		.type = CLUSTER,
		.noun = "database cluster",
		.role = ROLE_STORE,
		.name_property = "DBClusterIdentifier",
		.ref_is = "name",
		.attached_by = "GlobalClusterIdentifier",
		.replicas = cluster_replicas,
		.edges = edge_add_replication,
	},
	{
		.type = INSTANCE,
		.noun = "database instance",
		.role = ROLE_STORE,
		.name_property = "DBInstanceIdentifier",
		.ref_is = "name",
		.attached_by = "SourceDBInstanceIdentifier",
		.replicas = instance_replicas,
		.edges = edge_add_replication,
	},
	{ .type = NULL },
};
