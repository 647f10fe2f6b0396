#include "analyzer/base/buf.h"
#include "tests/unit/pricing_fixture.h"

#define WORKLOAD \
	"Resources:\n" \
	"  T: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: PAY_PER_REQUEST, " \
	"Replicas: [{Region: us-west-2}, {Region: us-east-2}]}}\n" \
	"  K: {Type: AWS::KMS::Key}\n" \
	"  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: " \
	"{Status: " \
	"Enabled}\n      ReplicationConfiguration:\n        Role: " \
	"arn:aws:iam::123456789012:role/r\n" \
	"        Rules:\n          - Status: Enabled\n            Destination: {Bucket: " \
	"arn:aws:s3:::copies, StorageClass: STANDARD_IA}\n"
#define COPIES "Resources: {C: {Type: AWS::S3::Bucket, Properties: {BucketName: copies}}}"

/* Both stacks, in either order. */
static const struct projection *workload(struct ctx *ctx, bool reversed, const char *usage) {
	struct estate *estate = estate_new(ctx);
	for (int i = 0; i < 2; i++) {
		bool copies = (i == 0) == reversed;
		add_stack(estate, copies ? "us-east-2" : "us-west-2", copies ? COPIES : WORKLOAD);
	}
	estate_link(estate);
	estate->regions.primary = "us-west-2";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	const struct terms terms = {
		.book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(ctx, parse(ctx, usage)),
	};
	projection_make(estate, &terms, projection);
	return projection;
}

static void lines_add_up_exactly_to_totals(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = workload(ctx, false, "{}");
	struct decimal single = { 0 }, with_dr = { 0 }, once = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->lines) {
			struct decimal *sum = line->once ? &once
					      : line->dr ? &with_dr
							 : &single,
				       product;
			assert_true(decimal_multiply(line->quantity, line->unit_price, &product));
			assert_int_equal(decimal_compare(product, line->amount), 0);
			assert_true(decimal_add(*sum, line->amount, sum));
		}
	}
	assert_true(projection->components.count == 4);
	assert_int_equal(decimal_compare(single, projection->monthly.single_region), 0);
	assert_int_equal(decimal_compare(with_dr, projection->monthly.with_dr), 0);
	assert_int_equal(decimal_compare(once, projection->one_time), 0);
	discard(ctx);
}

static void the_order_of_stacks_changes_no_total(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *a = workload(ctx, false, "{}"), *b = workload(ctx, true, "{}");
	assert_int_equal(decimal_compare(a->monthly.with_dr, b->monthly.with_dr), 0);
	assert_int_equal(decimal_compare(a->monthly.single_region, b->monthly.single_region), 0);
	assert_int_equal(decimal_compare(a->one_time, b->one_time), 0);
	discard(ctx);
}

static void doubling_a_usage_never_lowers_a_cost(void **state) {
	(void)state;
	static const char *const keys[] = { "monthly_write_requests", "monthly_read_requests",
		"storage_gb", "average_item_size_kb", "monthly_put_requests", "monthly_new_gb" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct ctx *ctx = context();
		struct decimal last = { 0 };
		for (unsigned amount = 1; amount < 100000; amount *= 2) {
			const struct projection *projection = workload(ctx, false,
				arena_printf(ctx->arena, "{resource_usage: {'*': {%s: %u}}}",
					keys[i], amount));
			assert_true(decimal_compare(projection->monthly.with_dr, last) >= 0);
			last = projection->monthly.with_dr;
		}
		discard(ctx);
	}
}

static void a_bucket_pays_for_its_copies_in_their_class_and_region(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = workload(ctx, false,
		"{resource_usage: {B: {storage_gb: 100, monthly_new_gb: 50, monthly_put_requests: "
		"1000}}}");
	assert_string_equal(
		cents(ctx, projection, "s3.storage_standard", "us-west-2", true), "2.30");
	assert_string_equal(
		cents(ctx, projection, "s3.storage_standard_ia", "us-east-2", true), "1.25");
	assert_string_equal(
		cents(ctx, projection, "s3.storage_standard_ia", "us-east-2", false), "");
	discard(ctx);
}

/* A book without the price at an index. */
static const struct book *book_without(struct ctx *ctx, const struct book *book, size_t index) {
	struct price *prices = arena_alloc(ctx->arena, book->price_count * sizeof(*prices));
	memcpy(prices, book->prices, index * sizeof(*prices));
	memcpy(prices + index, book->prices + index + 1,
		(book->price_count - index - 1) * sizeof(*prices));
	struct book *less = arena_new_of(ctx->arena, struct book);
	*less = *book;
	less->prices = prices;
	less->price_count--;
	return less;
}

/* A table on demand and one provisioned, keys, and buckets that replicate both ways. */
#define MANY \
	"Resources:\n" \
	"  T: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: PAY_PER_REQUEST, " \
	"GlobalSecondaryIndexes: [{IndexName: i}], TimeToLiveSpecification: {Enabled: true}, " \
	"Replicas: [{Region: us-east-1, PointInTimeRecoverySpecification: " \
	"{PointInTimeRecoveryEnabled: true}}, {Region: us-east-2}]}}\n" \
	"  P: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: PROVISIONED, " \
	"WriteProvisionedThroughputSettings: {WriteCapacityAutoScalingSettings: {MinCapacity: 1, " \
	"MaxCapacity: 900}}, Replicas: [{Region: us-east-1, ReadProvisionedThroughputSettings: " \
	"{ReadCapacityUnits: 9}}, {Region: us-east-2, ReadProvisionedThroughputSettings: " \
	"{ReadCapacityUnits: 2}}]}}\n" \
	"  K: {Type: AWS::KMS::Key, Properties: {MultiRegion: true}}\n" \
	"  B: {Type: AWS::S3::Bucket, Properties: {BucketName: b, ReplicationConfiguration: " \
	"{Role: " \
	"r, Rules: [{Id: x, Status: Enabled, Filter: {Prefix: p}, Destination: {Bucket: " \
	"'arn:aws:s3:::c'}, SourceSelectionCriteria: {SseKmsEncryptedObjects: {Status: " \
	"Enabled}}}]}}}\n"
#define MANY_COPIES \
	"Resources: {C: {Type: AWS::S3::Bucket, Properties: {BucketName: c, " \
	"ReplicationConfiguration: {Role: r, Rules: [{Status: Enabled, Destination: {Bucket: " \
	"'arn:aws:s3:::b'}}]}}}}"

/* These, and a resource of every other service that is priced. */
static struct estate *many(struct ctx *ctx, bool reversed) {
	const char *const stacks[][2] = {
		{ "us-east-1", MANY },
		{ "us-east-2", MANY_COPIES },
		{ "us-east-1", read_estate(ctx, "primary.yaml") },
		{ "us-east-2", read_estate(ctx, "recovery.yaml") },
	};
	enum { STACKS = sizeof(stacks) / sizeof(*stacks) };
	struct estate *estate = estate_new(ctx);
	for (int i = 0; i < STACKS; i++) {
		const char *const *stack = stacks[reversed ? STACKS - 1 - i : i];
		add_stack(estate, stack[0], stack[1]);
	}
	estate_link(estate);
	estate->regions.primary = "us-east-1";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	return estate;
}

/* So that the tests below hold for every model. */
static void every_type_with_a_model_is_among_many(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct estate *estate = many(ctx, false);
	for (const struct cost_model *const *table = cost_models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			bool is_table = strcmp(model->type, "AWS::DynamoDB::Table") == 0;
			if (!is_table && estate_of_type(estate, model->type)->count == 0) {
				fail_msg("%s is not among them", model->type);
			}
		}
	}
	discard(ctx);
}

static struct projection *project_many(struct ctx *ctx, struct estate *estate,
	const struct book *book, const char *usage, bool outlook) {
	const struct terms terms = { .book = book,
		.usage = usage_read(ctx, parse(ctx, usage)),
		.failover_hours = decimal_of(100) };
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	projection_make(estate, &terms, projection);
	if (outlook) {
		projection_bound(estate, &terms, projection);
		projection_grow(estate, &terms, decimal_of(50), projection);
	}
	assert_int_equal(ctx->diags->errors, 0);
	return projection;
}

static bool is_below(struct decimal a, struct decimal b) {
	return decimal_compare(a, b) < 0;
}

/* Usage that gives every key a value which has none by default, and those of queries. */
struct saying {
	struct map said;
	struct buf text;
};

static void say_key(void *user, const struct usage_key *key) {
	struct saying *saying = user;
	bool is_zero = key->fallback && strcmp(key->fallback, "0") == 0;
	if ((!key->fallback || (is_zero && !key->fixed)) && !strchr(key->name, '*') &&
		!map_has(&saying->said, key->name)) {
		map_set(saying->text.arena, &saying->said, key->name, key);
		buf_printf(&saying->text, "%s: 5, ", key->name);
	}
}

static const char *usage_of_everything(struct ctx *ctx) {
	struct saying saying = { .text = buf_new(ctx->arena) };
	cost_keys_each(say_key, &saying);
	return arena_printf(ctx->arena, "{resource_usage: {'*': {%s}}}", saying.text.bytes);
}

static void a_total_without_some_price_is_marked_where_it_is_lower(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	struct estate *estate = many(ctx, false);
	const char *usage = usage_of_everything(ctx);
	const struct projection *all = project_many(ctx, estate, book, usage, false);
	size_t lower = 0;
	for (size_t i = 0; i < book->price_count; i++) {
		const struct projection *less =
			project_many(ctx, estate, book_without(ctx, book, i), usage, false);
		bool below = is_below(less->monthly.with_dr, all->monthly.with_dr) ||
			     is_below(less->monthly.single_region, all->monthly.single_region) ||
			     is_below(less->one_time, all->one_time);
		assert_true(!below || less->lower_bound);
		assert_true(!is_below(less->failover, all->failover) || less->failover_lower_bound);
		lower += below;
	}
	assert_true(lower >= 90);
	discard(ctx);
}

/* Every key that grows, one after the other. */
struct doubling {
	size_t keys;
};

static void double_key(void *user, const struct usage_key *key) {
	struct doubling *doubling = user;
	if (key->fixed) {
		return;
	}
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	struct estate *estate = many(ctx, false);
	const struct projection *last = NULL;
	for (unsigned amount = 1; amount < 200000000; amount *= 64) {
		const struct projection *now = project_many(ctx, estate, book,
			arena_printf(
				ctx->arena, "{resource_usage: {'*': {%s: %u}}}", key->name, amount),
			false);
		if (last) {
			assert_false(is_below(now->monthly.with_dr, last->monthly.with_dr));
			assert_false(
				is_below(now->monthly.single_region, last->monthly.single_region));
			assert_false(is_below(now->one_time, last->one_time));
			assert_false(is_below(now->failover, last->failover));
		}
		last = now;
	}
	doubling->keys++;
	discard(ctx);
}

static void more_of_any_usage_never_lowers_a_cost(void **state) {
	(void)state;
	struct doubling doubling = { 0 };
	cost_keys_each(double_key, &doubling);
	assert_true(doubling.keys > 30);
}

static void low_is_below_expected_is_below_high_and_months_grow(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct projection *projection = project_many(ctx, many(ctx, false),
		shipped(ctx, NEW_BOOK),
		"{resource_usage: {T: {monthly_write_requests: {low: 5, expected: 5000000, high: "
		"90000000}}, B: {storage_gb: {low: 1, expected: 2, high: 3}}}}",
		true);
	const struct bounds *bounds = &projection->bounds;
	assert_true(bounds->known);
	assert_true(is_below(bounds->low.monthly.with_dr, projection->monthly.with_dr));
	assert_true(is_below(projection->monthly.with_dr, bounds->high.monthly.with_dr));
	assert_true(is_below(bounds->low.one_time, projection->one_time));
	struct decimal sum = { 0 }, last = projection->monthly.with_dr;
	const struct month *month;
	vec_each(month, &projection->months) {
		assert_true(is_below(last, month->with_dr));
		last = month->with_dr;
		assert_true(decimal_add(sum, month->with_dr, &sum));
	}
	assert_int_equal(projection->months.count, 12);
	assert_int_equal(decimal_compare(sum, projection->year.with_dr), 0);
	discard(ctx);
}

static bool is_same_resource(const struct resource *a, const struct resource *b) {
	return strcmp(a->logical_id, b->logical_id) == 0 &&
	       strcmp(resource_region(a), resource_region(b)) == 0;
}

static void assert_same_cost(const struct component *a, const struct component *b) {
	assert_int_equal(decimal_compare(a->monthly.with_dr, b->monthly.with_dr), 0);
	assert_int_equal(decimal_compare(a->one_time, b->one_time), 0);
	assert_int_equal(decimal_compare(a->failover, b->failover), 0);
	assert_int_equal(a->lines.count, b->lines.count);
}

/* At a usage that leaves the first bands, too, which components share. */
static void assert_order_changes_nothing(const char *usage) {
	struct ctx *ctx = context();
	const struct book *book = shipped(ctx, NEW_BOOK);
	const struct projection *a = project_many(ctx, many(ctx, false), book, usage, false);
	const struct projection *b = project_many(ctx, many(ctx, true), book, usage, false);
	assert_int_equal(a->components.count, b->components.count);
	const struct component *left, *right;
	vec_each(left, &a->components) {
		size_t found = 0;
		vec_each(right, &b->components) {
			if (is_same_resource(left->resource, right->resource)) {
				assert_same_cost(left, right);
				found++;
			}
		}
		assert_int_equal(found, 1);
	}
	assert_int_equal(a->unpriced.count, b->unpriced.count);
	discard(ctx);
}

static void the_order_of_stacks_changes_no_component(void **state) {
	(void)state;
	assert_order_changes_nothing("{}");
	assert_order_changes_nothing("{resource_usage: {'*': {storage_gb: 333333.333333, "
				     "monthly_requests: 7777777777}}}");
}

/* What is written is read without complaint, changes no cost, and is not written twice. */
static void a_written_usage_file_changes_nothing_until_it_is_edited(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct estate *estate = many(ctx, false);
	const struct book *book = shipped(ctx, NEW_BOOK);
	static const char *const existing[] = { "{}", "resource_usage:\n",
		"version: 0.1\nresource_usage:\n  T:\n    storage_gb: 7 # mine\n  B: {storage_gb: "
		"3}",
		"# only this\nresource_type_default_usage:\n  aws_kms_key:\n    monthly_requests: "
		"9\n" };
	for (size_t i = 0; i < sizeof(existing) / sizeof(*existing); i++) {
		const struct node *document = parse(ctx, existing[i]);
		const struct usage *usage = usage_read(ctx, document);
		size_t added = 0, again = 0;
		const char *text = usage_write(usage, estate, i ? document : NULL, &added);
		assert_non_null(text);
		assert_true(added > 40);
		assert_non_null(usage_write(
			usage_read(ctx, parse(ctx, text)), estate, parse(ctx, text), &again));
		assert_int_equal(again, 0);
		const struct projection *before =
			project_many(ctx, estate, book, existing[i], false);
		const struct projection *after = project_many(ctx, estate, book, text, false);
		assert_int_equal(ctx->diags->list.count, 0);
		assert_int_equal(
			decimal_compare(before->monthly.with_dr, after->monthly.with_dr), 0);
		assert_int_equal(decimal_compare(before->one_time, after->one_time), 0);
	}
	discard(ctx);
}

static void a_misspelt_usage_key_is_an_error(void **state) {
	(void)state;
	struct ctx *ctx = context();
	usage_read(ctx, parse(ctx, "resource_usage: {T: {storge_gb: 5}}"));
	assert_int_equal(ctx->diags->errors, 1);
	assert_non_null(strstr(ctx->diags->list.items[0].message, "did you mean storage_gb?"));
	discard(ctx);
}

/* Of 100 GB a fifth is written to the copy first and comes back at that region's rate. */
static void what_is_written_to_the_copy_is_sent_back(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct projection *projection = project_many(ctx, many(ctx, false), shipped(ctx, NEW_BOOK),
		"{resource_usage: {B: {monthly_new_gb: 100, written_in_copy_percent: 20, "
		"storage_gb: "
		"0}, T: {monthly_write_requests: 0}, P: {monthly_write_requests: 0}}}",
		false);
	struct decimal forward = { 0 }, back = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		bool is_bucket = strcmp(component->resource->type, "AWS::S3::Bucket") == 0;
		vec_each(line, &component->lines) {
			if (is_bucket && !line->once &&
				strcmp(line->item, "datatransfer.inter_region") == 0) {
				bool home = strcmp(line->region, "us-east-1") == 0;
				assert_true(decimal_add(home ? forward : back, line->quantity,
					home ? &forward : &back));
			}
		}
	}
	assert_string_equal(exact(ctx, forward), "80");
	assert_string_equal(exact(ctx, back), "20");
	discard(ctx);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_add_up_exactly_to_totals),
		cmocka_unit_test(the_order_of_stacks_changes_no_total),
		cmocka_unit_test(doubling_a_usage_never_lowers_a_cost),
		cmocka_unit_test(a_bucket_pays_for_its_copies_in_their_class_and_region),
		cmocka_unit_test(every_type_with_a_model_is_among_many),
		cmocka_unit_test(a_total_without_some_price_is_marked_where_it_is_lower),
		cmocka_unit_test(more_of_any_usage_never_lowers_a_cost),
		cmocka_unit_test(low_is_below_expected_is_below_high_and_months_grow),
		cmocka_unit_test(the_order_of_stacks_changes_no_component),
		cmocka_unit_test(a_written_usage_file_changes_nothing_until_it_is_edited),
		cmocka_unit_test(a_misspelt_usage_key_is_an_error),
		cmocka_unit_test(what_is_written_to_the_copy_is_sent_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
