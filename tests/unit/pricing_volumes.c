#include "tests/unit/pricing_fixture.h"

/* The bands of a price are counted over what an account uses in a region. */

#define BUCKET(name) "Resources: {" name ": {Type: AWS::S3::Bucket}}"
struct place {
	const char *account, *region, *template;
};

static const struct projection *project_places(
	struct ctx *ctx, const struct place *places, size_t count, const char *usage) {
	struct estate *estate = estate_new(ctx);
	for (size_t i = 0; i < count; i++) {
		add_stack(estate, places[i].region, places[i].template);
		struct member_stack *stack = estate->stacks.items[i];
		stack->stack.environment.account = places[i].account;
	}
	estate_link(estate);
	estate->regions.primary = places[0].region;
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	const struct terms terms = { .book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(ctx, parse(ctx, usage)) };
	projection_make(estate, &terms, projection);
	assert_int_equal(ctx->diags->errors, 0);
	return projection;
}

static const char *component_cents(
	struct ctx *ctx, const struct projection *projection, size_t index) {
	return decimal_print_rounded(
		ctx->arena, projection->components.items[index].monthly.single_region, 2);
}

/*
 * 80,000 GB of Standard storage in us-west-2: 51,200 at 0.023 and 28,800 at 0.022 make 1,811.20,
 * where each bucket alone would pay 0.023 for all of its 60,000 or 20,000 but 8,800.
 */
static void bands_are_counted_over_the_account_and_shared_by_use(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const struct place places[] = {
		{ "123456789012", "us-west-2", BUCKET("A") },
		{ "123456789012", "us-west-2", BUCKET("B") },
	};
	const struct projection *projection = project_places(ctx, places, 2,
		"{resource_usage: {A: {storage_gb: 60000}, B: {storage_gb: 20000}, '*': {}}, "
		"resource_type_default_usage: {AWS::S3::Bucket: {monthly_put_requests: 0, "
		"monthly_new_gb: 0}}}");
	assert_string_equal(
		cents(ctx, projection, "s3.storage_standard", "us-west-2", false), "1811.20");
	assert_string_equal(component_cents(ctx, projection, 0), "1358.40");
	assert_string_equal(component_cents(ctx, projection, 1), "452.80");
	const struct component *b = &projection->components.items[1];
	assert_string_equal(exact(ctx, b->lines.items[0].quantity), "12800");
	assert_string_equal(exact(ctx, b->lines.items[1].quantity), "7200");
	assert_non_null(strstr(b->notes.items[0], "what the estate uses in the account"));
	discard(ctx);
}

static void other_accounts_and_regions_have_bands_of_their_own(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const struct place places[] = {
		{ "123456789012", "us-west-2", BUCKET("A") },
		{ "210987654321", "us-west-2", BUCKET("B") },
		{ "123456789012", "us-east-1", BUCKET("C") },
	};
	const struct projection *projection = project_places(ctx, places, 3,
		"{resource_usage: {'*': {storage_gb: 40000, monthly_put_requests: 0, "
		"monthly_new_gb: 0}}}");
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(component_cents(ctx, projection, i), "920.00");
		assert_int_equal(projection->components.items[i].notes.count, 0);
	}
	discard(ctx);
}

/* Thirds of a band have no end; nothing is lost of a component, nor of the sum. */
static void shares_that_do_not_come_out_even_add_up_to_the_use(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const struct place places[] = {
		{ "123456789012", "us-west-2", BUCKET("A") },
		{ "123456789012", "us-west-2", BUCKET("B") },
		{ "123456789012", "us-west-2", BUCKET("C") },
	};
	const struct projection *projection = project_places(ctx, places, 3,
		"{resource_usage: {'*': {storage_gb: 233333.333333333333, monthly_put_requests: 0, "
		"monthly_new_gb: 0}}}");
	struct decimal total = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		struct decimal quantity = { 0 };
		const struct line *line;
		vec_each(line, &component->lines) {
			if (!line->dr) {
				assert_true(decimal_add(quantity, line->quantity, &quantity));
				assert_true(decimal_add(total, line->amount, &total));
			}
		}
		assert_string_equal(exact(ctx, quantity), "233333.333333333333");
	}
	assert_int_equal(decimal_compare(total, projection->monthly.single_region), 0);
	/* 51,200 x 0.023 + 460,800 x 0.022 + 188,000 x 0.021 */
	assert_string_equal(exact(ctx, total), "15263.2");
	discard(ctx);
}

/* A thousand million calls of REST APIs: 333 at 3.50 and 667 at 2.80 a million in us-east-1. */
static void every_price_with_bands_is_counted_so(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const struct place places[] = {
		{ "123456789012", "us-east-1", "Resources: {A: {Type: AWS::ApiGateway::RestApi}}" },
		{ "123456789012", "us-east-1", "Resources: {B: {Type: AWS::ApiGateway::RestApi}}" },
	};
	const struct projection *projection = project_places(
		ctx, places, 2, "{resource_usage: {'*': {monthly_requests: 500000000}}}");
	assert_string_equal(component_cents(ctx, projection, 0), "1516.55");
	assert_string_equal(component_cents(ctx, projection, 1), "1516.55");
	discard(ctx);
}

/* Thirty zones: 25 at 0.50 and 5 at 0.10, of one account, whatever the region of their stacks. */
static void what_is_global_is_counted_over_all_regions(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct place places[30];
	for (size_t i = 0; i < 30; i++) {
		places[i] = (struct place){ "123456789012", i % 2 ? "us-east-1" : "eu-west-1",
			"Resources: {Z: {Type: AWS::Route53::HostedZone}}" };
	}
	const struct projection *projection = project_places(ctx, places, 30, "{}");
	assert_string_equal(exact(ctx, projection->monthly.single_region), "13");
	assert_string_equal(component_cents(ctx, projection, 7), "0.43");
	discard(ctx);
}

static void a_share_is_rounded_down_at_any_width(void **state) {
	(void)state;
	struct ctx *ctx = context();
	static const char *const cases[][4] = {
		{ "20000", "51200", "80000", "12800" },
		{ "1", "1", "3", "0.333333333333" },
		{ "2", "1", "3", "0.666666666666" },
		{ "99999999999999999999", "99999999999999", "99999999999999999999",
			"99999999999999" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct decimal value, part, whole, share;
		assert_true(decimal_parse(cases[i][0], &value));
		assert_true(decimal_parse(cases[i][1], &part));
		assert_true(decimal_parse(cases[i][2], &whole));
		assert_true(decimal_share(value, part, whole, &share));
		assert_string_equal(exact(ctx, share), cases[i][3]);
	}
	struct decimal share;
	assert_false(decimal_share(decimal_of(1), decimal_of(1), decimal_of(0), &share));
	assert_false(decimal_share(decimal_of(-1), decimal_of(1), decimal_of(1), &share));
	discard(ctx);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bands_are_counted_over_the_account_and_shared_by_use),
		cmocka_unit_test(other_accounts_and_regions_have_bands_of_their_own),
		cmocka_unit_test(shares_that_do_not_come_out_even_add_up_to_the_use),
		cmocka_unit_test(every_price_with_bands_is_counted_so),
		cmocka_unit_test(what_is_global_is_counted_over_all_regions),
		cmocka_unit_test(a_share_is_rounded_down_at_any_width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
