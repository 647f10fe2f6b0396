#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/report/markdown.h"
#include "analyzer/report/rule_json.h"

#include <stdlib.h>
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

/* How many rules ask of the types of one AWS service: of them alone, and of those of others too. */
struct service_count {
	const char *name; /* "DynamoDB", of AWS::DynamoDB::Table */
	size_t own, shared;
};
struct service_counts VEC(struct service_count);

static const char *service_of_type(struct arena *arena, const char *type) {
	static const char prefix[] = "AWS::";
	if (strncmp(type, prefix, strlen(prefix)) != 0) {
		return NULL;
	}
	type += strlen(prefix);
	return arena_strndup(arena, type, strcspn(type, ":"));
}

static struct service_count *count_find(
	struct arena *arena, struct service_counts *counts, const char *name) {
	struct service_count *count;
	vec_each(count, counts) {
		if (strcmp(count->name, name) == 0) {
			return count;
		}
	}
	const struct service_count fresh = { .name = name };
	vec_push(arena, counts, fresh);
	return &counts->items[counts->count - 1];
}

static void count_rule(
	struct arena *arena, const struct rule *rule, struct service_counts *counts) {
	struct service_counts mine = { 0 };
	for (const char *const *type = rule->resources; *type; type++) {
		const char *name = service_of_type(arena, *type);
		if (name) {
			count_find(arena, &mine, name);
		}
	}
	for (size_t i = 0; i < mine.count; i++) {
		struct service_count *count = count_find(arena, counts, mine.items[i].name);
		count->own += mine.count == 1;
		count->shared += mine.count > 1;
	}
}

static int by_name(const void *a, const void *b) {
	return strcmp(
		((const struct service_count *)a)->name, ((const struct service_count *)b)->name);
}

static void put_names(struct buf *out, const struct service_counts *counts, bool have_own) {
	const char *between = "";
	const struct service_count *count;
	vec_each(count, counts) {
		if ((count->own > 0) == have_own) {
			buf_printf(out, "%s%s (", between, count->name);
			if (have_own) {
				buf_printf(out, "%zu own, ", count->own);
			}
			buf_printf(out, "%zu shared)", count->shared);
			between = ", ";
		}
	}
	buf_puts(out, ".\n\n");
}

/* Which services have rules of their own, and which are met only in those that ask of many. */
static void put_services(const struct results *results, struct buf *out) {
	struct arena *arena = results->ctx->arena;
	struct service_counts counts = { 0 };
	const struct rule *const *rule;
	vec_each(rule, results->rules) {
		count_rule(arena, *rule, &counts);
	}
	if (counts.count) {
		qsort(counts.items, counts.count, sizeof(counts.items[0]), by_name);
	}
	buf_puts(out, "With rules of their own: ");
	put_names(out, &counts, true);
	buf_puts(out, "Without, and asked about only by rules that ask of several services: ");
	put_names(out, &counts, false);
}

/* Tables for the README of the folder "rules", to which its links are relative. */
static void rules_markdown(const struct results *results, struct buf *out) {
	static const char folder[] = "rules/";
	put_coverage(results->rules, out);
	put_services(results, out);
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
