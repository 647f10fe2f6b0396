#include "analyzer/base/file.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "rules/baseline.h"

#include <string.h>

static bool shows(const struct cli *cli, const char *verdict, bool otherwise) {
	const char *const *shown;
	vec_each(shown, &cli->options.show) {
		if (strcmp(*shown, verdict) == 0) {
			return true;
		}
	}
	return cli->options.show.count == 0 && otherwise;
}

/* What could not be written was not accepted. */
static void write_baseline(struct cli *cli, struct analysis *analysis) {
	struct buf out = buf_new(cli->ctx.arena);
	if (baseline_write(&cli->ctx, &analysis->findings, &out) &&
		file_write(&cli->ctx, cli->options.write_baseline, out.bytes, out.length)) {
		baseline_accept(&cli->ctx, &analysis->findings);
	}
}

/* What was not read whole may hold what an entry is about, so that none is taken out then. */
static void prune_baseline(struct cli *cli, struct analysis *analysis) {
	const char *path = cli->options.baseline;
	struct buf out = buf_new(cli->ctx.arena);
	if (!path) {
		ctx_error(&cli->ctx, NOWHERE, "--prune-baseline needs --baseline FILE");
	} else if (!analysis->baseline || cli->ctx.diags->errors) {
		ctx_error(&cli->ctx, NOWHERE, "%s is left as it is: not everything could be read",
			path);
	} else if (analysis->findings.absent.count &&
		   baseline_prune(&cli->ctx, analysis->baseline, &analysis->findings, &out)) {
		if (file_write(&cli->ctx, path, out.bytes, out.length)) {
			baseline_forget(&analysis->findings);
		}
	}
}

/* Whoever reads a document finds in it why it holds no findings. */
static enum exit_code tell_trouble(
	struct cli *cli, const struct output_list *outputs, const struct analysis *analysis) {
	struct output_list telling = { 0 };
	const struct output *output;
	vec_each(output, outputs) {
		if (check_holds_diagnostics(output->format)) {
			vec_push(cli->ctx.arena, &telling, *output);
		}
	}
	diagnostics_show(cli);
	struct results results = { .ctx = &cli->ctx,
		.estate = analysis->estate,
		.rules = &analysis->rules,
		.findings = &analysis->findings };
	outputs_write(cli, &telling, &results);
	return EXIT_TROUBLE;
}

enum exit_code cmd_check(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	if (!outputs_choose(cli, &outputs)) {
		return EXIT_TROUBLE;
	}
	if (!analysis_load(cli, &analysis)) {
		return tell_trouble(cli, &outputs, &analysis);
	}
	analysis.selection.without_passes = !shows(cli, "pass", false);
	analysis_judge(cli, &analysis);
	if (cli->options.write_baseline) {
		write_baseline(cli, &analysis);
	}
	if (cli->options.prune_baseline) {
		prune_baseline(cli, &analysis);
	}
	/* Findings stand without their prices: what is wrong with usage is reported. */
	bool priced = analysis_is_priced(cli, &analysis) && analysis_tag(cli, &analysis);
	diagnostics_show(cli);
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.rules = &analysis.rules,
		.findings = &analysis.findings,
		.is_compared = analysis.baseline != NULL,
		.tags = priced ? &analysis.tags : NULL,
		.show_pass = shows(cli, "pass", false),
		.show_fail = shows(cli, "fail", true),
		.show_unknown = shows(cli, "unknown", true),
		.show_suppressed = shows(cli, "suppressed", false),
	};
	outputs_write(cli, &outputs, &results);
	return analysis_exit_code(cli, &analysis);
}
