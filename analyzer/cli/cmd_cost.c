#include "analyzer/base/date.h"
#include "analyzer/base/file.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/doc/load.h"

/* The number of an option that was checked when it was read; 0 where it was not said. */
static struct decimal amount_of(const char *text) {
	struct decimal value = { 0 };
	if (text) {
		decimal_parse(text, &value);
	}
	return value;
}

/* Usage in force comes from the file itself where no other was said. */
static enum exit_code write_usage(struct cli *cli, struct analysis *analysis) {
	const char *path = cli->options.write_usage;
	bool exists = file_exists(path);
	if (exists && !cli->options.usage) {
		cli->options.usage = path;
	}
	const struct node *existing = exists ? doc_load_own(&cli->ctx, path) : NULL;
	if ((exists && !existing) || !analysis_price(cli, analysis)) {
		return EXIT_TROUBLE;
	}
	size_t added = 0;
	const char *text = usage_write(analysis->terms.usage, analysis->estate, existing, &added);
	if (!text) {
		return EXIT_TROUBLE;
	}
	if (added && !file_write(&cli->ctx, path, text, strlen(text))) {
		return EXIT_TROUBLE;
	}
	ctx_note(&cli->ctx, NOWHERE, "%zu usage key%s added to %s", added, added == 1 ? "" : "s",
		path);
	return EXIT_CLEAN;
}

/* The rows of the base: of saved JSON, or of a projection of what the path holds. */
static bool price_base(
	struct cli *cli, const struct analysis *analysis, struct cost_rows *ret_rows) {
	const char *path = cli->options.compare;
	ret_rows->name = path;
	if (file_exists(path) && !file_is_directory(path)) {
		const struct node *document = doc_load_own(&cli->ctx, path);
		if (!document) {
			return false;
		}
		if (cost_rows_are_saved(document)) {
			return cost_rows_read(
				&cli->ctx, document, analysis->terms.book->currency, ret_rows);
		}
	}
	struct estate *base = analysis_load_other(cli, analysis, path);
	if (!base) {
		return false;
	}
	struct projection projection = { 0 };
	projection_make(base, &analysis->terms, &projection);
	cost_rows_of(cli->ctx.arena, &projection, ret_rows);
	return true;
}

static void check_budget(struct cli *cli, const char *name, const char *origin, const char *limit,
	struct decimal amount, enum sense sense, struct results *results) {
	if (!limit) {
		return;
	}
	struct budget_check check = {
		.name = name,
		.origin = origin,
		.limit = amount_of(limit),
		.amount = amount,
		.sense = sense,
	};
	check.exceeded = decimal_compare(check.amount, check.limit) > 0;
	if (!check.exceeded && (sense == AT_LEAST || sense == PERHAPS)) {
		ctx_warning(&cli->ctx, NOWHERE,
			"the %s is without what is unpriced, which may take it over %s", name,
			limit);
	}
	vec_push(cli->ctx.arena, &results->budget, check);
}

static void check_budgets(
	struct cli *cli, const struct analysis *analysis, struct results *results) {
	const struct config *config = &analysis->config;
	const struct projection *projection = &analysis->projection;
	check_budget(cli, "monthly cost", config->path, config->max_monthly,
		projection->monthly.with_dr, senses_of(projection->lacks).with_dr, results);
	if (results->comparison) {
		const char *said = cli->options.max_increase;
		check_budget(cli, "monthly increase",
			said ? options_origin(&cli->options, "max-monthly-increase") : config->path,
			said ? said : config->max_increase, results->comparison->monthly,
			results->comparison->sense, results);
	}
}

/* What was asked for beyond the projection itself. */
static bool add_outlook(struct cli *cli, struct analysis *analysis) {
	const struct options *options = &cli->options;
	if (options->growth) {
		projection_grow(analysis->estate, &analysis->terms, amount_of(options->growth),
			&analysis->projection);
	}
	if (options->what_if) {
		projection_ask(analysis->estate, &analysis->terms, &analysis->projection);
	}
	if (options->max_increase && !options->compare) {
		ctx_error(&cli->ctx, NOWHERE, "%s needs --compare: an increase against what?",
			options_origin(options, "max-monthly-increase"));
		return false;
	}
	return true;
}

/* FOCUS has columns that neither a template nor a price list tells. */
static void check_focus(
	struct cli *cli, const struct output_list *outputs, const struct results *results) {
	const struct output *output;
	size_t unpriced = results->projection->unpriced.count;
	vec_each(output, outputs) {
		if (strcmp(output->format->name, "focus") != 0) {
			continue;
		}
		if (!results->billing_account) {
			ctx_warning(&cli->ctx, NOWHERE,
				"FOCUS wants the account that pays in every row; say "
				"--billing-account");
		}
		if (unpriced) {
			ctx_warning(&cli->ctx, NOWHERE,
				"%zu charge%s no price and so no row of FOCUS; the sums of its "
				"rows are lower bounds",
				unpriced, unpriced == 1 ? " has" : "s have");
		}
	}
}

enum exit_code cmd_cost(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	if (!outputs_choose(cli, &outputs) || !analysis_load(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	if (cli->options.write_usage) {
		return write_usage(cli, &analysis);
	}
	const char *rivals = analysis_rivals(cli, &analysis);
	if (rivals) {
		ctx_error(&cli->ctx, NOWHERE,
			"the workload stands in %s; which of them is the single region of the bill "
			"without DR? Say --primary",
			rivals);
		return EXIT_TROUBLE;
	}
	analysis.terms.failover_hours = amount_of(cli->options.failover_hours);
	if (!analysis_price(cli, &analysis) || !add_outlook(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.projection = &analysis.projection,
		.month = cli->options.month
				 ? cli->options.month
				 : date_next_month(cli->ctx.arena, date_today(cli->ctx.arena)),
		.billing_account = cli->options.billing_account,
	};
	struct cost_rows before = { 0 }, after = { .name = "this" };
	struct comparison comparison;
	if (cli->options.compare) {
		if (!price_base(cli, &analysis, &before)) {
			return EXIT_TROUBLE;
		}
		cost_rows_of(cli->ctx.arena, &analysis.projection, &after);
		comparison_make(&cli->ctx, &before, &after, &comparison);
		results.comparison = &comparison;
	}
	check_budgets(cli, &analysis, &results);
	check_focus(cli, &outputs, &results);
	diagnostics_show(cli);
	outputs_write(cli, &outputs, &results);
	const struct budget_check *check;
	vec_each(check, &results.budget) {
		if (check->exceeded) {
			return EXIT_FINDINGS;
		}
	}
	return EXIT_CLEAN;
}
