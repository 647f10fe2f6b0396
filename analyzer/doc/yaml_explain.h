#ifndef ANALYZER_DOC_YAML_EXPLAIN_H
#define ANALYZER_DOC_YAML_EXPLAIN_H

#include "analyzer/doc/tree.h"

/* What libyaml says of a text that it cannot read. */
struct yaml_problem {
	const char *problem; /* libyaml's words */
	const char *context; /* what it was doing; may be NULL */
	uint32_t at;	     /* offsets of the place of each in the source */
	uint32_t context_at;
};

/* Reports the problem, in words that say what to do where the mistake is a known one. */
void yaml_explain(struct tree *tree, struct yaml_problem problem);

/* The short form (`!Ref`, `!Sub`) called `name`, for ever, or NULL: no part of CloudFormation takes
 * it. */
const char *yaml_short_form(const char *name);

/* The short form that the misspelt `name` was to be, or NULL. */
const char *yaml_closest_short_form(const char *name);

#endif
