#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"

enum exit_code cmd_report(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	if (!outputs_choose(cli, &outputs) || !analysis_load(cli, &analysis) ||
		!analysis_price(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	const char *rivals = analysis_rivals(cli, &analysis);
	if (rivals) {
		ctx_warning(&cli->ctx, NOWHERE,
			"the workload stands in %s, and none of them is known to be the primary "
			"region; "
			"without --primary both bills pay for all of it",
			rivals);
	}
	analysis_judge(cli, &analysis);
	if (!analysis_tag(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	analysis_weigh(&analysis);
	diagnostics_show(cli);
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.rules = &analysis.rules,
		.findings = &analysis.findings,
		.projection = &analysis.projection,
		.tags = &analysis.tags,
		.posture = &analysis.posture,
	};
	outputs_write(cli, &outputs, &results);
	return analysis_exit_code(cli, &analysis);
}
