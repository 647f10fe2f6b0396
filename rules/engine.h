#ifndef RULES_ENGINE_H
#define RULES_ENGINE_H

#include "rules/finding.h"

/* Which rules run, and how they count. */
struct rule_selection {
	struct VEC(const char *) select,
		ignore;	     /* ids or names, prefixes of ids ("DDB") too; no select: all */
	struct map severity; /* id or name -> "error", "warning", "info" */
	bool without_passes; /* what passes is counted and not listed */
};

/* The severity that the configuration gives a rule, else what was `judged`. */
enum severity rule_severity(
	const struct rule_selection *selection, const struct rule *rule, enum severity judged);

bool rule_is_selected(const struct rule_selection *selection, const struct rule *rule);

/*
 * Judges every selected rule on every resource of its types, in every scenario its conditions
 * allow. CDK helpers are passed over. Reports a selection that names no rule.
 */
void rules_run(struct estate *estate, const struct rule_list *rules,
	const struct rule_selection *selection, struct findings *ret_findings);

#endif
