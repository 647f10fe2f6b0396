#ifndef RULES_EXAMPLES_H
#define RULES_EXAMPLES_H

#include "rules/finding.h"

/* How one example of a rule went. */
struct example_result {
	const struct rule *rule;
	const char *name;
	bool passed;
	const char *problem; /* what was expected and what was found; NULL where it passed */
	struct span span;
};
struct example_results VEC(struct example_result);

/*
 * Runs every example of a rule: its template, or its stacks, become an estate on which the rule is
 * judged alone. An example says which logical ids it `finds`, `passes`, leaves `unknown`, or is
 * `not_applicable` to, and with `region`, `primary`, `dr`, `complete`, `parameters`, `strategy`,
 * `targets`, `live` and `previous` (the template deployed before) in what setting.
 *
 * A rule on suppressions is run with `others`, which its examples suppress, and its examples may
 * have `suppress` and `inline_suppressions` of the configuration, a `baseline`, and `today`.
 */
void examples_run(struct ctx *ctx, const struct rule *rule, const struct rule_list *others,
	struct example_results *ret_results);

/* What each template of an example becomes before it is read, in their order. */
struct example_change {
	const struct node *(*apply)(void *data, struct ctx *ctx, const struct node *root);
	void *data;
};

/* Judges the rule alone on an example that was changed; false where that is no input any more. */
bool example_judge(struct ctx *ctx, const struct rule *rule, const struct node *example,
	const struct example_change *change, struct findings *ret_findings);

#endif
