#ifndef RULES_RULE_READ_H
#define RULES_RULE_READ_H

#include "rules/rule.h"

/* What the files that read a rule share. */

/* Says whether `word` is one of the space-separated words of `list`. */
bool is_listed(const char *list, const char *word);

/* The texts of a list, ended by NULL; NULL for no list. What is no text is an error. */
const char *const *read_texts(struct ctx *ctx, const struct node *list);

/* Reads what a rule says of its remedy: what to do, and what AWS bills for it. */
void remedy_read(struct ctx *ctx, const struct node *document, struct rule *rule);

#endif
