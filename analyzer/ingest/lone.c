#include "analyzer/ingest/input.h"

#include <string.h>

/* A template by itself, which another one may turn out to nest. */
struct lone {
	struct member_stack *stack;
	struct nest nest;
};

struct lone_list VEC(struct lone);

void lone_note(
	struct ingest *ingest, const struct template *template, const char *path, bool named) {
	struct arena *arena = ingest->ctx->arena;
	if (!ingest->lone) {
		ingest->lone = arena_new_of(arena, struct lone_list);
	}
	struct lone lone = {
		.stack = input_stack(
			ingest, template, ingest->options->region, ingest->options->account),
		.nest = { .path = path, .real = input_real_path(ingest, path) },
	};
	lone.stack->display_name = path;
	input_apply_arguments(ingest, lone.stack, named);
	vec_push(arena, ingest->lone, lone);
	if (lone.nest.real) {
		map_set(arena, &ingest->templates, lone.nest.real, (void *)template);
	}
}

/* A stack of the same template, with the same values, in another region. */
static void add_in(struct ingest *ingest, const struct lone *lone, const struct template *template,
	const char *region) {
	struct member_stack *stack =
		input_stack(ingest, template, region, ingest->options->account);
	stack->display_name = lone->nest.path;
	input_apply_arguments(ingest, stack, false);
	input_add_stack(ingest, stack, &lone->nest);
}

static void add(struct ingest *ingest, const struct lone *lone) {
	input_incomplete(ingest,
		arena_printf(ingest->ctx->arena, "%s does not say in which regions it is deployed",
			lone->nest.path));
	/* As it was read: adding the first stack expands it for that region. */
	const struct template *template = lone->stack->stack.template;
	input_add_stack(ingest, lone->stack, &lone->nest);
	const char *const *region;
	vec_each(region, &ingest->options->more_regions) {
		add_in(ingest, lone, template, *region);
	}
}

static bool is_in(const struct map *paths, const struct lone *lone) {
	return lone->nest.real && map_has(paths, lone->nest.real);
}

void lone_finish(struct ingest *ingest) {
	struct map named = { 0 };
	const struct lone *lone;
	if (!ingest->lone) {
		return;
	}
	vec_each(lone, ingest->lone) {
		nested_paths(ingest, lone->stack, &lone->nest, &named);
	}
	vec_each(lone, ingest->lone) {
		if (!is_in(&named, lone) && !is_in(&ingest->nested, lone)) {
			add(ingest, lone);
		}
	}
	vec_each(lone, ingest->lone) {
		if (is_in(&named, lone) && !is_in(&ingest->nested, lone)) {
			add(ingest, lone);
		}
	}
}
