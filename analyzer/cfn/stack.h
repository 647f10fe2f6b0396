#ifndef ANALYZER_CFN_STACK_H
#define ANALYZER_CFN_STACK_H

#include "analyzer/base/map.h"
#include "analyzer/cfn/template.h"

/* Where a stack is deployed. A part that was never said is NULL; no region is ever assumed. */
struct environment {
	const char *partition, *account, *region;
};

struct conditions;

/* A template deployed into one environment with parameter values. */
struct stack {
	const char *name; /* as CloudFormation knows it, unique in its region; NULL: never said */
	const struct template *template;
	struct environment environment;
	struct map arguments; /* parameter name -> struct argument, for parameters given a value */
	const struct stack *parent; /* of a stack that a resource of another stack makes, */
	const struct node *maker;   /* and the body of that resource */
	struct map children;	    /* logical id -> struct stack: nested stacks that were found */
	struct conditions *conditions; /* the Conditions section, solved; built when asked */
};

/*
 * A parameter value: a literal (scope NULL), or a node to evaluate in the parent stack. Of a
 * parameter of an SSM type it is the name of a stored value, unless that was `resolved` already.
 */
struct argument {
	const struct node *node;
	const struct stack *scope;
	bool resolved;
};

/* Partition of a region ("aws", "aws-cn", "aws-us-gov" ...), or NULL for a NULL region. */
const char *region_partition(const char *region);

/* Domain suffix of a region: "amazonaws.com" or "amazonaws.com.cn". */
const char *region_url_suffix(const char *region);

/* Says whether `text` is the code of an AWS region (not of a zone): from the table in region.c. */
bool region_is_known(const char *text);

/* A known region that `text` may be a misspelling of, or NULL. */
const char *region_suggestion(const char *text);

#endif
