#ifndef RULES_RULE_READ_H
#define RULES_RULE_READ_H

#include "rules/rule.h"

/* Reads what a rule says of its remedy: what to do, and what AWS bills for it. */
void remedy_read(struct ctx *ctx, const struct node *document, struct rule *rule);

#endif
