#include "analyzer/report/check_concise.h"

#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"
#include "analyzer/report/terminal.h"

static void put_finding(
	const struct results *results, struct buf *out, const struct finding *finding) {
	terminal_place(out, results->color, finding->span);
	buf_printf(out, "%s[%s] ", finding_head(finding), finding->rule->id);
	terminal_text(out, finding_line(out->arena, results, finding));
	buf_putc(out, '\n');
}

void check_concise(const struct results *results, struct buf *out) {
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding_is_shown(results, finding)) {
			put_finding(results, out, finding);
		}
	}
	findings_summary(results->findings, out);
	price_tags_summary(results, out);
}
