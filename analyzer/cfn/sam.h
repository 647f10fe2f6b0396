#ifndef ANALYZER_CFN_SAM_H
#define ANALYZER_CFN_SAM_H

#include "analyzer/cfn/stack.h"

#define SAM_TRANSFORM "AWS::Serverless-2016-10-31"
#define SAM_PREFIX "AWS::Serverless::"

/*
 * Gives a stack whose template names SAM_TRANSFORM a template with, in the place of each
 * AWS::Serverless resource, what CloudFormation makes of it, as far as data, calls and regions go.
 * Other stacks keep theirs; a type of SAM in it is reported, which CloudFormation refuses. What is
 * written stays the node that it is, so that it keeps its place; what is made stands where the
 * property that asks for it does. Malformed resources are reported and left out.
 *
 * A logical id is the one that SAM gives. Where SAM ends one in a hash of what changes with every
 * release (of a version, a deployment, a layer), the hash is left out; where it is a hash of a name
 * (of a domain, of a hosted zone), the name's letters and digits stand instead.
 *
 * Source:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 * and the output of aws-sam-translator 1.110.0 (2026-11).
 */
void sam_expand(struct ctx *ctx, struct stack *stack);

#endif
