#include "analyzer/report/check_text.h"

#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"
#include "analyzer/report/terminal.h"
#include "rules/suppress.h"

#include <string.h>

static enum paint paint_of(const struct finding *finding) {
	static const enum paint by_severity[] = { PAINT_BLUE, PAINT_YELLOW, PAINT_RED };
	static const enum paint by_verdict[] = {
		[VERDICT_PASS] = PAINT_GREEN, [VERDICT_UNKNOWN] = PAINT_CYAN
	};
	return finding->verdict == VERDICT_FAIL ? by_severity[finding->severity]
						: by_verdict[finding->verdict];
}

/* The lines of a text of several, each indented and led by `name` once. */
static void put_block(struct buf *out, bool color, const char *name, const char *text) {
	terminal_paint(out, color, PAINT_BOLD, name);
	while (*text) {
		size_t length = strcspn(text, "\n");
		buf_putc(out, ' ');
		terminal_write(out, text, length);
		text += length;
		text += *text == '\n';
		if (*text) {
			buf_puts(out, "\n           ");
		}
	}
	buf_putc(out, '\n');
}

static void put_origin(struct buf *out, const struct finding *finding) {
	if (!finding->resource) {
		return;
	}
	const char *construct = resource_construct(finding->resource);
	struct source_location location =
		resource_location(finding->resource, finding->top_property);
	if (!construct && !location.file) {
		return;
	}
	buf_puts(out, "   --> ");
	if (construct) {
		terminal_text(out, construct);
	}
	if (location.file) {
		buf_puts(out, construct ? " at " : "");
		terminal_text(out, location.file);
		buf_printf(out, ":%u:%u", location.line, location.column);
	}
	buf_putc(out, '\n');
}

/* Says whether two findings stand at one place, as their order in the list has it. */
static bool same_place(const struct finding *a, const struct finding *b) {
	return a->span.source == b->span.source && a->span.start == b->span.start;
}

/* Says whether two rules cannot tell for one reason what they ask of a resource. */
static bool same_unknown(struct arena *arena, const struct finding *a, const struct finding *b) {
	return a->unknown && b->unknown && a->resource == b->resource &&
	       a->suppressed == b->suppressed && strcmp(a->unknown, b->unknown) == 0 &&
	       strcmp(finding_when(arena, a), finding_when(arena, b)) == 0;
}

/* Says whether an earlier finding at the same place names this one with its own. */
static bool is_named_before(
	const struct results *results, struct arena *arena, const struct finding *finding) {
	const struct finding *first = results->findings->list.items;
	for (const struct finding *f = finding; f > first && same_place(f - 1, finding); f--) {
		if (finding_is_shown(results, f - 1) && same_unknown(arena, f - 1, finding)) {
			return true;
		}
	}
	return false;
}

/* One value that is not known leaves many rules open; the others are named beside the first. */
static void put_others(
	const struct results *results, struct buf *out, const struct finding *finding) {
	const struct findings *findings = results->findings;
	const struct finding *end = findings->list.items + findings->list.count;
	struct buf others = buf_new(out->arena);
	for (const struct finding *f = finding + 1; f < end && same_place(f, finding); f++) {
		if (finding_is_shown(results, f) && same_unknown(out->arena, f, finding)) {
			buf_puts(&others, others.length ? "\n" : "");
			buf_puts(&others, f->rule->id);
			buf_puts(&others, ": ");
			buf_puts(&others, f->rule->title);
		}
	}
	if (others.length) {
		put_block(out, results->color, "   also:   ", others.bytes);
	}
}

static void put_suppressed(struct buf *out, bool color, const struct suppression *suppression) {
	put_block(out, color, "   suppressed by:", suppressor_name(suppression));
	if (suppression->reason) {
		put_block(out, color, "   reason: ", suppression->reason);
	}
	if (suppression->until) {
		put_block(out, color, "   until:  ", suppression->until);
	}
}

static void put_cost(
	const struct results *results, struct buf *out, const struct finding *finding) {
	const struct price_tag *tag = price_tag_find(results, finding);
	const char *text = tag ? price_tag_text(out->arena, results->tags, tag) : NULL;
	if (text) {
		put_block(out, results->color, "   cost:   ", text);
	}
}

static void put_finding(
	const struct results *results, struct buf *out, const struct finding *finding) {
	bool color = results->color;
	enum paint paint = paint_of(finding);
	terminal_place(out, color, finding->span);
	terminal_begin(out, color, paint);
	buf_puts(out, finding_head(finding));
	buf_putc(out, '[');
	terminal_text(out, finding->rule->id);
	buf_putc(out, ']');
	terminal_end(out, color);
	buf_puts(out, ": ");
	terminal_text(out, finding_sentence(out->arena, results, finding));
	const char *when = finding_when(out->arena, finding);
	if (*when) {
		buf_puts(out, ", ");
		terminal_text(out, when);
	}
	buf_putc(out, '\n');
	terminal_snippet(out, color, paint, finding->span);
	put_origin(out, finding);
	if (finding->unknown) {
		put_block(out, color, "   unknown:", finding->unknown);
		put_others(results, out, finding);
	}
	if (finding->suppressed) {
		put_suppressed(out, color, finding->suppressed);
	} else if (finding->verdict == VERDICT_FAIL) {
		put_block(out, color, "   why:    ", finding->rule->why);
		put_block(out, color, "   remedy: ", finding->rule->remedy_text);
		put_cost(results, out, finding);
	}
	buf_putc(out, '\n');
}

void check_text(const struct results *results, struct buf *out) {
	const struct findings *findings = results->findings;
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		if (finding_is_shown(results, finding) &&
			!is_named_before(results, out->arena, finding)) {
			put_finding(results, out, finding);
		}
	}
	findings_summary(findings, out);
	price_tags_summary(results, out);
}
