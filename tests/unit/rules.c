#include "analyzer/base/buf.h"
#include "analyzer/base/file.h"
#include "analyzer/doc/load.h"
#include "rules/engine.h"
#include "rules/examples.h"
#include "rules/suppress.h"
#include "rules/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct ctx context(void) {
	struct arena *arena = arena_new();
	return (struct ctx){ arena, diags_new(arena) };
}

/* The rule as it was compiled into drlint, with the examples of the file that it was compiled from.
 */
static const struct rule *as_compiled(struct ctx *ctx, const struct rule *read) {
	for (size_t i = 0; i < builtin_rule_count; i++) {
		if (strcmp(builtin_rules[i].id, read->id) == 0) {
			struct rule *rule = arena_new_of(ctx->arena, struct rule);
			*rule = builtin_rules[i];
			rule->examples = read->examples;
			return rule;
		}
	}
	fail_msg("%s is not compiled in", read->id);
	return NULL;
}

/* Every verdict an example names is the one the rule gives, and each rule has the examples it
 * needs. */
static void every_example_of_every_rule_holds(void **state) {
	(void)state;
	struct ctx ctx = context();
	struct rule_list rules = { 0 };
	rules_load_directory(&ctx, file_join(ctx.arena, getenv("SOURCE_ROOT"), "rules"), &rules);
	assert_int_equal(ctx.diags->errors, 0);
	assert_true(rules.count > 10);
	struct example_results results = { 0 };
	const struct rule **rule;
	vec_each(rule, &rules) {
		size_t before = results.count;
		examples_run(&ctx, *rule, &rules, &results);
		examples_run(&ctx, as_compiled(&ctx, *rule), &rules, &results);
		if (results.count < before + 4) {
			fail_msg("%s has fewer than two examples", (*rule)->id);
		}
	}
	size_t failed = 0;
	const struct example_result *result;
	vec_each(result, &results) {
		if (!result->passed) {
			struct position at =
				source_position(result->span.source, result->span.start);
			fprintf(stderr, "%s:%u: %s: %s: %s\n", result->span.source->name, at.line,
				result->rule->id, result->name, result->problem);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
	arena_free(ctx.arena);
}

static bool has_example_that(const struct rule *rule, const char *key) {
	struct node **example;
	node_each(example, rule->examples) {
		if (node_items_count(node_find(*example, key))) {
			return true;
		}
	}
	return false;
}

/* A rule that never gives a verdict says why, and then no example shows it. */
static void each_rule_shows_every_verdict_or_says_why_not(void **state) {
	(void)state;
	struct ctx ctx = context();
	struct rule_list rules = { 0 };
	rules_load_directory(&ctx, file_join(ctx.arena, getenv("SOURCE_ROOT"), "rules"), &rules);
	static const char *const verdicts[] = { "finds", "passes", "unknown" };
	const struct rule **rule;
	vec_each(rule, &rules) {
		for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
			bool never = node_find((*rule)->never, verdicts[i]);
			if (has_example_that(*rule, verdicts[i]) == never) {
				fail_msg("%s: %s example that %s", (*rule)->id,
					never ? "never, but there is an" : "there is no",
					verdicts[i]);
			}
		}
	}
	arena_free(ctx.arena);
}

static const struct rule *read(struct ctx *ctx, const char *text) {
	const struct node *node =
		doc_parse(ctx, source_new(ctx->arena, "r.yaml", text, strlen(text)));
	assert_non_null(node);
	return rule_read(ctx, node, "r.yaml");
}

#define RULE \
	"id: X001\nname: x\ntitle: X\nseverity: error\ncategory: backup\nresources: [T]\nwhy: w\n" \
	"message: m\nremedy: {text: t}\nreferences: [{title: t, url: u, read: r}]\n"

static void a_sound_rule_is_read_whole(void **state) {
	(void)state;
	struct ctx ctx = context();
	const struct rule *rule =
		read(&ctx, RULE "require: {property: {path: A.B, equals: true}}\n");
	assert_non_null(rule);
	assert_string_equal(rule->id, "X001");
	assert_int_equal(rule->severity, SEVERITY_ERROR);
	assert_string_equal(rule->require->word->name, "property");
	arena_free(ctx.arena);
}

/* The mistake's message and place, of the first error. */
static void assert_mistake(const char *text, unsigned line, const char *part) {
	struct ctx ctx = context();
	assert_null(read(&ctx, text));
	assert_true(ctx.diags->errors > 0);
	const struct diag *diag = &ctx.diags->list.items[0];
	if (!strstr(diag->message, part)) {
		fail_msg("expected '%s' in '%s'", part, diag->message);
	}
	assert_int_equal(source_position(diag->span.source, diag->span.start).line, line);
	arena_free(ctx.arena);
}

static void mistakes_in_a_rule_are_told_at_their_place(void **state) {
	(void)state;
	assert_mistake(RULE "require: {propertie: {path: A}}\n", 11, "did you mean 'property'");
	assert_mistake(RULE "require: {property: {paht: A, equals: 1}}\n", 11, "takes no 'paht'");
	assert_mistake(RULE "require: {property: {path: A, matches: '('}}\n", 11, "wrong pattern");
	assert_mistake(RULE "require: {each: replicas, property: {path: A, equals: 1}}\n", 11,
		"neither a collection");
	assert_mistake(RULE "color: red\nrequire: {replicated_to: {region: other}}\n", 11,
		"a rule has no 'color'");
	assert_mistake(RULE "require: {each: replicas, property: {path: A, equals: 1}}\n", 11,
		"did you mean 'replica'");
	assert_mistake(
		RULE "require: {property: {path: A, equal: 1}}\n", 11, "did you mean 'equals'");
	assert_mistake(RULE "examplse: []\nrequire: {estate_has: {type: T}}\n", 11,
		"did you mean 'examples'");
	assert_mistake(RULE "require: {all: 3}\n", 11, "list of assertions");
	assert_mistake(RULE "require: {replicated_to: {region: other}}\n"
			    "maps: {checkov: [C]}\ndifferences: [{checks: [C]}]\n",
		13, "a difference needs checks");
	assert_mistake(RULE
		"require: {replicated_to: {region: other}}\n"
		"maps: {checkov: [CKV_1]}\ndifferences: [{checks: [CKV_2], differs: d}]\n",
		13, "did you mean 'CKV_1'");
	assert_mistake(RULE "require: {replicated_to: {region: other}}\n"
			    "maps: {checkov: [{id: C}]}\n",
		12, "expected an id");
	assert_mistake(RULE "require: {replicated_to: {region: other}}\nmaps: {checkov: C}\n", 12,
		"list of ids");
}

#define SOUND RULE "require: {property: {path: A, equals: 1}}\n"

static void words_take_what_they_say(void **state) {
	(void)state;
	assert_mistake(
		RULE "require: {is_copy: false}\n", 11, "takes nothing: write 'is_copy: {}'");
	assert_mistake(RULE "require: {is_copy: {region: other}}\n", 11, "takes nothing");
	assert_mistake(RULE "require: {replicated_to: other}\n", 11, "takes a map of: region");
	assert_mistake(RULE "require: {in_region: {primary: true}}\n", 11, "takes no 'primary'");
	assert_mistake(RULE "require: {of_type: AWS::S3::Bucket}\n", 11, "of_type takes");
}

static void mistakes_around_the_question_are_told_too(void **state) {
	(void)state;
	assert_mistake(SOUND "needs: [life]\n", 12, "did you mean 'live'");
	assert_mistake(SOUND "strategies: [warm-stand]\n", 12, "did you mean 'warm-standby'");
	assert_mistake(SOUND "escalate: {when: {estate_has: {type: T}}, too: error}\n", 12,
		"escalate has no 'too'");
	assert_mistake(SOUND "ease: {to: info}\n", 12, "ease needs when");
	assert_mistake(SOUND "rto: {without: w, whit: w}\n", 12, "did you mean 'with'");
	assert_mistake(SOUND "never: {unknwon: because}\n", 12, "did you mean 'unknown'");
	assert_mistake(SOUND "never: {unknown: ''}\n", 12, "expected a reason");
}

#define BILLED(billing) \
	"id: X001\nname: x\ntitle: X\nseverity: error\ncategory: backup\nresources: [T]\nwhy: w\n" \
	"message: m\nreferences: [{title: t, url: u, read: r}]\n" \
	"require: {property: {path: A, equals: 1}}\nremedy:\n  text: t\n" billing

static void mistakes_in_what_a_remedy_costs_are_told_at_their_place(void **state) {
	(void)state;
	assert_mistake(BILLED("  prise: [twin]\n"), 13, "did you mean 'price'");
	assert_mistake(BILLED("  price: twin\n"), 13, "a list of texts");
	assert_mistake(BILLED("  price: [twin]\n  unpriced: because\n"), 14, "one of price, free");
	assert_mistake(BILLED("  free: https://aws.amazon.com/\n"), 13, "a map of url and read");
	assert_mistake(BILLED("  free: {url: 'http://a.example', read: r}\n"), 13, "https://");
	assert_mistake(BILLED("  free: {url: 'https://a.example'}\n"), 13, "needs read");
	assert_mistake(BILLED("  free: {read: r}\n"), 13, "needs url, or a note");
	assert_mistake(BILLED("  free: {urls: u, note: n}\n"), 13, "did you mean 'url'");
	assert_mistake(BILLED("  unpriced: [because]\n"), 13, "unpriced says why");
	struct ctx ctx = context();
	const struct rule *rule = read(&ctx, BILLED("  counted_with: [A001]\n"));
	assert_non_null(rule);
	assert_string_equal(rule->billing->counted_with[0], "A001");
	arena_free(ctx.arena);
}

static void mistakes_in_examples_are_told_at_their_place(void **state) {
	(void)state;
	assert_mistake(SOUND "examples:\n- {name: n, regon: r, finds: [A], template: t}\n", 13,
		"did you mean 'region'");
	assert_mistake(
		SOUND "examples:\n- {name: n, finds: A, template: t}\n", 13, "finds takes a list");
	assert_mistake(SOUND "examples:\n- {name: n, template: t}\n", 13, "says what it expects");
	assert_mistake(SOUND
		"examples:\n- {name: n, finds: [A], strategy: warm-stanby, template: t}\n",
		13, "did you mean 'warm-standby'");
	assert_mistake(SOUND
		"examples:\n- {name: n, finds: [A], targets: {rto: soon}, template: t}\n",
		13, "a target is a time");
	assert_mistake(SOUND "examples:\n- {name: n, finds: [A], complete: maybe, template: t}\n",
		13, "true or false");
	assert_mistake(SOUND "examples:\n- {name: n, finds: [A], template: {R: s}}\n", 13,
		"needs a template, as a text block");
	assert_mistake(SOUND
		"examples:\n- {name: n, finds: [A], stacks: [{nmae: s, template: t}]}\n",
		13, "did you mean 'name'");
}

/* The mistake of a rule whose head has one line changed. */
static void assert_wrong_head(const char *from, const char *to, unsigned line, const char *part) {
	const char *at = strstr(SOUND, from);
	assert_non_null(at);
	struct arena *arena = arena_new();
	const char *text =
		arena_printf(arena, "%.*s%s%s", (int)(at - SOUND), SOUND, to, at + strlen(from));
	assert_mistake(text, line, part);
	arena_free(arena);
}

static void a_rule_is_called_as_rules_are(void **state) {
	(void)state;
	assert_wrong_head("id: X001", "id: X1", 1, "three digits");
	assert_wrong_head("name: x", "name: No table", 2, "small letters");
	assert_wrong_head("category: backup", "category: backups", 5, "did you mean 'backup'");
	assert_wrong_head("severity: error", "severity: eror", 4, "did you mean 'error'");
	assert_wrong_head("message: m", "message: 'no {resuorce}'", 8, "did you mean 'resource'");
	assert_wrong_head("resources: [T]", "resources: T", 6, "resources takes a list");
}

static void the_checks_of_others_say_where_they_differ(void **state) {
	(void)state;
	struct ctx ctx = context();
	const struct rule *rule = read(&ctx,
		RULE "require: {replicated_to: {region: other}}\n"
		     "maps: {config: [a], cdk-nag: [B, C, D, E]}\n"
		     "differences: [{checks: [C, D], differs: d}, {checks: [E], differs: f, "
		     "suppresses: false}]\n");
	assert_non_null(rule);
	assert_int_equal(rule->mapping_count, 2);
	assert_null(rule->mappings[0].checks[0].differs);
	const struct peer_check *checks = rule->mappings[1].checks;
	assert_string_equal(checks[1].differs, "d");
	const struct {
		const char *standard, *id;
		bool named;
	} expected[] = {
		{ "cdk-nag", "B", true },
		{ "cdk-nag", "AwsSolutions-C", true },
		{ "cdk-nag", "D", true },
		{ "cdk-nag", "AwsSolutions-E", false },
		{ "cdk-nag", "a", false },
		{ "config", "a", true },
	};
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const struct suppression suppression = {
			.by = BY_PEER, .standard = expected[i].standard, .rule = expected[i].id
		};
		assert_int_equal(suppression_names(&suppression, rule), expected[i].named);
	}
	arena_free(ctx.arena);
}

/* What the one finding of a rule on a resource of type T weighs. */
static enum severity weight_of(const char *change) {
	struct ctx ctx = context();
	struct estate *estate = estate_new(&ctx);
	struct member_stack *stack = arena_new_of(ctx.arena, struct member_stack);
	const char *text = "Resources: {R: {Type: T, Properties: {Small: true}}}";
	stack->stack.template = template_new(
		&ctx, doc_parse(&ctx, source_new(ctx.arena, "t.yaml", text, strlen(text))));
	estate_add_stack(estate, stack);
	estate_link(estate);
	const char *rule = arena_printf(
		ctx.arena, RULE "require: {property: {path: Kept, equals: true}}\n%s\n", change);
	struct rule_list rules = { 0 };
	struct rule_selection all = { 0 };
	struct findings findings = { 0 };
	vec_push(ctx.arena, &rules, read(&ctx, rule));
	rules_run(estate, &rules, &all, &findings);
	assert_int_equal(findings.list.count, 1);
	enum severity severity = findings.list.items[0].severity;
	arena_free(ctx.arena);
	return severity;
}

static void a_finding_weighs_less_where_the_rule_says_so(void **state) {
	(void)state;
	assert_int_equal(weight_of(""), SEVERITY_ERROR);
	assert_int_equal(
		weight_of("ease: {when: {property: {path: Small, equals: true}}, to: info}"),
		SEVERITY_INFO);
	assert_int_equal(
		weight_of("ease: {when: {property: {path: Large, equals: true}}, to: info}"),
		SEVERITY_ERROR);
	assert_mistake(RULE "require: {property: {path: A, equals: 1}}\nease: {to: no}\n", 12,
		"ease needs to");
}

static void every_word_has_a_help_line(void **state) {
	(void)state;
	size_t count = 0;
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			assert_true(strlen(word->help) > 10);
			assert_ptr_equal(word_find(word->name), word);
			count++;
		}
	}
	assert_true(count > 15);
}

/* Who looks for a word finds what is asked of anything first, then the services by their names. */
static void words_are_explained_in_order(void **state) {
	(void)state;
	static const char *const general[] = { "logic_words", "property_words", "arn_words",
		"change_words", "graph_words", "replica_words" };
	const size_t count = sizeof(general) / sizeof(general[0]);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(word_tables[i].symbol, general[i]);
	}
	for (const struct word_table *table = word_tables + count; table[1].symbol; table++) {
		assert_true(strcmp(table->symbol, table[1].symbol) < 0);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_of_every_rule_holds),
		cmocka_unit_test(each_rule_shows_every_verdict_or_says_why_not),
		cmocka_unit_test(a_sound_rule_is_read_whole),
		cmocka_unit_test(mistakes_in_a_rule_are_told_at_their_place),
		cmocka_unit_test(words_take_what_they_say),
		cmocka_unit_test(mistakes_around_the_question_are_told_too),
		cmocka_unit_test(mistakes_in_what_a_remedy_costs_are_told_at_their_place),
		cmocka_unit_test(mistakes_in_examples_are_told_at_their_place),
		cmocka_unit_test(a_rule_is_called_as_rules_are),
		cmocka_unit_test(the_checks_of_others_say_where_they_differ),
		cmocka_unit_test(a_finding_weighs_less_where_the_rule_says_so),
		cmocka_unit_test(every_word_has_a_help_line),
		cmocka_unit_test(words_are_explained_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
