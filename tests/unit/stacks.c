#include "analyzer/base/buf.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/estate/service.h"
#include "tests/unit/ingest_run.h"

/* How stacks come together: nested stacks, StackSets, exports, and what is told to be deployed. */

static const struct member_stack *stack_named(struct run *run, const char *end) {
	struct member_stack *const *stack;
	vec_each(stack, &run->estate->stacks) {
		const char *name = (*stack)->display_name;
		size_t length = strlen(name), tail = strlen(end);
		if (length >= tail && strcmp(name + length - tail, end) == 0) {
			return *stack;
		}
	}
	fail_msg("there is no stack %s", end);
	return NULL;
}

static const struct resource *in_stack(struct run *run, const char *stack, const char *id) {
	return estate_find(run->estate, &stack_named(run, stack)->stack, id);
}

#define NEST(url) "  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: " url "}}\n"

static void a_part_found_by_walking_is_no_stack_of_its_own(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "a-part.yaml",
		"Parameters: {Name: {Type: String}}\n"
		"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}}\n");
	write_file(run, "main.yaml",
		"Resources:\n"
		"  N:\n"
		"    Type: AWS::CloudFormation::Stack\n"
		"    Properties: {TemplateURL: ./a-part.yaml, Parameters: {Name: docs}}\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_property(run, find(run, "AWS::S3::Bucket", "B"), "BucketName", "docs");
	assert_int_equal(run->ctx.diags->errors, 0);
	end(run);
}

static void templates_that_nest_each_other_are_read_once_and_reported(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "a.yaml", "Resources:\n" NEST("b.yaml"));
	write_file(run, "b.yaml", "Resources:\n" NEST("a.yaml"));
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_complaint(run, "nests itself");
	end(run);
}

static void a_template_outside_what_is_read_is_refused(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "secret/outside.yaml", BUCKET);
	write_file(run, "app/main.yaml", "Resources:\n" NEST("../secret/outside.yaml"));
	const struct ingest_options options = { 0 };
	assert_true(ingest(run, file_join(run->ctx.arena, run->folder, "app"), &options));
	assert_int_equal(run->estate->stacks.count, 1);
	assert_complaint(run, "lies outside the folders that are read");
	end(run);
}

static void a_link_out_of_what_is_read_is_refused(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "secret/outside.yaml", BUCKET);
	write_file(run, "app/main.yaml", "Resources:\n" NEST("part.yaml"));
	assert_int_equal(symlink("../secret/outside.yaml",
				 arena_printf(run->ctx.arena, "%s/app/part.yaml", run->folder)),
		0);
	const struct ingest_options options = { 0 };
	assert_true(ingest(run, file_join(run->ctx.arena, run->folder, "app/main.yaml"), &options));
	assert_int_equal(run->estate->stacks.count, 1);
	assert_complaint(run, "lies outside the folders that are read");
	end(run);
}

static void what_comes_from_a_template_at_a_url_is_unknown(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Resources:\n" NEST(
			"'https://s3.amazonaws.com/b/part.yaml'") "  B: {Type: AWS::S3::Bucket, "
								  "Properties: {BucketName: "
								  "!GetAtt N.Outputs.Name}}\n");
	assert_true(ingest_folder(run));
	assert_unknown(run, find(run, "AWS::S3::Bucket", "B"), "BucketName",
		"the template of the nested stack N is not at hand");
	end(run);
}

/* A default that the stack's condition rules out is no place, nor is a mistake of the template. */
static void the_place_of_a_template_that_a_default_gives_is_no_mistake(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Parameters: {Url: {Type: String, Default: ''}, Other: {Type: String, Default: "
		"none}}\n"
		"Conditions: {HasUrl: !Not [!Equals [!Ref Url, '']]}\n"
		"Resources:\n" NEST("!Ref Url") "  O: {Type: AWS::CloudFormation::Stack, "
						"Properties: {TemplateURL: !Ref Other}}\n"
						"  P:\n"
						"    Type: AWS::CloudFormation::Stack\n"
						"    Metadata: {'aws:asset:path': p.json, "
						"'aws:asset:property': "
						"TemplateURL}\n"
						"    Properties: {TemplateURL: !Sub "
						"'https://s3.${AWS::Region}.amazonaws.com/b/p'}\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 1);
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_false(run->estate->complete);
	write_file(run, "sub/main.yaml", "Resources:\n" NEST("gone.yaml"));
	assert_true(ingest_folder(run));
	assert_complaint(run, "gone.yaml does not exist");
	end(run);
}

/* Each with the values of its own region. */
static void a_template_is_deployed_in_every_region_that_was_said(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Transform: AWS::LanguageExtensions\n"
		"Resources:\n"
		"  Fn::ForEach::Buckets:\n"
		"    - R\n"
		"    - [!Ref AWS::Region]\n"
		"    - B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'docs-${R}'}}\n");
	struct ingest_options options = { .region = "us-west-2" };
	vec_push(run->ctx.arena, &options.more_regions, "us-east-2");
	assert_true(ingest(run, run->folder, &options));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_false(run->estate->complete);
	assert_string_equal(run->estate->stacks.items[1]->stack.environment.region, "us-east-2");
	assert_property(run, estate_find(run->estate, &run->estate->stacks.items[0]->stack, "B"),
		"BucketName", "docs-us-west-2");
	assert_property(run, estate_find(run->estate, &run->estate->stacks.items[1]->stack, "B"),
		"BucketName", "docs-us-east-2");
	end(run);
}

static void what_a_condition_leaves_out_takes_its_stacks_along(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "part.yaml", BUCKET);
	write_file(run, "main.yaml",
		"Conditions: {Never: !Equals [a, b]}\n"
		"Resources:\n"
		"  N:\n"
		"    Type: AWS::CloudFormation::Stack\n"
		"    Condition: Never\n"
		"    Properties: {TemplateURL: part.yaml}\n");
	assert_true(ingest_folder(run));
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "B");
	struct eval eval = estate_eval(run->estate, run->ctx.arena);
	const char *reason;
	assert_int_equal(eval_exists(&eval, &bucket->stack->stack, bucket->node, &reason), NO);
	end(run);
}

static void the_legacy_synthesizer_names_a_template_by_its_parameters(void **state) {
	(void)state;
	struct run *run = begin();
	const char *hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	write_file(run, "cdk.out", "{\"version\": \"15.0.0\"}");
	write_file(run, "S.part.template.json",
		"{\"Resources\": {\"B\": {\"Type\": \"AWS::S3::Bucket\"}}}");
	write_file(run, "S.template.json",
		arena_printf(run->ctx.arena,
			"{\"Resources\": {\"N\": {\"Type\": \"AWS::CloudFormation::Stack\", "
			"\"Properties\": {\"TemplateURL\": {\"Fn::Join\": [\"\", [\"https://s3/\", "
			"{\"Ref\": \"AssetParameters%sS3BucketAA\"}]]}}}}}",
			hash));
	write_file(run, "manifest.json",
		arena_printf(run->ctx.arena,
			"{\"version\": \"15.0.0\", \"artifacts\": {\"S\": {\"type\": "
			"\"aws:cloudformation:stack\", \"environment\": "
			"\"aws://123456789012/us-west-2\", \"properties\": {\"templateFile\": "
			"\"S.template.json\"}, \"metadata\": {\"/S\": [{\"type\": "
			"\"aws:cdk:asset\", "
			"\"data\": {\"path\": \"S.part.template.json\", \"sourceHash\": "
			"\"%s\"}}]}}}}",
			hash));
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_string_equal(resource_region(find(run, "AWS::S3::Bucket", "B")), "us-west-2");
	end(run);
}

static void a_stackset_makes_a_stack_for_each_account_and_region(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Resources:\n"
		"  Set:\n"
		"    Type: AWS::CloudFormation::StackSet\n"
		"    Properties:\n"
		"      Parameters: [{ParameterKey: Name, ParameterValue: all}]\n"
		"      StackInstancesGroup:\n"
		"        - Regions: [us-west-2, us-east-2]\n"
		"          DeploymentTargets: {Accounts: ['111111111111', '222222222222']}\n"
		"        - Regions: [eu-west-1]\n"
		"          DeploymentTargets: {OrganizationalUnitIds: [ou-abcd-12345678]}\n"
		"          ParameterOverrides: [{ParameterKey: Name, ParameterValue: one}]\n"
		"      TemplateBody: |\n"
		"        Parameters: {Name: {Type: String}}\n"
		"        Resources:\n"
		"          B:\n"
		"            Type: AWS::S3::Bucket\n"
		"            Properties:\n"
		"              BucketName: !Sub '${Name}-${AWS::Region}'\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_int_equal(run->estate->stacks.count, 1 + 5);
	const struct resource *bucket = in_stack(run, "Set/222222222222/us-east-2", "B");
	assert_property(run, bucket, "BucketName", "all-us-east-2");
	const struct resource *open = in_stack(run, "Set/eu-west-1", "B");
	assert_property(run, open, "BucketName", "one-eu-west-1");
	assert_null(open->stack->stack.environment.account);
	struct span span = node_span(node_find(open->properties.node, "BucketName"));
	struct position at = source_position(span.source, span.start);
	assert_int_equal(at.line, 18);
	assert_int_equal(at.column, 27);
	end(run);
}

static void a_template_in_a_json_string_is_placed_to_the_character(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.json",
		"{\"Resources\": {\"Set\": {\"Type\": \"AWS::CloudFormation::StackSet\",\n"
		"\"Properties\": {\"StackInstancesGroup\": [{\"Regions\": [\"us-west-2\"]}],\n"
		"\"TemplateBody\": \"{\\\"Resources\\\": {\\n\\\"B\\\": {\\\"Type\\\": "
		"\\\"AWS::S3::Bucket\\\"}}}\"}}}}");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	struct span span = node_span(in_stack(run, "Set/us-west-2", "B")->key);
	struct position at = source_position(span.source, span.start);
	assert_int_equal(at.line, 3);
	assert_int_equal(at.column, 37);
	assert_int_equal(span.end - span.start, 4);
	end(run);
}

static void a_mistake_inside_a_template_body_has_its_line(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Resources:\n"
		"  Set:\n"
		"    Type: AWS::CloudFormation::StackSet\n"
		"    Properties:\n"
		"      TemplateBody: |\n"
		"        Resources:\n"
		"          B: {Type: AWS::S3::Bucket\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 1);
	struct span span = run->ctx.diags->list.items[0].span;
	assert_true(source_position(span.source, span.start).line >= 7);
	end(run);
}

static void a_region_that_a_stackset_leaves_open_is_not_assumed(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "main.yaml",
		"Parameters: {Where: {Type: String}}\n"
		"Resources:\n"
		"  Set:\n"
		"    Type: AWS::CloudFormation::StackSet\n"
		"    Properties:\n"
		"      StackInstancesGroup: [{Regions: [!Ref Where]}]\n"
		"      TemplateBody: 'Resources: {B: {Type: AWS::S3::Bucket}}'\n");
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	assert_null(resource_region(find(run, "AWS::S3::Bucket", "B")));
	assert_false(run->estate->complete);
	end(run);
}

static void a_huge_stackset_is_cut_with_one_complaint(void **state) {
	(void)state;
	struct run *run = begin();
	struct buf text = buf_new(run->ctx.arena);
	buf_puts(&text, "Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n"
			"    Properties:\n"
			"      TemplateBody: 'Resources: {B: {Type: AWS::S3::Bucket}}'\n"
			"      StackInstancesGroup:\n        - Regions: [");
	for (int i = 0; i < 100; i++) {
		buf_printf(&text, "%sus-west-2", i ? ", " : "");
	}
	buf_puts(&text, "]\n          DeploymentTargets:\n            Accounts: [");
	for (int i = 0; i < 100; i++) {
		buf_printf(&text, "%s'%012d'", i ? ", " : "", i);
	}
	buf_puts(&text, "]\n");
	write_file(run, "main.yaml", text.bytes);
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, LIMIT_STACKS);
	assert_int_equal(run->ctx.diags->errors, 1);
	end(run);
}

/* The regions of a resource's copies, joined by blanks. */
static const char *copies(struct run *run, const struct resource *resource) {
	struct eval *eval = arena_new_of(run->ctx.arena, struct eval);
	*eval = estate_eval(run->estate, run->ctx.arena);
	struct replica_list list = { 0 };
	struct buf text = buf_new(run->ctx.arena);
	resource_replicas(eval, run->estate, resource, &list);
	const struct replica *replica;
	vec_each(replica, &list) {
		const char *region = value_text(run->ctx.arena, &replica->region);
		buf_printf(&text, "%s%s", text.length ? " " : "", region ? region : "?");
	}
	return text.bytes;
}

static void a_call_that_adds_a_replica_is_one(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.json",
		"{\"Resources\": {\"T\": {\"Type\": \"AWS::DynamoDB::Table\", \"Properties\": "
		"{}},\n"
		"\"C\": {\"Type\": \"Custom::AWS\", \"Properties\": {\"Create\": {\"Fn::Join\": "
		"[\"\", [\"{\\\"service\\\":\\\"@aws-sdk/client-dynamodb\\\",\\\"action\\\":"
		"\\\"UpdateTableCommand\\\",\\\"parameters\\\":{\\\"TableName\\\":\\\"\", "
		"{\"Ref\": \"T\"}, \"\\\",\\\"ReplicaUpdates\\\":[{\\\"Create\\\":{\\\"RegionName"
		"\\\":\\\"us-east-2\\\"}}]}}\"]]}}}}}");
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	const struct resource *table = find(run, "AWS::DynamoDB::Table", "T");
	assert_string_equal(copies(run, table), "us-west-2 us-east-2");
	end(run);
}

#define CALL(condition, text) \
	"  C:\n    Type: Custom::AWS\n" condition "    Properties:\n      Create: " text "\n"

static void a_call_that_replicates_a_bucket_configures_it(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml",
		"Conditions: {Never: !Equals [a, b]}\n"
		"Resources:\n"
		"  B: {Type: AWS::S3::Bucket}\n"
		"  D: {Type: AWS::S3::Bucket}\n" CALL("",
			"!Sub '{\"service\": \"S3\", \"action\": \"putBucketReplication\", "
			"\"parameters\": {\"Bucket\": \"${B}\", \"ReplicationConfiguration\": "
			"{\"Rules\": [{\"Status\": \"Enabled\", \"Destination\": {\"Bucket\": "
			"\"arn:aws:s3:::docs-${AWS::Region}\"}}]}}}'"));
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "B");
	assert_property(run, bucket, "ReplicationConfiguration.Rules.0.Destination.Bucket",
		"arn:aws:s3:::docs-us-west-2");
	struct value none =
		property(run, find(run, "AWS::S3::Bucket", "D"), "ReplicationConfiguration");
	assert_int_equal(none.kind, VALUE_ABSENT);
	end(run);
}

static void a_call_under_a_condition_copies_only_there(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml",
		"Conditions: {Never: !Equals [a, b]}\n"
		"Resources:\n"
		"  S: {Type: AWS::SecretsManager::Secret, Properties: {Name: s}}\n" CALL(
			"    Condition: Never\n",
			"!Sub '{\"service\": \"secrets-manager\", \"action\": "
			"\"replicateSecretToRegions\", \"parameters\": {\"SecretId\": \"${S}\", "
			"\"AddReplicaRegions\": [{\"Region\": \"us-east-2\"}]}}'"));
	assert_true(ingest_folder(run));
	struct value none =
		property(run, find(run, "AWS::SecretsManager::Secret", "S"), "ReplicaRegions");
	assert_int_equal(none.kind, VALUE_ABSENT);
	end(run);
}

static void a_call_that_replicates_a_key_makes_one_in_its_region(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml",
		"Resources:\n"
		"  K: {Type: AWS::KMS::Key, Properties: {MultiRegion: true}}\n" CALL("",
			"!Sub '{\"service\": \"@aws-sdk/client-kms\", \"action\": "
			"\"ReplicateKeyCommand\", \"parameters\": {\"KeyId\": \"${K}\", "
			"\"ReplicaRegion\": \"us-east-2\"}}'"));
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	assert_string_equal(copies(run, find(run, "AWS::KMS::Key", "K")), "us-west-2 us-east-2");
	const struct resource_list *keys = estate_of_type(run->estate, "AWS::KMS::ReplicaKey");
	assert_int_equal(keys->count, 1);
	assert_true(keys->items[0]->helper);
	end(run);
}

static void a_call_made_in_another_region_says_nothing_of_this_one(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml",
		"Resources:\n"
		"  T: {Type: AWS::DynamoDB::Table, Properties: {TableName: t}}\n" CALL("",
			"'{\"service\": \"DynamoDB\", \"action\": \"updateTable\", \"region\": "
			"\"eu-west-1\", \"parameters\": {\"TableName\": \"t\", \"ReplicaUpdates\": "
			"[{\"Create\": {\"RegionName\": \"eu-central-1\"}}]}}'"));
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	assert_string_equal(copies(run, find(run, "AWS::DynamoDB::Table", "T")), "us-west-2");
	end(run);
}

static void an_export_of_several_stacks_or_of_none_is_unknown(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "a.yaml",
		"Resources: {A: {Type: AWS::SNS::Topic}}\n"
		"Outputs: {O: {Value: one, Export: {Name: n}}, P: {Value: p, Export: {Name: "
		"p}}}\n");
	write_file(run, "b.yaml",
		"Resources: {A: {Type: AWS::SNS::Topic}}\n"
		"Outputs: {O: {Value: two, Export: {Name: n}}}\n");
	write_file(run, "c.yaml",
		"Parameters: {Name: {Type: String}}\n"
		"Resources: {A: {Type: AWS::SNS::Topic}}\n"
		"Outputs: {O: {Value: x, Export: {Name: !Ref Name}}}\n");
	write_file(run, "d.yaml",
		"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: !ImportValue n, "
		"AccessControl: !ImportValue m, Tags: !ImportValue p}}}\n");
	const struct ingest_options options = { .region = "us-west-2" };
	assert_true(ingest(run, run->folder, &options));
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "B");
	assert_unknown(run, bucket, "BucketName", "more than one stack has the export n");
	assert_unknown(run, bucket, "AccessControl", "no stack given exports m");
	assert_property(run, bucket, "Tags", "p");
	end(run);
}

#define NAMED \
	"Parameters: {Name: {Type: String}, Zones: {Type: CommaDelimitedList, Default: x}}\n" \
	"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}}\n"

static void a_git_sync_file_deploys_its_template(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "app/template.yaml", NAMED);
	write_file(run, "deployments/prod.yaml",
		"template-file-path: app/template.yaml\n"
		"parameters: {Name: docs, Zones: [a, b]}\n"
		"tags: {tier: critical}\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_int_equal(run->estate->stacks.count, 1);
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "B");
	assert_property(run, bucket, "BucketName", "docs");
	assert_string_equal(node_text(node_find(bucket->stack->tags, "tier")), "critical");
	assert_null(resource_region(bucket));
	assert_false(run->estate->complete);
	end(run);
}

static void a_git_sync_file_without_its_template_is_reported(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "prod.yaml", "template-file-path: ../../etc/template.yaml\n");
	assert_false(ingest_folder(run));
	assert_complaint(run, "the repository has no template");
	end(run);
}

static void environments_of_samconfig_are_stacks_in_their_regions(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "template.yaml", NAMED);
	write_file(run, "samconfig.toml",
		"version = 0.1\n"
		"[default.global.parameters]\n"
		"stack_name = \"docs\" # of both\n"
		"[default.deploy.parameters]\n"
		"region = \"us-west-2\"\n"
		"parameter_overrides = \"Name=\\\"west docs\\\" Zones=a,b\"\n"
		"[east.deploy.parameters]\n"
		"region = 'us-east-2'\n"
		"parameter_overrides = [\n  'ParameterKey=Name,ParameterValue=east',\n]\n"
		"[local.build.parameters]\n"
		"cached = true\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_int_equal(run->estate->stacks.count, 2);
	assert_true(run->estate->complete);
	const struct resource *west = in_stack(run, "docs", "B");
	assert_property(run, west, "BucketName", "west docs");
	assert_string_equal(resource_region(west), "us-west-2");
	const struct resource *east = in_stack(run, "template.yaml", "B");
	assert_property(run, east, "BucketName", "east");
	assert_string_equal(resource_region(east), "us-east-2");
	end(run);
}

static void a_mistake_in_samconfig_has_its_line(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "template.yaml", NAMED);
	write_file(run, "samconfig.toml",
		"version = 0.1\n[default.deploy.parameters]\nregion = us-west-2\n");
	assert_true(ingest_folder(run));
	assert_complaint(run, "a string stands in quotes");
	struct span span = run->ctx.diags->list.items[0].span;
	assert_int_equal(source_position(span.source, span.start).line, 3);
	assert_int_equal(source_position(span.source, span.start).column, 10);
	end(run);
}

static void overrides_of_samconfig_may_stand_in_a_file(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "template.yaml", NAMED);
	write_file(run, "east.yaml", "Name: filed\n");
	write_file(run, "samconfig.yaml",
		"version: 0.1\n"
		"east:\n"
		"  deploy:\n"
		"    parameters:\n"
		"      region: us-east-2\n"
		"      template_file: template.yaml\n"
		"      parameter_overrides: file://east.yaml\n");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_property(run, find(run, "AWS::S3::Bucket", "B"), "BucketName", "filed");
	end(run);
}

static void cdk_json_leads_to_the_assembly(void **state) {
	(void)state;
	struct run *run = begin();
	const struct ingest_options options = { 0 };
	write_file(run, "cdk.json", "{\"app\": \"npx app\", \"output\": \"build/cdk\"}");
	const char *path = file_join(run->ctx.arena, run->folder, "cdk.json");
	assert_false(ingest(run, path, &options));
	assert_complaint(run, "run 'cdk synth'");
	write_file(run, "build/cdk/cdk.out", "{\"version\": \"55.0.0\"}");
	write_file(run, "build/cdk/manifest.json",
		"{\"version\": \"55.0.0\", \"artifacts\": {\"S\": {\"type\": "
		"\"aws:cloudformation:stack\", \"environment\": \"aws://123456789012/us-west-2\", "
		"\"properties\": {\"templateFile\": \"S.template.json\"}}}}");
	write_file(run, "build/cdk/S.template.json",
		"{\"Resources\": {\"B\": {\"Type\": \"AWS::S3::Bucket\"}}}");
	assert_true(ingest(run, path, &options));
	assert_string_equal(resource_region(find(run, "AWS::S3::Bucket", "B")), "us-west-2");
	end(run);
}

static void parameters_are_read_in_every_form(void **state) {
	static const char *const forms[] = {
		"[\"Name=v\"]",
		"[{ParameterKey: Name, ParameterValue: v}]",
		"Name: v\n",
		"{\"Parameters\": {\"Name\": \"v\"}, \"Tags\": {}}",
		"{\"StackName\": \"s\", \"Parameters\": [{\"ParameterKey\": \"Name\", "
		"\"ParameterValue\": \"v\"}]}",
		"template-file-path: t.yaml\nparameters: {Name: v}\n",
		"Name=v",
		"Name=w\nName='v'",
		"ParameterKey=Name,ParameterValue=v",
		"[\"ParameterKey=Name,ParameterValue=v\"]",
	};
	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct run *run = begin();
		struct map values = { 0 };
		struct source *source = source_new(run->ctx.arena, "p", forms[i], strlen(forms[i]));
		assert_true(parameters_read(&run->ctx, doc_parse(&run->ctx, source), &values));
		assert_int_equal(values.count, 1);
		const struct argument *name = map_find(&values, "Name");
		assert_string_equal(node_text(name->node), "v");
		end(run);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_found_by_walking_is_no_stack_of_its_own),
		cmocka_unit_test(templates_that_nest_each_other_are_read_once_and_reported),
		cmocka_unit_test(a_template_outside_what_is_read_is_refused),
		cmocka_unit_test(a_link_out_of_what_is_read_is_refused),
		cmocka_unit_test(what_comes_from_a_template_at_a_url_is_unknown),
		cmocka_unit_test(the_place_of_a_template_that_a_default_gives_is_no_mistake),
		cmocka_unit_test(a_template_is_deployed_in_every_region_that_was_said),
		cmocka_unit_test(what_a_condition_leaves_out_takes_its_stacks_along),
		cmocka_unit_test(the_legacy_synthesizer_names_a_template_by_its_parameters),
		cmocka_unit_test(a_stackset_makes_a_stack_for_each_account_and_region),
		cmocka_unit_test(a_template_in_a_json_string_is_placed_to_the_character),
		cmocka_unit_test(a_mistake_inside_a_template_body_has_its_line),
		cmocka_unit_test(a_region_that_a_stackset_leaves_open_is_not_assumed),
		cmocka_unit_test(a_huge_stackset_is_cut_with_one_complaint),
		cmocka_unit_test(a_call_that_adds_a_replica_is_one),
		cmocka_unit_test(a_call_that_replicates_a_bucket_configures_it),
		cmocka_unit_test(a_call_under_a_condition_copies_only_there),
		cmocka_unit_test(a_call_that_replicates_a_key_makes_one_in_its_region),
		cmocka_unit_test(a_call_made_in_another_region_says_nothing_of_this_one),
		cmocka_unit_test(an_export_of_several_stacks_or_of_none_is_unknown),
		cmocka_unit_test(a_git_sync_file_deploys_its_template),
		cmocka_unit_test(a_git_sync_file_without_its_template_is_reported),
		cmocka_unit_test(environments_of_samconfig_are_stacks_in_their_regions),
		cmocka_unit_test(a_mistake_in_samconfig_has_its_line),
		cmocka_unit_test(overrides_of_samconfig_may_stand_in_a_file),
		cmocka_unit_test(cdk_json_leads_to_the_assembly),
		cmocka_unit_test(parameters_are_read_in_every_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
