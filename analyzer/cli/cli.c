#include "analyzer/cli/cli.h"

#include <stdint.h>
#include <string.h>

#include "analyzer/cli/help.h"
#include "analyzer/cli/output.h"

/* `drlint --help` and `drlint --version` are what people try first. */
static const char *command_name(int argc, char **argv) {
	static const char *const spellings[][2] = {
		{ "--help", "help" },
		{ "-h", "help" },
		{ "--version", "version" },
		{ "-V", "version" },
	};
	if (argc < 2) {
		return NULL;
	}
	for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++) {
		if (strcmp(argv[1], spellings[i][0]) == 0) {
			return spellings[i][1];
		}
	}
	return argv[1];
}

static void arguments_check(struct cli *cli) {
	const struct command *command = cli->command;
	if (cli->argument_count < command->least) {
		ctx_error(&cli->ctx, NOWHERE, "'drlint %s' needs %s", command->name,
			command->arguments);
	}
	if (cli->argument_count > command->most) {
		ctx_error(&cli->ctx, NOWHERE, "'drlint %s' does not take '%s'", command->name,
			cli->arguments[command->most]);
	}
}

static enum exit_code command_run(struct cli *cli, int argc, char **argv) {
	struct text_list arguments = { 0 };
	options_parse(&cli->ctx, cli->command, argc, argv, &cli->options, &arguments);
	cli->arguments = arguments.items;
	cli->argument_count = arguments.count;
	if (cli->options.help) {
		struct buf out = buf_new(cli->ctx.arena);
		help_command(cli->command, &out);
		standard_output(&cli->ctx, &out);
		return EXIT_CLEAN;
	}
	arguments_check(cli);
	if (cli->ctx.diags->errors) {
		ctx_note(&cli->ctx, NOWHERE, "'drlint help %s' lists the options",
			cli->command->name);
		return EXIT_TROUBLE;
	}
	return cli->command->run(cli);
}

int cli_main(int argc, char **argv) {
	struct arena *arena = arena_new();
	struct cli cli = { .ctx = { arena, diags_new(arena) } };
	enum exit_code code = EXIT_TROUBLE;
	const char *name = command_name(argc, argv);
	if (!name) {
		ctx_error(&cli.ctx, NOWHERE, "no command given; 'drlint help' lists them");
	} else if (!(cli.command = command_find(name))) {
		command_unknown(&cli.ctx, name);
	} else {
		code = command_run(&cli, argc - 1, argv + 1);
	}
	diagnostics_show(&cli);
	if (cli.ctx.diags->errors) {
		code = EXIT_TROUBLE;
	}
	arena_free(arena);
	return (int)code;
}
