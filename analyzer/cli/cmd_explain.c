#include "analyzer/base/suggest.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/report/price_tag.h"
#include "analyzer/report/rule_json.h"
#include "rules/word.h"

#include <string.h>

/* Arguments as rule files write them, in a line. */
static void put_flow(struct buf *out, const struct node *node) {
	const char *between = "";
	if (node_is_map(node)) {
		const struct member *member;
		buf_putc(out, '{');
		member_each(member, node) {
			buf_printf(out, "%s%s: ", between, member->key->text);
			put_flow(out, member->value);
			between = ", ";
		}
		buf_putc(out, '}');
	} else if (node_is_list(node)) {
		struct node **item;
		buf_putc(out, '[');
		node_each(item, node) {
			buf_puts(out, between);
			put_flow(out, *item);
			between = ", ";
		}
		buf_putc(out, ']');
	} else {
		buf_puts(out, node_text(node) ? node_text(node) : "");
	}
}

/* The first place in an assertion where a word is asked, or NULL. */
static const struct assertion *find_use(
	const struct assertion *assertion, const struct word *word) {
	const struct assertion *found = assertion && assertion->word == word ? assertion : NULL;
	for (size_t i = 0; assertion && !found && i < assertion->part_count; i++) {
		found = find_use(&assertion->parts[i], word);
	}
	return found;
}

/* How a rule of drlint writes it, which says more than any description. */
static void put_use(struct buf *out, const struct word *word) {
	for (size_t i = 0; i < builtin_rule_count; i++) {
		const struct rule *rule = &builtin_rules[i];
		const struct assertion *asked[] = { rule->when, rule->require, rule->escalate,
			rule->ease };
		const struct assertion *use = NULL;
		for (size_t j = 0; j < sizeof(asked) / sizeof(asked[0]) && !use; j++) {
			use = find_use(asked[j], word);
		}
		if (use) {
			buf_printf(out, "    as in %s: %s: ", rule->id, word->name);
			put_flow(out, use->arguments);
			buf_putc(out, '\n');
			return;
		}
	}
}

static void explain_word(struct buf *out, const struct word *word) {
	static const char *const takes[] = {
		[PARTS_LIST] = "a list of assertions",
		[PARTS_MAP] = "an assertion",
		[PARTS_SIBLINGS] = "a collection, or the path of a list property",
	};
	buf_printf(out, "%s\n    %s\n", word->name, word->help);
	if (word->parts != PARTS_NONE) {
		buf_printf(out, "    takes: %s\n", takes[word->parts]);
		return;
	}
	if (*word->parameters) {
		buf_printf(out, "    takes: %s\n", word->parameters);
	}
	if (*word->facts) {
		buf_printf(out, "    fills in the message: %s\n", word->facts);
	}
	put_use(out, word);
}

static void explain_words(struct buf *out) {
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			explain_word(out, word);
		}
	}
	buf_puts(out, "\nCollections, for each and some:\n");
	for (size_t i = 0; collection_tables[i]; i++) {
		for (const struct collection *row = collection_tables[i]; row->name; row++) {
			buf_printf(out, "%s\n    %s\n", row->name, row->help);
		}
	}
}

static void put_effect(struct buf *out, const char *name, const char *without, const char *with) {
	if (without || with) {
		buf_printf(out, "%s: without, %s; with, %s\n", name, without ? without : "-",
			with ? with : "-");
	}
}

/* The severity under each strategy, where it differs from the rule's own. */
static void put_weights(struct buf *out, const struct rule *rule) {
	for (int i = STRATEGY_BACKUP_RESTORE; i < STRATEGY_COUNT; i++) {
		if (rule->weights[i] == WEIGHTLESS) {
			buf_printf(
				out, "Does not matter for %s.\n", strategy_name((enum strategy)i));
		} else if (rule->weights[i] != (signed char)rule->severity) {
			buf_printf(out, "For %s: %s.\n", strategy_name((enum strategy)i),
				severity_name((enum severity)rule->weights[i]));
		}
	}
}

/* The checks that a rule maps to, in one row. */
struct peer_check_list VEC(const struct peer_check *);

static bool differ_alike(const struct peer_check *one, const struct peer_check *other) {
	return one->differs && other->differs && one->apart == other->apart &&
	       strcmp(one->differs, other->differs) == 0;
}

/* Each sentence once, behind all the checks that it is about. */
static void put_differences(struct buf *out, const struct peer_check_list *checks) {
	size_t said = 0;
	for (size_t i = 0; i < checks->count; i++) {
		const struct peer_check *check = checks->items[i];
		bool before = !check->differs;
		for (size_t j = 0; j < i && !before; j++) {
			before = differ_alike(checks->items[j], check);
		}
		if (before) {
			continue;
		}
		buf_puts(out, said++ ? "" : "\nWhere they say otherwise\n");
		buf_printf(out, "%s", check->id);
		for (size_t j = i + 1; j < checks->count; j++) {
			if (differ_alike(check, checks->items[j])) {
				buf_printf(out, ", %s", checks->items[j]->id);
			}
		}
		buf_printf(out, "\n  %s%s\n", check->differs,
			check->apart ? " Its suppressions do not count here." : "");
	}
}

static void put_mappings(struct buf *out, const struct rule *rule) {
	struct peer_check_list checks = { 0 };
	for (size_t i = 0; i < rule->mapping_count; i++) {
		const struct mapping *mapping = &rule->mappings[i];
		const char *edition = standard_edition(mapping->standard);
		buf_printf(out, "%s%s", i ? "" : "\nAsked elsewhere as\n", mapping->standard);
		buf_printf(out, edition ? " (edition of %s):" : ":", edition);
		for (const struct peer_check *check = mapping->checks; check->id; check++) {
			buf_printf(out, " %s", check->id);
			vec_push(out->arena, &checks, check);
		}
		buf_putc(out, '\n');
	}
	put_differences(out, &checks);
}

static void put_list(struct buf *out, const char *const *texts) {
	for (const char *const *text = texts; *text; text++) {
		buf_printf(out, "%s%s", text == texts ? "" : ", ", *text);
	}
}

static void put_billing(struct buf *out, const struct billing *billing) {
	buf_puts(out, "\nCost of the remedy\n  ");
	if (billing->free) {
		buf_puts(out, price_tag_free(out->arena, billing));
	} else if (billing->prices) {
		buf_puts(out, "priced at your usage with `check --usage`: ");
		put_list(out, billing->prices);
	} else if (billing->counted_with) {
		buf_puts(out, "priced with the findings of ");
		put_list(out, billing->counted_with);
	} else {
		buf_printf(out, "not known%s%s", billing->unpriced ? ": " : "",
			billing->unpriced ? billing->unpriced : "");
	}
	buf_putc(out, '\n');
}

static void explain_rule(struct buf *out, const struct rule *rule) {
	buf_printf(out, "%s %s\n%s\n\n%s, %s", rule->id, rule->name, rule->title,
		severity_name(rule->severity), rule->category);
	for (const struct need_kind *kind = need_kinds; kind->name; kind++) {
		if (rule->needs & kind->bit) {
			buf_printf(out, ", needs %s", kind->name);
		}
	}
	buf_puts(out, rule->once ? ", asked once of the workload\n\n" : "\n\n");
	put_weights(out, rule);
	buf_printf(out, "Why\n%s\nRemedy\n%s\n", rule->why, rule->remedy_text);
	if (rule->remedy_snippet) {
		buf_printf(out, "\n%s\n", rule->remedy_snippet);
	}
	put_effect(out, "RPO", rule->rpo_without, rule->rpo_with);
	put_effect(out, "RTO", rule->rto_without, rule->rto_with);
	put_billing(out, rule->billing);
	buf_puts(out, rule->fault ? "\nApplies to\n  suppressions\n" : "\nApplies to\n");
	for (const char *const *type = rule->resources; *type; type++) {
		buf_printf(out, "  %s\n",
			strcmp(*type, RULE_ANY_TYPE) == 0 ? "resources of every type" : *type);
	}
	buf_puts(out, "\nReferences\n");
	for (size_t i = 0; i < rule->reference_count; i++) {
		const struct reference *reference = &rule->references[i];
		buf_printf(out, "  %s (read %s)\n  %s\n", reference->title, reference->read,
			reference->url);
	}
	put_mappings(out, rule);
}

static void explain_page(const struct results *results, struct buf *out) {
	explain_rule(out, results->rules->items[0]);
}

const struct format explain_formats[] = {
	{ "text", "a page", explain_page },
	{ "json", "one document, drlint.rules/1", rule_json },
	{ 0 },
};

static enum exit_code unknown_rule(
	struct cli *cli, const struct rule_list *rules, const char *name) {
	struct suggestion meant = { 0 };
	const struct rule *const *rule;
	vec_each(rule, rules) {
		suggest_offer(&meant, name, (*rule)->id);
		suggest_offer(&meant, name, (*rule)->name);
	}
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			suggest_offer(&meant, name, word->name);
		}
	}
	ctx_error(&cli->ctx, NOWHERE, "there is no rule '%s'%s%s%s", name,
		meant.best ? "; did you mean '" : "; 'drlint rules' lists them",
		meant.best ? meant.best : "", meant.best ? "'?" : "");
	return EXIT_TROUBLE;
}

/* A word has no page but for people, who read it where they ask. */
static enum exit_code word_page(
	struct cli *cli, const struct output_list *outputs, const struct word *word) {
	struct buf out = buf_new(cli->ctx.arena);
	const struct output *only = &outputs->items[0];
	if (outputs->count != 1 || only->file || strcmp(only->format->name, "text") != 0) {
		ctx_error(&cli->ctx, NOWHERE, "words are explained as text, to standard output");
		return EXIT_TROUBLE;
	}
	explain_word(&out, word);
	standard_output(&cli->ctx, &out);
	return EXIT_CLEAN;
}

enum exit_code cmd_explain(struct cli *cli) {
	struct buf out = buf_new(cli->ctx.arena);
	struct output_list outputs = { 0 };
	if (!outputs_choose(cli, &outputs)) {
		return EXIT_TROUBLE;
	}
	if (cli->options.words) {
		explain_words(&out);
		standard_output(&cli->ctx, &out);
		return EXIT_CLEAN;
	}
	if (cli->argument_count == 0) {
		ctx_error(
			&cli->ctx, NOWHERE, "'drlint explain' needs a RULE or a WORD, or --words");
		return EXIT_TROUBLE;
	}
	struct config config = { 0 };
	struct rule_list rules = { 0 };
	config_load(&cli->ctx, &cli->options, &config);
	analysis_rules(cli, &config, &rules);
	const struct rule *rule = rule_find(&rules, cli->arguments[0]);
	const struct word *word = rule ? NULL : word_find(cli->arguments[0]);
	if (word) {
		return word_page(cli, &outputs, word);
	}
	if (!rule) {
		return unknown_rule(cli, &rules, cli->arguments[0]);
	}
	struct rule_list only = { 0 };
	vec_push(cli->ctx.arena, &only, rule);
	struct results results = { .ctx = &cli->ctx, .rules = &only };
	outputs_write(cli, &outputs, &results);
	return EXIT_CLEAN;
}
