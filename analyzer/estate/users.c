#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <string.h>

/* Walks what a resource or an output says, once for all that it may name. */
struct walk {
	struct estate *estate;
	struct eval eval;
	const struct resource *user; /* NULL: an output of `stack` */
	const struct stack *stack;
};

static void note_user(struct walk *walk, const struct stack *stack, const char *logical_id) {
	const struct resource *named = estate_find(walk->estate, stack, logical_id);
	if (!named) {
		return;
	}
	struct arena *arena = walk->estate->ctx->arena;
	struct users *users = &named->links->users;
	if (!walk->user) {
		vec_push(arena, &users->outputs, walk->stack);
	} else if (!users->resources.count ||
		   users->resources.items[users->resources.count - 1] != walk->user) {
		vec_push(arena, &users->resources, walk->user);
	}
}

static void walk_node(
	struct walk *walk, const struct stack *stack, const struct node *node, unsigned depth);

static void walk_members(
	struct walk *walk, const struct stack *stack, const struct node *map, unsigned depth) {
	const struct member *m;
	member_each(m, map) {
		if (m->value->kind != NODE_STRING || m->value->tag) {
			walk_node(walk, stack, m->value, depth);
		}
	}
}

static void walk_value(struct walk *walk, const struct value *value, unsigned depth) {
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count; i++) {
		const struct part *part = &value->parts[i];
		if (part->kind == PART_REFERENCE) {
			note_user(walk, part->stack, part->logical_id);
		}
	}
	if (depth == LIMIT_DEPTH) {
		return;
	}
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		walk_value(walk, &value->items[i], depth + 1);
	}
	if (value->kind == VALUE_MAP) {
		walk_members(walk, value->stack, value->node, depth + 1);
	}
}

/* A text that is joined names what its pieces do. */
static const struct node *joined_pieces(const char *function, const struct node *arguments) {
	struct node *const *pair = node_items_begin(arguments);
	bool joins = strcmp(function, "Fn::Join") == 0 && node_items_count(arguments) == 2;
	return joins && node_is_list(pair[1]) && !pair[1]->tag ? pair[1] : NULL;
}

static void walk_call(struct walk *walk, const struct stack *stack, const struct node *node,
	const struct node *pieces, unsigned depth) {
	struct logical_ids named = { 0 };
	if (pieces) {
		walk_node(walk, stack, pieces, depth + 1);
	} else if (intrinsic_written(walk->eval.arena, stack, node, &named)) {
		const char *const *id;
		vec_each(id, &named) {
			note_user(walk, stack, *id);
		}
	} else {
		struct value value = eval_node(&walk->eval, stack, node);
		walk_value(walk, &value, depth);
	}
}

/* What is written without a function names nothing, and most calls say what they name; only the
 * rest needs evaluation. */
static void walk_node(
	struct walk *walk, const struct stack *stack, const struct node *node, unsigned depth) {
	const char *function;
	const struct node *arguments;
	if ((node->kind == NODE_STRING && !node->tag) || depth > LIMIT_DEPTH) {
		return;
	}
	if (intrinsic_is_possible(node) &&
		intrinsic_call(walk->eval.arena, node, &function, &arguments)) {
		walk_call(walk, stack, node, joined_pieces(function, arguments), depth);
		return;
	}
	struct node **item;
	node_each(item, node) {
		walk_node(walk, stack, *item, depth + 1);
	}
	walk_members(walk, stack, node, depth + 1);
}

static void walk_stack_outputs(struct walk *walk, const struct stack *stack) {
	const struct member *output;
	walk->stack = stack;
	member_each(output, stack->template->outputs) {
		walk->eval.steps = 0;
		struct value value = eval_node(&walk->eval, stack, output->value);
		walk_value(walk, &value, 0);
	}
}

static void find_users(struct estate *estate) {
	struct arena *scratch = arena_new();
	struct arena_mark start = arena_mark(scratch);
	struct walk walk = { .estate = estate, .eval = estate_eval(estate, scratch) };
	struct member_stack *const *stack;
	vec_each(stack, &estate->stacks) {
		walk_stack_outputs(&walk, &(*stack)->stack);
		arena_rewind(scratch, start);
	}
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		walk.user = *resource;
		walk.eval.steps = 0;
		walk_members(&walk, &(*resource)->stack->stack, (*resource)->properties.node, 0);
		arena_rewind(scratch, start);
	}
	arena_free(scratch);
}

const struct users *estate_users(struct estate *estate, const struct resource *resource) {
	if (!estate->users_known) {
		estate->users_known = true;
		find_users(estate);
	}
	return &resource->links->users;
}
