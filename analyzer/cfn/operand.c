#include "analyzer/cfn/operand.h"

#include "analyzer/base/buf.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* How deep functions nest in an operand. */
#define OPERAND_DEPTH 32

const char *operand_literal(const struct node *node) {
	const char *text = node_text(node);
	return text && !node->tag && !strstr(text, "{{resolve:") ? text : NULL;
}

static struct operand read(
	struct arena *arena, const struct stack *stack, const struct node *node, unsigned depth);

/* Follows a Ref to a parameter through the arguments that parent stacks passed. */
static struct operand read_ref(struct arena *arena, const struct stack *stack,
	const struct node *node, const char *name, unsigned depth) {
	struct operand operand = { .stack = stack, .node = node };
	const struct node *declaration = node_find(stack->template->parameters, name);
	const char *type = node_text(node_find(declaration, "Type"));
	const struct argument *argument = map_find(&stack->arguments, name);
	if (argument && (argument->resolved || !parameter_is_stored(type))) {
		struct operand passed = { operand_literal(argument->node), NULL, stack,
			argument->node };
		if (argument->scope) {
			passed = read(arena, argument->scope, argument->node, depth + 1);
		}
		if (!passed.node || passed.node->kind != NODE_UNKNOWN) {
			return passed;
		}
	}
	if (declaration) {
		operand.variable = parameter_is_list(type) ? NULL : variable_of(stack, name);
		return operand;
	}
	struct eval eval = { .arena = arena };
	struct value value = eval_node(&eval, stack, node);
	operand.literal = value_text(arena, &value);
	if (!operand.literal && strncmp(name, "AWS::", 5) == 0) {
		operand.variable = variable_of(stack, name);
	}
	return operand;
}

static struct operand read(
	struct arena *arena, const struct stack *stack, const struct node *node, unsigned depth) {
	struct operand operand = { operand_literal(node), NULL, stack, node };
	const char *name;
	const struct node *arguments;
	if (operand.literal || depth > LIMIT_NESTED_STACKS ||
		!intrinsic_call(arena, node, &name, &arguments) || strcmp(name, "Ref") != 0 ||
		!node_text(arguments)) {
		return operand;
	}
	return read_ref(arena, stack, node, node_text(arguments), depth);
}

static bool is_settled(struct operand_reader *r, const struct stack *stack, const struct node *node,
	struct variable_list *variables, unsigned depth);

/* Whether a parameter has a value, or a closed domain, which is noted. */
static bool is_settled_operand(struct operand_reader *r, struct operand operand,
	const struct node *reference, struct variable_list *variables, unsigned depth) {
	if (operand.variable && operand.variable->closed) {
		vec_push(r->arena, variables, operand.variable);
	}
	return operand.literal || (operand.variable && operand.variable->closed) ||
	       (!operand.variable && operand.node != reference &&
		       is_settled(r, operand.stack, operand.node, variables, depth + 1));
}

/* The placeholders of an Fn::Sub that are none of its own variables. */
static bool are_settled_placeholders(struct operand_reader *r, const struct stack *stack,
	const struct node *arguments, struct variable_list *variables, unsigned depth) {
	struct node *const *items = node_items_begin(arguments);
	const struct node *pattern = items && arguments->count == 2 ? items[0] : arguments;
	const struct node *own = pattern != arguments ? items[1] : NULL;
	const char *rest = operand_literal(pattern);
	bool settled = rest && (!own || is_settled(r, stack, own, variables, depth + 1));
	for (const char *open; settled && (open = strstr(rest, "${")); rest = open + 2) {
		size_t length = strcspn(open + 2, "}");
		const char *name = arena_strndup(r->arena, open + 2, length);
		if (*name == '!' || !open[2 + length] || node_find(own, name)) {
			continue;
		}
		struct node *reference = node_new(r->arena, NODE_MAP, pattern);
		node_map_add(r->arena, reference, "Ref", node_new_text(r->arena, name, pattern));
		settled = !strpbrk(name, ". ") &&
			  is_settled_operand(r, read(r->arena, stack, reference, 0), reference,
				  variables, depth);
	}
	return settled;
}

/* Functions whose value follows from their arguments alone. */
static bool is_pure(const char *name) {
	static const char *const names[] = { "Fn::Base64", "Fn::Cidr", "Fn::FindInMap", "Fn::Join",
		"Fn::Length", "Fn::Select", "Fn::Split", "Fn::ToJsonString" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

static bool are_settled_parts(struct operand_reader *r, const struct stack *stack,
	const struct node *node, struct variable_list *variables, unsigned depth) {
	const struct member *m;
	member_each(m, node) {
		if (!is_settled(r, stack, m->value, variables, depth + 1)) {
			return false;
		}
	}
	struct node **item;
	node_each(item, node) {
		if (!is_settled(r, stack, *item, variables, depth + 1)) {
			return false;
		}
	}
	bool known = node->kind != NODE_UNKNOWN && node->kind != NODE_NULL;
	return known && (!node_text(node) || operand_literal(node));
}

/*
 * Whether a node's value follows from parameters that have a value or a closed domain; the latter
 * are collected.
 */
static bool is_settled(struct operand_reader *r, const struct stack *stack, const struct node *node,
	struct variable_list *variables, unsigned depth) {
	const char *name;
	const struct node *arguments;
	if (!node || depth > OPERAND_DEPTH || ++r->steps > OPERAND_STEPS ||
		variables->count > LIMIT_CONDITION_VARIABLES) {
		return false;
	}
	if (!intrinsic_call(r->arena, node, &name, &arguments)) {
		return are_settled_parts(r, stack, node, variables, depth);
	}
	if (strcmp(name, "Ref") == 0) {
		return is_settled_operand(
			r, read(r->arena, stack, node, 0), node, variables, depth);
	}
	if (strcmp(name, "Fn::Sub") == 0) {
		return are_settled_placeholders(r, stack, arguments, variables, depth);
	}
	return is_pure(name) && are_settled_parts(r, stack, arguments, variables, depth + 1);
}

struct operand operand_of(struct arena *arena, const struct stack *stack, const struct node *node) {
	return read(arena, stack, node, 0);
}

bool operand_is_settled(struct operand_reader *r, const struct stack *stack,
	const struct node *node, struct variable_list *variables) {
	return is_settled(r, stack, node, variables, 0);
}

/* The same text for the same value, however it is written. */
static void put_canonical(struct buf *text, struct arena *arena, const struct node *node) {
	const char *name;
	const struct node *arguments;
	if (node && node->tag && intrinsic_call(arena, node, &name, &arguments)) {
		buf_printf(text, "{%s:", name);
		put_canonical(text, arena, arguments);
		buf_puts(text, "}");
		return;
	}
	buf_puts(text, node_is_map(node) ? "{" : node_is_list(node) ? "[" : "");
	const struct member *m;
	member_each(m, node) {
		buf_printf(text, "%s%s:", m == node_members_begin(node) ? "" : ",", m->key->text);
		put_canonical(text, arena, m->value);
	}
	struct node **item;
	node_each(item, node) {
		buf_puts(text, item == node_items_begin(node) ? "" : ",");
		put_canonical(text, arena, *item);
	}
	buf_puts(text, node_is_map(node) ? "}" : node_is_list(node) ? "]" : "");
	if (node_text(node)) {
		buf_printf(text, "'%s'", node_text(node));
	}
}

const char *operand_text(struct arena *arena, const struct node *node) {
	struct buf text = buf_new(arena);
	put_canonical(&text, arena, node);
	return text.bytes;
}
