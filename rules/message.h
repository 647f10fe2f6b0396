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

#endif
