#include "analyzer/report/finding_text.h"

bool finding_is_shown(const struct results *results, const struct finding *finding) {
	switch (finding->verdict) {
	case VERDICT_PASS:
		return results->show_pass;
	case VERDICT_FAIL:
		return results->show_fail;
	case VERDICT_UNKNOWN:
		return results->show_unknown;
	case VERDICT_NOT_APPLICABLE:
		return false;
	}
	return false;
}

const char *finding_when(struct arena *arena, const struct finding *finding) {
	struct buf when = buf_new(arena);
	const struct outcome *outcome;
	vec_each(outcome, &finding->when) {
		buf_printf(&when, "%s%s = %s", when.length ? " and " : "when ", outcome->condition,
			outcome->value ? "true" : "false");
	}
	return when.bytes;
}
