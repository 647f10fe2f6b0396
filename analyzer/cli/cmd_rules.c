#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/report/markdown.h"
#include "analyzer/report/rule_json.h"

#include <string.h>

static void rules_text(const struct results *results, struct buf *out) {
	const struct rule *const *rule;
	vec_each(rule, results->rules) {
		buf_printf(out, "%-8s %-8s %s\n", (*rule)->id, severity_name((*rule)->severity),
			(*rule)->title);
	}
}

/* The letters of an id, which tell the service. */
static size_t service_length(const struct rule *rule) {
	size_t length = strlen(rule->id);
	return length > 3 ? length - 3 : length;
}

static bool same_service(const struct rule *a, const struct rule *b) {
	size_t length = service_length(a);
	return length == service_length(b) && strncmp(a->id, b->id, length) == 0;
}

/* What is covered of each service: how many rules, of which category. */
static void put_coverage(const struct rule_list *rules, struct buf *out) {
	static const char *const categories[] = { "replication", "backup", "protection",
		"encryption", "topology", "traffic", "observability", "cost", "hygiene" };
	enum { CATEGORY_COUNT = sizeof(categories) / sizeof(categories[0]) };
	buf_puts(out, "| rules | all |");
	for (size_t i = 0; i < CATEGORY_COUNT; i++) {
		buf_printf(out, " %s |", categories[i]);
	}
	buf_puts(out, "\n| --- | --- |");
	for (size_t i = 0; i < CATEGORY_COUNT; i++) {
		buf_puts(out, " --- |");
	}
	for (size_t first = 0, next; first < rules->count; first = next) {
		size_t counts[CATEGORY_COUNT] = { 0 };
		const struct rule *rule = rules->items[first];
		for (next = first; next < rules->count && same_service(rule, rules->items[next]);
			next++) {
			for (size_t i = 0; i < CATEGORY_COUNT; i++) {
				counts[i] +=
					strcmp(categories[i], rules->items[next]->category) == 0;
			}
		}
		buf_printf(
			out, "\n| %.*s | %zu |", (int)service_length(rule), rule->id, next - first);
		for (size_t i = 0; i < CATEGORY_COUNT; i++) {
			buf_printf(out, counts[i] ? " %zu |" : " |", counts[i]);
		}
	}
	buf_puts(out, "\n\n");
}

/* Tables for the README of the folder "rules", to which its links are relative. */
static void rules_markdown(const struct results *results, struct buf *out) {
	static const char folder[] = "rules/";
	put_coverage(results->rules, out);
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
	{ "json", "one document, drlint.rules/1", rule_json },
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
