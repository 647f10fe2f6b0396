#include "analyzer/cli/output.h"

enum exit_code cmd_version(struct cli *cli) {
	struct buf out = buf_new(cli->ctx.arena);
	buf_puts(&out, "drlint " DRLINT_VERSION "\n");
	standard_output(&cli->ctx, &out);
	return EXIT_CLEAN;
}
