#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/report/markdown.h"

#include <string.h>

static void rules_text(const struct results *results, struct buf *out) {
	const struct rule *const *rule;
	vec_each(rule, results->rules) {
		buf_printf(out, "%-8s %-8s %s\n", (*rule)->id, severity_name((*rule)->severity),
			(*rule)->title);
	}
}

/* A table for the README of the folder "rules", to which its links are relative. */
static void rules_markdown(const struct results *results, struct buf *out) {
	static const char folder[] = "rules/";
	buf_puts(out, "| rule | name | severity | category | what it asks |\n"
		      "| --- | --- | --- | --- | --- |\n");
	const struct rule *const *rule;
	vec_each(rule, results->rules) {
		const char *file = (*rule)->file;
		file += strncmp(file, folder, strlen(folder)) == 0 ? strlen(folder) : 0;
		buf_printf(out, "| [%s](%s) | %s | %s | %s | ", (*rule)->id, file, (*rule)->name,
			severity_name((*rule)->severity), (*rule)->category);
		markdown_text(out, (*rule)->title);
		buf_puts(out, " |\n");
	}
}

const struct format rules_formats[] = {
	{ "text", "a line each", rules_text },
	{ "markdown", "the index that rules/README.md holds", rules_markdown },
	{ 0 },
};

enum exit_code cmd_rules(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct config config = { 0 };
	struct rule_list rules = { 0 };
	if (!outputs_choose(cli, &outputs)) {
		return EXIT_TROUBLE;
	}
	config_load(&cli->ctx, &cli->options, &config);
	analysis_rules(cli, &config, &rules);
	struct results results = { .ctx = &cli->ctx, .rules = &rules };
	outputs_write(cli, &outputs, &results);
	return EXIT_CLEAN;
}
