#include "analyzer/report/check_github.h"

#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"

#include <string.h>

/* Data may hold neither percent signs nor line ends; properties no colons and commas either. */
static void put_escaped(struct buf *out, const char *text, const char *special) {
	for (const char *c = text; *c; c++) {
		buf_printf(out, strchr(special, *c) ? "%%%02X" : "%c", (unsigned char)*c);
	}
}

static void put_place(struct buf *out, struct span span) {
	if (!span.source) {
		return;
	}
	struct position start = source_position(span.source, span.start);
	struct position end = source_position(span.source, span.end);
	const char *file = span.source->name;
	buf_puts(out, "file=");
	put_escaped(out, file + (strncmp(file, "./", 2) == 0 ? 2 : 0), "%\r\n:,");
	buf_printf(out, ",line=%u,endLine=%u,col=%u,", start.line, end.line, start.column);
	if (start.line == end.line) {
		buf_printf(out, "endColumn=%u,", end.column);
	}
}

static void put_finding(
	const struct results *results, struct buf *out, const struct finding *finding) {
	static const char *const commands[] = { "notice", "warning", "error" };
	bool fail = finding->verdict == VERDICT_FAIL;
	buf_printf(out, "::%s ", fail ? commands[finding->severity] : commands[SEVERITY_INFO]);
	put_place(out, finding->span);
	buf_puts(out, "title=");
	put_escaped(out,
		arena_printf(out->arena, "%s[%s] %s", finding_head(finding), finding->rule->id,
			finding->rule->name),
		"%\r\n:,");
	buf_puts(out, "::");
	put_escaped(out, finding_line(out->arena, results, finding), "%\r\n");
	const char *cost = price_tag_amounts(out->arena, results, finding);
	if (cost) {
		buf_printf(out, "; cost of the remedy: %s", cost);
	}
	buf_putc(out, '\n');
}

void check_github(const struct results *results, struct buf *out) {
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding_is_shown(results, finding)) {
			put_finding(results, out, finding);
		}
	}
	findings_summary(results->findings, out);
	price_tags_summary(results, out);
}
