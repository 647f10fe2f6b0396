#include "pricing/comparison.h"
#include "tests/unit/pricing_fixture.h"

static struct cost_rows saved(struct ctx *ctx, const char *rows) {
	struct cost_rows read = { 0 };
	assert_true(cost_rows_read(ctx,
		parse(ctx, arena_printf(ctx->arena,
				   "{\"schema\": \"drlint.cost/1\", \"currency\": \"USD\", "
				   "\"components\": [%s]}",
				   rows)),
		"USD", &read));
	return read;
}

#define SAVED(stack, id, amount) \
	"{\"component\": \"" id "\", \"stack\": \"" stack "\", \"type\": \"X\", \"monthly\": " \
	"{\"with_dr\": \"" amount "\"}, \"one_time\": \"0\"}"

/* By stack and name, then without the hash of the CDK, then in another stack; twins by stack only.
 */
static void components_are_compared_with_what_they_were(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct cost_rows before =
		saved(ctx, SAVED("A", "Table", "5") "," SAVED("A", "BucketDEADBEEF", "2") "," SAVED(
				   "A", "Twin", "1") "," SAVED("A", "Gone", "3"));
	const struct cost_rows after =
		saved(ctx, SAVED("B", "Table", "6") "," SAVED("A", "Bucket", "2") "," SAVED(
				   "A", "Twin", "1.5") "," SAVED("B", "Twin", "4"));
	struct comparison comparison;
	comparison_make(ctx, &before, &after, &comparison);
	static const char *const expected[] = { "1", "0.5", "4", "-3" };
	assert_int_equal(comparison.changes.count, 4);
	for (size_t i = 0; i < comparison.changes.count; i++) {
		assert_string_equal(exact(ctx, comparison.changes.items[i].monthly), expected[i]);
	}
	assert_null(comparison.changes.items[2].before);
	assert_null(comparison.changes.items[3].after);
	assert_string_equal(exact(ctx, comparison.monthly), "2.5");
	discard(ctx);
}

#define IN(region, amount) \
	"{\"component\": \"T\", \"type\": \"X\", \"regions\": [\"" region "\"], \"monthly\": " \
	"{\"with_dr\": \"" amount "\"}, \"one_time\": \"0\"}"

/* A stack of one name in two regions, and in two accounts of the second. */
static void twins_are_compared_region_by_region(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct cost_rows before =
		saved(ctx, IN("us-west-2", "5") "," IN("us-east-2", "1") "," IN("us-east-2", "2"));
	const struct cost_rows after =
		saved(ctx, IN("us-west-2", "5") "," IN("us-east-2", "1") "," IN("us-east-2", "7"));
	struct comparison comparison;
	comparison_make(ctx, &before, &before, &comparison);
	assert_int_equal(comparison.changes.count, 0);
	comparison_make(ctx, &before, &after, &comparison);
	assert_int_equal(comparison.changes.count, 1);
	assert_non_null(comparison.changes.items[0].before);
	assert_string_equal(exact(ctx, comparison.changes.items[0].monthly), "5");
	discard(ctx);
}

#define LARGE SAVED("A", "T", "100000000000000000000000000")

static void a_saved_cost_that_is_too_large_is_refused(void **state) {
	(void)state;
	struct ctx *ctx = context();
	struct cost_rows read = { 0 };
	assert_false(cost_rows_read(ctx,
		parse(ctx, "{\"schema\": \"drlint.cost/1\", \"currency\": \"USD\", \"components\": "
			   "[" LARGE "," LARGE "]}"),
		"USD", &read));
	assert_int_equal(ctx->diags->errors, 1);
	discard(ctx);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(components_are_compared_with_what_they_were),
		cmocka_unit_test(twins_are_compared_region_by_region),
		cmocka_unit_test(a_saved_cost_that_is_too_large_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
