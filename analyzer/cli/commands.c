#include <stdint.h>
#include <string.h>

#include "analyzer/base/suggest.h"
#include "analyzer/cli/cli.h"

const struct command commands[] = {
	{ "check", FOR_CHECK, "[PATH...]", 0, SIZE_MAX, "file", "findings",
		"Checks what PATH holds against disaster recovery practice.", check_formats,
		cmd_check },
	{ "cost", FOR_COST, "[PATH...]", 0, SIZE_MAX, "file", "what surviving costs",
		"Projects what the workload costs in a single region and with its DR, at the usage "
		"that --usage says and under the list prices of a dated book.",
		cost_formats, cmd_cost },
	{ "report", FOR_REPORT, "[PATH...]", 0, SIZE_MAX, "file", "the review document",
		"Writes what a review has on the table: the DR status of each component, how its "
		"data is copied, findings, cost and next steps.",
		report_formats, cmd_report },
	{ "inspect", FOR_INSPECT, "RESOURCE [PATH...]", 1, SIZE_MAX, "file",
		"one resource as drlint sees it",
		"Prints the properties of RESOURCE as the rules see them: each value with its "
		"place and what it is made of, why a value is not known, its replicas and its "
		"edges. RESOURCE is a logical ID, STACK/ID, or a construct path.",
		inspect_formats, cmd_inspect },
	{ "explain", FOR_EXPLAIN, "[RULE|WORD]", 0, 1, "", "one rule's documentation",
		"Prints what a rule asks, why, and what to do, or what a word of rules means; "
		"--words: "
		"the vocabulary of rules.",
		explain_formats, cmd_explain },
	{ "rules", FOR_RULES, "", 0, 0, "", "the catalogue", "Lists the rules.", rules_formats,
		cmd_rules },
	{ "test", FOR_TEST, "DIR...", 1, SIZE_MAX, "directory", "runs the examples of rules",
		"Runs the examples of every rule below DIR.", NULL, cmd_test },
	{ "prices", FOR_PRICES, "show [ITEM...] | import FILE... | update [PATH...]", 1, SIZE_MAX,
		"show import update", "price books",
		"Shows what a price book says of ITEM (dynamodb.wru; dynamodb for all of a "
		"service) and who says so, or imports AWS's own price lists: offer files in JSON "
		"or CSV, and what 'aws pricing get-products' prints. 'update' downloads them for "
		"the regions that are said or that the PATHs use, and again only when they have "
		"changed. What is imported stands over the book of --prices in a new book, for "
		"--prices to take.",
		prices_formats, cmd_prices },
	{ "completion", FOR_COMPLETION, "SHELL", 1, 1, "bash zsh fish", "completions for a shell",
		"Prints what makes SHELL (bash, zsh or fish) complete drlint's commands and "
		"options:\n  bash  source <(drlint completion bash)\n  zsh   drlint completion zsh "
		"> \"${fpath[1]}/_drlint\"\n  fish  drlint completion fish > "
		"~/.config/fish/completions/drlint.fish",
		NULL, cmd_completion },
	{ "version", FOR_VERSION, "", 0, 0, "", "the version", "Prints the version of drlint.",
		NULL, cmd_version },
	{ "help", FOR_HELP, "[COMMAND]", 0, 1, "command", "help on a command; --man: the man page",
		"Prints help on a command, or what commands there are.", NULL, cmd_help },
	{ 0 },
};

const struct command *command_find(const char *name) {
	for (const struct command *command = commands; command->name; command++) {
		if (strcmp(command->name, name) == 0) {
			return command;
		}
	}
	return NULL;
}

void command_unknown(struct ctx *ctx, const char *name) {
	if (*name == '-') {
		ctx_error(ctx, NOWHERE, "'%s' stands before the command: drlint COMMAND [OPTIONS]",
			name);
		return;
	}
	struct suggestion meant = { 0 };
	for (const struct command *command = commands; command->name; command++) {
		suggest_offer(&meant, name, command->name);
	}
	if (meant.best) {
		ctx_error(ctx, NOWHERE, "no command is called '%s'; did you mean '%s'?", name,
			meant.best);
	} else {
		ctx_error(
			ctx, NOWHERE, "no command is called '%s'; 'drlint help' lists them", name);
	}
}
