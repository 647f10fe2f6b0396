#ifndef ANALYZER_CFN_EXPAND_H
#define ANALYZER_CFN_EXPAND_H

#include "analyzer/cfn/stack.h"

/*
 * Replaces, in the template of a stack, each Fn::ForEach by what it stands for and each
 * AWS::Include of a local file by the members of that file. Nothing is invented: a loop over a
 * collection that is not known and a file that is not at hand stay as a member "Fn::ForEach::Name"
 * or "Fn::Transform" whose value is unknown with the reason, so that what is absent beside them is
 * unknown too. Places stay those of the loop's body and of the included file. The template of other
 * stacks remains what it was. What SAM's transform makes of the result takes its place (sam.h).
 * Sources:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/create-reusable-transform-function-snippets-and-add-to-your-template-with-aws-include-transform.html
 * (read 2026-11).
 */
void stack_expand(struct ctx *ctx, struct stack *stack);

/*
 * Why a map may hold members besides those that are written, as a phrase; NULL where it may not.
 * What a loop or macro among them brings is decided at deployment.
 */
const char *map_opener(struct arena *arena, const struct node *map);

#endif
