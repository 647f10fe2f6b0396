#ifndef RULES_RULE_CITE_H
#define RULES_RULE_CITE_H

#include "rules/rule.h"

/* What a rule file cites, read into its rule; mistakes are reported with their places. */

/* Where its claim comes from: `references`. */
void rule_read_references(struct ctx *ctx, const struct node *document, struct rule *rule);

/* Who asks the same (`maps`), and who of them gets another verdict (`differences`). */
void rule_read_mappings(struct ctx *ctx, const struct node *document, struct rule *rule);

#endif
