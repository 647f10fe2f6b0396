#include "analyzer/cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/base/file.h"
#include "analyzer/base/suggest.h"
#include "analyzer/report/terminal.h"

bool stream_is_terminal(int stream) {
	const char *term = getenv("TERM");
	return isatty(stream) && !(term && strcmp(term, "dumb") == 0);
}

/* Says whether colour goes to a stream: the option, then the conventions of no-color.org, then
 * isatty. */
static bool wants_color(const struct options *options, int stream) {
	if (options->color && strcmp(options->color, "auto") != 0) {
		return strcmp(options->color, "always") == 0;
	}
	const char *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR");
	if (no && *no) {
		return false;
	}
	if (force && *force) {
		return strcmp(force, "0") != 0;
	}
	return stream_is_terminal(stream);
}

static const struct format *format_named(struct cli *cli, const char *origin, const char *name) {
	const struct format *format = format_find(cli->command->formats, name);
	if (format) {
		return format;
	}
	struct suggestion meant = { 0 };
	struct buf all = buf_new(cli->ctx.arena);
	for (const struct format *row = cli->command->formats; row->name; row++) {
		suggest_offer(&meant, name, row->name);
		buf_printf(&all, "%s%s", row == cli->command->formats ? "" : ", ", row->name);
	}
	if (meant.best) {
		ctx_error(&cli->ctx, NOWHERE, "%s: no format is called '%s'; did you mean '%s'?",
			origin, name, meant.best);
	} else {
		ctx_error(&cli->ctx, NOWHERE, "%s: no format is called '%s'; there are %s", origin,
			name, all.bytes);
	}
	return NULL;
}

/* Refuses two outputs for one place; what came second would undo or garble the first. */
static void places_check(struct ctx *ctx, const struct output_list *outputs) {
	for (size_t i = 0; i < outputs->count; i++) {
		for (size_t j = 0; j < i; j++) {
			const char *a = outputs->items[i].file, *b = outputs->items[j].file;
			if (!a && !b) {
				ctx_error(ctx, NOWHERE,
					"--format: only one format can go to standard output; "
					"say --format %s:FILE",
					outputs->items[i].format->name);
				return;
			}
			if (a && b && strcmp(a, b) == 0) {
				ctx_error(
					ctx, NOWHERE, "--format: two formats would go to '%s'", a);
				return;
			}
		}
	}
}

bool outputs_choose(struct cli *cli, struct output_list *ret_outputs) {
	struct ctx *ctx = &cli->ctx;
	const struct options *options = &cli->options;
	size_t errors = ctx->diags->errors;
	const char *origin = options_origin(options, "format");
	const char **text;
	vec_each(text, &options->formats) {
		const char *colon = strchr(*text, ':');
		const char *name =
			colon ? arena_strndup(ctx->arena, *text, (size_t)(colon - *text)) : *text;
		const struct format *format = format_named(cli, origin, name);
		if (colon && !colon[1]) {
			ctx_error(ctx, NOWHERE, "%s: '%s' names no file after the colon", origin,
				*text);
		} else if (format) {
			vec_push(ctx->arena, ret_outputs,
				(struct output){ format, colon ? colon + 1 : options->output });
		}
	}
	if (options->formats.count == 0) {
		vec_push(ctx->arena, ret_outputs,
			(struct output){ cli->command->formats, options->output });
	}
	places_check(ctx, ret_outputs);
	return ctx->diags->errors == errors;
}

void standard_output(struct ctx *ctx, const struct buf *out) {
	if (!file_put(STDOUT_FILENO, out->bytes, out->length)) {
		ctx_error(ctx, NOWHERE, "standard output: %s", strerror(errno));
	}
}

void outputs_write(struct cli *cli, const struct output_list *outputs, struct results *results) {
	const struct output *output;
	vec_each(output, outputs) {
		struct buf out = buf_new(cli->ctx.arena);
		results->color = !output->file && wants_color(&cli->options, STDOUT_FILENO);
		size_t errors = cli->ctx.diags->errors;
		output->format->write(results, &out);
		if (cli->ctx.diags->errors > errors) {
			continue;
		}
		if (output->file) {
			file_write(&cli->ctx, output->file, out.bytes, out.length);
		} else {
			standard_output(&cli->ctx, &out);
		}
	}
}

void diagnostics_show(struct cli *cli) {
	struct diags *diags = cli->ctx.diags;
	if (cli->shown == diags->list.count) {
		return;
	}
	if (cli->shown == 0) {
		diags_sort(diags);
	}
	struct buf out = buf_new(cli->ctx.arena);
	bool color = wants_color(&cli->options, STDERR_FILENO);
	for (; cli->shown < diags->list.count; cli->shown++) {
		const struct diag *diag = &diags->list.items[cli->shown];
		if (diag->severity == DIAG_ERROR || !cli->options.quiet) {
			terminal_diagnostic(&out, color, diag);
		}
	}
	file_put(STDERR_FILENO, out.bytes, out.length);
}
