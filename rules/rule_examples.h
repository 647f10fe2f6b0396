#ifndef RULES_RULE_EXAMPLES_H
#define RULES_RULE_EXAMPLES_H

#include "rules/rule.h"

/*
 * What a rule file says to be tried: `examples`, and with `never` why it never finds, passes or
 * leaves unknown anything. Mistakes in how these are written are reported with their places.
 */
void rule_read_examples(struct ctx *ctx, const struct node *document, struct rule *rule);

#endif
