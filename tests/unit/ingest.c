#include "tests/unit/ingest_run.h"

static void a_folder_is_walked_and_the_rest_passed_over(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "a/one.yaml", BUCKET);
	write_file(
		run, "a/b/two.json", "{\"Resources\": {\"C\": {\"Type\": \"AWS::SQS::Queue\"}}}");
	write_file(run, "a/notes.yaml", "some: notes\n");
	write_file(run, "node_modules/x/three.yaml", BUCKET);
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_int_equal(run->ctx.diags->errors, 0);
	end(run);
}

static void a_broken_file_is_reported_and_the_others_are_read(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "broken.yaml", "Resources:\n  B: {Type: AWS::S3::Bucket\n");
	write_file(run, "sound.yaml", BUCKET);
	assert_true(ingest_folder(run));
	assert_int_equal(run->estate->stacks.count, 1);
	assert_true(run->ctx.diags->errors > 0);
	assert_non_null(run->ctx.diags->list.items[0].span.source);
	end(run);
}

static void a_folder_without_anything_of_use_is_an_error(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "notes.yaml", "some: notes\n");
	assert_false(ingest_folder(run));
	assert_complaint(run, "holds no CloudFormation template");
	end(run);
}

static void a_lone_template_leaves_the_estate_incomplete(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml", BUCKET);
	const struct ingest_options options = { .region = "eu-west-1" };
	assert_true(ingest(run, file_join(run->ctx.arena, run->folder, "t.yaml"), &options));
	assert_false(run->estate->complete);
	assert_string_equal(resource_region(run->estate->resources.items[0]), "eu-west-1");
	end(run);
}

static void a_stack_of_the_configuration_stands_in_each_of_its_regions(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "t.yaml", BUCKET);
	struct ingest_options options = { 0 };
	struct stack_request request = {
		.template = file_join(run->ctx.arena, run->folder, "t.yaml"),
		.name = "App",
	};
	vec_push(run->ctx.arena, &request.regions, "us-west-2");
	vec_push(run->ctx.arena, &request.regions, "us-east-2");
	vec_push(run->ctx.arena, &options.stacks, request);
	assert_true(ingest_paths(&run->ctx, run->estate, &options, NULL, 0));
	assert_int_equal(run->estate->stacks.count, 2);
	assert_true(run->estate->complete);
	end(run);
}

static void an_assembly_names_regions_constructs_and_source_lines(void **state) {
	(void)state;
	struct run *run = begin();
	const struct ingest_options options = { 0 };
	assert_true(ingest(run,
		file_join(run->ctx.arena, getenv("SOURCE_ROOT"), "samples/doc-processing/before"),
		&options));
	const struct resource *table = find(run, "AWS::DynamoDB::GlobalTable", "DocumentsTable");
	assert_non_null(table);
	assert_string_equal(resource_region(table), "us-west-2");
	assert_string_equal(resource_construct(table), "DocProcessing/DocumentsTable");
	assert_string_equal(resource_location(table, NULL).file, "lib/doc-processing-stack.ts");
	assert_true(run->estate->complete);
	end(run);
}

static void stages_and_nested_stacks_are_followed(void **state) {
	(void)state;
	struct run *run = begin();
	assert_true(ingest_case(run, "cdk/d-pipeline"));
	assert_true(run->estate->stacks.count >= 4);
	struct run *nested = begin();
	assert_true(ingest_case(nested, "cdk/g-nested"));
	assert_true(nested->estate->stacks.count >= 3);
	end(nested);
	end(run);
}

static void a_manifest_that_names_a_missing_template_is_an_error(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "manifest.json",
		"{\"version\": \"38.0.0\", \"artifacts\": {\"S\": {\"type\": "
		"\"aws:cloudformation:stack\", \"environment\": \"aws://123456789012/us-west-2\", "
		"\"properties\": {\"templateFile\": \"S.template.json\"}}}}");
	assert_false(ingest_folder(run));
	assert_true(run->ctx.diags->errors > 0);
	end(run);
}

static void describe_output_of_both_regions_is_one_global_table(void **state) {
	(void)state;
	struct run *run = begin();
	assert_true(ingest_case(run, "live/global"));
	assert_int_equal(run->ctx.diags->errors, 0);
	assert_int_equal(estate_of_type(run->estate, "AWS::DynamoDB::GlobalTable")->count, 1);
	const struct resource *table = find(run, "AWS::DynamoDB::GlobalTable", "document-metadata");
	assert_string_equal(resource_region(table), "us-west-2");
	assert_int_equal(table->stack->evidence, EVIDENCE_LIVE);
	struct value copies = property(run, table, "Replicas");
	assert_int_equal(copies.count, 2);
	struct eval eval = estate_eval(run->estate, run->ctx.arena);
	struct value on = eval_path(&eval, &copies.items[0],
		"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled");
	struct value off = eval_path(&eval, &copies.items[1],
		"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled");
	assert_int_equal(value_truth(run->ctx.arena, &on), YES);
	assert_int_equal(value_truth(run->ctx.arena, &off), NO);
	struct value key = eval_path(&eval, &copies.items[0], "SSESpecification.KMSMasterKeyId");
	assert_int_equal(key.kind, VALUE_ABSENT);
	struct value status = eval_path(&eval, &copies.items[1], "ReplicaStatus");
	assert_string_equal(value_text(run->ctx.arena, &status), "ACTIVE");
	assert_property(run, table, "GlobalTableVersion", "2019.11.21");
	end(run);
}

static void recorded_buckets_have_what_the_calls_said(void **state) {
	(void)state;
	struct run *run = begin();
	assert_true(ingest_case(run, "live/recorded"));
	assert_int_equal(run->ctx.diags->errors, 0);
	const struct resource *source =
		find(run, "AWS::S3::Bucket", "doc-processing-123456789012-us-west-2");
	assert_property(run, source, "VersioningConfiguration.Status", "Enabled");
	struct value rules = property(run, source, "ReplicationConfiguration.Rules");
	assert_int_equal(rules.count, 1);
	const struct resource *scratch =
		find(run, "AWS::S3::Bucket", "doc-scratch-123456789012-us-west-2");
	struct value none = property(run, scratch, "ReplicationConfiguration");
	assert_int_equal(none.kind, VALUE_ABSENT);
	const struct resource *copy =
		find(run, "AWS::S3::Bucket", "doc-processing-123456789012-us-east-2");
	assert_unknown(
		run, copy, "ReplicationConfiguration", "get-bucket-replication was not given");
	assert_non_null(find(run, "AWS::KMS::Alias", "alias:doc-processing:data"));
	assert_int_equal(estate_of_type(run->estate, "AWS::Lambda::Function")->count, 1);
	assert_true(estate_of_type(run->estate, "AWS::Route53::RecordSet")->count > 0);
	end(run);
}

static void an_account_and_its_stacks_are_told(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "us-west-2/apigateway.get-account.json",
		"{\"throttleSettings\": {\"burstLimit\": 5000, \"rateLimit\": 10000.0}}");
	write_file(run, "us-west-2/backup.describe-region-settings.json",
		"{\"ResourceTypeManagementPreference\": {\"DynamoDB\": true, \"EFS\": false}}");
	write_file(run, "us-west-2/backup.get-backup-plan.p.json",
		"{\"BackupPlan\": {\"BackupPlanName\": \"daily\", \"Rules\": [{\"RuleName\": "
		"\"r\", \"TargetBackupVaultName\": \"v\", \"CopyActions\": "
		"[{\"DestinationBackupVaultArn\": "
		"\"arn:aws:backup:us-east-2:1:backup-vault:v\"}]}]}, \"BackupPlanId\": \"p-1\"}");
	write_file(run, "us-west-2/backup.get-backup-selection.s.json",
		"{\"BackupSelection\": {\"SelectionName\": \"all\", \"Resources\": [\"*\"]}, "
		"\"SelectionId\": \"s-1\", \"BackupPlanId\": \"p-1\"}");
	write_file(run, "cloudformation.describe-stacks.json",
		"{\"Stacks\": [{\"StackName\": \"Docs\", \"StackId\": "
		"\"arn:aws:cloudformation:us-west-2:123456789012:stack/Docs/1\", \"StackStatus\": "
		"\"UPDATE_COMPLETE\", \"EnableTerminationProtection\": true, "
		"\"DriftInformation\": {\"StackDriftStatus\": \"NOT_CHECKED\"}}, {\"StackName\": "
		"\"Gone\", \"StackStatus\": \"DELETE_COMPLETE\"}]}");
	assert_true(ingest_folder(run));
	assert_int_equal(run->ctx.diags->errors, 0);
	const struct resource *account =
		find(run, "AWS::ApiGateway::Account", "API Gateway account");
	assert_property(run, account, "ThrottleSettings.BurstLimit", "5000");
	assert_property(run, find(run, "AWS::Backup::RegionSettings", "backup settings"),
		"ResourceTypeManagementPreference.DynamoDB", "true");
	const struct resource *plan = find(run, "AWS::Backup::BackupPlan", "p-1");
	struct value rules = property(run, plan, "BackupPlan.BackupPlanRule");
	assert_int_equal(rules.count, 1);
	const struct resource *selection = find(run, "AWS::Backup::BackupSelection", "s-1");
	struct value id = property(run, selection, "BackupPlanId");
	struct eval eval = estate_eval(run->estate, run->ctx.arena);
	assert_ptr_equal(estate_target(run->estate, &eval, &id, plan->type), plan);
	assert_int_equal(estate_of_type(run->estate, "AWS::CloudFormation::Stack")->count, 1);
	const struct resource *stack = find(run, "AWS::CloudFormation::Stack", "Docs");
	assert_string_equal(resource_region(stack), "us-west-2");
	assert_property(run, stack, "EnableTerminationProtection", "true");
	assert_unknown(run, stack, "DriftInformation.StackDriftStatus", "was not compared");
	end(run);
}

static void regions_and_quotas_of_an_account_are_read(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "us-west-2/ec2.describe-regions.json",
		"{\"Regions\": [{\"RegionName\": \"af-south-1\", \"OptInStatus\": "
		"\"not-opted-in\"}]}");
	write_file(run, "us-west-2/service-quotas.list-service-quotas.lambda.json",
		"{\"Quotas\": [{\"ServiceCode\": \"lambda\", \"QuotaCode\": \"L-1\", \"Value\": "
		"10, "
		"\"QuotaArn\": \"arn:aws:servicequotas:us-east-2:123456789012:lambda/L-1\"}]}");
	assert_true(ingest_folder(run));
	const struct resource *region = find(run, "AWS::Account::Region", "af-south-1");
	assert_property(run, region, "RegionOptStatus", "DISABLED");
	const struct resource *quota = find(run, "AWS::ServiceQuotas::Quota", "lambda L-1");
	assert_property(run, quota, "Value", "10");
	assert_string_equal(resource_region(quota), "us-east-2");
	end(run);
}

static void a_denied_call_leaves_its_property_unknown(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(
		run, "us-west-2/s3api.get-bucket-versioning.b.json", "{\"Status\": \"Enabled\"}");
	write_file(run, "us-west-2/s3api.get-bucket-replication.b.stderr.txt",
		"\nAn error occurred (AccessDenied) when calling the GetBucketReplication "
		"operation: "
		"Access Denied\n");
	write_file(run, "us-west-2/s3api.get-bucket-encryption.b.stderr.txt",
		"\nAn error occurred (ServerSideEncryptionConfigurationNotFoundError) when calling "
		"the GetBucketEncryption operation: none\n");
	assert_true(ingest_folder(run));
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "b");
	assert_unknown(run, bucket, "ReplicationConfiguration", "AccessDenied");
	struct value encryption = property(run, bucket, "BucketEncryption");
	assert_int_equal(encryption.kind, VALUE_ABSENT);
	end(run);
}

static void a_call_that_printed_nothing_is_an_answer(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "us-west-2/s3api.get-bucket-versioning.b.json", "");
	assert_true(ingest_folder(run));
	const struct resource *bucket = find(run, "AWS::S3::Bucket", "b");
	struct value versioning = property(run, bucket, "VersioningConfiguration");
	assert_int_equal(versioning.kind, VALUE_ABSENT);
	end(run);
}

static void a_table_whose_call_was_denied_is_reported(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "us-west-2/dynamodb.describe-table.t.stderr.txt",
		"An error occurred (AccessDeniedException) when calling the DescribeTable "
		"operation\n");
	write_file(run, "us-west-2/s3api.get-bucket-versioning.b.json", "{}");
	assert_true(ingest_folder(run));
	assert_complaint(run, "describe-table failed (AccessDeniedException)");
	end(run);
}

static void one_file_of_describe_output_is_told_by_its_content(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "anything.json",
		"{\"Table\": {\"TableName\": \"t\", \"TableArn\": "
		"\"arn:aws:dynamodb:eu-west-1:123456789012:table/t\"}}");
	const struct ingest_options options = { 0 };
	assert_true(ingest(run, file_join(run->ctx.arena, run->folder, "anything.json"), &options));
	const struct resource *table = find(run, "AWS::DynamoDB::Table", "t");
	assert_string_equal(resource_region(table), "eu-west-1");
	assert_unknown(run, table, "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
		"describe-continuous-backups");
	assert_property(run, table, "BillingMode", "PROVISIONED");
	end(run);
}

static void a_region_that_nothing_says_is_not_assumed(void **state) {
	(void)state;
	struct run *run = begin();
	write_file(run, "route53.list-health-checks.json",
		"{\"HealthChecks\": [{\"Id\": \"h\", \"HealthCheckConfig\": {\"Type\": "
		"\"TCP\"}}]}");
	assert_false(ingest_folder(run));
	assert_complaint(run, "does not say which region it is of");
	end(run);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_is_walked_and_the_rest_passed_over),
		cmocka_unit_test(a_broken_file_is_reported_and_the_others_are_read),
		cmocka_unit_test(a_folder_without_anything_of_use_is_an_error),
		cmocka_unit_test(a_lone_template_leaves_the_estate_incomplete),
		cmocka_unit_test(a_stack_of_the_configuration_stands_in_each_of_its_regions),
		cmocka_unit_test(an_assembly_names_regions_constructs_and_source_lines),
		cmocka_unit_test(stages_and_nested_stacks_are_followed),
		cmocka_unit_test(a_manifest_that_names_a_missing_template_is_an_error),
		cmocka_unit_test(describe_output_of_both_regions_is_one_global_table),
		cmocka_unit_test(recorded_buckets_have_what_the_calls_said),
		cmocka_unit_test(regions_and_quotas_of_an_account_are_read),
		cmocka_unit_test(a_denied_call_leaves_its_property_unknown),
		cmocka_unit_test(a_call_that_printed_nothing_is_an_answer),
		cmocka_unit_test(a_table_whose_call_was_denied_is_reported),
		cmocka_unit_test(an_account_and_its_stacks_are_told),
		cmocka_unit_test(one_file_of_describe_output_is_told_by_its_content),
		cmocka_unit_test(a_region_that_nothing_says_is_not_assumed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
