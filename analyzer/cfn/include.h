#ifndef ANALYZER_CFN_INCLUDE_H
#define ANALYZER_CFN_INCLUDE_H

#include "analyzer/cfn/stack.h"

/* The files that AWS::Include reads while one template is expanded. */
struct inclusion {
	struct ctx *ctx;
	const struct stack *stack;
	size_t files;
};

/* Says whether a call of a macro ({Name, Parameters}) is one of AWS::Include. */
bool include_recognise(const struct node *call);

/*
 * The map that a call of AWS::Include brings. Only regular files in or below the folder of the file
 * that includes them are read, so that a template cannot reach what lies beside it. An unknown node
 * with the reason for everything else.
 */
const struct node *include_load(struct inclusion *inclusion, const struct node *call);

#endif
