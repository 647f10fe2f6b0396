#ifndef RULES_MESSAGE_H
#define RULES_MESSAGE_H

#include "rules/word.h"

/*
 * A rule's message with its placeholders filled: {resource}, {region}, {replica}, {subject},
 * {value}, {path}, {stack}, {primary}, {recovery}, and the facts that words noted. One that has no
 * text becomes
 * "?". The result lives in the judge's values.
 */
const char *message_format(struct judge *judge, const char *message);

/*
 * Reports each placeholder of a rule's message that nothing fills: none of the above, nor a fact of
 * a word that the rule asks; `message` is where it is written.
 */
void message_check(struct ctx *ctx, const struct node *message, const struct rule *rule);

/* A message with what `text_of` says of a placeholder, in `arena`; NULL: no text. */
const char *message_fill(struct arena *arena, const char *message,
	const char *(*text_of)(const void *data, const char *name), const void *data);

#endif
