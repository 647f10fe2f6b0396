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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
