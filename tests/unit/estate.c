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

/* The logical ids of a list, sorted as they are listed. */
static const char *ids_of(struct estate *estate, const struct resource_list *list) {
	struct buf out = buf_new(estate->ctx->arena);
	struct resource *const *resource;
	vec_each(resource, list) {
		buf_printf(&out, "%s%s", out.length ? " " : "", (*resource)->logical_id);
	}
	return out.bytes;
}

static struct resource *find(struct estate *estate, const char *logical_id) {
	struct resource *found = estate_find(estate, &estate->stacks.items[0]->stack, logical_id);
	assert_non_null(found);
	return found;
}

#define POLICY(name, roles) name ": {Type: AWS::IAM::Policy, Properties: {Roles: " roles "}}\n  "

static void who_names_a_role_is_found_from_its_side(void **state) {
	(void)state;
	static const struct naming naming = { "AWS::IAM::Policy", "Roles", "AWS::IAM::Role" };
	struct ctx *ctx = context();
	struct estate *estate = deployed(ctx,
		"Parameters: {Stage: {Type: String, Default: live}, Open: {Type: String}}\n"
		"Conditions: {Live: {'Fn::Equals': [{Ref: Stage}, live]}}\n"
		"Resources:\n"
		"  R: {Type: AWS::IAM::Role}\n"
		"  S: {Type: AWS::IAM::Role, Properties: {RoleName: s}}\n"
		"  " POLICY("Plain", "[s, {Ref: R}]") POLICY("Other", "[{Ref: S}]")
			POLICY("Chosen", "['Fn::If': [Live, {Ref: R}, {Ref: S}]]")
				POLICY("Lost", "[{Ref: Open}]") POLICY("Foreign", "[another]"),
		NULL);
	struct eval eval = estate_eval(estate, ctx->arena);
	struct resource_list naming_r = { 0 }, naming_s = { 0 }, may = { 0 }, none = { 0 };
	estate_naming(&eval, estate, &naming, find(estate, "R"), &naming_r);
	assert_string_equal(ids_of(estate, &naming_r), "Plain Chosen");
	estate_naming(&eval, estate, &naming, find(estate, "S"), &naming_s);
	assert_string_equal(ids_of(estate, &naming_s), "Plain Other");
	estate_may_name(ctx->arena, estate, &naming, find(estate, "S"), &may);
	assert_string_equal(ids_of(estate, &may), "Plain Other Lost Chosen");
	estate_naming_none(ctx->arena, estate, &naming, &none);
	assert_string_equal(ids_of(estate, &none), "Lost Foreign Chosen");
	discard(ctx);
}

static void what_says_another_text_is_passed_over(void **state) {
	(void)state;
	static const struct naming naming = { "Custom::", "Spaces.Name", NULL };
	struct ctx *ctx = context();
	struct estate *estate = deployed(ctx,
		"Parameters: {Open: {Type: String}}\n"
		"Resources:\n"
		"  A: {Type: Custom::X, Properties: {Spaces: [{Name: one}, {Name: two}]}}\n"
		"  B: {Type: Custom::Y, Properties: {Spaces: {Name: two}}}\n"
		"  C: {Type: Custom::X, Properties: {Spaces: [{Name: {Ref: Open}}]}}\n"
		"  D: {Type: AWS::X::Y, Properties: {Spaces: [{Name: one}]}}\n",
		NULL);
	struct resource_list one = { 0 }, two = { 0 }, three = { 0 };
	estate_saying(ctx->arena, estate, &naming, "one", &one);
	assert_string_equal(ids_of(estate, &one), "A C");
	estate_saying(ctx->arena, estate, &naming, "two", &two);
	assert_string_equal(ids_of(estate, &two), "A B C");
	estate_saying(ctx->arena, estate, &naming, "three", &three);
	assert_string_equal(ids_of(estate, &three), "C");
	discard(ctx);
}

/* Whatever function names it, and nothing besides what the default of a parameter chooses. */
static void users_are_what_names_a_resource(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = deployed(ctx,
		"Parameters: {Stage: {Type: String, Default: live}}\n"
		"Conditions: {Live: {'Fn::Equals': [{Ref: Stage}, live]}}\n"
		"Resources:\n"
		"  R: {Type: AWS::KMS::Key}\n"
		"  Ref: {Type: X, Properties: {A: [{B: {Ref: R}}]}}\n"
		"  Att: {Type: X, Properties: {A: !GetAtt R.Arn}}\n"
		"  Sub: {Type: X, Properties: {A: !Sub 'a/${AWS::Region}/${R.Arn}/${Stage}'}}\n"
		"  Own: {Type: X, Properties: {A: !Sub ['${K}', {K: !Ref R}]}}\n"
		"  Join: {Type: X, Properties: {A: !Join ['/', [a, !Ref R]]}}\n"
		"  Select: {Type: X, Properties: {A: !Select [1, [a, !Ref R]]}}\n"
		"  If: {Type: X, Properties: {A: !If [Live, !Ref R, a]}}\n"
		"  IfNot: {Type: X, Properties: {A: !If [Live, a, !Ref R]}}\n"
		"  None: {Type: X, Properties: {A: !Sub '${!R}', B: R, C: !Ref Stage}}\n"
		"Outputs: {O: {Value: !Sub '${R}'}}\n",
		NULL);
	const struct users *users = estate_users(estate, find(estate, "R"));
	struct buf out = buf_new(ctx->arena);
	const struct resource *const *user;
	vec_each(user, &users->resources) {
		buf_printf(&out, " %s", (*user)->logical_id);
	}
	assert_string_equal(out.bytes, " Ref Att Sub Own Join Select If");
	assert_int_equal(users->outputs.count, 1);
	discard(ctx);
}

static void resources_answer_to_their_names(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = deployed(ctx,
		"Resources:\n"
		"  A: {Type: X, Metadata: {'aws:cdk:path': App/Store/Resource}}\n"
		"  B: {Type: X, Metadata: {'aws:cdk:path': App/Store}}\n",
		"Resources: {A: {Type: X}}\n");
	static const char *const cases[][2] = {
		{ "A", "A A" }, { "App/Store", "A B" }, { "App/Store/Resource", "A" }, { "C", "" },
		{ "App/*", "A B A" }, /* a pattern: each has to be asked */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_string_equal(
			ids_of(estate, estate_answering(estate, cases[i][0])), cases[i][1]);
	}
	discard(ctx);
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
		cmocka_unit_test(who_names_a_role_is_found_from_its_side),
		cmocka_unit_test(what_says_another_text_is_passed_over),
		cmocka_unit_test(users_are_what_names_a_resource),
		cmocka_unit_test(resources_answer_to_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
