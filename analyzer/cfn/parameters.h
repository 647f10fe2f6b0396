#ifndef ANALYZER_CFN_PARAMETERS_H
#define ANALYZER_CFN_PARAMETERS_H

#include "analyzer/cfn/stack.h"

/*
 * Reads parameter values from a document in any form the AWS CLI takes: "Key=Value" or
 * "ParameterKey=K,ParameterValue=V", several of them with blanks between or in a list;
 * [{ParameterKey, ParameterValue}], {Key: Value}, any of these under "Parameters" (CodePipeline's
 * template configuration, --cli-input-json), a Git sync deployment file; JSON or YAML. Values go to
 * `ret_arguments` (name -> struct argument), over those that are there. Reports what has none of
 * these forms.
 */
bool parameters_read(struct ctx *ctx, const struct node *document, struct map *ret_arguments);

/*
 * The same from what stands on a command line: a path, with file:// before it or not, or the values
 * themselves. `origin` names the place in messages ("--parameters").
 */
bool parameters_say(
	struct ctx *ctx, const char *said, const char *origin, struct map *ret_arguments);

/*
 * Gives a stack the values of `arguments` that its template declares. Reports, at the value's
 * place, a value outside AllowedValues; a value for no parameter is reported only where `strict`.
 */
void parameters_apply(
	struct ctx *ctx, struct stack *stack, const struct map *arguments, bool strict);

/*
 * What a parameter's type says: whether it is a list, written with commas between its items;
 * whether it is read from Systems Manager, so that its value is only the name of a stored one.
 * Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 * (read 2026-11). A NULL type is neither.
 */
bool parameter_is_list(const char *type);
bool parameter_is_stored(const char *type);

#endif
