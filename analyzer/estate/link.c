#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <string.h>

/* What stands behind a name that a stack gives away. */
struct export {
	const struct stack *stack;
	const struct node *body;  /* of the output; NULL for a CDK cross-region export */
	const struct node *value; /* NULL where the output has none */
	bool ambiguous;		  /* several stacks, whose places were not said, export the name */
};

static const char *export_key(
	struct arena *arena, const struct stack *stack, const char *region, const char *name) {
	const char *account = stack->environment.account;
	return arena_printf(
		arena, "%s\n%s\n%s", account ? account : "", region ? region : "", name);
}

static void add_export(struct estate *estate, const char *key, const struct export *export) {
	struct export *known = map_find(&estate->exports, key);
	if (known) {
		known->ambiguous = true;
		return;
	}
	struct export *kept = arena_new_of(estate->ctx->arena, struct export);
	*kept = *export;
	map_set(estate->ctx->arena, &estate->exports, key, kept);
}

static void add_outputs(struct estate *estate, struct eval *eval, const struct stack *stack) {
	const struct member *m;
	member_each(m, stack->template->outputs) {
		const struct node *name_node = node_at(m->value, "Export/Name");
		if (!name_node) {
			continue;
		}
		eval->steps = 0;
		struct value name = eval_node(eval, stack, name_node);
		const char *text = value_text(eval->arena, &name);
		if (text) {
			const struct export export = {
				.stack = stack,
				.body = m->value,
				.value = node_find(m->value, "Value"),
			};
			add_export(estate,
				export_key(eval->arena, stack, stack->environment.region, text),
				&export);
		}
	}
}

/*
 * A writer publishes under keys "/cdk/exports/CONSUMER/NAME", which no export's name can be, in the
 * region of its consumer. From aws-cdk-lib's export-writer-provider.ts (read 2026-11).
 */
static void add_cdk_exports(
	struct estate *estate, struct eval *eval, const struct resource *writer) {
	const struct stack *stack = &writer->stack->stack;
	eval->steps = 0;
	struct value region = eval_path(eval, &writer->properties, "WriterProps.region");
	const char *consumer_region = value_text(eval->arena, &region);
	const struct node *exports = node_at(writer->properties.node, "WriterProps/exports");
	const struct member *m;
	member_each(m, exports) {
		const struct export export = { .stack = stack, .value = m->value };
		add_export(estate, export_key(eval->arena, stack, consumer_region, m->key->text),
			&export);
	}
}

void link_index(struct arena *arena, struct map *index, struct resource *resource,
	const char *format, ...) {
	va_list args;
	va_start(args, format);
	const char *key = arena_vprintf(arena, format, args);
	va_end(args);
	struct resource_list *list = map_find(index, key);
	if (!list) {
		list = arena_new_of(arena, struct resource_list);
		map_set(arena, index, key, list);
	}
	vec_push(arena, list, resource);
}

static void list_deployed(struct estate *estate) {
	struct member_stack *const *stack;
	vec_each(stack, &estate->stacks) {
		const char *region = (*stack)->stack.environment.region;
		if (region && !estate_has_region(estate, region)) {
			vec_push(estate->ctx->arena, &estate->deployed, region);
		}
	}
}

/* Keeps the name that a resource has in every scenario; rules ask for names again and again. */
static void keep_name(struct eval *eval, struct resource *resource) {
	struct eval keeping = *eval;
	struct scenario scenario;
	scenario_begin(&scenario, eval->arena);
	keeping.scenario = &scenario;
	const struct value name = resource_name_value(&keeping, resource);
	if (scenario.inquiries.count == 0 && keeping.steps <= LIMIT_EVALUATION_STEPS) {
		struct value *kept = arena_alloc(eval->arena, sizeof(*kept));
		*kept = name;
		resource->links->name = kept;
	}
}

static void index_resource(
	struct estate *estate, struct eval *eval, struct resource *resource, bool may_have_twins) {
	eval->steps = 0;
	if (resource->kind && resource->kind->name_property) {
		keep_name(eval, resource);
	}
	const char *name = resource_physical_name(eval, resource);
	if (!name && resource->stack->evidence == EVIDENCE_LIVE) {
		name = resource->logical_id;
	}
	if (name) {
		link_index(eval->arena, &estate->by_name, resource, "%s", name);
	} else if (resource_says_name(eval, resource)) {
		link_index(eval->arena, &estate->nameless, resource, "%s", resource->type);
	}
	if (may_have_twins) {
		link_twins(estate, eval, resource, name);
	}
	if (resource->kind && resource->kind->attached_by) {
		link_attach(estate, eval, resource);
	}
}

void estate_link(struct estate *estate) {
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	struct resource *const *resource;
	struct member_stack *const *stack;
	list_deployed(estate);
	vec_each(stack, &estate->stacks) {
		add_outputs(estate, &eval, &(*stack)->stack);
	}
	vec_each(resource, estate_of_type(estate, "Custom::CrossRegionExportWriter")) {
		add_cdk_exports(estate, &eval, *resource);
	}
	bool may_have_twins = estate->deployed.count > 1;
	vec_each(resource, &estate->resources) {
		index_resource(estate, &eval, *resource, may_have_twins);
	}
}

static const struct node *output_node(const struct export *export) {
	return export->value ? export->value : export->body;
}

/* The value of an output in the terms of its stack; ABSENT where its condition leaves it out. */
static struct value exported(
	struct eval *eval, const struct export *export, const char *kind, const char *name) {
	if (export->ambiguous) {
		return value_unknown(eval, export->stack, output_node(export),
			"more than one stack has the %s %s", kind, name);
	}
	const char *reason = NULL;
	enum truth exists =
		export->body ? eval_exists(eval, export->stack, export->body, &reason) : YES;
	if (exists == NO) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	if (exists == UNKNOWN) {
		return value_unknown(eval, export->stack, output_node(export), "%s", reason);
	}
	if (!export->value) {
		return value_unknown(
			eval, export->stack, export->body, "the %s %s has no value", kind, name);
	}
	return eval_node(eval, export->stack, export->value);
}

static struct value link_import(
	struct eval *eval, void *data, const struct stack *stack, const char *name) {
	const struct estate *estate = data;
	const struct export *export = map_find(
		&estate->exports, export_key(eval->arena, stack, stack->environment.region, name));
	if (!export) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	return exported(eval, export, "export", name);
}

static bool same_account(const struct stack *a, const struct stack *b) {
	const char *x = a->environment.account, *y = b->environment.account;
	return !x || !y || strcmp(x, y) == 0;
}

/* A stack by name and region; several of one name, whose accounts were not said, are none. */
static const struct stack *find_stack(const struct estate *estate, const struct stack *consumer,
	const char *name, const char *region, bool *ret_ambiguous) {
	const struct stack *found = NULL;
	struct member_stack *const *item;
	vec_each(item, &estate->stacks) {
		const struct stack *stack = &(*item)->stack;
		const char *own = stack->environment.region;
		bool is_there = own && region ? strcmp(own, region) == 0 : own == region;
		if (is_there && stack->name && strcmp(stack->name, name) == 0 &&
			same_account(stack, consumer)) {
			*ret_ambiguous = found != NULL;
			found = stack;
		}
	}
	return found;
}

static struct value link_stack_output(struct eval *eval, void *data, const struct stack *stack,
	const char *name, const char *region, const char *output) {
	bool ambiguous = false;
	const struct stack *producer = find_stack(
		data, stack, name, region ? region : stack->environment.region, &ambiguous);
	const struct node *body = producer ? node_find(producer->template->outputs, output) : NULL;
	if (!body) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	const struct export export = {
		.stack = producer,
		.body = body,
		.value = node_find(body, "Value"),
		.ambiguous = ambiguous,
	};
	return exported(eval, &export, "output", output);
}

static struct value link_cdk_export(
	struct eval *eval, void *data, const struct stack *stack, const char *key) {
	return link_import(eval, data, stack, key);
}

struct linker link_linker(struct estate *estate) {
	return (struct linker){
		.estate = estate,
		.import = link_import,
		.stack_output = link_stack_output,
		.cdk_export = link_cdk_export,
	};
}
