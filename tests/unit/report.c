#include "pricing/remedy.h"
#include "rules/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Says whether pricing knows what the item means for some type that the rule is asked of. */
static bool is_priced(const struct rule *rule, const char *item) {
	for (const char *const *type = rule->resources; *type; type++) {
		if (remedy_is_priced(item, *type)) {
			return true;
		}
	}
	return false;
}

static void every_price_that_a_rule_names_is_known_for_a_type_of_it(void **state) {
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const char *const *item = builtin_rules[i].remedy_prices;
		for (; item && *item; item++, count++) {
			if (!is_priced(&builtin_rules[i], *item)) {
				fail_msg("%s: %s", builtin_rules[i].id, *item);
			}
		}
	}
	assert_true(count > 10);
	assert_false(remedy_is_priced("dynamodb.pitr", "AWS::S3::Bucket"));
	assert_false(remedy_is_priced("dynamodb.nothing", "AWS::DynamoDB::Table"));
}

/* What is free is stated by AWS, of all places. */
static void what_is_free_has_a_page_of_aws(void **state) {
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const char *page = builtin_rules[i].remedy_free;
		if (page) {
			count++;
			assert_null(builtin_rules[i].remedy_prices);
			assert_true(strncmp(page, "https://aws.amazon.com/", 23) == 0 ||
				    strncmp(page, "https://docs.aws.amazon.com/", 28) == 0);
		}
	}
	assert_true(count > 5);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_price_that_a_rule_names_is_known_for_a_type_of_it),
		cmocka_unit_test(what_is_free_has_a_page_of_aws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
