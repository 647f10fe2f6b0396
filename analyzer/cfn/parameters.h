#ifndef ANALYZER_CFN_PARAMETERS_H
#define ANALYZER_CFN_PARAMETERS_H

#include "analyzer/cfn/stack.h"

/*
 * Reads parameter values from a document in any form the AWS CLI takes: ["Key=Value"],
 * [{ParameterKey, ParameterValue}], {Parameters: {Key: Value}}, {Key: Value}; JSON or YAML. Values
 * go to `ret_arguments` (name -> struct argument). Reports what has none of these forms.
 */
bool parameters_read(struct ctx *ctx, const struct node *document, struct map *ret_arguments);

/*
 * Gives a stack the values of `arguments` that its template declares. Reports, at the value's
 * place, a value outside AllowedValues; a value for no parameter is reported only where `strict`.
 */
void parameters_apply(
	struct ctx *ctx, struct stack *stack, const struct map *arguments, bool strict);

#endif
