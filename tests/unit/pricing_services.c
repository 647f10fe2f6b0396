#include "tests/unit/pricing_fixture.h"

/* Twin templates deployed to us-east-1 and us-east-2 (NULL: none there), priced under terms. */
static const struct projection *project_twins(struct ctx *ctx, const char *primary,
	const char *recovery, const char *usage, const char *strategy, int64_t failover_hours) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-east-1", primary);
	if (recovery) {
		add_stack(estate, "us-east-2", recovery);
	}
	estate_link(estate);
	estate->regions.primary = "us-east-1";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	const struct assumption assumed = { "strategy", strategy };
	const struct terms terms = {
		.book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(ctx, parse(ctx, usage)),
		.failover_hours = decimal_of(failover_hours),
		.assumed = strategy ? &assumed : NULL,
	};
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	projection_make(estate, &terms, projection);
	assert_int_equal(ctx->diags->errors, 0);
	return projection;
}

/* The reason why an item is unpriced, NULL where it is not. */
static const char *unpriced_because(const struct projection *projection, const char *item) {
	const struct unpriced *entry;
	vec_each(entry, &projection->unpriced) {
		if (strcmp(entry->item, item) == 0) {
			return entry->reason;
		}
	}
	return NULL;
}

/* The cents of a global item on one bill, "" where it has no line. */
static const char *global_cents(
	struct ctx *ctx, const struct projection *projection, const char *item, bool dr) {
	struct decimal sum = { 0 };
	bool found = false;
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->lines) {
			if (strcmp(line->item, item) == 0 && line->dr == dr) {
				assert_null(line->region);
				assert_true(decimal_add(sum, line->amount, &sum));
				found = true;
			}
		}
	}
	return found ? decimal_print_rounded(ctx->arena, sum, 2) : "";
}

static const char *total(struct ctx *ctx, struct decimal amount) {
	return decimal_print_rounded(ctx->arena, amount, 2);
}

#define FUNCTION(properties) \
	"Resources: {F: {Type: AWS::Lambda::Function, Properties: {" properties "}}}"

static void a_function_costs_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *template, *usage, *request_item, *requests, *duration_item, *duration;
	} cases[] = {
		{ FUNCTION("MemorySize: 512"), "100000, request_duration_ms: 350", "lambda.request",
			"0.02", "lambda.gb_second_x86", "0.29" },
		{ FUNCTION("MemorySize: 512, Architectures: [arm64]"),
			"100000, request_duration_ms: 350", "lambda.request_arm", "0.02",
			"lambda.gb_second_arm", "0.23" },
		{ FUNCTION(""), "100000, request_duration_ms: 350", "lambda.request", "0.02",
			"lambda.gb_second_x86", "0.07" },
		{ FUNCTION("MemorySize: 1024"), "9000000000, request_duration_ms: 1024",
			"lambda.request", "1800.00", "lambda.gb_second_x86", "148240.20" },
		{ FUNCTION("MemorySize: 2048"), "15000000000, request_duration_ms: 2048",
			"lambda.request", "3000.00", "lambda.gb_second_x86", "854203.30" },
		{ FUNCTION("MemorySize: 512"), "6000000000, request_duration_ms: 1024",
			"lambda.request", "1200.00", "lambda.gb_second_x86", "51200.10" },
		{ FUNCTION("MemorySize: 2048, Architectures: [arm64]"),
			"18250000000, request_duration_ms: 2048", "lambda.request_arm", "3650.00",
			"lambda.gb_second_arm", "832358.16" },
		{ FUNCTION("MemorySize: 1024, Architectures: [arm64]"),
			"11250000000, request_duration_ms: 1024", "lambda.request_arm", "2250.00",
			"lambda.gb_second_arm", "148240.90" },
		{ FUNCTION("MemorySize: 512, Architectures: [arm64]"),
			"7500000000, request_duration_ms: 1024", "lambda.request_arm", "1500.00",
			"lambda.gb_second_arm", "51200.26" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			cases[i].template,
			arena_printf(ctx->arena, "{resource_usage: {F: {monthly_requests: %s}}}",
				cases[i].usage));
		assert_string_equal(
			cents(ctx, projection, cases[i].request_item, "us-east-1", false),
			cases[i].requests);
		assert_string_equal(
			cents(ctx, projection, cases[i].duration_item, "us-east-1", false),
			cases[i].duration);
	}
	discard(ctx);
}

#define PROVISIONED(count) \
	"Resources: {F: {Type: AWS::Lambda::Function, Properties: {MemorySize: 512, " \
	"Architectures: [arm64]}}, A: {Type: AWS::Lambda::Alias, Properties: {FunctionName: " \
	"{Ref: " \
	"F}, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: " count "}}}}"

/* Its golden file has 9,000,000 GB-seconds of concurrency, which are 50 of half a GB. */
static void provisioned_concurrency_costs_what_infracost_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1", PROVISIONED("50"),
		"{resource_usage: {F: {monthly_requests: 10000000, request_duration_ms: 350, "
		"monthly_duration_hrs: 100, provisioned_percent: 100}}}");
	assert_string_equal(total(ctx, projection->monthly.single_region), "45.61");
	assert_int_equal(projection->unpriced.count, 0);
	discard(ctx);
}

/* A failover of a whole month, for round figures. */
static void a_twin_is_paid_for_while_it_stands_and_when_it_serves(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const char *usage = "{resource_usage: {F: {monthly_requests: 10000000, "
			    "request_duration_ms: 350, monthly_duration_hrs: 100}}}";
	const struct projection *projection = project_twins(
		ctx, PROVISIONED("50"), PROVISIONED("5"), usage, NULL, HOURS_PER_MONTH);
	assert_string_equal(cents(ctx, projection, "lambda.provisioned_concurrency_gb_second_arm",
				    "us-east-2", true),
		"3.00");
	assert_string_equal(cents(ctx, projection, "lambda.request_arm", "us-east-2", true), "");
	/* 10 million requests and 1,750,000 GB-seconds at 0.0000133334 */
	assert_string_equal(total(ctx, projection->failover), "25.33");
	discard(ctx);
}

static void a_strategy_says_what_stands_ready(void **state) {
	(void)state;
	static const struct {
		const char *strategy, *additional, *failover;
	} cases[] = {
		{ "backup-restore", "0.00", "55.33" }, /* deployed and warmed for the failover */
		{ "pilot-light", "0.00", "55.33" },
		{ "warm-standby", "30.00", "25.33" },
		{ "active-active", "30.00", "25.33" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (int twin = 0; twin < 2; twin++) {
			const struct projection *projection = project_twins(ctx, PROVISIONED("50"),
				twin ? PROVISIONED("50") : NULL,
				"{resource_usage: {F: {monthly_requests: 10000000, "
				"request_duration_ms: 350, monthly_duration_hrs: 100}}}",
				cases[i].strategy, HOURS_PER_MONTH);
			assert_string_equal(
				total(ctx, projection->monthly.additional), cases[i].additional);
			assert_string_equal(total(ctx, projection->failover), cases[i].failover);
		}
	}
	discard(ctx);
}

static void what_a_function_does_not_say_is_unpriced(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Parameters: {Size: {Type: Number}}\n" FUNCTION("MemorySize: {Ref: Size}"), "{}");
	assert_true(projection->lower_bound);
	assert_non_null(unpriced_because(projection, "lambda.gb_second"));
	projection = project(ctx, NEW_BOOK, "us-east-1",
		FUNCTION("Runtime: python3.13, SnapStart: {ApplyOn: PublishedVersions}"), "{}");
	assert_non_null(unpriced_because(projection, "lambda.snapstart"));
	projection = project(ctx, NEW_BOOK, "us-east-1",
		FUNCTION("Runtime: java21, SnapStart: {ApplyOn: PublishedVersions}"), "{}");
	assert_null(unpriced_because(projection, "lambda.snapstart"));
	discard(ctx);
}

static void an_api_costs_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *template, *usage, *total;
	} cases[] = {
		{ "Resources: {A: {Type: AWS::ApiGateway::RestApi}}",
			"{monthly_requests: 21000000000}", "49763.10" },
		{ "Resources: {A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: "
		  "HTTP}}}",
			"{monthly_requests: 1000000000, request_size_kb: 512}", "930.00" },
		{ "Resources: {A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: "
		  "HTTP}}}",
			"{monthly_requests: 1000000, request_size_kb: 513}", "2.00" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			cases[i].template,
			arena_printf(ctx->arena, "{resource_usage: {A: %s}}", cases[i].usage));
		assert_string_equal(total(ctx, projection->monthly.single_region), cases[i].total);
	}
	discard(ctx);
}

static void what_the_book_lacks_of_an_api_is_unpriced(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: "
		"WEBSOCKET}}}",
		"{}");
	assert_non_null(unpriced_because(projection, "apigateway.websocket_message"));
	projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {A: {Type: AWS::ApiGateway::RestApi}, S: {Type: "
		"AWS::ApiGateway::Stage, Properties: {RestApiId: {Ref: A}, CacheClusterEnabled: "
		"true}}}",
		"{}");
	assert_non_null(unpriced_because(projection, "apigateway.cache_hour"));
	projection = project(ctx, NEW_BOOK, "us-west-2",
		"Resources: {A: {Type: AWS::ApiGateway::RestApi}}", "{}");
	assert_true(projection->lower_bound);
	discard(ctx);
}

static void a_health_check_costs_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *settings, *usage, *with_dr;
	} cases[] = {
		{ "Type: HTTP", "{}", "0.50" },
		{ "Type: TCP", "{endpoint_outside_aws: 1}", "0.75" },
		{ "Type: HTTPS", "{}", "1.50" },
		{ "Type: HTTPS_STR_MATCH", "{}", "2.50" },
		{ "Type: HTTPS_STR_MATCH, MeasureLatency: true", "{}", "3.50" },
		{ "Type: HTTPS_STR_MATCH, MeasureLatency: true, RequestInterval: 10", "{}",
			"4.50" },
		{ "Type: HTTPS_STR_MATCH, MeasureLatency: true, RequestInterval: 10",
			"{endpoint_outside_aws: 1}", "8.75" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			arena_printf(ctx->arena,
				"Resources: {C: {Type: AWS::Route53::HealthCheck, Properties: "
				"{HealthCheckConfig: {%s}}}}",
				cases[i].settings),
			arena_printf(ctx->arena, "{resource_usage: {C: %s}}", cases[i].usage));
		assert_string_equal(total(ctx, projection->monthly.with_dr), cases[i].with_dr);
		assert_string_equal(total(ctx, projection->monthly.single_region), "0.00");
	}
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {C: {Type: AWS::Route53::HealthCheck, Properties: {HealthCheckConfig: "
		"{Type: CALCULATED}}}}",
		"{}");
	assert_non_null(unpriced_because(projection, "route53.health_check"));
	discard(ctx);
}

#define RECORD(properties) \
	"Resources: {Z: {Type: AWS::Route53::HostedZone}, R: {Type: AWS::Route53::RecordSet, " \
	"Properties: {HostedZoneId: {Ref: Z}, " properties "}}}"

/* Queries and zones of its golden file, in bands of a thousand million. */
static void queries_cost_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *routing, *usage, *item, *with_dr, *single;
	} cases[] = {
		{ "ResourceRecords: [a]", "{monthly_standard_queries: 1100000000}",
			"route53.query_standard", "420.00", "420.00" },
		{ "Region: us-east-1", "{monthly_latency_based_queries: 1200000000}",
			"route53.query_latency", "660.00", "440.00" },
		{ "GeoLocation: {CountryCode: CH}", "{monthly_geo_queries: 1500000000}",
			"route53.query_geo", "875.00", "500.00" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			arena_printf(ctx->arena, RECORD("%s"), cases[i].routing),
			arena_printf(ctx->arena, "{resource_usage: {R: %s}}", cases[i].usage));
		assert_string_equal(
			global_cents(ctx, projection, cases[i].item, true), cases[i].with_dr);
		assert_string_equal(global_cents(ctx, projection, "route53.query_standard", false),
			cases[i].single);
		assert_string_equal(
			global_cents(ctx, projection, "route53.hosted_zone_month", false), "0.50");
	}
	discard(ctx);
}

static void an_alias_is_free_but_of_another_record(void **state) {
	(void)state;
	static const char *const cases[][2] = {
		{ "AliasTarget: {DNSName: a, HostedZoneId: Z35SXDOTRQ7X7K}", "" },
		{ "AliasTarget: {DNSName: a, HostedZoneId: {Ref: Z}}", "0.40" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			arena_printf(ctx->arena, RECORD("%s"), cases[i][0]),
			"{resource_usage: {R: {monthly_standard_queries: 1000000}}}");
		assert_string_equal(
			global_cents(ctx, projection, "route53.query_standard", true), cases[i][1]);
	}
	discard(ctx);
}

/* Public notes quote 2.50 an hour, and 1,825 for 730 of them. */
static void a_routing_control_cluster_is_paid_by_the_hour(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-west-2",
		"Resources: {C: {Type: AWS::Route53RecoveryControl::Cluster}, P: {Type: "
		"AWS::ARCRegionSwitch::Plan}}",
		"{}");
	assert_string_equal(total(ctx, projection->monthly.with_dr), "1825.00");
	assert_string_equal(total(ctx, projection->monthly.single_region), "0.00");
	assert_string_equal(unpriced_because(projection, "arc.region_switch_plan_month"),
		"the price book 2024-11-01 has no price for it");
	discard(ctx);
}

/* The cents of an item's lines that are paid once, "" where there is none. */
static const char *once_cents(struct ctx *ctx, const struct projection *projection,
	const char *item, const char *region) {
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->lines) {
			if (line->once && strcmp(line->item, item) == 0 &&
				strcmp(line->region, region) == 0) {
				return decimal_print_rounded(ctx->arena, line->amount, 2);
			}
		}
	}
	return "";
}

/* Infracost's golden file: 0.40 and 0.50; each replica is a secret, as AWS's security blog says. */
static void a_replica_secret_is_a_secret(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const char *template = "Resources: {S: {Type: AWS::SecretsManager::Secret, Properties: "
			       "{ReplicaRegions: [{Region: us-west-2}, {Region: us-east-2}]}}}";
	const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-east-1",
		"us-west-2", template, "{resource_usage: {S: {monthly_requests: 100000}}}");
	assert_string_equal(total(ctx, projection->monthly.single_region), "0.90");
	assert_string_equal(total(ctx, projection->monthly.with_dr), "1.30");
	assert_string_equal(unpriced_because(projection, "secretsmanager.secret_month"),
		"the price book 2024-11-01 has no price for it in us-east-2");
	discard(ctx);
}

static void a_repository_costs_what_infracost_says_and_its_copy(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_twins(ctx,
		"Resources: {R: {Type: AWS::ECR::Repository}, C: {Type: "
		"AWS::ECR::ReplicationConfiguration, Properties: {ReplicationConfiguration: "
		"{Rules: [{Destinations: [{Region: us-east-2, RegistryId: '1'}]}]}}}}",
		"Resources: {R: {Type: AWS::ECR::Repository}}",
		"{resource_usage: {R: {storage_gb: 100, monthly_new_gb: 20}}}", NULL, 0);
	assert_string_equal(cents(ctx, projection, "ecr.storage", "us-east-1", false), "10.00");
	/* The transfer that leaves us-east-1 for us-east-2 costs 0.01 for a GB. */
	assert_string_equal(total(ctx, projection->monthly.with_dr), "10.20");
	assert_string_equal(
		once_cents(ctx, projection, "datatransfer.inter_region", "us-east-1"), "1.00");
	assert_non_null(unpriced_because(projection, "ecr.storage"));
	discard(ctx);
}

#define FILES(properties) \
	"Resources: {F: {Type: AWS::EFS::FileSystem, Properties: {" properties "}}}"

static void a_file_system_costs_what_infracost_says(void **state) {
	(void)state;
	static const char *const cases[][3] = {
		{ FILES("ThroughputMode: provisioned, ProvisionedThroughputInMibps: 100"),
			"{storage_gb: 230}", "600.00" },
		{ FILES(""),
			"{storage_gb: 230, infrequent_access_storage_gb: 100, "
			"monthly_infrequent_access_read_gb: 50, "
			"monthly_infrequent_access_write_gb: "
			"100}",
			"73.00" },
		{ FILES("AvailabilityZoneName: us-east-1a"),
			"{storage_gb: 230, infrequent_access_storage_gb: 100, "
			"monthly_infrequent_access_read_gb: 50, "
			"monthly_infrequent_access_write_gb: "
			"100}",
			"39.63" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection =
			project(ctx, NEW_BOOK, "us-east-1", cases[i][0],
				arena_printf(ctx->arena, "{resource_usage: {F: %s}}", cases[i][1]));
		assert_string_equal(total(ctx, projection->monthly.single_region), cases[i][2]);
		assert_int_equal(projection->unpriced.count, 0);
	}
	const struct projection *projection =
		project(ctx, NEW_BOOK, "us-east-1", FILES("ThroughputMode: elastic"), "{}");
	assert_non_null(unpriced_because(projection, "efs.elastic_throughput"));
	discard(ctx);
}

/* A copy in us-east-1: its storage, and the transfer out of us-west-2 at 0.02 for a GB. */
static void a_replicated_file_system_pays_for_its_copy_and_what_changes(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection =
		project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2", "us-east-1",
			FILES("ReplicationConfiguration: {Destinations: [{Region: us-east-1}]}"),
			"{resource_usage: {F: {storage_gb: 230, monthly_changed_gb: 50}}}");
	assert_string_equal(
		cents(ctx, projection, "efs.storage_standard", "us-east-1", true), "69.00");
	assert_string_equal(total(ctx, projection->monthly.additional), "70.00");
	assert_string_equal(total(ctx, projection->one_time), "4.60");
	discard(ctx);
}

/* Of backups that are copied, the first holds all, those after it what changed. */
static void the_first_copied_backup_of_files_is_whole(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = book_read(ctx,
		parse(ctx,
			"{name: '2026-01-01', currency: USD, note: made up, sources: {s: {text: s, "
			"date: '2026'}}, prices: [{item: backup.cross_region_copy_efs, region: "
			"us-west-2, destination: us-east-2, unit: GB, price: '0.04', sources: [s], "
			"confidence: low}]}"));
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-west-2", FILES(""));
	estate_link(estate);
	estate->regions.primary = "us-west-2";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	const struct assumption assumed = { "strategy", "backup-restore" };
	const struct terms terms = { .book = book,
		.usage = usage_read(ctx, parse(ctx, "{resource_usage: {F: {storage_gb: 200, "
						    "monthly_changed_gb: 50}}}")),
		.assumed = &assumed };
	struct projection projection = { 0 };
	projection_make(estate, &terms, &projection);
	assert_string_equal(total(ctx, projection.monthly.with_dr), "2.00");
	assert_string_equal(total(ctx, projection.one_time), "8.00");
	discard(ctx);
}

#define AURORA(properties) \
	"Resources: {G: {Type: AWS::RDS::GlobalCluster, Properties: {GlobalClusterIdentifier: " \
	"g}}, " \
	"D: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, MasterUsername: u, " \
	"GlobalClusterIdentifier: {Ref: G}" properties "}}}"
#define AURORA_USAGE \
	"{resource_usage: {'*': {storage_gb: 100, write_requests_per_sec: 10, " \
	"read_requests_per_sec: 10, backup_snapshot_size_gb: 100, monthly_changed_gb: 30}}}"

static void a_cluster_costs_what_infracost_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(
		ctx, NEW_BOOK, "us-east-1", AURORA(", BackupRetentionPeriod: 5"), AURORA_USAGE);
	static const char *const expected[][2] = { { "rds.aurora_storage", "10.00" },
		{ "rds.aurora_io_request", "10.51" }, { "rds.aurora_backup_storage", "8.40" } };
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_string_equal(
			cents(ctx, projection, expected[i][0], "us-east-1", false), expected[i][1]);
	}
	assert_int_equal(projection->unpriced.count, 0);
	projection = project(
		ctx, NEW_BOOK, "us-east-1", AURORA(", StorageType: aurora-iopt1"), AURORA_USAGE);
	assert_string_equal(total(ctx, projection->monthly.single_region), "23.00");
	discard(ctx);
}

/* Ten writes a second are 26,280,000 a month, replicated at 0.20 for a million. */
static void a_global_database_replicates_every_write(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_twins(ctx, AURORA(""),
		"Resources: {S: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, "
		"GlobalClusterIdentifier: g}}}",
		AURORA_USAGE, NULL, 0);
	assert_string_equal(
		cents(ctx, projection, "rds.aurora_global_replicated_write_io", "us-east-2", true),
		"5.26");
	assert_string_equal(
		cents(ctx, projection, "datatransfer.inter_region", "us-east-1", true), "1.30");
	assert_string_equal(
		once_cents(ctx, projection, "datatransfer.inter_region", "us-east-1"), "1.00");
	assert_string_equal(unpriced_because(projection, "rds.aurora_storage"),
		"the price book 2024-11-01 has no price for it in us-east-2");
	discard(ctx);
}

static void databases_follow_the_strategy(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *restored =
		project_twins(ctx, AURORA(""), NULL, AURORA_USAGE, "backup-restore", 0);
	assert_string_equal(
		cents(ctx, restored, "rds.aurora_global_replicated_write_io", "us-east-2", true),
		"");
	assert_non_null(unpriced_because(restored, "rds.aurora_backup_storage"));
	const struct projection *live =
		project_twins(ctx, AURORA(""), NULL, AURORA_USAGE, "pilot-light", 0);
	assert_string_equal(
		cents(ctx, live, "rds.aurora_global_replicated_write_io", "us-east-2", true),
		"5.26");
	discard(ctx);
}

static void instances_are_unpriced_and_their_copies_pay_transfer(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_twins(ctx,
		"Resources: {D: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: "
		"orders}}}",
		"Resources: {R: {Type: AWS::RDS::DBInstance, Properties: "
		"{SourceDBInstanceIdentifier: 'arn:aws:rds:us-east-1:123456789012:db:orders'}}}",
		"{resource_usage: {'*': {monthly_changed_gb: 30, storage_gb: 500}}}", NULL, 0);
	assert_string_equal(total(ctx, projection->monthly.with_dr), "0.30");
	assert_string_equal(total(ctx, projection->one_time), "5.00");
	assert_non_null(unpriced_because(projection, "rds.instance_hour"));
	assert_non_null(unpriced_because(projection, "rds.storage"));
	projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2", "us-west-1",
		"Resources: {D: {Type: AWS::RDS::DBInstance, Properties: "
		"{AutomaticBackupReplicationRegion: us-west-1}}}",
		"{resource_usage: {D: {storage_gb: 100, monthly_changed_gb: 30}}}");
	assert_string_equal(
		cents(ctx, projection, "rds.rds_backup_storage", "us-west-1", true), "9.50");
	assert_string_equal(
		cents(ctx, projection, "datatransfer.inter_region", "us-west-2", true), "2.60");
	projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2", "us-west-1",
		"Resources: {D: {Type: AWS::RDS::DBInstance, Properties: "
		"{AutomaticBackupReplicationRegion: us-west-1, AllocatedStorage: '200'}}}",
		"{resource_usage: {D: {monthly_changed_gb: 30}}}");
	assert_string_equal(
		cents(ctx, projection, "rds.rds_backup_storage", "us-west-1", true), "19.00");
	discard(ctx);
}

static void a_global_datastore_pays_for_what_is_written(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2",
		"us-east-2",
		"Resources: {C: {Type: AWS::ElastiCache::ReplicationGroup}, G: {Type: "
		"AWS::ElastiCache::GlobalReplicationGroup, Properties: {Members: "
		"[{ReplicationGroupId: {Ref: C}, ReplicationGroupRegion: us-west-2, Role: "
		"PRIMARY}, {ReplicationGroupId: x, ReplicationGroupRegion: us-east-2, Role: "
		"SECONDARY}]}}}",
		"{resource_usage: {C: {monthly_changed_gb: 100}}}");
	assert_string_equal(total(ctx, projection->monthly.with_dr), "2.00");
	assert_non_null(unpriced_because(projection, "elasticache.node_hour"));
	discard(ctx);
}

static void a_load_balancer_costs_what_infracost_says(void **state) {
	(void)state;
	static const char *const cases[][3] = {
		{ "application", "{processed_bytes_gb: 1000}", "24.43" },
		{ "network", "{processed_bytes_gb: 1000}", "22.43" },
		/* 50 a second are 2 units in each of 730 hours, which is more than 1,000 GB. */
		{ "application", "{processed_bytes_gb: 1000, new_connections_per_second: 50}",
			"28.11" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
			arena_printf(ctx->arena,
				"Resources: {L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, "
				"Properties: {Type: %s}}}",
				cases[i][0]),
			arena_printf(ctx->arena, "{resource_usage: {L: %s}}", cases[i][1]));
		assert_string_equal(total(ctx, projection->monthly.single_region), cases[i][2]);
	}
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: "
		"{Type: gateway}}}",
		"{}");
	assert_non_null(unpriced_because(projection, "elb.gwlb_hour"));
	discard(ctx);
}

/* It cannot be switched off, so that it is paid for as soon as it is deployed. */
static void a_load_balancer_stands_under_a_pilot_light(void **state) {
	(void)state;
	static const char *const cases[][2] = { { "backup-restore", "0.00" },
		{ "pilot-light", "16.43" }, { "active-active", "16.43" } };
	const char *template = "Resources: {L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}";
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct estate *estate = estate_new(ctx);
		add_stack(estate, "us-west-2", template);
		add_stack(estate, "us-east-1", template);
		estate_link(estate);
		estate->regions.primary = "us-west-2";
		vec_push(ctx->arena, &estate->regions.recovery, "us-east-1");
		const struct assumption assumed = { "strategy", cases[i][0] };
		const struct terms terms = { .book = shipped(ctx, NEW_BOOK),
			.usage = usage_none(ctx),
			.assumed = &assumed };
		struct projection projection = { 0 };
		projection_make(estate, &terms, &projection);
		assert_string_equal(total(ctx, projection.monthly.with_dr), cases[i][1]);
	}
	discard(ctx);
}

static void messages_are_unpriced_where_they_are_sent(void **state) {
	(void)state;
	static const char *const cases[][2] = {
		{ "Q: {Type: AWS::SQS::Queue}", "sqs.request" },
		{ "Q: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}", "sqs.fifo_request" },
		{ "Q: {Type: AWS::SNS::Topic}", "sns.request" },
		{ "Q: {Type: AWS::Events::EventBus}", "events.custom_event" },
		{ "Q: {Type: AWS::Events::Endpoint, Properties: {RoutingConfig: {FailoverConfig: "
		  "{Secondary: {Route: us-east-2}}}}}",
			"events.replicated_event" },
		{ "Q: {Type: AWS::Logs::LogGroup}", "cloudwatch.logs_ingested" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-west-2",
			arena_printf(ctx->arena, "Resources: {%s}", cases[i][0]), "{}");
		assert_true(projection->lower_bound);
		assert_non_null(unpriced_because(projection, cases[i][1]));
	}
	discard(ctx);
}

static void an_alarm_is_paid_by_its_metrics(void **state) {
	(void)state;
	static const char *const cases[][3] = {
		{ "MetricName: m, Period: 300", "0.10", NULL },
		{ "Metrics: [{Id: a, Expression: b + c}, {Id: b, MetricStat: {Period: 60}}, {Id: "
		  "c, "
		  "MetricStat: {Period: 60}}]",
			"0.20", NULL },
		{ "MetricName: m, Period: 10", "0.00", "cloudwatch.alarm_high_resolution_month" },
		{ "ThresholdMetricId: a", "0.00", "cloudwatch.alarm_anomaly_month" },
	};
	struct ctx *ctx = context();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct projection *projection = project(ctx, NEW_BOOK, "us-west-2",
			arena_printf(ctx->arena,
				"Resources: {A: {Type: AWS::CloudWatch::Alarm, Properties: {%s}}}",
				cases[i][0]),
			"{}");
		assert_string_equal(total(ctx, projection->monthly.single_region), cases[i][1]);
		assert_true(!cases[i][2] || unpriced_because(projection, cases[i][2]));
		assert_int_equal(projection->unpriced.count, cases[i][2] != NULL);
	}
	discard(ctx);
}

/* What its golden file has of the kinds that the book prices in us-west-1. */
static void a_vault_costs_what_infracost_says(void **state) {
	(void)state;
	static const char *const expected[][2] = { { "backup.efs_warm", "600.00" },
		{ "backup.efs_cold", "120.00" }, { "backup.efs_restore_warm", "240.00" },
		{ "backup.efs_restore_cold", "360.00" }, { "ec2.ebs_snapshot", "550.00" },
		{ "rds.rds_backup_storage", "950.00" }, { "rds.aurora_backup_storage", "240.00" },
		{ "dynamodb.restore", "1680.00" } };
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-west-1",
		"Resources: {V: {Type: AWS::Backup::BackupVault, Properties: {BackupVaultName: "
		"v}}}",
		"{resource_usage: {V: {monthly_efs_warm_backup_gb: 10000, "
		"monthly_efs_cold_backup_gb: 10000, monthly_efs_warm_restore_gb: 10000, "
		"monthly_efs_cold_restore_gb: 10000, monthly_ebs_snapshot_gb: 10000, "
		"monthly_rds_snapshot_gb: 10000, monthly_aurora_snapshot_gb: 10000, "
		"monthly_dynamodb_restore_gb: 10000}}}");
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_string_equal(
			cents(ctx, projection, expected[i][0], "us-west-1", false), expected[i][1]);
	}
	assert_int_equal(projection->unpriced.count, 0);
	discard(ctx);
}

#define VAULT(lifecycle) \
	"Resources: {V: {Type: AWS::Backup::BackupVault, Properties: {BackupVaultName: v}}, P: " \
	"{Type: AWS::Backup::BackupPlan, Properties: {BackupPlan: {BackupPlanName: p, " \
	"BackupPlanRule: [{RuleName: r, TargetBackupVault: {Ref: V}, CopyActions: " \
	"[{DestinationBackupVaultArn: " \
	"'arn:aws:backup:us-east-2:123456789012:backup-vault:w'" lifecycle "}]}]}}}}"

/* Of 120 days a copy is warm for 30: 250 GB at 0.05 and 750 GB at 0.01. */
static void copies_of_backups_grow_cold_and_are_sent_by_their_kind(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const char *usage = "{resource_usage: {V: {monthly_efs_warm_backup_gb: 1000, "
			    "monthly_aurora_snapshot_gb: 100}}}";
	const struct projection *projection = project_twins(ctx,
		VAULT(", Lifecycle: {MoveToColdStorageAfterDays: 30, DeleteAfterDays: 120}"), NULL,
		usage, NULL, 0);
	assert_string_equal(cents(ctx, projection, "backup.efs_warm", "us-east-2", true), "12.50");
	assert_string_equal(cents(ctx, projection, "backup.efs_cold", "us-east-2", true), "7.50");
	assert_string_equal(
		cents(ctx, projection, "backup.cross_region_copy_aurora", "us-east-1", true),
		"1.00");
	assert_non_null(unpriced_because(projection, "backup.cross_region_copy_efs"));
	projection = project_twins(ctx, VAULT(""), NULL, usage, NULL, 0);
	assert_string_equal(cents(ctx, projection, "backup.efs_warm", "us-east-2", true), "50.00");
	projection = project_twins(ctx, VAULT(""), NULL, "{}", NULL, 0);
	assert_non_null(unpriced_because(projection, "backup.storage"));
	discard(ctx);
}

/*
 * Ten thousand requests to keys of each kind, as Infracost prices them in us-east-1; other regions
 * are unpriced.
 */
static void requests_to_a_key_are_priced_by_its_spec(void **state) {
	(void)state;
	static const struct {
		const char *spec, *item, *cents;
	} cases[] = {
		{ "SYMMETRIC_DEFAULT", "kms.request", "0.03" },
		{ "HMAC_256", "kms.request", "0.03" },
		{ "RSA_2048", "kms.request_rsa2048", "0.03" },
		{ "RSA_3072", "kms.request_asymmetric_non_rsa2048", "0.15" },
		{ "ECC_NIST_P256", "kms.request_asymmetric_non_rsa2048", "0.15" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		const char *key = arena_printf(ctx->arena,
			"Resources: {K: {Type: AWS::KMS::Key, Properties: {KeySpec: %s}}}",
			cases[i].spec);
		const char *usage = "{resource_usage: {K: {monthly_requests: 10000}}}";
		const struct projection *here = project(ctx, NEW_BOOK, "us-east-1", key, usage);
		assert_string_equal(
			cents(ctx, here, cases[i].item, "us-east-1", false), cases[i].cents);
		assert_int_equal(here->unpriced.count, 0);
		const struct projection *there = project(ctx, NEW_BOOK, "us-west-2", key, usage);
		bool is_symmetric = strcmp(cases[i].item, "kms.request") == 0;
		assert_int_equal(unpriced_because(there, cases[i].item) == NULL, is_symmetric);
		discard(ctx);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_function_costs_what_infracost_says),
		cmocka_unit_test(provisioned_concurrency_costs_what_infracost_says),
		cmocka_unit_test(a_twin_is_paid_for_while_it_stands_and_when_it_serves),
		cmocka_unit_test(a_strategy_says_what_stands_ready),
		cmocka_unit_test(what_a_function_does_not_say_is_unpriced),
		cmocka_unit_test(an_api_costs_what_infracost_says),
		cmocka_unit_test(what_the_book_lacks_of_an_api_is_unpriced),
		cmocka_unit_test(a_health_check_costs_what_infracost_says),
		cmocka_unit_test(queries_cost_what_infracost_says),
		cmocka_unit_test(an_alias_is_free_but_of_another_record),
		cmocka_unit_test(a_routing_control_cluster_is_paid_by_the_hour),
		cmocka_unit_test(a_replica_secret_is_a_secret),
		cmocka_unit_test(a_repository_costs_what_infracost_says_and_its_copy),
		cmocka_unit_test(a_file_system_costs_what_infracost_says),
		cmocka_unit_test(a_replicated_file_system_pays_for_its_copy_and_what_changes),
		cmocka_unit_test(a_cluster_costs_what_infracost_says),
		cmocka_unit_test(a_global_database_replicates_every_write),
		cmocka_unit_test(databases_follow_the_strategy),
		cmocka_unit_test(instances_are_unpriced_and_their_copies_pay_transfer),
		cmocka_unit_test(a_global_datastore_pays_for_what_is_written),
		cmocka_unit_test(a_load_balancer_costs_what_infracost_says),
		cmocka_unit_test(a_load_balancer_stands_under_a_pilot_light),
		cmocka_unit_test(messages_are_unpriced_where_they_are_sent),
		cmocka_unit_test(an_alarm_is_paid_by_its_metrics),
		cmocka_unit_test(a_vault_costs_what_infracost_says),
		cmocka_unit_test(copies_of_backups_grow_cold_and_are_sent_by_their_kind),
		cmocka_unit_test(requests_to_a_key_are_priced_by_its_spec),
		cmocka_unit_test(the_first_copied_backup_of_files_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
