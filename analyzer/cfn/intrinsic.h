#ifndef ANALYZER_CFN_INTRINSIC_H
#define ANALYZER_CFN_INTRINSIC_H

#include "analyzer/cfn/eval.h"

/*
 * The intrinsics, one function each; `arguments` is what stands after the name, without tag.
 * Malformed arguments give UNKNOWN with a reason, as everything does that is only known at
 * deployment. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * (read 2026-11).
 */
struct value intrinsic_ref(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_get_att(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_import_value(
	struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_get_stack_output(
	struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_if(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_find_in_map(
	struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_base64(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_join(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_select(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_split(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_sub(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_cidr(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_length(struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_to_json_string(
	struct eval *, const struct stack *, const struct node *arguments);
struct value intrinsic_get_azs(struct eval *, const struct stack *, const struct node *arguments);

/* Ref of a name and GetAtt of "Id.Attribute", which Fn::Sub needs too. */
struct value reference_by_name(
	struct eval *, const struct stack *, const struct node *origin, const char *name);
struct value attribute_by_name(struct eval *, const struct stack *, const struct node *origin,
	const char *logical_id, const char *attribute);

#endif
