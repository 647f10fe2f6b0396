#ifndef ANALYZER_CLI_CLI_H
#define ANALYZER_CLI_CLI_H

#include "analyzer/base/context.h"
#include "analyzer/cli/options.h"
#include "analyzer/report/report.h"

/* What a command ended with; a contract that scripts rely on. */
enum exit_code {
	EXIT_CLEAN = 0,	   /* nothing at or above --fail-on */
	EXIT_FINDINGS = 1, /* there is */
	EXIT_TROUBLE = 2,  /* the command could not do its work, or not all of it */
};

struct command;

/* One run of the program. */
struct cli {
	struct ctx ctx;
	const struct command *command;
	struct options options;
	const char *const *arguments; /* what is no option, in order */
	size_t argument_count;
	size_t shown; /* diagnostics that are already on standard error */
};

/* One command; the table is what help, the man page and the completions are made from. */
struct command {
	const char *name;
	unsigned bit;	       /* in the masks of the option table */
	const char *arguments; /* "[PATH...]", or "" for none */
	size_t least, most;    /* how many arguments; `most` 0: none, SIZE_MAX: any */
	const char
		*completes; /* what its arguments are: "file", "directory", "command", words, "" */
	const char *help;   /* one line */
	const char *description; /* a paragraph, without line ends but before what is indented */
	const struct format *formats; /* the first is the default; NULL: it takes no --format */
	/* An error among the diagnostics makes the exit code EXIT_TROUBLE whatever it returns. */
	enum exit_code (*run)(struct cli *cli);
};

/* Ended by a row without name; in the order in which help shows it. */
extern const struct command commands[];

/* The command with this name, or NULL. */
const struct command *command_find(const char *name);

/* Reports a name that no command has, with the one that may be meant. */
void command_unknown(struct ctx *ctx, const char *name);

/* Runs the program and returns its exit code. */
int cli_main(int argc, char **argv);

extern const struct format explain_formats[], rules_formats[], prices_formats[];

enum exit_code cmd_check(struct cli *cli);
enum exit_code cmd_cost(struct cli *cli);
enum exit_code cmd_report(struct cli *cli);
enum exit_code cmd_inspect(struct cli *cli);
enum exit_code cmd_explain(struct cli *cli);
enum exit_code cmd_rules(struct cli *cli);
enum exit_code cmd_test(struct cli *cli);
enum exit_code cmd_prices(struct cli *cli);
enum exit_code cmd_completion(struct cli *cli);
enum exit_code cmd_version(struct cli *cli);
enum exit_code cmd_help(struct cli *cli);

#endif
