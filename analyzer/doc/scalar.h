#ifndef ANALYZER_DOC_SCALAR_H
#define ANALYZER_DOC_SCALAR_H

#include "analyzer/doc/node.h"

#include <stddef.h>

/* What a plain scalar is in YAML 1.1 (https://yaml.org/type/), as CloudFormation reads it. */
struct scalar {
	enum node_kind kind; /* NODE_NULL, NODE_BOOL, NODE_NUMBER or NODE_STRING */
	bool truth;
	const char *text;     /* the value: 493 for 0755, true for yes */
	const char *surprise; /* what a reader of the file would hardly expect, or NULL */
};

/*
 * Resolves `text` of `length` bytes without NUL. Differs from YAML 1.1 where CloudFormation does: y
 * and n are strings, and there are no timestamps. `text` itself may become the result's.
 */
struct scalar scalar_resolve(struct arena *arena, const char *text, size_t length);

#endif
