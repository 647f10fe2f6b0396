#include "tests/unit/estate_fixture.h"

#include "analyzer/base/buf.h"

/* The regions that a resource of the first stack has copies in, as replicas and as edges say. */
static const char *copies_of(struct estate *estate, const char *logical_id) {
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	const struct resource *resource =
		estate_find(estate, &estate->stacks.items[0]->stack, logical_id);
	assert_non_null(resource);
	struct buf out = buf_new(estate->ctx->arena);
	struct replica_list replicas = { 0 };
	resource_replicas(&eval, estate, resource, &replicas);
	struct edge_list edges = { 0 };
	resource_edges(&eval, estate, resource, EDGE_REPLICATION, &edges);
	assert_int_equal(edges.count + 1, replicas.count);
	for (size_t i = 0; i < replicas.count; i++) {
		const char *region = value_text(eval.arena, &replicas.items[i].region);
		buf_printf(&out, "%s%s", i ? " " : "", region ? region : "?");
	}
	return out.bytes;
}

/* A template in us-west-2, and another one (NULL: none) in us-east-2. */
static struct estate *deployed(struct ctx *ctx, const char *primary, const char *recovery) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-west-2", primary);
	if (recovery) {
		add_stack(estate, "us-east-2", recovery);
	}
	estate_link(estate);
	assert_int_equal(ctx->diags->errors, 0);
	return estate;
}

static void assert_copies(const char *primary, const char *recovery, const char *expected) {
	struct ctx *ctx = context();
	assert_string_equal(copies_of(deployed(ctx, primary, recovery), "R"), expected);
	discard(ctx);
}

static void a_secret_has_a_copy_in_each_region_listed(void **state) {
	(void)state;
	assert_copies("Resources: {R: {Type: AWS::SecretsManager::Secret, Properties: "
		      "{ReplicaRegions: [{Region: us-east-2}, {Region: eu-west-1}]}}}",
		NULL, "us-west-2 us-east-2 eu-west-1");
	assert_copies("Parameters: {P: {Type: String}}\nResources: {R: {Type: "
		      "AWS::SecretsManager::Secret, Properties: {ReplicaRegions: [{Region: {Ref: "
		      "P}}]}}}",
		NULL, "us-west-2 ?");
}

static void a_file_system_is_copied_to_its_destinations(void **state) {
	(void)state;
	assert_copies("Resources: {R: {Type: AWS::EFS::FileSystem, Properties: "
		      "{ReplicationConfiguration: {Destinations: [{Region: us-east-2}]}}}}",
		NULL, "us-west-2 us-east-2");
	assert_copies("Resources: {R: {Type: AWS::EFS::FileSystem}}", NULL, "us-west-2");
}

#define REPOSITORY(properties, filters) \
	"Resources: {R: {Type: AWS::ECR::Repository, Properties: {" properties "}}, C: {Type: " \
	"AWS::ECR::ReplicationConfiguration, Properties: {ReplicationConfiguration: {Rules: " \
	"[{Destinations: [{Region: us-east-2, RegistryId: '1'}]" filters "}]}}}}"

static void a_repository_follows_the_rules_of_its_registry(void **state) {
	(void)state;
	static const char *const cases[][2] = {
		{ REPOSITORY("", ""), "us-west-2 us-east-2" },
		{ REPOSITORY("RepositoryName: app/web", ", RepositoryFilters: [{Filter: app}]"),
			"us-west-2 us-east-2" },
		{ REPOSITORY("RepositoryName: tools", ", RepositoryFilters: [{Filter: app}]"),
			"us-west-2" },
		{ REPOSITORY("", ", RepositoryFilters: [{Filter: app}]"), "us-west-2 ?" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_copies(cases[i][0], NULL, cases[i][1]);
	}
}

static void a_registry_of_another_region_says_nothing_of_this_one(void **state) {
	(void)state;
	assert_copies(
		"Resources: {R: {Type: AWS::ECR::Repository}}", REPOSITORY("", ""), "us-west-2");
}

#define SECONDARY \
	"Resources: {S: {Type: AWS::RDS::DBCluster, Properties: {GlobalClusterIdentifier: g, " \
	"Engine: aurora-mysql}}}"

static void a_cluster_is_copied_to_the_secondaries_of_its_global_cluster(void **state) {
	(void)state;
	static const char *const primaries[] = {
		"Resources: {G: {Type: AWS::RDS::GlobalCluster, Properties: "
		"{GlobalClusterIdentifier: g}}, R: {Type: AWS::RDS::DBCluster, Properties: "
		"{GlobalClusterIdentifier: {Ref: G}, MasterUsername: admin}}}",
		"Resources: {G: {Type: AWS::RDS::GlobalCluster, Properties: "
		"{GlobalClusterIdentifier: g, SourceDBClusterIdentifier: {Ref: R}}}, R: {Type: "
		"AWS::RDS::DBCluster}}",
		"Resources: {G: {Type: AWS::RDS::GlobalCluster, Properties: "
		"{GlobalClusterIdentifier: g}}, C: {Type: AWS::RDS::DBCluster, Properties: "
		"{GlobalClusterIdentifier: {Ref: G}, ManageMasterUserPassword: true}}, R: {Type: "
		"AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: {Ref: C}}}}",
	};
	for (size_t i = 0; i < sizeof(primaries) / sizeof(*primaries); i++) {
		assert_copies(primaries[i], SECONDARY, "us-west-2 us-east-2");
	}
	assert_copies("Resources: {R: {Type: AWS::RDS::DBCluster}}", SECONDARY, "us-west-2");
}

static void an_instance_is_copied_to_read_replicas_and_by_its_backups(void **state) {
	(void)state;
	assert_copies("Resources: {R: {Type: AWS::RDS::DBInstance, Properties: "
		      "{DBInstanceIdentifier: orders}}}",
		"Resources: {S: {Type: AWS::RDS::DBInstance, Properties: "
		"{SourceDBInstanceIdentifier: 'arn:aws:rds:us-west-2:123456789012:db:orders'}}}",
		"us-west-2 us-east-2");
	assert_copies("Resources: {R: {Type: AWS::RDS::DBInstance, Properties: "
		      "{AutomaticBackupReplicationRegion: us-east-2}}}",
		NULL, "us-west-2 us-east-2");
}

static void a_cache_is_copied_by_its_global_datastore(void **state) {
	(void)state;
	assert_copies("Resources: {R: {Type: AWS::ElastiCache::ReplicationGroup}, G: {Type: "
		      "AWS::ElastiCache::GlobalReplicationGroup, Properties: {Members: "
		      "[{ReplicationGroupId: {Ref: R}, ReplicationGroupRegion: us-west-2, Role: "
		      "PRIMARY}, {ReplicationGroupId: x, ReplicationGroupRegion: us-east-2, Role: "
		      "SECONDARY}]}}}",
		NULL, "us-west-2 us-east-2");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_has_a_copy_in_each_region_listed),
		cmocka_unit_test(a_file_system_is_copied_to_its_destinations),
		cmocka_unit_test(a_repository_follows_the_rules_of_its_registry),
		cmocka_unit_test(a_registry_of_another_region_says_nothing_of_this_one),
		cmocka_unit_test(a_cluster_is_copied_to_the_secondaries_of_its_global_cluster),
		cmocka_unit_test(an_instance_is_copied_to_read_replicas_and_by_its_backups),
		cmocka_unit_test(a_cache_is_copied_by_its_global_datastore),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
