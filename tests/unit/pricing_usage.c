#include "tests/unit/pricing_fixture.h"

static void the_exact_name_beats_the_pattern_and_the_pattern_the_type(void **state) {
	(void)state;
	static const struct {
		const char *usage, *expected;
	} cases[] = {
		{ "{resource_usage: {'T*': {storage_gb: 20}, T: {storage_gb: 10}}}", "2.50" },
		{ "{resource_usage: {'T*': {storage_gb: 20}}, resource_type_default_usage: "
		  "{'AWS::DynamoDB::Table': {storage_gb: 40}}}",
			"5.00" },
		{ "{resource_type_default_usage: {'AWS::DynamoDB::Table': {storage_gb: 40}}}",
			"10.00" },
		{ "{resource_usage: {us-east-2/T: {storage_gb: {low: 1, expected: 8, high: 9}}}}",
			"2.00" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		const struct projection *projection =
			project(ctx, NEW_BOOK, "us-east-2", ON_DEMAND_TABLE, cases[i].usage);
		assert_string_equal(cents(ctx, projection, "dynamodb.storage", "us-east-2", false),
			cases[i].expected);
		discard(ctx);
	}
}

static void a_wrong_usage_file_is_refused_at_its_place(void **state) {
	(void)state;
	static const char *const files[] = { "{resource_usage: {T: {storage_gb: many}}}",
		"{resource_usage: {T: {storage_gb: -1}}}", "{resources: {}}", "[]",
		"{resource_usage: {T: 5}}" };
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct ctx *ctx = context();
		usage_read(ctx, parse(ctx, files[i]));
		assert_int_equal(ctx->diags->errors, 1);
		assert_non_null(ctx->diags->list.items[0].span.source);
		discard(ctx);
	}
}

/* Errors that a value of a key makes; each stands at the value. */
static size_t count_errors(const struct usage_key *key, const char *value) {
	struct ctx *ctx = context();
	const char *name = strchr(key->name, '*') ? "rule_percent.x" : key->name;
	usage_read(ctx, parse(ctx, arena_printf(ctx->arena, "resource_usage:\n  T:\n    %s: %s\n",
					   name, value)));
	size_t errors = ctx->diags->errors;
	const struct diag *diag;
	vec_each(diag, &ctx->diags->list) {
		struct position at = source_position(diag->span.source, diag->span.start);
		assert_int_equal(at.line, 3);
		assert_int_equal(at.column, 5 + strlen(name) + 2);
	}
	discard(ctx);
	return errors;
}

static void refuse_values(void *user, const struct usage_key *key) {
	static const char *const wrong[] = { "-1", "-0.5", ".nan", ".inf", "many", "1e3", "true",
		"null", "''", "[1]", "{}", "9999999999999999999", "0.0000000000001" };
	size_t *keys = user;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		if (count_errors(key, wrong[i]) != 1) {
			fail_msg("%s: %s", key->name, wrong[i]);
		}
	}
	assert_int_equal(count_errors(key, key->fallback ? key->fallback : "20"), 0);
	assert_int_equal(count_errors(key, "'60'") == 0,
		strcmp(key->unit, "0 or 1") != 0 && strcmp(key->unit, "1 or 2") != 0);
	++*keys;
}

static void every_usage_key_takes_numbers_alone(void **state) {
	(void)state;
	size_t keys = 0;
	cost_keys_each(refuse_values, &keys);
	assert_true(keys > 80);
}

static void usage_beyond_what_a_key_can_be_is_refused(void **state) {
	(void)state;
	static const struct {
		const char *line, *message;
	} cases[] = {
		{ "transactional_copy_units: 3", "is 1 or 2" },
		{ "transactional_copy_units: 0", "is 1 or 2" },
		{ "transactional_copy_units: 1.5", "is 1 or 2" },
		{ "endpoint_outside_aws: 2", "is 0 or 1" },
		{ "transactional_write_percent: 100.1", "at most 100" },
		{ "rule_percent: {x: 101}", "at most 100" },
		{ "target_utilization_percent: 10", "from 20 to 90" },
		{ "average_item_size_kb: 401", "400" },
		{ "average_item_size_kb: {low: 1, expected: 2, high: 4000}", "400" },
		{ "request_duration_ms: 900001", "900000" },
		{ "provisioned_concurrency_hours: 745", "744" },
		{ "rotations_kept: 0.5", "whole" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		usage_read(ctx, parse(ctx, arena_printf(ctx->arena, "resource_usage: {T: {%s}}",
						   cases[i].line)));
		assert_int_equal(ctx->diags->errors, 1);
		assert_non_null(strstr(ctx->diags->list.items[0].message, cases[i].message));
		discard(ctx);
	}
}

static void the_version_of_a_usage_file_is_known(void **state) {
	(void)state;
	static const char *const versions[] = { "0.1", "'0.1'", "1", "0.2", "-1", "null", "[]" };
	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		struct ctx *ctx = context();
		usage_read(ctx, parse(ctx, arena_printf(ctx->arena, "version: %s", versions[i])));
		assert_int_equal(ctx->diags->errors, i < 2 ? 0 : 1);
		discard(ctx);
	}
}

static void a_key_that_no_model_asks_for_is_a_warning(void **state) {
	(void)state;
	struct ctx *ctx = context();
	usage_read(ctx, parse(ctx, "resource_usage: {T: {instances: 5, operating_system: linux}}"));
	assert_int_equal(ctx->diags->errors, 0);
	assert_int_equal(ctx->diags->list.count, 2);
	discard(ctx);
}

/* Every key of the usage files beside its golden files. */
static void no_key_of_infracosts_is_an_error(void **state) {
	(void)state;
	struct ctx *ctx = context();
	usage_read(ctx,
		parse(ctx, "{resource_usage: {T: {endpoint_type: Non_AWS, active_connections: 1, "
			   "architecture: 1, average_statements_per_hr: 1, backtrack_window_hrs: "
			   "1, backup_snapshot_size_gb: 1, capacity: 1, capacity_units_per_hr: 1, "
			   "change_records_per_statement: 1, memory_mb: 1, message_size_kb: 1, "
			   "monthly_aurora_snapshot_gb: 1, monthly_connection_mins: 1, "
			   "monthly_data_restored_gb: 1, monthly_duration_hrs: 1, "
			   "monthly_dynamodb_backup_gb: 1, monthly_dynamodb_restore_gb: 1, "
			   "monthly_ebs_snapshot_gb: 1, monthly_efs_cold_backup_gb: 1, "
			   "monthly_efs_cold_restore_gb: 1, monthly_efs_item_restore_requests: 1, "
			   "monthly_efs_warm_backup_gb: 1, monthly_efs_warm_restore_gb: 1, "
			   "monthly_fsx_lustre_backup_gb: 1, monthly_fsx_windows_backup_gb: 1, "
			   "monthly_geo_queries: 1, monthly_infrequent_access_read_gb: 1, "
			   "monthly_infrequent_access_write_gb: 1, monthly_intra_region_gb: 1, "
			   "monthly_latency_based_queries: 1, monthly_messages: 1, "
			   "monthly_outbound_internet_gb: 1, monthly_outbound_other_regions_gb: 1, "
			   "monthly_outbound_us_east_to_us_east_gb: 1, monthly_rds_snapshot_gb: 1, "
			   "monthly_read_request_units: 1, monthly_requests: 1, "
			   "monthly_standard_queries: 1, monthly_streams_read_request_units: 1, "
			   "monthly_write_request_units: 1, new_connections: 1, "
			   "on_demand_backup_storage_gb: 1, pitr_backup_storage_gb: 1, "
			   "processed_bytes_gb: 1, read_requests_per_sec: 1, region: 1, "
			   "request_duration_ms: 1, request_size_kb: 1, "
			   "reserved_instance_payment_option: 1, reserved_instance_term: 1, "
			   "rule_evaluations: 1, snapshot_export_size_gb: 1, storage_gb: 1, "
			   "write_requests_per_sec: 1, standard: {storage_gb: 1, "
			   "monthly_tier_1_requests: 1, monthly_tier_2_requests: 1, "
			   "monthly_select_data_scanned_gb: 1}, intelligent_tiering: "
			   "{frequent_access_storage_gb: 1, infrequent_access_storage_gb: 1, "
			   "archive_access_storage_gb: 1, deep_archive_access_storage_gb: 1, "
			   "monitored_objects: 1, monthly_lifecycle_transition_requests: 1, "
			   "early_delete_gb: 1}, standard_infrequent_access: {storage_gb: 1, "
			   "monthly_data_retrieval_gb: 1}, one_zone_infrequent_access: "
			   "{storage_gb: 1, monthly_data_retrieval_gb: 1}, "
			   "glacier_flexible_retrieval: {monthly_standard_data_retrieval_requests: "
			   "1, monthly_expedited_data_retrieval_gb: 1, "
			   "monthly_bulk_select_data_returned_gb: 1}, glacier_deep_archive: "
			   "{monthly_bulk_data_retrieval_gb: 1, "
			   "monthly_bulk_data_retrieval_requests: 1}}}} "));
	assert_int_equal(ctx->diags->errors, 0);
	discard(ctx);
}

static void an_endpoint_outside_aws_is_said_as_infracost_does(void **state) {
	(void)state;
	static const char *const types[][2] = { { "aws", "0.50" }, { "Non_AWS", "0.75" } };
	for (size_t i = 0; i < 2; i++) {
		struct ctx *ctx = context();
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			"Resources: {C: {Type: AWS::Route53::HealthCheck, Properties: "
			"{HealthCheckConfig: {Type: HTTP}}}}",
			arena_printf(ctx->arena, "resource_usage: {C: {endpoint_type: %s}}",
				types[i][0]));
		assert_string_equal(
			decimal_print_rounded(ctx->arena, projection->monthly.with_dr, 2),
			types[i][1]);
		discard(ctx);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exact_name_beats_the_pattern_and_the_pattern_the_type),
		cmocka_unit_test(a_wrong_usage_file_is_refused_at_its_place),
		cmocka_unit_test(no_key_of_infracosts_is_an_error),
		cmocka_unit_test(an_endpoint_outside_aws_is_said_as_infracost_does),
		cmocka_unit_test(every_usage_key_takes_numbers_alone),
		cmocka_unit_test(usage_beyond_what_a_key_can_be_is_refused),
		cmocka_unit_test(the_version_of_a_usage_file_is_known),
		cmocka_unit_test(a_key_that_no_model_asks_for_is_a_warning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
