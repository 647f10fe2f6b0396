#include <stdint.h>
#include <string.h>

#include "analyzer/cli/output.h"

/* The words that an option's value may be, with spaces between; "" when they are not known ahead.
 */
static const char *option_words(
	struct arena *arena, const struct command *command, const struct option_spec *spec) {
	struct buf words = buf_new(arena);
	for (const char *const *choice = spec->choices; choice && *choice; choice++) {
		buf_printf(&words, "%s%s", words.length ? " " : "", *choice);
	}
	if (strcmp(spec->completes, "format") == 0) {
		for (const struct format *row = command->formats; row && row->name; row++) {
			buf_printf(&words, "%s%s", words.length ? " " : "", row->name);
		}
	}
	return words.bytes;
}

/* The words that a command's arguments may be. */
static const char *argument_words(struct arena *arena, const struct command *command) {
	if (strcmp(command->completes, "command") != 0) {
		return command->completes;
	}
	struct buf words = buf_new(arena);
	for (const struct command *row = commands; row->name; row++) {
		buf_printf(&words, "%s%s", words.length ? " " : "", row->name);
	}
	return words.bytes;
}

static bool is_path(const char *completes) {
	return strcmp(completes, "file") == 0 || strcmp(completes, "directory") == 0;
}

/* What bash's compgen is asked for one command: its options, values after options, else arguments.
 */
static void bash_command(struct buf *out, const struct command *command) {
	buf_printf(out, "\t%s)\n\t\tcase $before in\n", command->name);
	for (const struct option_spec *spec = option_specs; spec->name; spec++) {
		if (!(spec->commands & command->bit) || !spec->argument) {
			continue;
		}
		const char *words = option_words(out->arena, command, spec);
		const char *action = strcmp(spec->completes, "directory") == 0 ? "-d" : "-f";
		buf_printf(out, "\t\t--%s", spec->name);
		if (spec->letter) {
			buf_printf(out, "|-%c", spec->letter);
		}
		buf_printf(out, ") COMPREPLY=($(compgen %s \"$word\")); return ;;\n",
			*words ? arena_printf(out->arena, "-W '%s' --", words)
			       : arena_printf(out->arena, "%s --",
					 is_path(spec->completes) ? action : "-W ''"));
	}
	buf_puts(out, "\t\tesac\n\t\twords='");
	for (const struct option_spec *spec = option_specs; spec->name; spec++) {
		if (spec->commands & command->bit) {
			buf_printf(out, "--%s ", spec->name);
		}
	}
	buf_printf(out, "' arguments='%s' ;;\n",
		is_path(command->completes) ? "" : argument_words(out->arena, command));
}

static void bash_write(struct buf *out) {
	buf_puts(out, "_drlint() {\n"
		      "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		      "\tlocal words= arguments=\n"
		      "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (const struct command *command = commands; command->name; command++) {
		buf_printf(out, "%s ", command->name);
	}
	buf_puts(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (const struct command *command = commands; command->name; command++) {
		bash_command(out, command);
	}
	buf_puts(out, "\tesac\n"
		      "\tcase $word in\n"
		      "\t-*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
		      "\t*) COMPREPLY=($(compgen -W \"$arguments\" -- \"$word\")) ;;\n"
		      "\tesac\n"
		      "}\n"
		      "complete -o default -o bashdefault -F _drlint drlint\n");
}

/* Text inside single quotes with what zsh's _arguments would read as its own escaped. */
static void zsh_text(struct buf *out, const char *text) {
	for (; *text; text++) {
		if (strchr(":[]\\", *text)) {
			buf_putc(out, '\\');
		}
		buf_puts(out, *text == '\'' ? "'\\''" : (char[]){ *text, '\0' });
	}
}

static void zsh_option(
	struct buf *out, const struct command *command, const struct option_spec *spec) {
	bool repeats = spec->kind == OPTION_TEXTS || spec->kind == OPTION_WORDS;
	buf_printf(out, " \\\n\t\t\t'%s--%s%s[", repeats ? "*" : "", spec->name,
		spec->argument ? "=" : "");
	zsh_text(out, spec->help);
	buf_putc(out, ']');
	if (spec->argument) {
		const char *words = option_words(out->arena, command, spec);
		buf_puts(out, ":");
		zsh_text(out, spec->argument);
		buf_printf(out, ":%s",
			*words			   ? arena_printf(out->arena, "(%s)", words)
			: is_path(spec->completes) ? "_files"
						   : "");
	}
	buf_putc(out, '\'');
}

static void zsh_write(struct buf *out) {
	buf_puts(out, "#compdef drlint\n_drlint() {\n\tlocal -a names=(");
	for (const struct command *command = commands; command->name; command++) {
		buf_printf(out, "\n\t\t'%s:", command->name);
		zsh_text(out, command->help);
		buf_putc(out, '\'');
	}
	buf_puts(out,
		")\n\tif (( CURRENT == 2 )); then\n\t\t_describe command names\n\t\treturn\n\tfi\n"
		"\tlocal name=$words[2]\n\tshift words\n\t(( CURRENT-- ))\n\tcase $name in\n");
	for (const struct command *command = commands; command->name; command++) {
		buf_printf(out, "\t%s)\n\t\t_arguments", command->name);
		for (const struct option_spec *spec = option_specs; spec->name; spec++) {
			if (spec->commands & command->bit) {
				zsh_option(out, command, spec);
			}
		}
		const char *words = argument_words(out->arena, command);
		if (*words) {
			buf_printf(out, " \\\n\t\t\t'*: :%s'",
				is_path(words) ? "_files"
					       : arena_printf(out->arena, "(%s)", words));
		}
		buf_puts(out, " ;;\n");
	}
	buf_puts(out, "\tesac\n}\n_drlint \"$@\"\n");
}

/* Text inside single quotes for fish. */
static void fish_text(struct buf *out, const char *text) {
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\') {
			buf_putc(out, '\\');
		}
		buf_putc(out, *text);
	}
}

static void fish_option(
	struct buf *out, const struct command *command, const struct option_spec *spec) {
	buf_printf(out, "complete -c drlint -n '__fish_seen_subcommand_from %s' -l %s",
		command->name, spec->name);
	if (spec->letter) {
		buf_printf(out, " -s %c", spec->letter);
	}
	if (spec->argument) {
		const char *words = option_words(out->arena, command, spec);
		buf_puts(out, is_path(spec->completes) ? " -r -F" : " -x");
		buf_puts(out, *words ? arena_printf(out->arena, " -a '%s'", words) : "");
	}
	buf_puts(out, " -d '");
	fish_text(out, spec->help);
	buf_puts(out, "'\n");
}

static void fish_write(struct buf *out) {
	for (const struct command *command = commands; command->name; command++) {
		const char *words = argument_words(out->arena, command);
		buf_printf(out, "complete -c drlint -n __fish_use_subcommand -f -a %s -d '",
			command->name);
		fish_text(out, command->help);
		buf_puts(out, "'\n");
		if (!is_path(words)) {
			buf_printf(out,
				"complete -c drlint -n '__fish_seen_subcommand_from %s' -f -a "
				"'%s'\n",
				command->name, words);
		}
		for (const struct option_spec *spec = option_specs; spec->name; spec++) {
			if (spec->commands & command->bit) {
				fish_option(out, command, spec);
			}
		}
	}
}

enum exit_code cmd_completion(struct cli *cli) {
	static const struct {
		const char *name;
		void (*write)(struct buf *out);
	} shells[] = { { "bash", bash_write }, { "zsh", zsh_write }, { "fish", fish_write } };
	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++) {
		if (strcmp(shells[i].name, cli->arguments[0]) == 0) {
			struct buf out = buf_new(cli->ctx.arena);
			shells[i].write(&out);
			standard_output(&cli->ctx, &out);
			return EXIT_CLEAN;
		}
	}
	ctx_error(&cli->ctx, NOWHERE, "no completion for the shell '%s'; there are bash, zsh, fish",
		cli->arguments[0]);
	return EXIT_TROUBLE;
}
