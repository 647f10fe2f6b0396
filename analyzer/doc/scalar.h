#ifndef ANALYZER_DOC_SCALAR_H
#define ANALYZER_DOC_SCALAR_H

#include "analyzer/base/arena.h"
#include "analyzer/doc/node.h"

/*
 * What a plain YAML scalar is to CloudFormation: YAML 1.1's null, booleans (without y and n) and
 * numbers; everything else, timestamps too, is a string. Sets kind, truth and text of `node`.
 * Source: https://yaml.org/type/ (bool, int, float, null), read 2026-11.
 */
void scalar_resolve(struct arena *arena, struct node *node, const char *text);

/* Says whether a plain scalar reads as an octal number of twelve digits: an account id without
 * quotes. */
bool scalar_is_octal_account(const char *text);

#endif
