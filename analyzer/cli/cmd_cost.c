#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"

enum exit_code cmd_cost(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	if (!outputs_choose(cli, &outputs) || !analysis_load(cli, &analysis) ||
		!analysis_price(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	diagnostics_show(cli);
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.projection = &analysis.projection,
	};
	outputs_write(cli, &outputs, &results);
	return EXIT_CLEAN;
}
