#ifndef ANALYZER_CLI_CONFIG_H
#define ANALYZER_CLI_CONFIG_H

#include "analyzer/cli/options.h"
#include "analyzer/ingest/ingest.h"
#include "rules/suppress.h"

struct stack_requests VEC(struct stack_request);

/*
 * What .drlint.yaml says; asked after the command line and the environment. Paths in it are
 * relative to its folder and stand here joined to it. What it does not say is NULL or empty.
 */
struct config {
	const char *path; /* NULL: there is no configuration */
	const char *directory;
	const char *primary;
	struct text_list dr;
	struct stack_requests stacks;
	struct text_list select, ignore, rule_paths;
	struct map severity; /* rule id or name -> "error", "warning", "info" */
	struct objectives objectives;
	struct suppression_list suppress;
	struct inline_ban inline_ban; /* inline_suppressions */
	const char *usage, *fail_on;
	const char *max_monthly, *max_increase; /* amounts, of the budget */
};

/*
 * Reads the configuration: the file of --config, else .drlint.yaml in the working folder or the
 * nearest folder above it, else drlint/drlint.yaml in the XDG configuration folder; with --isolated
 * none. Reports every key that it does not know and every value that cannot be.
 */
void config_load(struct ctx *ctx, const struct options *options, struct config *ret_config);

/* Reads a configuration from a document, which stands in `directory`. */
void config_read(
	struct ctx *ctx, const struct node *root, const char *directory, struct config *ret_config);

#endif
