#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

/* Walks what a resource or an output says, once for all that it may name. */
struct walk {
	struct estate *estate;
	struct eval eval;
	const struct resource *user; /* NULL: an output of `stack` */
	const struct stack *stack;
};

static void note_user(struct walk *walk, const struct part *part) {
	const struct resource *named =
		part->kind == PART_REFERENCE
			? estate_find(walk->estate, part->stack, part->logical_id)
			: NULL;
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

/* What is written without a function names nothing, and needs no evaluation. */
static void walk_value(struct walk *walk, const struct value *value, unsigned depth) {
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count; i++) {
		note_user(walk, &value->parts[i]);
	}
	if (depth == LIMIT_DEPTH) {
		return;
	}
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		walk_value(walk, &value->items[i], depth + 1);
	}
	const struct member *m;
	member_each(m, value->kind == VALUE_MAP ? value->node : NULL) {
		if (m->value->tag || !node_is_scalar(m->value)) {
			struct value member = eval_node(&walk->eval, value->stack, m->value);
			walk_value(walk, &member, depth + 1);
		}
	}
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
		walk_value(&walk, &(*resource)->properties, 0);
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
