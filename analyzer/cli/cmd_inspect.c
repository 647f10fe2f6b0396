#include "analyzer/base/suggest.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"

#include <string.h>

static void unknown_resource(struct cli *cli, const struct estate *estate, const char *name) {
	const char *slash = strrchr(name, '/');
	struct suggestion meant = { 0 };
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		suggest_offer(&meant, slash ? slash + 1 : name, (*resource)->logical_id);
	}
	ctx_error(&cli->ctx, NOWHERE, "the estate holds no resource '%s'%s%s%s", name,
		meant.best ? "; did you mean '" : "", meant.best ? meant.best : "",
		meant.best ? "'?" : "");
}

enum exit_code cmd_inspect(struct cli *cli) {
	struct output_list outputs = { 0 };
	struct analysis analysis = { 0 };
	struct inspection_list inspections = { 0 };
	const char *name = cli->arguments[0];
	cli->arguments++;
	cli->argument_count--;
	if (!outputs_choose(cli, &outputs) || !analysis_load(cli, &analysis)) {
		return EXIT_TROUBLE;
	}
	inspect(analysis.estate, name, &inspections);
	if (inspections.count == 0) {
		unknown_resource(cli, analysis.estate, name);
		return EXIT_TROUBLE;
	}
	diagnostics_show(cli);
	struct results results = {
		.ctx = &cli->ctx,
		.estate = analysis.estate,
		.inspections = &inspections,
	};
	outputs_write(cli, &outputs, &results);
	return EXIT_CLEAN;
}
