#include "analyzer/cli/help.h"

/* Text with what roff would read as its own escaped. */
static void roff(struct buf *out, const char *text) {
	bool line_begins = true;
	for (; *text; text++) {
		if (line_begins && (*text == '.' || *text == '\'')) {
			buf_puts(out, "\\&");
		}
		if (*text == '\\' || *text == '-') {
			buf_putc(out, '\\');
		}
		buf_putc(out, *text == '\\' ? 'e' : *text);
		line_begins = *text == '\n';
	}
}

static void man_option(struct buf *out, const struct option_spec *spec) {
	buf_puts(out, ".TP\n");
	if (spec->letter) {
		buf_printf(out, "\\fB\\-%c\\fR, ", spec->letter);
	}
	buf_puts(out, "\\fB\\-\\-");
	roff(out, spec->name);
	buf_puts(out, "\\fR");
	if (spec->argument) {
		buf_printf(out, " \\fI%s\\fR", spec->argument);
	}
	buf_putc(out, '\n');
	roff(out, spec->help);
	if (spec->environment) {
		buf_printf(out, "; else from \\fB%s\\fR", spec->environment);
	}
	const char *before = "\n(";
	for (const struct command *command = commands; command->name; command++) {
		if (spec->commands != FOR_ALL && (spec->commands & command->bit)) {
			buf_printf(out, "%s%s", before, command->name);
			before = ", ";
		}
	}
	buf_puts(out, *before == ',' ? ")\n" : "\n");
}

static void man_command(struct buf *out, const struct command *command) {
	buf_printf(out, ".TP\n\\fBdrlint %s\\fR \\fI%s\\fR\n", command->name, command->arguments);
	roff(out, command->description);
	buf_putc(out, '\n');
	if (command->formats) {
		buf_puts(out, "Formats: ");
	}
	for (const struct format *row = command->formats; row && row->name; row++) {
		buf_printf(out, "%s%s", row == command->formats ? "" : ", ", row->name);
	}
	buf_puts(out, command->formats ? ".\n" : "");
}

void help_man(struct buf *out) {
	buf_puts(out, ".TH DRLINT 1 \"\" \"drlint " DRLINT_VERSION "\"\n.SH NAME\ndrlint \\- ");
	roff(out, help_summary);
	buf_puts(out,
		"\n.SH SYNOPSIS\n.B drlint\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
		".SH DESCRIPTION\n");
	roff(out, help_paths);
	buf_puts(out, "\n.SH COMMANDS\n");
	for (const struct command *command = commands; command->name; command++) {
		man_command(out, command);
	}
	buf_puts(out, ".SH OPTIONS\n");
	for (const struct option_spec *spec = option_specs; spec->name; spec++) {
		man_option(out, spec);
	}
	buf_puts(out, ".SH EXIT STATUS\n");
	for (const struct exit_meaning *row = exit_meanings; row->meaning; row++) {
		buf_printf(out, ".TP\n%d\n", row->code);
		roff(out, row->meaning);
		buf_putc(out, '\n');
	}
}
