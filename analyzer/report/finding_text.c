#include "analyzer/report/finding_text.h"

#include <string.h>

static bool verdict_is_shown(const struct results *results, const struct finding *finding) {
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

/* `--show suppressed` alone lists these, of whatever verdict. */
static bool suppressed_is_shown(const struct results *results, const struct finding *finding) {
	bool only = !results->show_fail && !results->show_unknown && !results->show_pass;
	return results->show_suppressed && (only || verdict_is_shown(results, finding));
}

bool finding_is_shown(const struct results *results, const struct finding *finding) {
	return finding->suppressed ? suppressed_is_shown(results, finding)
				   : verdict_is_shown(results, finding);
}

bool finding_is_listed(const struct results *results, const struct finding *finding) {
	return verdict_is_shown(results, finding) ||
	       (finding->suppressed && suppressed_is_shown(results, finding));
}

static bool differs(const char *a, const char *b) {
	return strcmp(a ? a : "", b ? b : "") != 0;
}

/* ", as deployed in us-west-2 of 123456789012": what tells a stack from others of its template. */
static const char *deployed_where(
	struct arena *arena, const struct results *results, const struct finding *finding) {
	const struct stack *own = finding->resource ? &finding->resource->stack->stack : NULL;
	bool region = false, account = false;
	struct member_stack *const *other;
	vec_each(other, &results->estate->stacks) {
		const struct stack *stack = &(*other)->stack;
		if (own && stack->template == own->template) {
			region = region ||
				 differs(stack->environment.region, own->environment.region);
			account = account ||
				  differs(stack->environment.account, own->environment.account);
		}
	}
	if (!own || !own->environment.region || (!region && !account)) {
		return "";
	}
	account = account && own->environment.account;
	return arena_printf(arena, ", as deployed in %s%s%s", own->environment.region,
		account ? " of " : "", account ? own->environment.account : "");
}

const char *finding_sentence(
	struct arena *arena, const struct results *results, const struct finding *finding) {
	const char *where = deployed_where(arena, results, finding);
	if (finding->verdict == VERDICT_FAIL) {
		return *where ? arena_concat(arena, finding->message, where, NULL)
			      : finding->message;
	}
	return finding->resource ? arena_concat(arena, finding->resource->label, ": ",
					   finding->rule->title, where, NULL)
				 : finding->rule->title;
}

const char *finding_head(const struct finding *finding) {
	return finding->verdict == VERDICT_FAIL ? severity_name(finding->severity)
						: verdict_name(finding->verdict);
}

const char *finding_line(
	struct arena *arena, const struct results *results, const struct finding *finding) {
	const char *when = finding_when(arena, finding);
	return arena_printf(arena, "%s%s%s%s%s", finding_sentence(arena, results, finding),
		*when ? ", " : "", when, finding->unknown ? ": not known: " : "",
		finding->unknown ? finding->unknown : "");
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

void findings_summary(const struct findings *findings, struct buf *out) {
	buf_printf(out, "%zu error%s, %zu warning%s, %zu info; %zu unknown, %zu passed",
		findings->errors, findings->errors == 1 ? "" : "s", findings->warnings,
		findings->warnings == 1 ? "" : "s", findings->infos, findings->unknowns,
		findings->passes);
	if (findings->suppressed) {
		buf_printf(out, ", %zu suppressed", findings->suppressed);
	}
	buf_putc(out, '\n');
}
