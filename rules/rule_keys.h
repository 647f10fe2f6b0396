#ifndef RULES_RULE_KEYS_H
#define RULES_RULE_KEYS_H

#include "analyzer/base/context.h"
#include "analyzer/base/suggest.h"
#include "analyzer/doc/node.h"

/* What a rule file may write where only some words are known. Lists are space-separated. */

bool rule_key_is_listed(const char *list, const char *word);

/* Offers each word of a list as what `word` was to be. */
void rule_key_offer(
	struct arena *arena, struct suggestion *meant, const char *word, const char *list);

/* "; did you mean 'x'?", or nothing where no candidate is close. */
const char *rule_key_meant(struct arena *arena, const struct suggestion *meant);

/*
 * Reports each key of a map that is none of `keys`: "a rule has no 'colour'; did you mean
 * 'color'?", of which `what` is "a rule". What is no map is left to who reads it.
 */
void rule_key_check(struct ctx *ctx, const struct node *map, const char *what, const char *keys);

/* Reports a value that is none of the `choices` of a key. */
void rule_key_choice(
	struct ctx *ctx, const struct node *value, const char *key, const char *choices);

/*
 * The texts of a list under a key, ended by NULL; NULL where the key is missing. Reports what is no
 * list of texts, or is empty.
 */
const char *const *rule_key_texts(struct ctx *ctx, const struct node *map, const char *key);

#endif
