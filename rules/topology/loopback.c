#include "rules/word.h"

#include <string.h>

/* Whether migration tasks that replicate both ways keep changes from coming back. */

static enum truth same_endpoint(struct judge *judge, const struct resource *a, const char *of_a,
	const struct resource *b, const char *of_b) {
	struct value x = eval_member(judge->eval, &a->properties, of_a);
	struct value y = eval_member(judge->eval, &b->properties, of_b);
	const struct resource *p = estate_target(judge->estate, judge->eval, &x, NULL);
	const struct resource *q = estate_target(judge->estate, judge->eval, &y, NULL);
	if (p || q) {
		return truth_of(p == q);
	}
	return judge_same_value(judge->eval, &x, &y);
}

/* Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Task.CDC.html (read 2026-11). */
static enum truth prevents(struct judge *judge, const struct resource *task) {
	struct value settings = eval_member(judge->eval, &task->properties, "TaskSettings");
	if (settings.kind == VALUE_ABSENT) {
		return NO;
	}
	const char *text = value_text(judge->eval->arena, &settings);
	const char *at = text ? strstr(text, "\"EnableLoopbackPrevention\"") : NULL;
	at = at ? at + strlen("\"EnableLoopbackPrevention\"") : NULL;
	at = at ? at + strspn(at, " \t\r\n:") : NULL;
	return text ? truth_of(at && strncmp(at, "true", 4) == 0) : UNKNOWN;
}

static enum truth evaluate_prevents_loopback(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *task = judge->subject.resource;
	enum truth two_way = NO;
	struct resource *const *other;
	vec_each(other, estate_of_type(judge->estate, task->type)) {
		if (*other != task) {
			enum truth back = truth_and(same_endpoint(judge, task, "SourceEndpointArn",
							    *other, "TargetEndpointArn"),
				same_endpoint(judge, task, "TargetEndpointArn", *other,
					"SourceEndpointArn"));
			two_way = truth_or(two_way, back);
		}
	}
	enum truth result = truth_or(truth_not(two_way), prevents(judge, task));
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "its settings, or the ends of another task, are not known"
				  : NULL);
}

const struct word topology_loopback_words[] = {
	{ "prevents_loopback",
		"of a migration task: no other replicates back, or the task prevents loops", "", "",
		evaluate_prevents_loopback, NULL, PARTS_NONE },
	{ 0 },
};
