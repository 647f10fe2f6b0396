#ifndef ANALYZER_CFN_TEXT_H
#define ANALYZER_CFN_TEXT_H

#include "analyzer/base/buf.h"
#include "analyzer/base/vec.h"
#include "analyzer/cfn/eval.h"

/* A text under construction, part by part; for the intrinsics that put texts together. */
struct text {
	struct VEC(struct part) parts;
	struct buf literal; /* what is literal behind them */
	size_t bytes;	    /* of the literals, against LIMIT_TEXT_BYTES */
};

void text_add_literal(struct eval *eval, struct text *text, const char *literal, size_t length);
void text_add_unknown(struct eval *eval, struct text *text, const char *reason);

/* Adds the parts of a value; one that is no text becomes an unknown part. */
void text_add_value(struct eval *eval, struct text *text, const struct value *value);

/*
 * The finished value, whose literal parts have no literal neighbours and no dynamic references, not
 * even put-together ones; UNKNOWN when it grew over the limit. The text is used up.
 */
struct value text_value(
	struct eval *eval, struct text *text, const struct stack *stack, const struct node *node);

/* What a plain string says: its text, with {{resolve:...}} and the like as unknown parts. */
struct value text_of_scalar(struct eval *eval, const struct stack *stack, const struct node *node);

#endif
