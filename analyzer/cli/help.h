#ifndef ANALYZER_CLI_HELP_H
#define ANALYZER_CLI_HELP_H

#include "analyzer/cli/cli.h"

/* What there is to say on all commands, from the command table. */
void help_overview(struct buf *out);

/* What there is to say on one command, from the command, option and format tables. */
void help_command(const struct command *command, struct buf *out);

/* The man page, in the man(7) macros. */
void help_man(struct buf *out);

/* The exit codes, a row each; ended by a row without meaning. */
struct exit_meaning {
	enum exit_code code;
	const char *meaning;
};
extern const struct exit_meaning exit_meanings[];

extern const char help_summary[], help_paths[];

#endif
