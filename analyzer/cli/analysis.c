#include "analyzer/cli/analysis.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/date.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/ingest.h"
#include "pricing/usage.h"
#include "rules/baseline.h"

static bool read_arguments(struct cli *cli, struct map *ret_arguments) {
	const char *origin = options_origin(&cli->options, "parameters");
	bool sound = true;
	const char *const *said;
	vec_each(said, &cli->options.parameters) {
		sound = parameters_say(&cli->ctx, *said, origin, ret_arguments) && sound;
	}
	return sound;
}

/* Precedence: command line and environment (both in the options), then configuration. */
static void say_regions(struct cli *cli, const struct config *config, struct regions *regions) {
	const struct options *options = &cli->options;
	regions->primary = options->primary ? options->primary : config->primary;
	const struct text_list *said = options->dr.count ? &options->dr : &config->dr;
	const char *const *region;
	vec_each(region, said) {
		vec_push(cli->ctx.arena, &regions->recovery, *region);
	}
	if (regions->recovery.count) {
		regions->origin = options->dr.count ? options_origin(options, "dr") : config->path;
	}
}

static const char *joined(struct arena *arena, const struct regions *regions) {
	struct buf buf = buf_new(arena);
	const char *const *region;
	vec_each(region, &regions->recovery) {
		buf_printf(&buf, "%s%s", buf.length ? ", " : "", *region);
	}
	return buf.bytes;
}

static void settle_regions(struct cli *cli, struct estate *estate) {
	bool said = estate->regions.recovery.count > 0;
	estate_infer_regions(estate);
	if (!said && estate->regions.recovery.count > 0) {
		ctx_note(&cli->ctx, NOWHERE, "recovery region %s, %s",
			joined(cli->ctx.arena, &estate->regions), estate->regions.origin);
	}
}

static void say_objectives(struct cli *cli, const struct config *config, struct estate *estate) {
	estate->objectives = config->objectives;
	if (cli->options.strategy) {
		strategy_parse(cli->options.strategy, &estate->objectives.strategy);
	}
}

static struct ingest_options said_of_input(struct cli *cli, const struct map *arguments) {
	const struct text_list *regions = &cli->options.region;
	struct ingest_options options = {
		.region = regions->count ? regions->items[0] : NULL,
		.account = cli->options.account,
		.arguments = arguments->count ? arguments : NULL,
		.complete = cli->options.complete,
	};
	for (size_t i = 1; i < regions->count; i++) {
		vec_push(cli->ctx.arena, &options.more_regions, regions->items[i]);
	}
	return options;
}

struct estate *analysis_load_other(
	struct cli *cli, const struct analysis *analysis, const char *path) {
	struct map arguments = { 0 };
	if (!read_arguments(cli, &arguments)) {
		return NULL;
	}
	const struct ingest_options options = said_of_input(cli, &arguments);
	struct estate *other = estate_new(&cli->ctx);
	other->regions = analysis->estate->regions;
	return ingest_paths(&cli->ctx, other, &options, &path, 1) ? other : NULL;
}

bool analysis_load(struct cli *cli, struct analysis *ret_analysis) {
	struct ctx *ctx = &cli->ctx;
	struct config *config = &ret_analysis->config;
	config_load(ctx, &cli->options, config);
	struct map arguments = { 0 };
	if (!read_arguments(cli, &arguments)) {
		return false;
	}
	ret_analysis->estate = estate_new(ctx);
	say_regions(cli, config, &ret_analysis->estate->regions);
	say_objectives(cli, config, ret_analysis->estate);
	struct ingest_options options = said_of_input(cli, &arguments);
	const struct stack_request *request;
	vec_each(request, &config->stacks) {
		vec_push(ctx->arena, &options.stacks, *request);
	}
	static const char *const here[] = { "." };
	bool none = cli->argument_count == 0;
	bool read = ingest_paths(ctx, ret_analysis->estate, &options, none ? here : cli->arguments,
		none ? options.stacks.count == 0 : cli->argument_count);
	if (read) {
		settle_regions(cli, ret_analysis->estate);
		objectives_declared(ret_analysis->estate);
	}
	if (read && cli->options.previous) {
		ret_analysis->estate->previous =
			analysis_load_other(cli, ret_analysis, cli->options.previous);
	}
	return read;
}

static int by_id(const void *a, const void *b) {
	return strcmp((*(const struct rule *const *)a)->id, (*(const struct rule *const *)b)->id);
}

void analysis_rules(struct cli *cli, const struct config *config, struct rule_list *ret_rules) {
	for (size_t i = 0; i < builtin_rule_count; i++) {
		vec_push(cli->ctx.arena, ret_rules, &builtin_rules[i]);
	}
	const char *const *directory;
	vec_each(directory, &cli->options.rules) {
		rules_load_directory(&cli->ctx, *directory, ret_rules);
	}
	vec_each(directory, &config->rule_paths) {
		rules_load_directory(&cli->ctx, *directory, ret_rules);
	}
	/* Those that are built in are sorted. */
	if (ret_rules->count > builtin_rule_count) {
		qsort(ret_rules->items, ret_rules->count, sizeof(ret_rules->items[0]), by_id);
	}
}

/* Whoever asks for one rule wants to know why it says nothing. */
static bool asked_by_id(const struct cli *cli, const struct rule *rule) {
	const char *const *text;
	vec_each(text, &cli->options.select) {
		if (strcmp(*text, rule->id) == 0 || strcmp(*text, rule->name) == 0) {
			return true;
		}
	}
	return false;
}

static void note_unapplied(struct cli *cli, const struct findings *findings) {
	struct map counts = { 0 };
	const struct unapplied *u;
	vec_each(u, &findings->unapplied) {
		if (u->expected && !asked_by_id(cli, u->rule)) {
			continue;
		}
		size_t *count = map_find(&counts, u->reason);
		if (!count) {
			count = arena_new_of(cli->ctx.arena, size_t);
			map_set(cli->ctx.arena, &counts, u->reason, count);
		}
		++*count;
	}
	for (size_t i = 0; i < counts.count; i++) {
		size_t count = *(const size_t *)counts.entries[i].value;
		ctx_note(&cli->ctx, NOWHERE, "%zu rule%s not applied: %s", count,
			count == 1 ? " was" : "s were", counts.entries[i].key);
	}
}

static void keep_selected(struct analysis *analysis) {
	size_t kept = 0;
	const struct rule *const *rule;
	vec_each(rule, &analysis->rules) {
		if (rule_is_selected(&analysis->selection, *rule)) {
			analysis->rules.items[kept++] = *rule;
		}
	}
	analysis->rules.count = kept;
}

/* What was found before and what the owner accepted is marked. */
static void suppress(struct cli *cli, struct analysis *analysis) {
	struct suppressions told = {
		.said = analysis->config.suppress,
		.ban = analysis->config.inline_ban,
		.today = date_today(cli->ctx.arena),
	};
	const char *path = cli->options.baseline;
	const struct node *baseline = path ? doc_load_own(&cli->ctx, path) : NULL;
	if (baseline && baseline_read(&cli->ctx, baseline, &told.baseline)) {
		analysis->baseline = baseline;
	}
	suppressions_apply(analysis->estate, &analysis->rules, &analysis->selection, &told,
		&analysis->findings);
}

void analysis_judge(struct cli *cli, struct analysis *analysis) {
	const struct options *options = &cli->options;
	const struct config *config = &analysis->config;
	analysis_rules(cli, config, &analysis->rules);
	const struct text_list *select = options->select.count ? &options->select : &config->select;
	const struct text_list *ignore = options->ignore.count ? &options->ignore : &config->ignore;
	const char *const *text;
	vec_each(text, select) {
		vec_push(cli->ctx.arena, &analysis->selection.select, *text);
	}
	vec_each(text, ignore) {
		vec_push(cli->ctx.arena, &analysis->selection.ignore, *text);
	}
	analysis->selection.severity = config->severity;
	rules_run(analysis->estate, &analysis->rules, &analysis->selection, &analysis->findings);
	suppress(cli, analysis);
	keep_selected(analysis);
	note_unapplied(cli, &analysis->findings);
}

void analysis_weigh(struct analysis *analysis) {
	posture_make(analysis->estate, &analysis->posture);
	const struct finding *finding;
	vec_each(finding, &analysis->findings.list) {
		struct workload_component *component =
			finding->rule->fault ? NULL
					     : posture_find(&analysis->posture, finding->resource);
		if (!component || finding->severity == SEVERITY_INFO) {
			continue;
		}
		component->unknowns += finding->verdict == VERDICT_UNKNOWN;
		if (finding->verdict == VERDICT_FAIL) {
			component->errors += finding->severity == SEVERITY_ERROR;
			component->warnings += finding->severity == SEVERITY_WARNING;
		}
	}
}

/* A date names a shipped book, anything else a file. */
static bool is_date(const char *text) {
	return strlen(text) == 10 && strspn(text, "0123456789-") == 10 && text[4] == '-' &&
	       text[7] == '-' && strcmp(text + 5, "01-01") >= 0 && strcmp(text + 5, "12-31") <= 0 &&
	       strcmp(text + 8, "01") >= 0 && strcmp(text + 8, "31") <= 0;
}

const struct book *analysis_book(struct cli *cli) {
	const char *said = cli->options.prices;
	if (said && !is_date(said)) {
		const struct node *document = doc_load_own(&cli->ctx, said);
		return document ? book_read(&cli->ctx, document) : NULL;
	}
	const struct book *book = book_on(cli->ctx.arena, said);
	if (!book) {
		ctx_error(&cli->ctx, NOWHERE, "%s: no price book is as old as %s",
			options_origin(&cli->options, "prices"), said);
	}
	return book;
}

/* NULL where any of it is wrong: a bill without the lines meant would look like a cheap one. */
static const struct usage *read_usage(struct cli *cli, const struct config *config) {
	const char *path = cli->options.usage ? cli->options.usage : config->usage;
	if (!path) {
		return usage_none(&cli->ctx);
	}
	size_t errors = cli->ctx.diags->errors;
	const struct node *document = doc_load_own(&cli->ctx, path);
	const struct usage *usage = document ? usage_read(&cli->ctx, document) : NULL;
	return cli->ctx.diags->errors == errors ? usage : NULL;
}

/* The book and the usage; read once. */
static bool read_terms(struct cli *cli, struct analysis *analysis) {
	struct terms *terms = &analysis->terms;
	if (terms->book) {
		return true;
	}
	const struct book *book = analysis_book(cli);
	const struct usage *usage = read_usage(cli, &analysis->config);
	if (!book || !usage) {
		return false;
	}
	usage_check(usage, analysis->estate);
	terms->book = book;
	terms->usage = usage;
	return true;
}

bool analysis_is_priced(const struct cli *cli, const struct analysis *analysis) {
	return cli->options.usage || cli->options.prices || analysis->config.usage;
}

bool analysis_tag(struct cli *cli, struct analysis *analysis) {
	if (!read_terms(cli, analysis)) {
		return false;
	}
	price_tags_make(analysis->estate, &analysis->terms, &analysis->findings, &analysis->tags);
	return true;
}

const char *analysis_rivals(struct cli *cli, const struct analysis *analysis) {
	struct region_names rivals = { 0 };
	struct buf buf = buf_new(cli->ctx.arena);
	estate_rival_regions(analysis->estate, &rivals);
	for (size_t i = 0; i < rivals.count; i++) {
		buf_printf(&buf, "%s%s",
			i == 0			? ""
			: i + 1 == rivals.count ? " and "
						: ", ",
			rivals.items[i]);
	}
	return buf.length ? buf.bytes : NULL;
}

bool analysis_price(struct cli *cli, struct analysis *analysis) {
	struct terms *terms = &analysis->terms;
	if (!read_terms(cli, analysis)) {
		return false;
	}
	projection_make(analysis->estate, terms, &analysis->projection);
	projection_bound(analysis->estate, terms, &analysis->projection);
	return true;
}

enum exit_code analysis_exit_code(const struct cli *cli, const struct analysis *analysis) {
	const struct findings *findings = &analysis->findings;
	const char *level = cli->options.fail_on ? cli->options.fail_on : analysis->config.fail_on;
	level = level ? level : "error";
	size_t count = cli->options.strict ? findings->unknowns : 0;
	if (strcmp(level, "never") != 0) {
		count += findings->errors;
		count += strcmp(level, "error") != 0 ? findings->warnings : 0;
		count += strcmp(level, "info") == 0 ? findings->infos : 0;
	}
	return count ? EXIT_FINDINGS : EXIT_CLEAN;
}
