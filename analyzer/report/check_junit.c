#include "analyzer/report/check_junit.h"

#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"
#include "rules/suppress.h"

#include <string.h>

/* XML 1.0 has no control characters but tabs and line ends. */
static void put_escaped(struct buf *out, const char *text) {
	for (const char *c = text; *c; c++) {
		if (strchr("&<>\"\n\t", *c)) {
			buf_printf(out, "&#%d;", *c);
		} else {
			buf_putc(out, (unsigned char)*c < ' ' ? ' ' : *c);
		}
	}
}

static void put_attribute(struct buf *out, const char *name, const char *value) {
	buf_printf(out, " %s=\"", name);
	put_escaped(out, value);
	buf_putc(out, '"');
}

static void put_skipped(struct buf *out, const char *why, const char *reason) {
	buf_puts(out, "      <skipped");
	put_attribute(
		out, "message", reason ? arena_printf(out->arena, "%s: %s", why, reason) : why);
	buf_puts(out, "/>\n");
}

static void put_failure(
	const struct results *results, struct buf *out, const struct finding *finding) {
	buf_puts(out, "      <failure");
	put_attribute(out, "message", finding_line(out->arena, results, finding));
	put_attribute(out, "type", severity_name(finding->severity));
	buf_putc(out, '>');
	if (finding->span.source) {
		struct position at = source_position(finding->span.source, finding->span.start);
		put_escaped(out, arena_printf(out->arena, "%s:%u:%u\n", finding->span.source->name,
					 at.line, at.column));
	}
	put_escaped(out, finding->rule->why);
	const char *remedy = finding->rule->remedy_text;
	put_escaped(out, remedy);
	const struct price_tag *tag = price_tag_find(results, finding);
	if (tag) {
		bool ends = *remedy && remedy[strlen(remedy) - 1] == '\n';
		put_escaped(out, arena_printf(out->arena, "%sCost: %s\n", ends ? "" : "\n",
					 price_tag_text(out->arena, results->tags, tag)));
	}
	buf_puts(out, "</failure>\n");
}

static void put_case(
	const struct results *results, struct buf *out, const struct finding *finding) {
	const struct suppression *suppression = finding->suppressed;
	const char *subject = finding->resource ? finding->resource->logical_id : "";
	buf_puts(out, "    <testcase");
	put_attribute(
		out, "classname", finding->span.source ? finding->span.source->name : "drlint");
	put_attribute(out, "name",
		arena_printf(out->arena, "%s %s%s%s %s", finding->rule->id, subject,
			finding->replica_region ? " in " : "",
			finding->replica_region ? finding->replica_region : "",
			finding->pointer ? finding->pointer : ""));
	buf_puts(out, ">\n");
	if (suppression) {
		put_skipped(out,
			arena_printf(out->arena, "suppressed by %s", suppressor_name(suppression)),
			suppression->reason);
	} else if (finding->verdict == VERDICT_UNKNOWN) {
		put_skipped(out, "unknown", finding->unknown);
	} else if (finding->verdict == VERDICT_FAIL) {
		put_failure(results, out, finding);
	}
	buf_puts(out, "    </testcase>\n");
}

void check_junit(const struct results *results, struct buf *out) {
	struct buf cases = buf_new(out->arena);
	size_t tests = 0, failures = 0, skipped = 0;
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (!finding_is_listed(results, finding)) {
			continue;
		}
		bool skips = finding->suppressed || finding->verdict == VERDICT_UNKNOWN;
		tests++;
		skipped += skips;
		failures += !skips && finding->verdict == VERDICT_FAIL;
		put_case(results, &cases, finding);
	}
	buf_printf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
		"  <testsuite name=\"drlint\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
		"skipped=\"%zu\">\n%s  </testsuite>\n</testsuites>\n",
		tests, failures, skipped, cases.bytes);
}
