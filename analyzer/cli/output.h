#ifndef ANALYZER_CLI_OUTPUT_H
#define ANALYZER_CLI_OUTPUT_H

#include "analyzer/cli/cli.h"

/* One rendering of the results and where it goes. */
struct output {
	const struct format *format;
	const char *file; /* NULL: standard output */
};
struct output_list VEC(struct output);

/*
 * Reads --format and --output against the formats of the command. Reports a format that it has not,
 * and two outputs for one place; returns false then. Without either: the first format, to standard
 * output.
 */
bool outputs_choose(struct cli *cli, struct output_list *ret_outputs);

/* Renders the results into every output, each whole or not at all. Reports what could not be
 * written. */
void outputs_write(struct cli *cli, const struct output_list *outputs, struct results *results);

/* Says whether a stream (STDERR_FILENO) is a terminal on which lines can be written over. */
bool stream_is_terminal(int stream);

/* Writes to standard output; reports failure. */
void standard_output(struct ctx *ctx, const struct buf *out);

/*
 * Prints the diagnostics that came since the last call to standard error, sorted; with --quiet only
 * the errors.
 */
void diagnostics_show(struct cli *cli);

#endif
