#ifndef ANALYZER_ESTATE_ORIGIN_H
#define ANALYZER_ESTATE_ORIGIN_H

#include "analyzer/estate/estate.h"

/* One thing that a value is made of, besides what is written at its own place. */
struct origin {
	const char *kind; /* "parameter", "condition", "mapping", "export", "output" */
	const char *name;
	/*
	 * Of a parameter: "given", "passed" by the stack around, "default", "by the conditions",
	 * "left open by the conditions", "without a value"; of a condition: "true", "false",
	 * "open"; else NULL.
	 */
	const char *how;
	bool secret; /* a parameter with NoEcho: its value is not to be shown */
	struct span
		span; /* of the value given, the default, the condition, the mapping, the output */
};
struct origin_list VEC(struct origin);

/*
 * What the value of `node` is made of, under the scenario of `eval`, each once and in the order in
 * which it is written. Adds nothing for what is no call.
 */
void origins_of(struct eval *eval, const struct stack *stack, const struct node *node,
	struct origin_list *ret_origins);

/*
 * The node that Fn::If chooses, itself where it is no Fn::If; NULL where that is not known. Adds
 * the condition.
 */
const struct node *origin_branch(struct eval *eval, const struct stack *stack,
	const struct node *node, struct origin_list *ret_origins);

#endif
