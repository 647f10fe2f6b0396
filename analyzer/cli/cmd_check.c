#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"

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

enum exit_code cmd_check(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	if (!outputs_choose(cli, &outputs) || !analysis_load(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	analysis_judge(cli, &analysis);
	diagnostics_show(cli);
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.rules = &analysis.rules,
		.findings = &analysis.findings,
		.show_pass = shows(cli, "pass", false),
		.show_fail = shows(cli, "fail", true),
		.show_unknown = shows(cli, "unknown", true),
	};
	outputs_write(cli, &outputs, &results);
	return analysis_exit_code(cli, &analysis);
}
