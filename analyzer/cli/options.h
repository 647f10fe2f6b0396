#ifndef ANALYZER_CLI_OPTIONS_H
#define ANALYZER_CLI_OPTIONS_H

#include "analyzer/base/context.h"

/*
 * The options: one table that the parser, help, the man page and the completions read. Values come
 * from the command line, else from the environment; the configuration (config.h) is asked after
 * both.
 */
struct text_list VEC(const char *);

/* What was said. A text left unsaid is NULL, a list empty, a flag false. */
struct options {
	const char *primary, *account;
	struct text_list region, dr, parameters;
	const char *config, *usage, *prices, *strategy, *previous;
	const char *write_usage, *growth, *failover_hours, *compare, *max_increase;
	const char *month, *billing_account;
	bool what_if;
	struct text_list rules, select, ignore;
	struct text_list formats, show;
	const char *base_url, *timeout;
	const char *output, *fail_on, *color, *baseline, *write_baseline;
	bool isolated, complete, strict, prune_baseline, quiet, words, help, man;
	const char *origins[64]; /* by row of the table: "--dr", "DR_REGION", NULL for unsaid */
};

/* The commands that take an option, as bits. */
enum {
	FOR_CHECK = 1,
	FOR_COST = 2,
	FOR_REPORT = 4,
	FOR_EXPLAIN = 8,
	FOR_RULES = 16,
	FOR_TEST = 32,
	FOR_COMPLETION = 64,
	FOR_VERSION = 128,
	FOR_HELP = 256,
	FOR_INSPECT = 512,
	FOR_PRICES = 1024,
	/* Those that read infrastructure. */
	FOR_ESTATE = FOR_CHECK | FOR_COST | FOR_REPORT | FOR_INSPECT,
	FOR_ALL = 2047,
};

enum option_kind {
	OPTION_FLAG,
	OPTION_TEXT,  /* the last one counts */
	OPTION_TEXTS, /* each one counts */
	OPTION_WORDS, /* each one counts, and each may be several with commas between */
};

struct option_spec {
	const char *name;
	char letter; /* 0: none */
	enum option_kind kind;
	size_t offset;		    /* in struct options */
	const char *argument;	    /* its name in help; NULL for a flag */
	const char *environment;    /* the variable that says it too, or NULL */
	const char *const *choices; /* the only values, ended by NULL; NULL: any */
	const char *completes;	    /* "file", "directory", "region", "format" or "" */
	unsigned commands;
	const char *help;
	/* Reports a value that cannot be; `origin` is "--dr" or "DR_REGION". NULL: nothing to
	 * check. */
	void (*check)(struct ctx *ctx, const char *origin, const char *value);
};

/* Ended by a row without name. */
extern const struct option_spec option_specs[];

struct command;

/*
 * Parses `argv` (which begins with the command's name) for a command, then the environment. What is
 * no option goes to *ret_arguments. Reports every mistake.
 */
void options_parse(struct ctx *ctx, const struct command *command, int argc, char **argv,
	struct options *ret_options, struct text_list *ret_arguments);

/* Who said an option: "--dr", "DR_REGION", or NULL when nobody did. */
const char *options_origin(const struct options *options, const char *name);

/* Reports a region that AWS does not have, with the one that may be meant. */
void region_check(struct ctx *ctx, const char *origin, const char *region);

#endif
