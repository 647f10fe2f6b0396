#include "pricing/measure.h"
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
		if (measure_is_known(item, *type)) {
			return true;
		}
	}
	return false;
}

static void every_price_that_a_rule_names_is_known_for_a_type_of_it(void **state) {
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const char *const *item = builtin_rules[i].billing->prices;
		for (; item && *item; item++, count++) {
			if (!is_priced(&builtin_rules[i], *item)) {
				fail_msg("%s: %s", builtin_rules[i].id, *item);
			}
		}
	}
	assert_true(count > 10);
	assert_false(measure_is_known("dynamodb.pitr", "AWS::S3::Bucket"));
	assert_false(measure_is_known("dynamodb.nothing", "AWS::DynamoDB::Table"));
}

static const struct rule *find_rule(const char *id) {
	for (size_t i = 0; i < builtin_rule_count; i++) {
		if (strcmp(builtin_rules[i].id, id) == 0) {
			return &builtin_rules[i];
		}
	}
	return NULL;
}

/* Suppressions alone have none: where they stand decides how they look. */
static void every_remedy_shows_how_it_looks(void **state) {
	(void)state;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct rule *rule = &builtin_rules[i];
		if (strncmp(rule->id, "SUP", 3) != 0 && !rule->remedy_snippet) {
			fail_msg("%s", rule->id);
		}
	}
}

/* Those without one concern money, traces or who may do what, not what is lost or how long it
 * takes. */
static void every_rule_says_how_the_recovery_changes(void **state) {
	(void)state;
	static const char without[] = " ARC003 DDB006 DDB038 KMS013 S3006 ";
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct rule *rule = &builtin_rules[i];
		bool said = rule->rpo_without || rule->rto_without;
		if (strncmp(rule->id, "SUP", 3) != 0 &&
			said == (strstr(without, rule->id) != NULL)) {
			fail_msg("%s", rule->id);
		}
	}
}

/* No remedy is without a word on what it costs, and few without a price. */
static void every_rule_says_what_its_remedy_costs(void **state) {
	(void)state;
	size_t unpriced = 0;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct billing *billing = builtin_rules[i].billing;
		const char *const *id = billing->counted_with;
		if (!billing->prices && !billing->free && !billing->unpriced && !id) {
			fail_msg("%s", builtin_rules[i].id);
		}
		unpriced += billing->unpriced != NULL;
		for (; id && *id; id++) {
			const struct rule *rule = find_rule(*id);
			assert_true(rule && rule->billing->prices);
		}
	}
	assert_true(unpriced < 25);
}

/* What is free is not among what a page of AWS lists as billed, or AWS has no part in it. */
static void what_is_free_has_a_page_of_aws(void **state) {
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct billing *billing = builtin_rules[i].billing;
		const char *page = billing->free_url;
		if (page) {
			count++;
			assert_true(billing->free);
			assert_true(strncmp(billing->free_read, "20", 2) == 0);
			assert_true(strncmp(page, "https://aws.amazon.com/", 23) == 0 ||
				    strncmp(page, "https://docs.aws.amazon.com/", 28) == 0);
		}
	}
	assert_true(count > 70);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_price_that_a_rule_names_is_known_for_a_type_of_it),
		cmocka_unit_test(every_remedy_shows_how_it_looks),
		cmocka_unit_test(every_rule_says_how_the_recovery_changes),
		cmocka_unit_test(every_rule_says_what_its_remedy_costs),
		cmocka_unit_test(what_is_free_has_a_page_of_aws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
