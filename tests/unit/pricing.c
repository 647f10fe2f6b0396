#include "pricing/remedy.h"
#include "tests/unit/pricing_fixture.h"

static void decimals_read_print_and_round_as_bills_do(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct decimal value;
	static const char *const cases[][3] = { { "5.625", "5.625", "5.63" },
		{ "-5.625", "-5.625", "-5.63" }, { "0.000000625", "0.000000625", "0.00" },
		{ "1000000", "1000000", "1000000.00" }, { "9.999", "9.999", "10.00" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(decimal_parse(cases[i][0], &value));
		assert_string_equal(exact(ctx, value), cases[i][1]);
		assert_string_equal(decimal_print_rounded(ctx->arena, value, 2), cases[i][2]);
	}
	static const char *const wrong[] = { "", ".", "1e3", "1,5", " 1", "0x1", "1.0000000000001",
		"99999999999999999999999999999999999999999", "nan" };
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_false(decimal_parse(wrong[i], &value));
	}
	discard(ctx);
}

/* Products of up to 128 bits are divided at once, wider ones bit by bit: both sides of the border.
 */
static void products_are_exact_at_any_width(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const char *const cases[][4] = {
		{ "18446744.073709551615", "18446744.073709551615", "340282366920938.463426481119",
			"1" },
		{ "18446744.073709551617", "18446744.073709551617", "340282366920938.463500268096",
			"1" },
		{ "99999999999999.999999999999", "0.000000000001", "100",
			"99999999999999999999999999" },
		{ "123456789012345.678901234567", "987654.321",
			"121932631124828532112.482852332114", "124999998.873437499902" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct decimal a, b, result;
		assert_true(decimal_parse(cases[i][0], &a) && decimal_parse(cases[i][1], &b));
		assert_true(decimal_multiply(a, b, &result));
		assert_string_equal(exact(ctx, result), cases[i][2]);
		assert_true(decimal_divide(a, b, &result));
		assert_string_equal(exact(ctx, result), cases[i][3]);
	}
	discard(ctx);
}

static void what_does_not_fit_a_decimal_is_refused(void **state) {
	(void)state;
	struct decimal large, result = decimal_of(7);
	assert_true(decimal_parse("9999999999999999999999999", &large));
	assert_false(decimal_multiply(large, large, &result));
	assert_false(decimal_divide(large, decimal_of(0), &result));
	assert_int_equal(decimal_compare(result, decimal_of(7)), 0);
}

#define GLOBAL(indexes) \
	"Resources: {T: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: " \
	"PAY_PER_REQUEST, " indexes "Replicas: [{Region: us-west-2}, {Region: us-east-2}]}}}"
#define WRITES(count) \
	"{resource_usage: {T: {monthly_write_requests: " count \
	", monthly_read_requests: 0, storage_gb: 0, average_item_size_kb: 1}}}"

/* The writes of AWS's example, a million times over, without transfer. */
static struct decimal writes_of_the_example(struct ctx *ctx, const struct book *book) {
	static const struct {
		const char *template, *usage;
		bool dr;
	} days[] = { { ON_DEMAND_TABLE, WRITES("100000000"), false },
		{ GLOBAL(""), WRITES("150000000"), true },
		{ GLOBAL("GlobalSecondaryIndexes: [{IndexName: i}], "), WRITES("200000000"),
			true } };
	struct decimal sum = { 0 };
	for (size_t i = 0; i < 3; i++) {
		const struct projection *projection = project_with(
			ctx, book, "us-west-2", "us-east-2", days[i].template, days[i].usage);
		const struct line *line;
		vec_each(line, &projection->components.items[0].lines) {
			if (line->dr == days[i].dr && strncmp(line->item, "dynamodb.", 9) == 0) {
				assert_true(decimal_add(sum, line->amount, &sum));
			}
		}
	}
	return sum;
}

/*
 * 500 WRU and 700 rWRU: the worked example of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
 */
static void the_worked_example_of_aws_costs_what_its_units_cost(void **state) {
	(void)state;
	struct ctx *ctx = context();
	assert_string_equal(exact(ctx, writes_of_the_example(ctx, shipped(ctx, NEW_BOOK))), "750");
	const struct book *old = book_read(ctx,
		parse(ctx,
			"{name: '2019-06-01', currency: USD, note: both regions taken to be "
			"alike,\n"
			" sources: {s: {text: s, date: '2019'}}, prices: [\n"
			" {item: dynamodb.rwru, region: us-east-2, unit: rWRU, price: "
			"'0.000001875', "
			"sources: [s], confidence: high},\n"
			" {item: dynamodb.rwru, region: us-west-2, unit: rWRU, price: "
			"'0.000001875', "
			"sources: [s], confidence: low},\n"
			" {item: dynamodb.wru, region: us-east-2, unit: WRU, price: '0.00000125', "
			"sources: [s], confidence: high},\n"
			" {item: dynamodb.wru, region: us-west-2, unit: WRU, price: '0.00000125', "
			"sources: [s], confidence: low}]}"));
	assert_non_null(old);
	assert_string_equal(exact(ctx, writes_of_the_example(ctx, old)), "1937.5");
	discard(ctx);
}

static void a_region_without_price_leaves_a_lower_bound(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_with(ctx, shipped(ctx, OLD_BOOK), "us-west-2",
		"us-east-2", GLOBAL(""), WRITES("1000000"));
	assert_true(projection->lower_bound);
	assert_true(projection->components.items[0].lower_bound);
	assert_false(projection->components.items[0].per_million_requests.known);
	bool found = false;
	const struct unpriced *entry;
	vec_each(entry, &projection->unpriced) {
		found = found || (strcmp(entry->item, "dynamodb.rwru") == 0 &&
					 strcmp(entry->region, "us-west-2") == 0);
		assert_non_null(strstr(entry->reason, "no price for it in us-west-2"));
	}
	assert_true(found);
	discard(ctx);
}

#define TWO_REGIONS(properties) \
	"Resources: {T: {Type: AWS::DynamoDB::GlobalTable, Properties: {" properties \
	"Replicas: [{Region: us-east-2, PointInTimeRecoverySpecification: " \
	"{PointInTimeRecoveryEnabled: true}}, {Region: us-west-1}]}}}"
#define MIXED_USAGE \
	"{resource_usage: {T: {monthly_write_request_units: 3000000, " \
	"monthly_read_request_units: 8000000, storage_gb: 230, pitr_backup_storage_gb: 2300, " \
	"on_demand_backup_storage_gb: 460, monthly_data_restored_gb: 230, " \
	"monthly_streams_read_request_units: 2000000}}}"

/* The figures of infracost's golden file for the same resources, before and after November 2024. */
static void a_global_table_costs_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *item, *region;
		bool dr;
		const char *new_cents, *old_cents;
	} expected[] = {
		{ "dynamodb.wru", "us-east-2", false, "1.88", "3.75" },
		{ "dynamodb.rru", "us-east-2", false, "1.00", "2.00" },
		{ "dynamodb.storage", "us-east-2", false, "57.50", "57.50" },
		{ "dynamodb.pitr", "us-east-2", false, "460.00", "460.00" },
		{ "dynamodb.backup", "us-east-2", false, "46.00", "46.00" },
		{ "dynamodb.restore", "us-east-2", false, "34.50", "34.50" },
		{ "dynamodb.streams_read", "us-east-2", false, "0.40", "0.40" },
		{ "dynamodb.rwru", "us-east-2", true, "1.88", "5.63" },
		{ "dynamodb.rwru", "us-west-1", true, "2.09", "6.27" },
	};
	struct ctx *ctx = context();
	const char *template = TWO_REGIONS("BillingMode: PAY_PER_REQUEST, ");
	const struct projection *now = project(ctx, NEW_BOOK, "us-east-2", template, MIXED_USAGE);
	const struct projection *then = project(ctx, OLD_BOOK, "us-east-2", template, MIXED_USAGE);
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_string_equal(
			cents(ctx, now, expected[i].item, expected[i].region, expected[i].dr),
			expected[i].new_cents);
		assert_string_equal(
			cents(ctx, then, expected[i].item, expected[i].region, expected[i].dr),
			expected[i].old_cents);
	}
	discard(ctx);
}

static void provisioned_replicated_writes_cost_what_infracost_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const char *template =
		TWO_REGIONS("BillingMode: PROVISIONED, WriteProvisionedThroughputSettings: "
			    "{WriteCapacityAutoScalingSettings: {MinCapacity: 20}}, ");
	const char *usage = "{resource_usage: {T: {read_capacity_units: 0, storage_gb: 0}}}";
	const struct projection *now = project(ctx, NEW_BOOK, "us-east-2", template, usage);
	const struct projection *then = project(ctx, OLD_BOOK, "us-east-2", template, usage);
	assert_string_equal(cents(ctx, now, "dynamodb.rwcu_hour", "us-east-2", true), "9.49");
	assert_string_equal(cents(ctx, now, "dynamodb.rwcu_hour", "us-west-1", true), "10.59");
	assert_string_equal(cents(ctx, then, "dynamodb.rwcu_hour", "us-east-2", true), "14.24");
	assert_string_equal(cents(ctx, then, "dynamodb.rwcu_hour", "us-west-1", true), "15.88");
	discard(ctx);
}

/* Captures of the AWS Pricing Calculator in us-east-2, without free allowances. */
static void a_table_and_keys_cost_what_the_aws_calculator_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *table = project(ctx, NEW_BOOK, "us-east-2", ON_DEMAND_TABLE,
		"{resource_usage: {T: {monthly_write_requests: 10000000, monthly_read_requests: "
		"10000000, average_item_size_kb: 1, storage_gb: 10}}}");
	assert_string_equal(
		decimal_print_rounded(ctx->arena, table->monthly.single_region, 2), "9.38");
	const struct projection *backups = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: "
		"PAY_PER_REQUEST, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: "
		"true}}}}",
		"{resource_usage: {T: {monthly_write_requests: 0, monthly_read_requests: 0, "
		"storage_gb: 0, pitr_backup_storage_gb: 10, on_demand_backup_storage_gb: 10, "
		"monthly_data_restored_gb: 10}}}");
	assert_string_equal(
		decimal_print_rounded(ctx->arena, backups->monthly.single_region, 2), "4.50");
	const struct projection *keys = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {A: {Type: AWS::KMS::Key}, B: {Type: AWS::KMS::Key}, C: {Type: "
		"AWS::KMS::Key}, D: {Type: AWS::KMS::Key}, E: {Type: AWS::KMS::Key}}",
		"{resource_usage: {A: {monthly_requests: 2000000}}}");
	assert_string_equal(cents(ctx, keys, "kms.key", "us-east-2", false), "5.00");
	assert_string_equal(cents(ctx, keys, "kms.request", "us-east-2", false), "6.00");
	discard(ctx);
}

/* us-west-2 with a copy in us-east-2, a million writes of 1 KB: twice the writes, 0.02 per GB. */
static void a_million_replicated_writes_cost_twice_a_million_writes(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2",
		"us-east-2", GLOBAL(""), WRITES("1000000"));
	const struct component *table = &projection->components.items[0];
	assert_string_equal(exact(ctx, table->per_million_requests.single_region), "0.625");
	assert_string_equal(exact(ctx, table->per_million_requests.with_dr), "1.25");
	assert_string_equal(exact(ctx, table->per_gb_transferred.with_dr), "0.02");
	assert_string_equal(exact(ctx, table->monthly.single_region), "0.625");
	assert_string_equal(exact(ctx, table->monthly.additional), "0.644073486328");
	discard(ctx);
}

/* A bucket in one region whose only rule leads to a bucket "copies" in another. */
static const struct projection *replicated(struct ctx *ctx, const struct book *book,
	const char *home, const char *there, const char *rule, const char *usage) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, home,
		arena_printf(ctx->arena,
			"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: origin, "
			"ReplicationConfiguration: {Role: r, Rules: [{Id: all, Status: Enabled, %s"
			"Destination: {Bucket: 'arn:aws:s3:::copies'}}]}}}}",
			rule));
	add_stack(estate, there,
		"Resources: {C: {Type: AWS::S3::Bucket, Properties: {BucketName: copies}}}");
	estate_link(estate);
	estate->regions.primary = home;
	vec_push(ctx->arena, &estate->regions.recovery, there);
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	const struct terms terms = { .book = book,
		.usage = usage_read(ctx, parse(ctx, usage)),
		.failover_hours = decimal_of(73) };
	projection_make(estate, &terms, projection);
	assert_int_equal(ctx->diags->errors, 0);
	return projection;
}

/* The prices that a public sheet of November 2025 takes from the price list. */
#define SHEET_BOOK \
	"{\"name\": \"2025-11-01\", \"currency\": \"USD\", \"note\": \"n\", \"sources\": " \
	"{\"s\": {\"text\": \"t\", \"date\": \"2025-11\"}}, \"prices\": [" SHEET_PRICE( \
		"s3.batch_job", "job", "eu-west-1", "0.25") "," SHEET_PRICE("s3.batch_object", \
		"object", "eu-west-1", "0.000001") "," SHEET_PRICE("s3.batch_manifest_object", \
		"object", "eu-west-1", "0.000000015") "," SHEET_PRICE("s3.get", "request", \
		"eu-west-1", "0.0000004") "," SHEET_PRICE("s3.put", "request", "eu-west-2", \
		"0.000005") "," SHEET_PRICE("s3.storage_standard", "GB-month", "eu-west-1", \
		"0.023") "," SHEET_PRICE("s3.storage_standard", "GB-month", "eu-west-2", \
		"0.024") "," SHEET_PRICE("datatransfer.inter_region", "GB", "eu-west-1", \
		"0.02") "]}"
#define SHEET_PRICE(item, unit, region, price) \
	"{\"item\": \"" item "\", \"region\": \"" region "\", \"unit\": \"" unit \
	"\", \"price\": \"" price "\", \"sources\": [\"s\"], \"confidence\": \"medium\"}"

/* A public sheet: eu-west-1 to eu-west-2, 10,240 GB in 20 million objects, with manifest. */
static void batch_replication_costs_what_a_public_sheet_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = book_read(ctx, parse(ctx, SHEET_BOOK));
	assert_non_null(book);
	const struct projection *projection = replicated(ctx, book, "eu-west-1", "eu-west-2", "",
		"{resource_usage: {B: {storage_gb: 10240, object_count: 20000000, "
		"batch_manifest_objects: 20000000, batch_gets_per_object: 1, monthly_new_gb: 0, "
		"monthly_put_requests: 0}}}");
	assert_false(projection->lower_bound);
	assert_string_equal(decimal_print_rounded(ctx->arena, projection->one_time, 2), "333.35");
	assert_string_equal(
		decimal_print_rounded(ctx->arena, projection->monthly.additional, 2), "245.76");
	discard(ctx);
}

/* Another: 600 GB in 6,000 objects from us-east-1 to us-east-2, copied without a job. */
static void a_copy_without_a_job_costs_what_a_public_sheet_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection =
		replicated(ctx, shipped(ctx, NEW_BOOK), "us-east-1", "us-east-2", "",
			"{resource_usage: {B: {storage_gb: 600, object_count: 6000, "
			"batch_replication_jobs: 0, batch_gets_per_object: 1, monthly_new_gb: 0, "
			"monthly_put_requests: 0}}}");
	assert_string_equal(exact(ctx, projection->one_time), "6.0324");
	assert_string_equal(
		decimal_print_rounded(ctx->arena, projection->monthly.additional, 2), "13.80");
	discard(ctx);
}

static void a_rule_with_a_prefix_pays_for_its_share_and_its_key_calls(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = replicated(ctx, shipped(ctx, NEW_BOOK), "us-east-1",
		"us-east-2",
		"Filter: {Prefix: in/}, SourceSelectionCriteria: {SseKmsEncryptedObjects: {Status: "
		"Enabled}}, ",
		"{resource_usage: {B: {storage_gb: 0, monthly_new_gb: 100, monthly_put_requests: "
		"1000000, monthly_get_requests: 1000000, rule_percent: {all: 25}}}}");
	assert_string_equal(
		cents(ctx, projection, "datatransfer.inter_region", "us-east-1", true), "0.25");
	assert_string_equal(cents(ctx, projection, "s3.put", "us-east-2", true), "1.25");
	assert_string_equal(cents(ctx, projection, "kms.request", "us-east-1", true), "0.75");
	assert_string_equal(cents(ctx, projection, "kms.request", "us-east-2", true), "0.75");
	/* A tenth of a month in the recovery region: a million writes and reads a month. */
	assert_string_equal(exact(ctx, projection->failover), "0.54");
	discard(ctx);
}

/* Provisioned tables of infracost's golden file: fixed, and scaled with the average said. */
static void provisioned_capacity_costs_what_infracost_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *fixed = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {ProvisionedThroughput: "
		"{WriteCapacityUnits: 20, ReadCapacityUnits: 30}}}}",
		"{}");
	assert_string_equal(cents(ctx, fixed, "dynamodb.wcu_hour", "us-east-2", false), "9.49");
	assert_string_equal(cents(ctx, fixed, "dynamodb.rcu_hour", "us-east-2", false), "2.85");
	const struct projection *scaled = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {ProvisionedThroughput: "
		"{WriteCapacityUnits: 5, ReadCapacityUnits: 5}}},\n"
		" W: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: "
		"{'Fn::Sub': 'table/${T}'}, ScalableDimension: "
		"'dynamodb:table:WriteCapacityUnits', "
		"MinCapacity: 5, MaxCapacity: 100}},\n"
		" R: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: "
		"{'Fn::Sub': 'table/${T}'}, ScalableDimension: 'dynamodb:table:ReadCapacityUnits', "
		"MinCapacity: 5, MaxCapacity: 100}}}",
		"{resource_usage: {T: {write_capacity_units: 77, read_capacity_units: 76}}}");
	assert_string_equal(cents(ctx, scaled, "dynamodb.wcu_hour", "us-east-2", false), "36.54");
	assert_string_equal(cents(ctx, scaled, "dynamodb.rcu_hour", "us-east-2", false), "7.21");
	discard(ctx);
}

/* 2628 million writes a month are 1000 a second; at 50 % use they take 2000 WCU, at most 1500. */
static void scaling_follows_the_average_within_its_bounds(void **state) {
	(void)state;
	static const struct {
		const char *writes, *capacity_hours;
	} cases[] = { { "2628000000", "1095000" }, { "1314000000", "730000" }, { "1", "73000" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		const struct projection *projection = project(ctx, NEW_BOOK, "us-east-2",
			"Resources: {T: {Type: AWS::DynamoDB::GlobalTable, Properties: "
			"{BillingMode: PROVISIONED, WriteProvisionedThroughputSettings: "
			"{WriteCapacityAutoScalingSettings: {MinCapacity: 100, MaxCapacity: 1500, "
			"TargetTrackingScalingPolicyConfiguration: {TargetValue: 50}}}, Replicas: "
			"[{Region: us-east-2, ReadProvisionedThroughputSettings: "
			"{ReadCapacityUnits: 1}}]}}}",
			arena_printf(ctx->arena,
				"{resource_usage: {T: {monthly_write_requests: %s}}}",
				cases[i].writes));
		const struct line *line = projection->components.items[0].lines.items;
		assert_string_equal(line->item, "dynamodb.wcu_hour");
		assert_string_equal(exact(ctx, line->quantity), cases[i].capacity_hours);
		discard(ctx);
	}
}

/* 100 writes of 3 KB, half in transactions: 450 units here; 300 or 450 there, which AWS leaves
 * open. */
static void transactions_take_two_units_here_and_as_said_there(void **state) {
	(void)state;
	static const struct {
		const char *said, *there;
	} cases[] = { { "", "450" }, { ", transactional_copy_units: 1", "300" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK),
			"us-west-2", "us-east-2", GLOBAL(""),
			arena_printf(ctx->arena,
				"{resource_usage: {T: {monthly_write_requests: 100, "
				"average_item_size_kb: 2.5, transactional_write_percent: 50%s}}}",
				cases[i].said));
		const struct line *lines = projection->components.items[0].lines.items;
		assert_string_equal(lines[1].region, "us-west-2");
		assert_string_equal(exact(ctx, lines[1].quantity), "450");
		assert_string_equal(lines[2].region, "us-east-2");
		assert_string_equal(exact(ctx, lines[2].quantity), cases[i].there);
		discard(ctx);
	}
}

/* 1000 reads of 5 KB: 2 blocks each; a quarter strong, a quarter transactional. */
static void reads_take_units_by_their_kind(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-2", ON_DEMAND_TABLE,
		"{resource_usage: {T: {monthly_read_requests: 1000, average_item_size_kb: 5, "
		"strongly_consistent_read_percent: 25, transactional_read_percent: 25}}}");
	const struct line *line;
	bool found = false;
	vec_each(line, &projection->components.items[0].lines) {
		if (strcmp(line->item, "dynamodb.rru") == 0) {
			assert_string_equal(exact(ctx, line->quantity), "2000");
			found = true;
		}
	}
	assert_true(found);
	discard(ctx);
}

static void expired_items_cost_a_replicated_write_in_the_other_copies(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2",
		"us-east-2", GLOBAL("TimeToLiveSpecification: {Enabled: true, AttributeName: t}, "),
		"{resource_usage: {T: {monthly_write_requests: 0, monthly_read_requests: 0, "
		"storage_gb: 0, monthly_ttl_deletes: 2000000}}}");
	assert_string_equal(exact(ctx, projection->monthly.with_dr), "1.25");
	assert_string_equal(exact(ctx, projection->monthly.single_region), "0");
	discard(ctx);
}

/* Two copies and a witness cost what two copies cost. */
static void a_witness_costs_nothing(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *without = project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2",
		"us-east-2", GLOBAL(""), WRITES("1000000"));
	const struct projection *with =
		project_with(ctx, shipped(ctx, NEW_BOOK), "us-west-2", "us-east-2",
			GLOBAL("MultiRegionConsistency: STRONG, GlobalTableWitnesses: [{Region: "
			       "us-east-1}], "),
			WRITES("1000000"));
	assert_int_equal(decimal_compare(without->monthly.with_dr, with->monthly.with_dr), 0);
	discard(ctx);
}

/* Requests of the infrequent class are dearer, its storage cheaper, its backups the same. */
static void the_infrequent_class_has_prices_of_its_own(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: "
		"PAY_PER_REQUEST, TableClass: STANDARD_INFREQUENT_ACCESS, "
		"PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}}}",
		"{resource_usage: {T: {monthly_write_requests: 1000000, monthly_read_requests: "
		"2000000, storage_gb: 100}}}");
	assert_string_equal(cents(ctx, projection, "dynamodb.wru_ia", "us-east-1", false), "0.78");
	assert_string_equal(
		cents(ctx, projection, "dynamodb.storage_ia", "us-east-1", false), "10.00");
	assert_string_equal(cents(ctx, projection, "dynamodb.pitr", "us-east-1", false), "20.00");
	discard(ctx);
}

static void a_key_pays_for_at_most_two_rotations(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection =
		project(ctx, NEW_BOOK, "us-east-2", "Resources: {K: {Type: AWS::KMS::Key}}",
			"{resource_usage: {K: {rotations_kept: 7}}}");
	assert_string_equal(exact(ctx, projection->monthly.single_region), "3");
	discard(ctx);
}

/* Infracost's usage file of a bucket in us-east-1 with all classes. */
#define INFRACOST_BUCKET_USAGE \
	"{resource_usage: {B: {standard: {storage_gb: 10000, " \
	"monthly_tier_1_requests: 10000, monthly_tier_2_requests: 10000, " \
	"monthly_select_data_scanned_gb: 10000, " \
	"monthly_select_data_returned_gb: 10000}, intelligent_tiering: " \
	"{frequent_access_storage_gb: 20000, infrequent_access_storage_gb: " \
	"20000, archive_access_storage_gb: 20000, " \
	"deep_archive_access_storage_gb: 20000, monthly_tier_1_requests: " \
	"20000, monthly_tier_2_requests: 20000, " \
	"monthly_select_data_scanned_gb: 20000, " \
	"monthly_select_data_returned_gb: 20000, monitored_objects: 20000, " \
	"monthly_lifecycle_transition_requests: 20000, early_delete_gb: " \
	"20000}, standard_infrequent_access: {storage_gb: 30000, " \
	"monthly_tier_1_requests: 30000, monthly_tier_2_requests: 30000, " \
	"monthly_lifecycle_transition_requests: 30000, " \
	"monthly_data_retrieval_gb: 30000, monthly_select_data_scanned_gb: " \
	"30000, monthly_select_data_returned_gb: 30000}, " \
	"one_zone_infrequent_access: {storage_gb: 40000, " \
	"monthly_tier_1_requests: 40000, monthly_tier_2_requests: 40000, " \
	"monthly_lifecycle_transition_requests: 40000, " \
	"monthly_data_retrieval_gb: 40000, monthly_select_data_scanned_gb: " \
	"40000, monthly_select_data_returned_gb: 40000}, " \
	"glacier_flexible_retrieval: {storage_gb: 50000, " \
	"monthly_tier_1_requests: 50000, monthly_tier_2_requests: 50000, " \
	"monthly_lifecycle_transition_requests: 50000, " \
	"monthly_standard_select_data_scanned_gb: 50000, " \
	"monthly_standard_select_data_returned_gb: 50000, " \
	"monthly_bulk_select_data_scanned_gb: 50000, " \
	"monthly_bulk_select_data_returned_gb: 50000, " \
	"monthly_expedited_select_data_scanned_gb: 50000, " \
	"monthly_expedited_select_data_returned_gb: 50000, " \
	"monthly_standard_data_retrieval_requests: 50000, " \
	"monthly_expedited_data_retrieval_requests: 50000, " \
	"monthly_standard_data_retrieval_gb: 50000, " \
	"monthly_expedited_data_retrieval_gb: 50000, early_delete_gb: 50000}, " \
	"glacier_deep_archive: {storage_gb: 60000, monthly_tier_1_requests: " \
	"60000, monthly_tier_2_requests: 60000, " \
	"monthly_lifecycle_transition_requests: 60000, " \
	"monthly_standard_data_retrieval_requests: 60000, " \
	"monthly_bulk_data_retrieval_requests: 60000, " \
	"monthly_standard_data_retrieval_gb: 60000, " \
	"monthly_bulk_data_retrieval_gb: 60000, early_delete_gb: 60000}}}}"

/*
 * Its golden file, line by line. It prices besides: S3 Select (4496.00), early deletion (699.40),
 * requests to retrieve from Glacier (509.00) and bulk retrievals (150.00), 11811.53 in all.
 */
static void a_bucket_costs_what_infracost_says(void **state) {
	(void)state;
	static const struct {
		const char *item, *cents;
	} expected[] = {
		{ "s3.storage_standard", "230.00" },
		{ "s3.put", "0.05" },
		{ "s3.get", "0.00" },
		{ "s3.storage_int_fa", "460.00" },
		{ "s3.storage_int_ia", "250.00" },
		{ "s3.storage_int_aa", "72.00" },
		{ "s3.storage_int_daa", "19.80" },
		{ "s3.int_monitoring_per_object", "0.05" },
		{ "s3.put_intelligent_tiering", "0.10" },
		{ "s3.get_intelligent_tiering", "0.01" },
		{ "s3.transition_intelligent_tiering", "0.20" },
		{ "s3.storage_standard_ia", "375.00" },
		{ "s3.put_standard_ia", "0.30" },
		{ "s3.get_standard_ia", "0.03" },
		{ "s3.transition_standard_ia", "0.30" },
		{ "s3.retrieval_standard_ia", "300.00" },
		{ "s3.storage_onezone_ia", "400.00" },
		{ "s3.put_onezone_ia", "0.40" },
		{ "s3.get_onezone_ia", "0.04" },
		{ "s3.transition_onezone_ia", "0.40" },
		{ "s3.retrieval_onezone_ia", "400.00" },
		{ "s3.storage_glacier_flexible", "180.00" },
		{ "s3.put_glacier_flexible", "1.50" },
		{ "s3.get_glacier_flexible", "0.02" },
		{ "s3.transition_glacier_flexible", "1.50" },
		{ "s3.retrieval_glacier_standard", "500.00" },
		{ "s3.retrieval_glacier_expedited", "1500.00" },
		{ "s3.storage_glacier_deep_archive", "59.40" },
		{ "s3.put_glacier_deep_archive", "3.00" },
		{ "s3.get_glacier_deep_archive", "0.02" },
		{ "s3.transition_glacier_deep_archive", "3.00" },
		{ "s3.retrieval_glacier_deep_archive", "1200.00" },
	};
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-1",
		"Resources: {B: {Type: AWS::S3::Bucket}}", INFRACOST_BUCKET_USAGE);
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		assert_string_equal(cents(ctx, projection, expected[i].item, "us-east-1", false),
			expected[i].cents);
	}
	assert_int_equal(projection->unpriced.count, 0);
	assert_string_equal(
		decimal_print_rounded(ctx->arena, projection->monthly.single_region, 2), "5957.13");
	discard(ctx);
}

/* The answers that a question of the projection got, NULL for none. */
static const struct question *asked(const struct projection *projection, const char *name) {
	const struct question *question;
	vec_each(question, &projection->questions) {
		if (strcmp(question->name, name) == 0) {
			return question;
		}
	}
	return NULL;
}

/*
 * A million writes of 1 KB: 0.625 + 0.25 a GB against 0.78 + 0.10 a GB, which meet at 0.155 / 0.15
 * GB; a unit-hour costs 0.00065, its 3,600 writes on demand 0.00225.
 */
static void answers_meet_where_arithmetic_says(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-east-1", ON_DEMAND_TABLE);
	estate_link(estate);
	estate->regions.primary = "us-east-1";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	const struct terms terms = { .book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(
			ctx, parse(ctx, "{resource_usage: {T: {monthly_write_requests: 1000000, "
					"monthly_read_requests: 0, storage_gb: 5}}}")) };
	struct projection projection = { 0 };
	projection_make(estate, &terms, &projection);
	projection_ask(estate, &terms, &projection);
	const struct question *class = asked(&projection, "table class");
	assert_non_null(class);
	assert_string_equal(exact(ctx, class->choices.items[0].monthly), "1.875");
	assert_true(class->choices.items[0].configured);
	assert_string_equal(exact(ctx, class->choices.items[1].monthly), "1.28");
	assert_string_equal(class->turning_point,
		"Infrequent access costs less from 1.0 GB on, at these requests.");
	const struct question *capacity = asked(&projection, "capacity");
	assert_non_null(strstr(capacity->turning_point, "above 28.9 %"));
	const struct question *strategy = asked(&projection, "strategy");
	assert_string_equal(strategy->choices.items[0].answer, "backup-restore");
	assert_string_equal(
		strategy->choices.items[0].unpriced, "backup.cross_region_copy_dynamodb");
	assert_string_equal(exact(ctx, strategy->choices.items[0].monthly), "2.875");
	assert_null(strategy->choices.items[3].unpriced);
	assert_string_equal(
		decimal_print_rounded(ctx->arena, strategy->choices.items[3].monthly, 2), "3.76");
	assert_string_equal(exact(ctx, strategy->choices.items[3].one_time), "0.8");
	discard(ctx);
}

/*
 * The price lists have Replication Time Control by pair of regions, paid where objects come from; a
 * rule times what it sends: 80 of 100 GB at 0.02.
 */
static void time_control_is_paid_for_what_a_rule_sends(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-east-1",
		"Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: a, "
		"ReplicationConfiguration: {Rules: [{Status: Enabled, Destination: {Bucket: "
		"'arn:aws:s3:::b', ReplicationTime: {Status: Enabled}}}]}}}}");
	add_stack(estate, "us-east-2",
		"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: b, "
		"ReplicationConfiguration: {Rules: [{Status: Enabled, Destination: {Bucket: "
		"'arn:aws:s3:::a'}}]}}}}");
	estate_link(estate);
	const struct book *book = book_read(ctx,
		parse(ctx, "{name: '2026-01-01', currency: USD, sources: {a: {text: "
			   "'https://example.com/a', date: '2026-01-01'}}, prices: [{item: s3.rtc, "
			   "region: us-east-1, destination: us-east-2, unit: GB, price: '0.02', "
			   "sources: [a], confidence: high}]}"));
	const struct terms terms = { .book = book,
		.usage = usage_read(ctx, parse(ctx, "{resource_usage: {A: {monthly_new_gb: 100, "
						    "written_in_copy_percent: 20}}}")) };
	struct projection projection = { 0 };
	projection_make(estate, &terms, &projection);
	assert_string_equal(cents(ctx, &projection, "s3.rtc", "us-east-1", true), "1.60");
	discard(ctx);
}

/* What stands in a recovery region on its own is no part of the workload in a single region. */
static void a_table_of_the_recovery_region_stands_on_the_bill_with_dr(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_with(ctx, shipped(ctx, NEW_BOOK), "us-east-2",
		"us-east-2", ON_DEMAND_TABLE, "{resource_usage: {T: {storage_gb: 10}}}");
	assert_string_equal(cents(ctx, projection, "dynamodb.storage", "us-east-2", true), "2.50");
	assert_string_equal(cents(ctx, projection, "dynamodb.storage", "us-east-2", false), "");
	assert_string_equal(exact(ctx, projection->monthly.single_region), "0");
	discard(ctx);
}

/*
 * us-west-1 has a price of replicated writes alone: what is missing from the single region makes
 * the difference too large, not too small.
 */
static void a_bill_without_its_price_bounds_the_difference_from_above(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-west-1",
		"Resources: {T: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: "
		"PAY_PER_REQUEST, Replicas: [{Region: us-west-1}, {Region: us-east-2}]}}}",
		WRITES("1000000"));
	struct senses senses = senses_of(projection->lacks);
	assert_int_equal(senses.single_region, AT_LEAST);
	assert_int_equal(senses.with_dr, EXACT);
	assert_int_equal(senses.additional, AT_MOST);
	assert_int_equal(senses_of(LACKS_BOTH).additional, AT_LEAST);
	assert_int_equal(senses_of(LACKS_DR).single_region, EXACT);
	assert_int_equal(senses_of(LACKS_DR | LACKS_SINGLE).additional, PERHAPS);
	discard(ctx);
}

/* The shipped books are of the commercial regions, in USD. */
static void a_price_of_all_regions_is_none_of_another_partition(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	static const char *const others[] = { "cn-north-1", "us-gov-west-1", "nowhere" };
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		assert_null(book_price(book, "s3.rtc", others[i], NULL));
	}
	assert_non_null(book_price(book, "s3.rtc", "eu-south-2", NULL));
	assert_non_null(book_price(book, "s3.rtc", NULL, NULL));
	struct book chinese = *book;
	chinese.currency = "CNY";
	assert_non_null(book_price(&chinese, "s3.rtc", "cn-north-1", NULL));
	assert_null(book_price(&chinese, "s3.rtc", "us-east-1", NULL));
	discard(ctx);
}

/*
 * On demand a million writes in transactions take two million units, and as many for a local index;
 * 10 WCU and 20 RCU cost 4.745 and 1.898 a month, for two and four million requests.
 */
static void a_million_requests_cost_what_they_take(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: "
		"PAY_PER_REQUEST, LocalSecondaryIndexes: [{IndexName: L}]}}}",
		"{resource_usage: {T: {transactional_write_percent: 100}}}");
	const struct component *component = &projection->components.items[0];
	assert_string_equal(exact(ctx, component->per_million_requests.single_region), "2.5");
	projection = project(ctx, NEW_BOOK, "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {ProvisionedThroughput: "
		"{WriteCapacityUnits: 10, ReadCapacityUnits: 20}}}}",
		"{resource_usage: {T: {monthly_write_requests: 2000000, monthly_read_requests: "
		"4000000}}}");
	component = &projection->components.items[0];
	assert_string_equal(exact(ctx, component->per_million_requests.single_region), "2.3725");
	assert_string_equal(exact(ctx, component->per_million_reads.with_dr), "0.4745");
	assert_string_equal(exact(ctx, component->per_million_mix.with_dr), "1.107166666667");
	discard(ctx);
}

#define USED \
	"{resource_usage: {T: {monthly_write_requests: 1000000, storage_gb: 1, " \
	"average_item_size_kb: 1}}}"

/* The only resource of a template, remedied, under a book; `dr` may be NULL. */
static struct remedy_cost remedied(struct ctx *ctx, const struct book *book, const char *template,
	const char *item, const char *region, const char *dr) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-west-2", template);
	estate_link(estate);
	estate->regions.primary = "us-west-2";
	if (dr) {
		vec_push(ctx->arena, &estate->regions.recovery, dr);
	}
	const struct terms terms = { .book = book, .usage = usage_read(ctx, parse(ctx, USED)) };
	const char *const items[] = { "dynamodb.nothing", item, NULL };
	const struct remedy remedy = { estate->resources.items[0], items, region };
	struct remedy_cost cost;
	remedy_price(remedies_new(estate, &terms), &remedy, &cost);
	return cost;
}

/* A table and the global table that it would become are priced apart. */
static void a_remedy_costs_the_difference_of_two_bills(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	const struct projection *alone =
		project_with(ctx, book, "us-west-2", "us-east-2", ON_DEMAND_TABLE, USED);
	const struct projection *copied =
		project_with(ctx, book, "us-west-2", "us-east-2", GLOBAL(""), USED);
	struct remedy_cost cost =
		remedied(ctx, book, ON_DEMAND_TABLE, "dynamodb.rwru", NULL, "us-east-2");
	struct decimal monthly = { 0 };
	assert_true(decimal_subtract(copied->monthly.with_dr, alone->monthly.with_dr, &monthly));
	assert_true(cost.known);
	assert_null(cost.missing);
	assert_string_equal(exact(ctx, cost.monthly), exact(ctx, monthly));
	assert_string_equal(exact(ctx, cost.one_time), exact(ctx, copied->one_time));
	assert_true(decimal_compare(cost.monthly, decimal_of(0)) > 0);
	discard(ctx);
}

static void a_remedy_is_made_to_the_copy_that_lacks_it(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	struct remedy_cost one =
		remedied(ctx, book, GLOBAL(""), "dynamodb.pitr", "us-east-2", "us-east-2");
	struct remedy_cost all =
		remedied(ctx, book, GLOBAL(""), "dynamodb.pitr", NULL, "us-east-2");
	assert_string_equal(exact(ctx, one.monthly), "0.2");
	assert_string_equal(exact(ctx, all.monthly), "0.4");
	discard(ctx);
}

/* No price, no region, no such change: each is a reason, and none is an amount. */
static void a_remedy_is_never_free_for_want_of_a_price(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	struct book empty = *book;
	empty.price_count = 0;
	const struct remedy_cost costs[] = {
		remedied(ctx, &empty, ON_DEMAND_TABLE, "dynamodb.pitr", NULL, "us-east-2"),
		remedied(ctx, &empty, ON_DEMAND_TABLE, "cloudwatch.alarm_month", NULL, "us-east-2"),
		remedied(ctx, book, GLOBAL(""), "dynamodb.rwru", NULL, "us-east-2"),
		remedied(ctx, book, ON_DEMAND_TABLE, "kms.key", NULL, NULL),
		remedied(ctx, book, ON_DEMAND_TABLE, "s3.put", NULL, "us-east-2"),
		remedied(ctx, book, ON_DEMAND_TABLE, "twin", NULL, "us-east-2"),
	};
	for (size_t i = 0; i < sizeof(costs) / sizeof(*costs); i++) {
		assert_false(costs[i].known);
		assert_null(costs[i].basis);
		assert_non_null(costs[i].missing);
	}
	discard(ctx);
}

/* Its lines would be a part of the truth, and look like all of it. */
static void what_is_too_large_to_compute_is_unpriced(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = estate_new(ctx);
	add_stack(estate, "us-east-2", "Resources: {A: {Type: AWS::ApiGatewayV2::Api}}");
	estate_link(estate);
	const struct terms terms = { .book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(
			ctx, parse(ctx, "{resource_usage: {A: {monthly_requests: 1000000000000000, "
					"request_size_kb: 1000000000000000}}}")) };
	struct projection projection = { 0 };
	projection_make(estate, &terms, &projection);
	assert_int_equal(ctx->diags->errors, 1);
	assert_int_equal(projection.components.items[0].lines.count, 0);
	assert_int_equal(projection.lacks & LACKS_BOTH, LACKS_BOTH);
	assert_string_equal(projection.unpriced.items[projection.unpriced.count - 1].reason,
		"the cost is too large to compute");
	discard(ctx);
}

static void a_wrong_price_book_is_refused(void **state) {
	(void)state;
	static const char *const cases[][2] = { { "usd\", \"prices\": []", "'currency' must be" },
		{ "USD\", \"prices\": [{\"item\": \"dynamodb.wru\", \"unit\": \"million WRU\", "
		  "\"price\": \"0.625\", \"sources\": [\"s\"], \"confidence\": \"high\"}]",
			"is per WRU, not per million WRU" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ctx *ctx = context();
		const struct node *book =
			parse(ctx, arena_printf(ctx->arena,
					   "{\"name\": \"2026-01-01\", \"sources\": {\"s\": "
					   "{\"text\": \"x\", \"date\": "
					   "\"2026\"}}, \"currency\": \"%s}",
					   cases[i][0]));
		assert_null(book_read(ctx, book));
		assert_int_equal(ctx->diags->errors, 1);
		assert_non_null(strstr(ctx->diags->list.items[0].message, cases[i][1]));
		discard(ctx);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimals_read_print_and_round_as_bills_do),
		cmocka_unit_test(products_are_exact_at_any_width),
		cmocka_unit_test(what_does_not_fit_a_decimal_is_refused),
		cmocka_unit_test(the_worked_example_of_aws_costs_what_its_units_cost),
		cmocka_unit_test(a_region_without_price_leaves_a_lower_bound),
		cmocka_unit_test(a_global_table_costs_what_infracost_says),
		cmocka_unit_test(provisioned_replicated_writes_cost_what_infracost_says),
		cmocka_unit_test(a_table_and_keys_cost_what_the_aws_calculator_says),
		cmocka_unit_test(a_million_replicated_writes_cost_twice_a_million_writes),
		cmocka_unit_test(batch_replication_costs_what_a_public_sheet_says),
		cmocka_unit_test(a_copy_without_a_job_costs_what_a_public_sheet_says),
		cmocka_unit_test(a_rule_with_a_prefix_pays_for_its_share_and_its_key_calls),
		cmocka_unit_test(provisioned_capacity_costs_what_infracost_says),
		cmocka_unit_test(scaling_follows_the_average_within_its_bounds),
		cmocka_unit_test(transactions_take_two_units_here_and_as_said_there),
		cmocka_unit_test(reads_take_units_by_their_kind),
		cmocka_unit_test(expired_items_cost_a_replicated_write_in_the_other_copies),
		cmocka_unit_test(a_witness_costs_nothing),
		cmocka_unit_test(the_infrequent_class_has_prices_of_its_own),
		cmocka_unit_test(a_key_pays_for_at_most_two_rotations),
		cmocka_unit_test(a_bucket_costs_what_infracost_says),
		cmocka_unit_test(answers_meet_where_arithmetic_says),
		cmocka_unit_test(time_control_is_paid_for_what_a_rule_sends),
		cmocka_unit_test(what_is_too_large_to_compute_is_unpriced),
		cmocka_unit_test(a_wrong_price_book_is_refused),
		cmocka_unit_test(a_million_requests_cost_what_they_take),
		cmocka_unit_test(a_price_of_all_regions_is_none_of_another_partition),
		cmocka_unit_test(a_bill_without_its_price_bounds_the_difference_from_above),
		cmocka_unit_test(a_table_of_the_recovery_region_stands_on_the_bill_with_dr),
		cmocka_unit_test(a_remedy_costs_the_difference_of_two_bills),
		cmocka_unit_test(a_remedy_is_made_to_the_copy_that_lacks_it),
		cmocka_unit_test(a_remedy_is_never_free_for_want_of_a_price),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
