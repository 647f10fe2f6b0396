#include "analyzer/base/file.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "rules/examples.h"

/* One line for each example, and its place and problem where it failed. */
static size_t put_results(struct buf *out, const struct example_results *results) {
	size_t failed = 0;
	const struct example_result *result;
	vec_each(result, results) {
		buf_printf(out, "%s %s: %s\n", result->passed ? "ok    " : "FAILED",
			result->rule->id, result->name);
		if (!result->passed) {
			struct position at =
				source_position(result->span.source, result->span.start);
			buf_printf(out, "       %s:%u:%u: %s\n", result->span.source->name, at.line,
				at.column, result->problem);
			failed++;
		}
	}
	buf_printf(out, "%zu passed, %zu failed\n", results->count - failed, failed);
	return failed;
}

enum exit_code cmd_test(struct cli *cli) {
	struct rule_list rules = { 0 };
	for (size_t i = 0; i < cli->argument_count; i++) {
		rules_load_directory(&cli->ctx, cli->arguments[i], &rules);
	}
	struct rule_list all = { 0 };
	for (size_t i = 0; i < builtin_rule_count; i++) {
		vec_push(cli->ctx.arena, &all, &builtin_rules[i]);
	}
	struct example_results results = { 0 };
	const struct rule *const *rule;
	vec_each(rule, &rules) {
		vec_push(cli->ctx.arena, &all, *rule);
	}
	vec_each(rule, &rules) {
		examples_run(&cli->ctx, *rule, &all, &results);
	}
	if (results.count == 0) {
		return EXIT_TROUBLE;
	}
	struct buf out = buf_new(cli->ctx.arena);
	size_t failed = put_results(&out, &results);
	standard_output(&cli->ctx, &out);
	return failed ? EXIT_FINDINGS : EXIT_CLEAN;
}
