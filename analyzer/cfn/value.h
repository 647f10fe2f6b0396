#ifndef ANALYZER_CFN_VALUE_H
#define ANALYZER_CFN_VALUE_H

#include "analyzer/base/truth.h"
#include "analyzer/cfn/stack.h"

/*
 * What a node means once its intrinsics are evaluated: one level at a time, the parts of maps on
 * demand. ABSENT is a missing property and AWS::NoValue alike.
 */
enum value_kind { VALUE_ABSENT, VALUE_UNKNOWN, VALUE_TEXT, VALUE_LIST, VALUE_MAP };

/*
 * A text is a sequence of parts, so that "arn:aws:s3:::" + Ref keeps what is known of it. A
 * REFERENCE names what only deployment decides: an attribute of a resource ("Ref" for its Ref
 * value).
 */
enum part_kind { PART_LITERAL, PART_REFERENCE, PART_UNKNOWN };

struct part {
	enum part_kind kind;
	const char *text;	   /* LITERAL: the text; REFERENCE: the attribute; UNKNOWN: why */
	const struct stack *stack; /* REFERENCE: where the resource is */
	const char *logical_id;	   /* REFERENCE */
};

struct value {
	enum value_kind kind;
	const struct node *node;   /* what was written, for places; never NULL but for ABSENT */
	const struct stack *stack; /* in whose terms `node` is written */
	size_t count;		   /* parts of a TEXT, items of a LIST */
	union {
		const struct part *parts;  /* TEXT */
		const struct value *items; /* LIST: NoValue items are gone */
		const char *reason;	   /* UNKNOWN: a phrase for "... because <reason>" */
	};
};

/* The whole text when every part of it is literal, else NULL (for other kinds too). */
const char *value_text(struct arena *arena, const struct value *value);

/* The reference when the value is exactly one, else NULL. */
const struct part *value_reference(const struct value *value);

/* The first reason why a value is not known, or NULL where nothing in it is unknown. */
const char *value_unknown_reason(struct arena *arena, const struct value *value);

/* YES or NO for a boolean in any of CloudFormation's spellings; UNKNOWN where not known or no
 * boolean. */
enum truth value_truth(struct arena *arena, const struct value *value);

bool value_is_absent(const struct value *value);
bool value_is_unknown(const struct value *value);

#endif
