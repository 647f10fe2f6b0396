#include "analyzer/ingest/nested.h"

#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/ingest/metadata.h"

#include <string.h>

static bool is_circular(const struct search *search, const char *real) {
	for (const struct nest *nest = search->nest; nest; nest = nest->up) {
		if (real && nest->real && strcmp(real, nest->real) == 0) {
			return true;
		}
	}
	return false;
}

bool search_may_descend(const struct search *search, const char *real) {
	struct ctx *ctx = search->ingest->ctx;
	struct span span = node_span(search->resource->value);
	if (is_circular(search, real)) {
		ctx_error(ctx, span, "stack %s nests itself", search->resource->key->text);
		return false;
	}
	if (search->nest->depth >= LIMIT_NESTED_STACKS) {
		ctx_error(ctx, span, "stacks nest more than %d deep", LIMIT_NESTED_STACKS);
		return false;
	}
	return true;
}

void search_pass(const struct search *search, struct member_stack *child, const char *name,
	const struct value *value) {
	struct arena *arena = search->ingest->ctx->arena;
	struct argument *argument = arena_new_of(arena, struct argument);
	*argument = (struct argument){ .node = value->node, .scope = value->stack };
	map_set(arena, &child->stack.arguments, name, argument);
}

void search_pass_unknown(
	const struct search *search, struct member_stack *child, const char *reason) {
	struct arena *arena = search->ingest->ctx->arena;
	const struct member *m;
	member_each(m, child->stack.template->parameters) {
		const struct value value = {
			.node = node_new_unknown(arena, reason, search->resource->value),
			.stack = &search->parent->stack,
		};
		search_pass(search, child, m->key->text, &value);
	}
}

/* Each value as it is written, so that it is evaluated under the scenario that asks. */
static void pass_arguments(struct search *search, struct member_stack *child, struct eval *eval) {
	struct value parameters = search_property(search, eval, "Parameters");
	const char *reason = value_unknown_reason(eval->arena, &parameters);
	if (parameters.kind == VALUE_UNKNOWN) {
		search_pass_unknown(search, child, reason);
		return;
	}
	const struct member *m;
	member_each(m, parameters.kind == VALUE_MAP ? parameters.node : NULL) {
		const struct value value = { .node = m->value, .stack = parameters.stack };
		search_pass(search, child, m->key->text, &value);
	}
}

void search_add_stack(
	struct search *search, struct member_stack *child, const char *path, const char *real) {
	struct ingest *ingest = search->ingest;
	const struct member_stack *parent = search->parent;
	child->stack.parent = &parent->stack;
	child->stack.maker = search->resource->value;
	child->evidence = parent->evidence;
	if (search->nest->metadata) {
		child->provenance = metadata_provenance(search->nest->metadata, file_name(path));
	}
	if (real) {
		map_set(ingest->ctx->arena, &ingest->nested, real, real);
	}
	const struct nest nest = {
		.up = search->nest,
		.path = path,
		.real = real,
		.assembly = search->nest->assembly,
		.metadata = search->nest->metadata,
		.depth = search->nest->depth + 1,
	};
	input_add_stack(ingest, child, &nest);
}

static void add_nested(struct search *search) {
	struct ingest *ingest = search->ingest;
	struct arena *arena = ingest->ctx->arena;
	struct eval eval = estate_eval(ingest->estate, arena);
	const char *logical_id = search->resource->key->text;
	const char *path = search_template(search, &eval);
	if (!path) {
		input_incomplete(ingest, arena_printf(arena, "the nested stack %s is not read: %s",
						 logical_id, search->missing));
		return;
	}
	const char *real = input_real_path(ingest, path);
	const struct template *template =
		search_may_descend(search, real)
			? input_template(ingest, path, search->resource->value)
			: NULL;
	if (!template) {
		return;
	}
	input_is_new(ingest, path);
	struct member_stack *parent = search->parent;
	struct member_stack *child = input_stack(ingest, template, parent->stack.environment.region,
		parent->stack.environment.account);
	child->regions_are_complete = parent->regions_are_complete;
	child->display_name = arena_printf(
		arena, "%s/%s", parent->display_name ? parent->display_name : "", logical_id);
	pass_arguments(search, child, &eval);
	map_set(arena, &parent->stack.children, logical_id, &child->stack);
	search_add_stack(search, child, path, real);
}

/* The types that make stacks. */
static const struct stack_maker {
	const char *type, *url_property;
	void (*add)(struct search *search);
} makers[] = {
	{ "AWS::CloudFormation::Stack", "TemplateURL", add_nested },
	{ "AWS::CloudFormation::StackSet", "TemplateURL", stackset_add },
	{ "AWS::Serverless::Application", "Location", add_nested },
};

static const struct stack_maker *maker_of(const struct node *resource) {
	const char *type = node_text(node_find(resource, "Type"));
	for (size_t i = 0; type && i < sizeof(makers) / sizeof(*makers); i++) {
		if (strcmp(type, makers[i].type) == 0) {
			return &makers[i];
		}
	}
	return NULL;
}

void nested_add(struct ingest *ingest, struct member_stack *parent, const struct nest *nest) {
	const struct member *m;
	member_each(m, parent->stack.template->resources) {
		const struct stack_maker *maker = maker_of(m->value);
		if (maker) {
			struct search search = { ingest, parent, m, nest, maker->url_property,
				NULL };
			maker->add(&search);
		}
	}
}

void nested_paths(struct ingest *ingest, struct member_stack *parent, const struct nest *nest,
	struct map *ret_paths) {
	struct eval eval = estate_eval(ingest->estate, ingest->ctx->arena);
	const struct member *m;
	member_each(m, parent->stack.template->resources) {
		const struct stack_maker *maker = maker_of(m->value);
		if (!maker) {
			continue;
		}
		const struct search search = { ingest, parent, m, nest, maker->url_property, NULL };
		const char *real = search_local(&search, &eval);
		if (real) {
			map_set(ingest->ctx->arena, ret_paths, real, real);
		}
	}
}
