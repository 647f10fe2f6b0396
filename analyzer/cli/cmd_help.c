#include "analyzer/cli/help.h"
#include "analyzer/cli/output.h"

const char help_summary[] =
	"finds what would not survive the loss of an AWS region, and says what surviving costs";

const char help_paths[] =
	"A PATH is a template, a cdk.out, a folder, describe JSON, or - for standard input; "
	"which of them is told from the content. Without one: the current folder.";

const struct exit_meaning exit_meanings[] = {
	{ EXIT_CLEAN, "nothing at or above --fail-on was found" },
	{ EXIT_FINDINGS, "something was" },
	{ EXIT_TROUBLE, "drlint could not do its work, or not all of it: a bad option, bad input" },
	{ 0 },
};

void help_overview(struct buf *out) {
	buf_printf(out, "drlint %s.\n\n", help_summary);
	buf_puts(out, "usage: drlint COMMAND [OPTIONS] [ARGUMENTS]\n\ncommands:\n");
	for (const struct command *command = commands; command->name; command++) {
		buf_printf(out, "  %-12s%s\n", command->name, command->help);
	}
	buf_puts(out, "\nexit codes:\n");
	for (const struct exit_meaning *row = exit_meanings; row->meaning; row++) {
		buf_printf(out, "  %-12d%s\n", row->code, row->meaning);
	}
	buf_puts(out, "\n'drlint help COMMAND' says more.\n");
}

/* "-f, --format FORMAT[:FILE]" */
static const char *option_synopsis(struct arena *arena, const struct option_spec *spec) {
	char letter[] = { '-', spec->letter, ',', ' ', '\0' };
	return arena_printf(arena, "%s--%s%s%s", spec->letter ? letter : "    ", spec->name,
		spec->argument ? " " : "", spec->argument ? spec->argument : "");
}

/* Breaks lines at blanks where they grow wider than a terminal; line ends in the text stay. */
static void put_filled(struct buf *out, const char *text) {
	enum { WIDTH = 84 };
	size_t column = 0;
	for (const char *end; *text; text = end) {
		size_t blanks = strspn(text, " ");
		end = text + blanks + strcspn(text + blanks, " \n");
		size_t length = (size_t)(end - text);
		if (column && column + length > WIDTH) {
			buf_putc(out, '\n');
			text += blanks;
			length -= blanks;
			column = 0;
		}
		buf_write(out, text, length);
		column += length;
		if (*end == '\n') {
			buf_putc(out, *end++);
			column = 0;
		}
	}
	buf_putc(out, '\n');
}

void help_command(const struct command *command, struct buf *out) {
	enum { INDENT = 30 };
	buf_printf(out, "usage: drlint %s [OPTIONS]%s%s\n\n", command->name,
		*command->arguments ? " " : "", command->arguments);
	put_filled(out, command->description);
	if (command->bit & FOR_ESTATE) {
		put_filled(out, help_paths);
	}
	buf_puts(out, "\noptions:\n");
	for (const struct option_spec *spec = option_specs; spec->name; spec++) {
		if (spec->commands & command->bit) {
			const char *synopsis = option_synopsis(out->arena, spec);
			if (strlen(synopsis) >= INDENT) {
				buf_printf(out, "  %s\n", synopsis);
				synopsis = "";
			}
			buf_printf(out, "  %-*s%s\n", INDENT, synopsis, spec->help);
		}
	}
	if (command->formats) {
		buf_puts(out, "\nformats:\n");
	}
	for (const struct format *row = command->formats; row && row->name; row++) {
		buf_printf(out, "  %-12s%s%s\n", row->name, row->help,
			row == command->formats ? " (default)" : "");
	}
}

enum exit_code cmd_help(struct cli *cli) {
	struct buf out = buf_new(cli->ctx.arena);
	if (cli->options.man) {
		help_man(&out);
	} else if (cli->argument_count == 0) {
		help_overview(&out);
	} else {
		const struct command *command = command_find(cli->arguments[0]);
		if (!command) {
			command_unknown(&cli->ctx, cli->arguments[0]);
			return EXIT_TROUBLE;
		}
		help_command(command, &out);
	}
	standard_output(&cli->ctx, &out);
	return EXIT_CLEAN;
}
