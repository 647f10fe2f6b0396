#include "analyzer/cli/options.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/base/date.h"
#include "analyzer/base/suggest.h"
#include "analyzer/cfn/stack.h"
#include "analyzer/cli/cli.h"
#include "pricing/decimal.h"

#define AT(member) offsetof(struct options, member)

static const char *const strategies[] = { "backup-restore", "pilot-light", "warm-standby",
	"active-active", "none", NULL };
static const char *const levels[] = { "error", "warning", "info", "never", NULL };
static const char *const verdicts[] = { "fail", "unknown", "pass", "suppressed", NULL };
static const char *const whens[] = { "auto", "always", "never", NULL };

void region_check(struct ctx *ctx, const char *origin, const char *region) {
	if (region_is_known(region)) {
		return;
	}
	const char *meant = region_suggestion(region);
	if (meant) {
		ctx_error(ctx, NOWHERE, "%s: no AWS region is called '%s'; did you mean '%s'?",
			origin, region, meant);
	} else {
		ctx_error(ctx, NOWHERE, "%s: no AWS region is called '%s'", origin, region);
	}
}

static void account_check(struct ctx *ctx, const char *origin, const char *account) {
	if (strlen(account) != 12 || strspn(account, "0123456789") != 12) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not an account id of 12 digits", origin,
			account);
	}
}

static void month_check(struct ctx *ctx, const char *origin, const char *month) {
	if (strlen(month) != 7 || !date_is_valid(arena_printf(ctx->arena, "%s-01", month))) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not a month like 2027-01", origin, month);
	}
}

static void amount_check(struct ctx *ctx, const char *origin, const char *amount) {
	struct decimal value;
	if (!decimal_parse(amount, &value) || decimal_compare(value, decimal_of(0)) < 0 ||
		decimal_compare(value, decimal_of(1000000000)) > 0) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not a number from 0 to 1000000000", origin,
			amount);
	}
}

static void url_check(struct ctx *ctx, const char *origin, const char *url) {
	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not a URL that begins with https://", origin,
			url);
	}
}

static void seconds_check(struct ctx *ctx, const char *origin, const char *seconds) {
	size_t length = strlen(seconds);
	if (length > 5 || strspn(seconds, "0123456789") != length || atoi(seconds) == 0) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not a number of seconds from 1 to 99999",
			origin, seconds);
	}
}

const struct option_spec option_specs[] = {
	{ "primary", 0, OPTION_TEXT, AT(primary), "REGION", "DRLINT_PRIMARY", NULL, "region",
		FOR_ESTATE | FOR_PRICES, "the region the workload runs in", region_check },
	{ "dr", 0, OPTION_WORDS, AT(dr), "REGION", "DR_REGION", NULL, "region",
		FOR_ESTATE | FOR_PRICES, "a region it is to survive in; repeatable", region_check },
	{ "region", 0, OPTION_WORDS, AT(region), "REGION", "DRLINT_REGION", NULL, "region",
		FOR_ESTATE | FOR_PRICES,
		"a region of templates and stacks that say none; repeatable", region_check },
	{ "account", 0, OPTION_TEXT, AT(account), "ID", "DRLINT_ACCOUNT", NULL, "", FOR_ESTATE,
		"the account of templates that say none", account_check },
	{ "parameters", 0, OPTION_TEXTS, AT(parameters), "FILE|KEY=VALUE", "DRLINT_PARAMETERS",
		NULL, "file", FOR_ESTATE,
		"parameter values, in any form that the AWS CLI takes; repeatable", NULL },
	{ "complete", 0, OPTION_FLAG, AT(complete), NULL, NULL, NULL, "", FOR_ESTATE,
		"no stack exists beside those given, so absence proves something", NULL },
	{ "strategy", 0, OPTION_TEXT, AT(strategy), "STRATEGY", "DRLINT_STRATEGY", strategies, "",
		FOR_ESTATE, "how the workload recovers; severities follow it", NULL },
	{ "previous", 0, OPTION_TEXT, AT(previous), "PATH", NULL, NULL, "file",
		FOR_CHECK | FOR_REPORT, "what is deployed now, to see what a change would destroy",
		NULL },
	{ "config", 0, OPTION_TEXT, AT(config), "FILE", "DRLINT_CONFIG", NULL, "file",
		FOR_ESTATE | FOR_EXPLAIN | FOR_RULES | FOR_PRICES,
		"the configuration, instead of .drlint.yaml", NULL },
	{ "isolated", 0, OPTION_FLAG, AT(isolated), NULL, NULL, NULL, "",
		FOR_ESTATE | FOR_EXPLAIN | FOR_RULES | FOR_PRICES, "read no configuration", NULL },
	{ "rules", 0, OPTION_TEXTS, AT(rules), "DIR", "DRLINT_RULES", NULL, "directory",
		FOR_CHECK | FOR_REPORT | FOR_EXPLAIN | FOR_RULES,
		"a folder of rules beside the built-in ones; repeatable", NULL },
	{ "select", 0, OPTION_WORDS, AT(select), "RULE", "DRLINT_SELECT", NULL, "",
		FOR_CHECK | FOR_REPORT, "only these: ids, names, or prefixes of ids (DDB)", NULL },
	{ "ignore", 0, OPTION_WORDS, AT(ignore), "RULE", "DRLINT_IGNORE", NULL, "",
		FOR_CHECK | FOR_REPORT, "not these", NULL },
	{ "usage", 0, OPTION_TEXT, AT(usage), "FILE", "DRLINT_USAGE", NULL, "file",
		FOR_CHECK | FOR_COST | FOR_REPORT,
		"requests, GB and item sizes of the workload; check prices remedies with it",
		NULL },
	{ "write-usage", 0, OPTION_TEXT, AT(write_usage), "FILE", NULL, NULL, "file", FOR_COST,
		"add every usage key of this estate to FILE, as comments, and stop", NULL },
	{ "growth", 0, OPTION_TEXT, AT(growth), "PERCENT", "DRLINT_GROWTH", NULL, "", FOR_COST,
		"the months of a year in which usage grows evenly by so much", amount_check },
	{ "failover-hours", 0, OPTION_TEXT, AT(failover_hours), "HOURS", "DRLINT_FAILOVER_HOURS",
		NULL, "", FOR_COST,
		"what so many hours of the whole load in the recovery region cost", amount_check },
	{ "what-if", 0, OPTION_FLAG, AT(what_if), NULL, NULL, NULL, "", FOR_COST,
		"on demand or provisioned, which table class, which strategy: side by side", NULL },
	{ "compare", 0, OPTION_TEXT, AT(compare), "BASE", NULL, NULL, "file", FOR_COST,
		"what changes against BASE: a template, a cdk.out, or saved JSON of cost", NULL },
	{ "max-monthly-increase", 0, OPTION_TEXT, AT(max_increase), "AMOUNT",
		"DRLINT_MAX_MONTHLY_INCREASE", NULL, "", FOR_COST,
		"exit 1 when the cost with DR rises by more against BASE", amount_check },
	{ "month", 0, OPTION_TEXT, AT(month), "YYYY-MM", "DRLINT_MONTH", NULL, "", FOR_COST,
		"the month that FOCUS rows are a projection of; else the next one", month_check },
	{ "billing-account", 0, OPTION_TEXT, AT(billing_account), "ID", "DRLINT_BILLING_ACCOUNT",
		NULL, "", FOR_COST, "the account that pays, for FOCUS rows", account_check },
	{ "prices", 0, OPTION_TEXT, AT(prices), "DATE|FILE", "DRLINT_PRICES", NULL, "",
		FOR_CHECK | FOR_COST | FOR_REPORT | FOR_PRICES,
		"the price book in force on that day, or of a file; else the newest", NULL },
	{ "base-url", 0, OPTION_TEXT, AT(base_url), "URL", "DRLINT_PRICES_URL", NULL, "",
		FOR_PRICES, "where 'prices update' finds offers/v1.0/aws, instead of AWS",
		url_check },
	{ "timeout", 0, OPTION_TEXT, AT(timeout), "SECONDS", NULL, NULL, "", FOR_PRICES,
		"for each file that 'prices update' downloads; else 600", seconds_check },
	{ "show", 0, OPTION_WORDS, AT(show), "VERDICT", "DRLINT_SHOW", verdicts, "", FOR_CHECK,
		"what is listed: fail, unknown, pass, suppressed; else fail,unknown", NULL },
	{ "baseline", 0, OPTION_TEXT, AT(baseline), "FILE", "DRLINT_BASELINE", NULL, "file",
		FOR_CHECK | FOR_REPORT, "findings that were there before, which do not count",
		NULL },
	{ "write-baseline", 0, OPTION_TEXT, AT(write_baseline), "FILE", NULL, NULL, "file",
		FOR_CHECK, "write what is found to FILE and count none of it", NULL },
	{ "prune-baseline", 0, OPTION_FLAG, AT(prune_baseline), NULL, NULL, NULL, "", FOR_CHECK,
		"take what is found no more out of the file of --baseline", NULL },
	{ "fail-on", 0, OPTION_TEXT, AT(fail_on), "LEVEL", "DRLINT_FAIL_ON", levels, "",
		FOR_CHECK | FOR_REPORT,
		"exit 1 from this on: error (default), warning, info, never", NULL },
	{ "strict", 0, OPTION_FLAG, AT(strict), NULL, NULL, NULL, "", FOR_CHECK | FOR_REPORT,
		"what is unknown counts as a failure", NULL },
	{ "words", 0, OPTION_FLAG, AT(words), NULL, NULL, NULL, "", FOR_EXPLAIN,
		"the vocabulary that rules are written in", NULL },
	{ "format", 'f', OPTION_TEXTS, AT(formats), "FORMAT[:FILE]", "DRLINT_FORMAT", NULL,
		"format", FOR_ESTATE | FOR_EXPLAIN | FOR_RULES | FOR_PRICES,
		"how to print, and where; repeatable", NULL },
	{ "output", 'o', OPTION_TEXT, AT(output), "FILE", NULL, NULL, "file",
		FOR_ESTATE | FOR_EXPLAIN | FOR_RULES | FOR_PRICES,
		"print there instead of standard output", NULL },
	{ "man", 0, OPTION_FLAG, AT(man), NULL, NULL, NULL, "", FOR_HELP, "print the man page",
		NULL },
	{ "quiet", 'q', OPTION_FLAG, AT(quiet), NULL, NULL, NULL, "", FOR_ALL,
		"on standard error only errors", NULL },
	{ "color", 0, OPTION_TEXT, AT(color), "WHEN", "DRLINT_COLOR", whens, "", FOR_ALL,
		"auto (default), always, never", NULL },
	{ "help", 'h', OPTION_FLAG, AT(help), NULL, NULL, NULL, "", FOR_ALL, "this command's help",
		NULL },
	{ 0 },
};

enum { OPTION_COUNT = sizeof(option_specs) / sizeof(*option_specs) - 1, FIRST_LONG = 256 };

_Static_assert(OPTION_COUNT <= sizeof(((struct options *)0)->origins) / sizeof(const char *),
	"one origin per option");

const char *options_origin(const struct options *options, const char *name) {
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (strcmp(option_specs[i].name, name) == 0) {
			return options->origins[i];
		}
	}
	return NULL;
}

/* Reports a value outside a closed set. */
static void choice_check(
	struct ctx *ctx, const struct option_spec *spec, const char *origin, const char *value) {
	struct suggestion meant = { 0 };
	for (const char *const *choice = spec->choices; *choice; choice++) {
		if (strcmp(*choice, value) == 0) {
			return;
		}
		suggest_offer(&meant, value, *choice);
	}
	struct buf all = buf_new(ctx->arena);
	for (const char *const *choice = spec->choices; *choice; choice++) {
		buf_printf(&all, "%s%s", choice == spec->choices ? "" : ", ", *choice);
	}
	if (meant.best) {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not one of %s; did you mean '%s'?", origin,
			value, all.bytes, meant.best);
	} else {
		ctx_error(ctx, NOWHERE, "%s: '%s' is not one of %s", origin, value, all.bytes);
	}
}

static void value_check(
	struct ctx *ctx, const struct option_spec *spec, const char *origin, const char *value) {
	if (!*value) {
		ctx_error(ctx, NOWHERE, "%s: the value is empty", origin);
	} else if (spec->choices) {
		choice_check(ctx, spec, origin, value);
	} else if (spec->check) {
		spec->check(ctx, origin, value);
	}
}

/* Stores what was said; lists grow, everything else is replaced. */
static void option_set(struct ctx *ctx, struct options *options, const struct option_spec *spec,
	const char *origin, const char *value) {
	void *target = (char *)options + spec->offset;
	options->origins[spec - option_specs] = origin;
	switch (spec->kind) {
	case OPTION_FLAG:
		*(bool *)target = true;
		return;
	case OPTION_TEXT:
		value_check(ctx, spec, origin, value);
		*(const char **)target = value;
		return;
	case OPTION_TEXTS:
		value_check(ctx, spec, origin, value);
		vec_push(ctx->arena, (struct text_list *)target, value);
		return;
	case OPTION_WORDS:
		break;
	}
	for (const char *start = value;; start++) {
		size_t length = strcspn(start, ",");
		const char *word = arena_strndup(ctx->arena, start, length);
		value_check(ctx, spec, origin, word);
		vec_push(ctx->arena, (struct text_list *)target, word);
		start += length;
		if (!*start) {
			return;
		}
	}
}

/* Names the option that an unknown one was to be, or the commands that do take it. */
static void unknown_option(struct ctx *ctx, const struct command *command, const char *given) {
	const char *name = strncmp(given, "--", 2) == 0 ? given + 2 : given;
	name = arena_strndup(ctx->arena, name, strcspn(name, "="));
	const char *shown = arena_strndup(ctx->arena, given, strcspn(given, "="));
	struct suggestion meant = { 0 };
	for (const struct option_spec *spec = option_specs; spec->name; spec++) {
		if (spec->commands & command->bit) {
			suggest_offer(&meant, name, spec->name);
		} else if (strcmp(spec->name, name) == 0) {
			ctx_error(ctx, NOWHERE, "'drlint %s' takes no option '%s'", command->name,
				shown);
			return;
		}
	}
	if (meant.best) {
		ctx_error(ctx, NOWHERE, "unknown option '%s'; did you mean '--%s'?", shown,
			meant.best);
	} else {
		ctx_error(ctx, NOWHERE, "unknown option '%s'", shown);
	}
}

/* Reports what getopt_long refused: `result` is '?' or ':'. */
static void refuse(
	struct ctx *ctx, const struct command *command, int result, int code, const char *given) {
	const char *name = NULL;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (code == FIRST_LONG + (int)i || (code && code == option_specs[i].letter)) {
			name = option_specs[i].name;
		}
	}
	if (name && result == ':') {
		ctx_error(ctx, NOWHERE, "option '--%s' needs a value", name);
	} else if (name && strchr(given, '=')) {
		ctx_error(ctx, NOWHERE, "option '--%s' takes no value", name);
	} else if (code > 0 && code < FIRST_LONG) {
		ctx_error(ctx, NOWHERE, "unknown option '-%c'", code);
	} else {
		unknown_option(ctx, command, given);
	}
}

/* Tables of the shape that getopt_long wants, of the options that the command takes. */
static void getopt_tables(
	const struct command *command, struct option *ret_longs, char *ret_shorts) {
	size_t count = 0;
	*ret_shorts++ = ':';
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_spec *spec = &option_specs[i];
		if (!(spec->commands & command->bit)) {
			continue;
		}
		ret_longs[count++] = (struct option){ spec->name,
			spec->kind == OPTION_FLAG ? no_argument : required_argument, NULL,
			FIRST_LONG + (int)i };
		if (spec->letter) {
			*ret_shorts++ = spec->letter;
			if (spec->kind != OPTION_FLAG) {
				*ret_shorts++ = ':';
			}
		}
	}
	ret_longs[count] = (struct option){ 0 };
	*ret_shorts = '\0';
}

static const struct option_spec *spec_of(int code) {
	if (code >= FIRST_LONG) {
		return &option_specs[code - FIRST_LONG];
	}
	const struct option_spec *spec = option_specs;
	while (spec->letter != code) {
		spec++;
	}
	return spec;
}

static void environment_read(
	struct ctx *ctx, const struct command *command, struct options *options) {
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_spec *spec = &option_specs[i];
		if (options->origins[i] || !spec->environment || !(spec->commands & command->bit)) {
			continue;
		}
		const char *value = getenv(spec->environment);
		if (value && *value) {
			option_set(ctx, options, spec, spec->environment, value);
		}
	}
}

void options_parse(struct ctx *ctx, const struct command *command, int argc, char **argv,
	struct options *ret_options, struct text_list *ret_arguments) {
	struct option longs[OPTION_COUNT + 1];
	char shorts[2 * OPTION_COUNT + 2];
	getopt_tables(command, longs, shorts);
	opterr = 0;
	optind = 1;
	int code;
	while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (code == '?' || code == ':') {
			refuse(ctx, command, code, optopt, argv[optind - 1]);
			continue;
		}
		const struct option_spec *spec = spec_of(code);
		option_set(ctx, ret_options, spec, arena_printf(ctx->arena, "--%s", spec->name),
			optarg);
	}
	for (int i = optind; i < argc; i++) {
		vec_push(ctx->arena, ret_arguments, argv[i]);
	}
	environment_read(ctx, command, ret_options);
}
