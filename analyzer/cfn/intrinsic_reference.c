#include "analyzer/base/vec.h"
#include "analyzer/cfn/intrinsic.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/cfn/text.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

struct value_list VEC(struct value);

static struct value absent(const struct stack *stack) {
	return (struct value){ .kind = VALUE_ABSENT, .stack = stack };
}

static struct value reference(struct eval *eval, const struct stack *stack,
	const struct node *origin, const char *logical_id, const char *attribute) {
	struct part *part = arena_alloc(eval->arena, sizeof(*part));
	*part = (struct part){ PART_REFERENCE, attribute, stack, logical_id };
	return (struct value){
		.kind = VALUE_TEXT, .node = origin, .stack = stack, .count = 1, .parts = part
	};
}

/* Pseudo parameters that are parts of the environment, by the member that holds them. */
static const struct pseudo {
	const char *name;
	size_t offset;
	const char *unknown;
} environment_parameters[] = {
	{ "AWS::AccountId", offsetof(struct environment, account), ACCOUNT_NOT_SAID },
	{ "AWS::Region", offsetof(struct environment, region), REGION_NOT_SAID },
	{ "AWS::Partition", offsetof(struct environment, partition),
		"the stack's partition follows from a region that was not said" },
};

/* A name that stands for nothing that is written. */
static struct value undefined(
	struct eval *eval, const struct stack *stack, const struct node *origin, const char *name) {
	const char *open = stack->template->open;
	if (!*name) {
		return value_unknown(eval, stack, origin, "a reference to nothing");
	}
	return open ? value_unknown(eval, stack, origin, "%s is not written: %s", name, open)
		    : value_unknown(eval, stack, origin, "the template defines no %s", name);
}

static struct value pseudo_parameter(
	struct eval *eval, const struct stack *stack, const struct node *origin, const char *name);

static struct value known_or(struct eval *eval, const struct stack *stack,
	const struct node *origin, const char *text, const char *otherwise) {
	return text ? value_literal(eval, stack, origin, text)
		    : value_unknown_because(stack, origin, otherwise);
}

/* An ARN of which only the last step is not known. */
static struct value stack_id(
	struct eval *eval, const struct stack *stack, const struct node *origin) {
	static const char *const pieces[] = { "arn:", "AWS::Partition",
		":cloudformation:", "AWS::Region", ":", "AWS::AccountId", ":stack/",
		"AWS::StackName", "/" };
	struct text text = { 0 };
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct value piece = i % 2 ? pseudo_parameter(eval, stack, origin, pieces[i])
					   : value_literal(eval, stack, origin, pieces[i]);
		text_add_value(eval, &text, &piece);
	}
	text_add_unknown(eval, &text, "AWS::StackId ends in what deployment decides");
	return text_value(eval, &text, stack, origin);
}

static struct value pseudo_parameter(
	struct eval *eval, const struct stack *stack, const struct node *origin, const char *name) {
	for (size_t i = 0; i < sizeof(environment_parameters) / sizeof(environment_parameters[0]);
		i++) {
		const struct pseudo *p = &environment_parameters[i];
		if (strcmp(p->name, name) == 0) {
			const char *const *text = (const char *const *)(const void
					*)((const char *)&stack->environment + p->offset);
			const char *fixed, *known = *text;
			if (!known && scenario_parameter(eval->arena, eval->scenario, stack, name,
					      &fixed) == BINDING_FIXED) {
				known = fixed;
			}
			return known_or(eval, stack, origin, known, p->unknown);
		}
	}
	if (strcmp(name, "AWS::NoValue") == 0) {
		return absent(stack);
	}
	if (strcmp(name, "AWS::URLSuffix") == 0) {
		return known_or(eval, stack, origin, region_url_suffix(stack->environment.region),
			"the domain suffix follows from a region that was not said");
	}
	if (strcmp(name, "AWS::StackId") == 0) {
		return stack_id(eval, stack, origin);
	}
	if (strcmp(name, "AWS::StackName") == 0) {
		return known_or(eval, stack, origin, stack->name, STACK_NAME_NOT_SAID);
	}
	return value_unknown(eval, stack, origin, "%s is decided at deployment", name);
}

/* "a, b" as a list of trimmed texts. */
static struct value split_list(
	struct eval *eval, const struct stack *stack, const struct node *origin, const char *text) {
	struct value_list items = { 0 };
	while (*text || items.count > 0) {
		size_t length = strcspn(text, ",");
		const char *start = text, *end = text + length;
		while (start < end && isspace((unsigned char)*start)) {
			start++;
		}
		while (end > start && isspace((unsigned char)end[-1])) {
			end--;
		}
		const char *item = arena_strndup(eval->arena, start, (size_t)(end - start));
		vec_push(eval->arena, &items, value_literal(eval, stack, origin, item));
		if (text[length] != ',') {
			break;
		}
		text += length + 1;
	}
	return (struct value){ .kind = VALUE_LIST,
		.node = origin,
		.stack = stack,
		.count = items.count,
		.items = items.items };
}

static struct value typed(struct eval *eval, const struct stack *stack, const struct node *origin,
	const char *type, const char *text) {
	return parameter_is_list(type) ? split_list(eval, stack, origin, text)
				       : value_literal(eval, stack, origin, text);
}

static struct value given(struct eval *eval, const struct stack *stack, const struct node *origin,
	const char *type, const struct argument *argument) {
	if (!argument->scope && node_text(argument->node)) {
		return typed(eval, stack, origin, type, node_text(argument->node));
	}
	struct value value =
		eval_node(eval, argument->scope ? argument->scope : stack, argument->node);
	const char *text = value_text(eval->arena, &value);
	return text && parameter_is_list(type) ? split_list(eval, stack, origin, text) : value;
}

/* Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
static struct value parameter(struct eval *eval, const struct stack *stack,
	const struct node *origin, const char *name, const struct node *declaration) {
	const char *type = node_text(node_find(declaration, "Type"));
	const struct argument *argument = map_find(&stack->arguments, name);
	const char *fixed = NULL;
	if (argument && (argument->resolved || !parameter_is_stored(type))) {
		struct value value = given(eval, stack, origin, type, argument);
		bool narrowed = value.kind == VALUE_UNKNOWN &&
				scenario_parameter(eval->arena, eval->scenario, stack, name,
					&fixed) == BINDING_FIXED;
		return narrowed ? typed(eval, stack, origin, type, fixed) : value;
	}
	switch (scenario_parameter(eval->arena, eval->scenario, stack, name, &fixed)) {
	case BINDING_FIXED:
		return typed(eval, stack, origin, type, fixed);
	case BINDING_OPEN:
		return value_unknown(eval, stack, origin,
			"parameter %s has no value that this scenario fixes", name);
	case BINDING_FREE:
		break;
	}
	if (parameter_is_stored(type)) {
		return value_unknown(eval, stack, origin,
			"parameter %s is read from Systems Manager at deployment", name);
	}
	const char *fallback = node_text(node_find(declaration, "Default"));
	return fallback ? typed(eval, stack, origin, type, fallback)
			: value_unknown(eval, stack, origin, "parameter %s has no value", name);
}

struct value reference_by_name(
	struct eval *eval, const struct stack *stack, const struct node *origin, const char *name) {
	if (strncmp(name, "AWS::", 5) == 0) {
		return pseudo_parameter(eval, stack, origin, name);
	}
	const struct node *declaration = node_find(stack->template->parameters, name);
	if (declaration) {
		return parameter(eval, stack, origin, name, declaration);
	}
	const struct member *resource = node_find_member(stack->template->resources, name);
	if (resource) {
		return reference(eval, stack, origin, resource->key->text, "Ref");
	}
	const char *generated = map_find(&stack->template->generated, name);
	return generated ? reference(eval, stack, origin, generated, "Ref")
			 : undefined(eval, stack, origin, name);
}

/* A name, which language extensions also let functions give; NULL with the reason. */
static const char *name_of(struct eval *eval, const struct stack *stack, const struct node *node,
	const char **ret_reason) {
	if (node_text(node) && !node->tag) {
		return node_text(node);
	}
	struct value value = eval_node(eval, stack, node);
	const char *reason = value_unknown_reason(eval->arena, &value);
	*ret_reason = reason ? reason : "it is not a text";
	return value_text(eval->arena, &value);
}

struct value intrinsic_ref(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	const char *reason = NULL, *name = name_of(eval, stack, arguments, &reason);
	return name ? reference_by_name(eval, stack, arguments, name)
		    : value_unknown(
			      eval, stack, arguments, "what Ref names is not known: %s", reason);
}

/* An output of a nested stack, in the child's own terms. */
static struct value nested_output(struct eval *eval, const struct stack *child,
	const struct node *origin, const char *output) {
	const struct node *declaration = node_find(child->template->outputs, output);
	if (!declaration) {
		return value_unknown(
			eval, child, origin, "the nested stack has no output %s", output);
	}
	const char *reason = NULL;
	switch (eval_exists(eval, child, declaration, &reason)) {
	case NO:
		return value_unknown(eval, child, origin,
			"the nested stack has no output %s under these conditions", output);
	case UNKNOWN:
		return value_unknown(eval, child, origin, "%s", reason);
	case YES:
		break;
	}
	return eval_node(eval, child, node_find(declaration, "Value"));
}

/* A stack whose template is not at hand: the value is not that of the stack itself. */
static bool is_output_of_stack(const char *type, const char *attribute) {
	return type && strncmp(attribute, "Outputs.", 8) == 0 &&
	       strcmp(type, "AWS::CloudFormation::Stack") == 0;
}

/* What SAM made of a resource, named "ID.NAME" or "ID.NAME.ATTRIBUTE". */
static const char *generated_by(struct eval *eval, const struct stack *stack,
	const char *logical_id, const char **attribute) {
	size_t length = strcspn(*attribute, ".");
	const char *name =
		arena_printf(eval->arena, "%s.%.*s", logical_id, (int)length, *attribute);
	const char *generated = map_find(&stack->template->generated, name);
	if (generated) {
		*attribute = (*attribute)[length] ? *attribute + length + 1 : "Ref";
	}
	return generated;
}

struct value attribute_by_name(struct eval *eval, const struct stack *stack,
	const struct node *origin, const char *logical_id, const char *attribute) {
	const struct member *resource = node_find_member(stack->template->resources, logical_id);
	if (!resource) {
		return undefined(eval, stack, origin, logical_id);
	}
	const char *generated = stack->template->generated.count
					? generated_by(eval, stack, logical_id, &attribute)
					: NULL;
	if (generated) {
		return reference(eval, stack, origin, generated, attribute);
	}
	const char *type = node_text(node_find(resource->value, "Type"));
	const struct stack *child = map_find(&stack->children, logical_id);
	if (child && strncmp(attribute, "Outputs.", 8) == 0) {
		return nested_output(eval, child, origin, attribute + 8);
	}
	if (is_output_of_stack(type, attribute)) {
		return value_unknown(eval, stack, origin,
			"the template of the nested stack %s is not at hand", logical_id);
	}
	if (type && strcmp(type, "Custom::CrossRegionExportReader") == 0 && eval->linker) {
		struct value value =
			eval->linker->cdk_export(eval, eval->linker->estate, stack, attribute);
		if (value.kind != VALUE_ABSENT) {
			return value;
		}
	}
	return reference(eval, stack, origin, resource->key->text, attribute);
}

/* [id, attribute] or "id.attribute"; the attribute may hold dots and be computed. */
struct value intrinsic_get_att(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	const char *dotted = node_text(arguments);
	if (dotted) {
		const char *dot = strchr(dotted, '.');
		if (!dot) {
			return value_unknown(eval, stack, arguments,
				"Fn::GetAtt takes a logical id and an attribute");
		}
		return attribute_by_name(eval, stack, arguments,
			arena_strndup(eval->arena, dotted, (size_t)(dot - dotted)), dot + 1);
	}
	if (node_items_count(arguments) != 2) {
		return value_unknown(
			eval, stack, arguments, "Fn::GetAtt takes a logical id and an attribute");
	}
	struct node *const *items = node_items_begin(arguments);
	const char *reason = NULL, *id = name_of(eval, stack, items[0], &reason);
	const char *attribute = id ? name_of(eval, stack, items[1], &reason) : NULL;
	return attribute ? attribute_by_name(eval, stack, arguments, id, attribute)
			 : value_unknown(eval, stack, arguments,
				   "what Fn::GetAtt names is not known: %s", reason);
}

struct value intrinsic_import_value(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	struct value name = eval_node(eval, stack, arguments);
	const char *text = value_text(eval->arena, &name);
	if (!text) {
		const char *reason = value_unknown_reason(eval->arena, &name);
		return value_unknown(eval, stack, arguments,
			"the name of the export is not known: %s",
			reason ? reason : "it is not a text");
	}
	struct value value = eval->linker
				     ? eval->linker->import(eval, eval->linker->estate, stack, text)
				     : absent(stack);
	return value.kind != VALUE_ABSENT
		       ? value
		       : value_unknown(eval, stack, arguments, "no stack given exports %s", text);
}

struct value intrinsic_get_stack_output(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	struct value map = eval_node(eval, stack, arguments);
	struct value stack_name = eval_member(eval, &map, "StackName");
	struct value output = eval_member(eval, &map, "OutputName");
	struct value region = eval_member(eval, &map, "Region");
	const char *name = value_text(eval->arena, &stack_name);
	const char *key = value_text(eval->arena, &output);
	const char *where = region.kind == VALUE_ABSENT ? stack->environment.region
							: value_text(eval->arena, &region);
	if (!name || !key || !where) {
		return value_unknown(eval, stack, arguments,
			"the stack, region or output that Fn::GetStackOutput names is not known");
	}
	struct value value = eval->linker ? eval->linker->stack_output(eval, eval->linker->estate,
						    stack, name, where, key)
					  : absent(stack);
	return value.kind != VALUE_ABSENT
		       ? value
		       : value_unknown(eval, stack, arguments,
				 "output %s of stack %s in %s is not in the estate", key, name,
				 where);
}
