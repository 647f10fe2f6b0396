#include "analyzer/cfn/eval.h"

#include <string.h>

/* What stands in one call of a template. */
struct call {
	struct arena *arena;
	const struct stack *stack;
	struct logical_ids *named;
};

/* What of a resource may be a value of another: an output of its stack, or a CDK export. */
static bool may_lead_on(const struct stack *stack, const struct node *body, const char *attribute) {
	const char *type = node_text(node_find(body, "Type"));
	return stack->template->generated.count || strncmp(attribute, "Outputs.", 8) == 0 ||
	       (type && strcmp(type, "Custom::CrossRegionExportReader") == 0);
}

static bool add_attribute(const struct call *call, const char *id, const char *attribute) {
	const struct member *resource =
		id && attribute ? node_find_member(call->stack->template->resources, id) : NULL;
	if (!resource || may_lead_on(call->stack, resource->value, attribute)) {
		return false;
	}
	vec_push(call->arena, call->named, resource->key->text);
	return true;
}

/* A parameter names what its value does: nothing, unless another stack passes it. */
static bool add_name(const struct call *call, const char *name) {
	const struct stack *stack = call->stack;
	if (!name || strncmp(name, "AWS::", 5) == 0) {
		return name;
	}
	if (node_find(stack->template->parameters, name)) {
		const struct argument *argument = map_find(&stack->arguments, name);
		return !(argument && argument->scope);
	}
	const struct member *resource = node_find_member(stack->template->resources, name);
	if (resource) {
		vec_push(call->arena, call->named, resource->key->text);
	}
	return resource;
}

static bool add_dotted(const struct call *call, const char *text) {
	const char *dot = text ? strchr(text, '.') : NULL;
	return dot &&
	       add_attribute(call, arena_strndup(call->arena, text, (size_t)(dot - text)), dot + 1);
}

static bool add_get_att(const struct call *call, const struct node *arguments) {
	struct node *const *items = node_items_begin(arguments);
	if (node_items_count(arguments) != 2 || items[0]->tag || items[1]->tag) {
		return add_dotted(call, node_text(arguments));
	}
	return add_attribute(call, node_text(items[0]), node_text(items[1]));
}

static bool add_placeholders(const struct call *call, const char *text) {
	bool written = text;
	for (const char *open = text; written && (open = strstr(open, "${")); open += 2) {
		size_t length = strcspn(open + 2, "} ");
		if (open[2] == '!' || open[2 + length] != '}') {
			written = open[2] == '!';
			continue;
		}
		const char *name = arena_strndup(call->arena, open + 2, length);
		written = strchr(name, '.') ? add_dotted(call, name) : add_name(call, name);
	}
	return written;
}

bool intrinsic_written(struct arena *arena, const struct stack *stack, const struct node *node,
	struct logical_ids *ret_named) {
	const struct call call = { arena, stack, ret_named };
	const char *name;
	const struct node *arguments;
	if (!intrinsic_call(arena, node, &name, &arguments) || arguments->tag) {
		return false;
	}
	if (*name == 'R') {
		return add_name(&call, node_text(arguments));
	}
	if (strcmp(name, "Fn::Sub") == 0) {
		return add_placeholders(&call, node_text(arguments));
	}
	return strcmp(name, "Fn::GetAtt") == 0 && add_get_att(&call, arguments);
}
