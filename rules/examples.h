#ifndef RULES_EXAMPLES_H
#define RULES_EXAMPLES_H

#include "rules/finding.h"

/*
 * A rule's examples are its tests. Each builds an estate from its template or stacks, runs the rule
 * alone and compares: every fail and unknown must be listed, and everything listed must be as it is
 * listed. rules/README.md says which keys an example may have.
 */
struct example_result {
	const struct rule *rule;
	const char *name; /* of the example */
	bool passed;
	const char *difference; /* what was expected and what came instead; NULL where it passed */
	struct span span;	/* of the example in its rule file */
};
struct example_results VEC(struct example_result);

/*
 * Runs all examples of a rule. Mistakes in their templates are reported in ctx with their place in
 * the rule file, and the example has not passed. Also reports a rule that lacks an example that
 * finds and one that passes.
 */
void examples_run(struct ctx *ctx, const struct rule *rule, struct example_results *ret_results);

#endif
