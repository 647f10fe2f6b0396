#include "analyzer/cfn/eval.h"

#include "analyzer/base/vec.h"
#include "analyzer/cfn/expand.h"
#include "analyzer/cfn/intrinsic.h"
#include "analyzer/cfn/text.h"
#include "analyzer/doc/limits.h"

#include <stdlib.h>
#include <string.h>

struct value_list VEC(struct value);

struct value value_unknown(struct eval *eval, const struct stack *stack, const struct node *node,
	const char *format, ...) {
	va_list args;
	va_start(args, format);
	const char *reason = arena_vprintf(eval->arena, format, args);
	va_end(args);
	return value_unknown_because(stack, node, reason);
}

struct value value_unknown_because(
	const struct stack *stack, const struct node *node, const char *reason) {
	return (struct value){
		.kind = VALUE_UNKNOWN, .node = node, .stack = stack, .reason = reason
	};
}

struct value value_literal(
	struct eval *eval, const struct stack *stack, const struct node *node, const char *text) {
	struct part *part = arena_alloc(eval->arena, sizeof(*part));
	*part = (struct part){ .kind = PART_LITERAL, .text = text };
	return (struct value){
		.kind = VALUE_TEXT, .node = node, .stack = stack, .count = 1, .parts = part
	};
}

/* The long form's name of a short form's tag. */
static const char *long_name(struct arena *arena, const char *tag) {
	if (strcmp(tag, "Ref") == 0 || strcmp(tag, "Condition") == 0) {
		return tag;
	}
	for (const struct intrinsic *i = intrinsics; i->name; i++) {
		if (i->name[0] == 'F' && strcmp(i->name + strlen("Fn::"), tag) == 0) {
			return i->name;
		}
	}
	return arena_concat(arena, "Fn::", tag, NULL);
}

static bool is_call_key(const char *key) {
	switch (*key) {
	case 'F':
		return strncmp(key, "Fn::", 4) == 0;
	case 'R':
		return strcmp(key, "Ref") == 0;
	case 'C':
		return strcmp(key, "Condition") == 0;
	default:
		return false;
	}
}

bool intrinsic_call(struct arena *arena, const struct node *node, const char **ret_name,
	const struct node **ret_arguments) {
	if (!node) {
		return false;
	}
	if (node->tag) {
		struct node *untagged = arena_alloc(arena, sizeof(*untagged));
		*untagged = *node;
		untagged->tag = NULL;
		*ret_arguments = untagged;
		*ret_name = long_name(arena, node->tag);
		return true;
	}
	if (node->kind != NODE_MAP || node->count != 1) {
		return false;
	}
	const struct member *only = node_members_begin(node);
	const char *key = only->key->text;
	if (!is_call_key(key)) {
		return false;
	}
	*ret_name = key;
	*ret_arguments = only->value;
	return true;
}

static struct value eval_list(
	struct eval *eval, const struct stack *stack, const struct node *node) {
	struct value_list items = { 0 };
	struct node **item;
	node_each(item, node) {
		struct value value = eval_node(eval, stack, *item);
		if (value.kind != VALUE_ABSENT) {
			vec_push(eval->arena, &items, value);
		}
	}
	return (struct value){ .kind = VALUE_LIST,
		.node = node,
		.stack = stack,
		.count = items.count,
		.items = items.items };
}

static struct value eval_plain(
	struct eval *eval, const struct stack *stack, const struct node *node) {
	switch (node->kind) {
	case NODE_LIST:
		return eval_list(eval, stack, node);
	case NODE_MAP:
		return (struct value){ .kind = VALUE_MAP, .node = node, .stack = stack };
	case NODE_UNKNOWN:
		return value_unknown_because(stack, node, node->text);
	case NODE_NULL:
		return value_unknown_because(stack, node, "null is not a value in a template");
	case NODE_STRING:
		return text_of_scalar(eval, stack, node);
	default:
		return value_literal(eval, stack, node, node->text);
	}
}

/*
 * `Condition` alone in a map is also a member of IAM policies, so only conditions read it as a
 * call; a loop alone in a map stands for members of it.
 */
static bool calls(struct eval *eval, const struct node *node, const char **ret_name,
	const struct node **ret_arguments) {
	if (!intrinsic_is_possible(node) ||
		!intrinsic_call(eval->arena, node, ret_name, ret_arguments)) {
		return false;
	}
	bool is_condition = **ret_name == 'C';
	return node->tag || !(is_condition || strncmp(*ret_name, "Fn::ForEach::", 13) == 0);
}

struct value eval_node(struct eval *eval, const struct stack *stack, const struct node *node) {
	const char *name;
	const struct node *arguments;
	if (!node) {
		return (struct value){ .kind = VALUE_ABSENT, .stack = stack };
	}
	if (eval->depth >= LIMIT_EVALUATION_DEPTH) {
		return value_unknown(eval, stack, node, "its functions are nested deeper than %d",
			LIMIT_EVALUATION_DEPTH);
	}
	if (++eval->steps > LIMIT_EVALUATION_STEPS) {
		return value_unknown(eval, stack, node, "evaluating it takes more than %d steps",
			LIMIT_EVALUATION_STEPS);
	}
	if (!calls(eval, node, &name, &arguments)) {
		return eval_plain(eval, stack, node);
	}
	const struct intrinsic *intrinsic = intrinsic_find(name);
	if (!intrinsic) {
		return arguments->kind == NODE_UNKNOWN
			       ? value_unknown_because(stack, node, arguments->text)
			       : value_unknown(eval, stack, node, "%s is not evaluated", name);
	}
	eval->depth++;
	struct value value = intrinsic->evaluate(eval, stack, arguments);
	eval->depth--;
	/* A text stands where the template asks for it; a branch of Fn::If stands where it is
	 * written. */
	bool placed = value.kind == VALUE_TEXT || value.kind == VALUE_UNKNOWN;
	if (placed && intrinsic->evaluate != intrinsic_if) {
		value.node = node;
	}
	return value;
}

/* Why a member that is missing may yet be there, or NULL. */
static const char *opened_by(struct eval *eval, const struct value *map) {
	const char *macro = map->stack->template->macro;
	return macro ? arena_printf(eval->arena, "macro %s can add it at deployment", macro)
		     : map_opener(eval->arena, map->node);
}

struct value eval_member(struct eval *eval, const struct value *map, const char *key) {
	if (map->kind == VALUE_ABSENT || map->kind == VALUE_UNKNOWN) {
		return *map;
	}
	if (map->kind != VALUE_MAP) {
		return value_unknown(eval, map->stack, map->node, "a map is expected here");
	}
	const struct node *member = node_find(map->node, key);
	struct value value = eval_node(eval, map->stack, member);
	const char *opener = value.kind == VALUE_ABSENT ? opened_by(eval, map) : NULL;
	return opener ? value_unknown(eval, map->stack, map->node, "%s", opener) : value;
}

struct value eval_attribute(struct eval *eval, const struct stack *stack,
	const struct node *resource, const char *name) {
	struct value body = { .kind = VALUE_MAP, .node = resource, .stack = stack };
	return eval_member(eval, &body, name);
}

/* An index into a list, when the path says one. */
static struct value step(struct eval *eval, const struct value *from, const char *key) {
	if (from->kind != VALUE_LIST || !*key || key[strspn(key, "0123456789")]) {
		return eval_member(eval, from, key);
	}
	unsigned long index = strtoul(key, NULL, 10);
	return index < from->count ? from->items[index]
				   : (struct value){ .kind = VALUE_ABSENT, .stack = from->stack };
}

struct value eval_path(struct eval *eval, const struct value *map, const char *path) {
	struct value value = *map;
	for (const char *dot; (dot = strchr(path, '.')); path = dot + 1) {
		const char *key = arena_strndup(eval->arena, path, (size_t)(dot - path));
		value = step(eval, &value, key);
	}
	return *path ? step(eval, &value, path) : value;
}

void eval_members(struct eval *eval, const struct value *map, struct value_members *ret_members) {
	const struct member *m;
	member_each(m, map->kind == VALUE_MAP ? map->node : NULL) {
		struct value_member member = { m->key->text,
			eval_node(eval, map->stack, m->value) };
		if (member.value.kind != VALUE_ABSENT) {
			vec_push(eval->arena, ret_members, member);
		}
	}
}

static enum truth exists_in(struct eval *eval, const struct stack *stack,
	const struct node *resource, const char **ret_reason) {
	const struct node *condition = node_find(resource, "Condition");
	if (!condition) {
		return YES;
	}
	const char *name = node_text(condition);
	if (!name) {
		*ret_reason = "its Condition is not a name";
		return UNKNOWN;
	}
	return condition_outcome(eval->arena, eval->scenario, stack, name, ret_reason);
}

enum truth eval_exists(struct eval *eval, const struct stack *stack, const struct node *resource,
	const char **ret_reason) {
	enum truth exists = exists_in(eval, stack, resource, ret_reason);
	for (; stack->parent && exists != NO; stack = stack->parent) {
		const char *reason = NULL;
		enum truth made = exists_in(eval, stack->parent, stack->maker, &reason);
		if (made < exists) {
			exists = made;
			*ret_reason = reason;
		}
	}
	return exists;
}
