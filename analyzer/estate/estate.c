#include "analyzer/estate/estate.h"

#include "analyzer/base/buf.h"
#include "analyzer/cfn/expand.h"
#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <string.h>

static const struct resource_list no_resources;

const char *evidence_name(enum evidence evidence) {
	static const char *const names[] = {
		[EVIDENCE_CONFIGURED] = "configured",
		[EVIDENCE_INFERRED] = "inferred",
		[EVIDENCE_DECLARED] = "declared",
		[EVIDENCE_LIVE] = "live",
	};
	return names[evidence];
}

struct estate *estate_new(struct ctx *ctx) {
	struct estate *estate = arena_new_of(ctx->arena, struct estate);
	estate->ctx = ctx;
	estate->linker = link_linker(estate);
	return estate;
}

static struct resource_list *list_of_type(struct estate *estate, const char *type) {
	struct resource_list *list = map_find(&estate->by_type, type);
	if (!list) {
		list = arena_new_of(estate->ctx->arena, struct resource_list);
		map_set(estate->ctx->arena, &estate->by_type, type, list);
	}
	return list;
}

/* The properties of a resource that writes none; those that a function gives may be any. */
static const struct node *no_properties(
	struct arena *arena, const struct node *body, const struct node *written) {
	struct node *properties = node_new(arena, NODE_MAP, written ? written : body);
	if (written) {
		node_map_add(arena, properties, "Fn::Transform",
			node_new_unknown(arena, "a function gives the properties", written));
	}
	return properties;
}

struct resource *estate_add_resource(struct estate *estate, struct member_stack *stack,
	const struct node *key, const struct node *body) {
	struct arena *arena = estate->ctx->arena;
	const char *type = node_text(node_find(body, "Type"));
	if (!type) {
		return NULL;
	}
	struct resource_list *peers = list_of_type(estate, type);
	const struct node *properties = node_find(body, "Properties");
	const char *function;
	const struct node *arguments;
	if (!node_is_map(properties) || intrinsic_call(arena, properties, &function, &arguments)) {
		properties = no_properties(arena, body, properties);
	}
	struct resource *resource = arena_new_of(arena, struct resource);
	*resource = (struct resource){
		.stack = stack,
		.logical_id = key->text,
		.pointer = pointer_member(
			arena, pointer_member(arena, "/Resources", key->text), "Properties"),
		.key = key,
		.type = type,
		.node = body,
		.properties = { .kind = VALUE_MAP, .node = properties, .stack = &stack->stack },
		.kind = peers->count ? peers->items[0]->kind : service_find(type),
		.conditional = stack->stack.parent || node_find(body, "Condition"),
		.index = estate->resources.count,
		.links = arena_new_of(arena, struct resource_links),
	};
	resource_name_written(arena, resource);
	resource->helper = resource_is_helper(resource);
	vec_push(arena, &estate->resources, resource);
	vec_push(arena, peers, resource);
	if (!map_has(&stack->resources, resource->logical_id)) {
		map_set(arena, &stack->resources, resource->logical_id, resource);
	}
	return resource;
}

void estate_add_stack(struct estate *estate, struct member_stack *stack) {
	vec_push(estate->ctx->arena, &estate->stacks, stack);
	stack_expand(estate->ctx, &stack->stack);
	if (!estate->open_reason) {
		estate->open_reason = stack->stack.template->open;
	}
	const struct member *m;
	member_each(m, stack->stack.template->resources) {
		estate_add_resource(estate, stack, m->key, m->value);
	}
	call_apply(estate, stack);
}

struct eval estate_eval(struct estate *estate, struct arena *arena) {
	return (struct eval){
		.ctx = estate->ctx,
		.arena = arena,
		.linker = &estate->linker,
	};
}

const struct resource_list *estate_of_type(const struct estate *estate, const char *type) {
	const struct resource_list *list = map_find(&estate->by_type, type);
	return list ? list : &no_resources;
}

struct resource *estate_find(
	const struct estate *estate, const struct stack *stack, const char *logical_id) {
	(void)estate;
	const struct member_stack *member = (const struct member_stack *)stack;
	return map_find(&member->resources, logical_id);
}

bool estate_has_region(const struct estate *estate, const char *region) {
	const char *const *deployed;
	vec_each(deployed, &estate->deployed) {
		if (strcmp(*deployed, region) == 0) {
			return true;
		}
	}
	return false;
}

const char *resource_region(const struct resource *resource) {
	return resource->elsewhere ? resource->elsewhere
				   : resource->stack->stack.environment.region;
}

struct value resource_name_value(struct eval *eval, const struct resource *resource) {
	const char *property = resource->kind ? resource->kind->name_property : NULL;
	if (!property) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	const struct value *known = resource->links->name;
	return known ? *known : eval_member(eval, &resource->properties, property);
}

const char *resource_physical_name(struct eval *eval, const struct resource *resource) {
	struct value name = resource_name_value(eval, resource);
	return value_text(eval->arena, &name);
}

bool resource_says_name(struct eval *eval, const struct resource *resource) {
	return resource_name_value(eval, resource).kind != VALUE_ABSENT;
}

const struct resource_list *estate_nameless(const struct estate *estate, const char *type) {
	const struct resource_list *list = map_find(&estate->nameless, type);
	return list ? list : &no_resources;
}

/* Those of a list that stand in a region; the first question parts the list by regions. */
static const struct resource_list *those_there(struct estate *estate, struct map *by_type,
	const char *type, const struct resource_list *all, const char *region) {
	struct arena *arena = estate->ctx->arena;
	struct map *parted = map_find(by_type, type);
	if (!parted) {
		parted = arena_new_of(arena, struct map);
		map_set(arena, by_type, type, parted);
		struct resource *const *resource;
		vec_each(resource, all) {
			const char *own = resource_region(*resource);
			if (own) {
				link_index(arena, parted, *resource, "%s", own);
			}
		}
	}
	const struct resource_list *there = map_find(parted, region);
	return there ? there : &no_resources;
}

const struct resource_list *estate_nameless_there(
	struct estate *estate, const char *type, const char *region) {
	return those_there(
		estate, &estate->nameless_there, type, estate_nameless(estate, type), region);
}

const struct resource_list *estate_there(
	struct estate *estate, const char *type, const char *region) {
	return those_there(estate, &estate->there, type, estate_of_type(estate, type), region);
}

const char *resource_construct(const struct resource *resource) {
	const struct node *metadata = node_find(resource->node, "Metadata");
	const char *path = node_text(node_find(metadata, "aws:cdk:path"));
	const struct provenance *provenance = resource->stack->provenance;
	if (path || !provenance) {
		return path;
	}
	return provenance->construct(provenance, resource->stack, resource->written_id);
}

struct source_location resource_location(const struct resource *resource, const char *property) {
	const struct provenance *provenance = resource->stack->provenance;
	if (!provenance) {
		return (struct source_location){ 0 };
	}
	return provenance->location(provenance, resource->stack, resource->written_id, property);
}

const char *pointer_member(struct arena *arena, const char *pointer, const char *key) {
	if (!strpbrk(key, "~/")) {
		return arena_concat(arena, pointer, "/", key, NULL);
	}
	struct buf buf = buf_new(arena);
	buf_puts(&buf, pointer);
	buf_putc(&buf, '/');
	for (; *key; key++) {
		if (*key == '~') {
			buf_puts(&buf, "~0");
		} else if (*key == '/') {
			buf_puts(&buf, "~1");
		} else {
			buf_putc(&buf, *key);
		}
	}
	return buf.bytes;
}

const char *pointer_item(struct arena *arena, const char *pointer, size_t index) {
	return arena_concat(arena, pointer, "/", arena_decimal(arena, index), NULL);
}

static const char *pointer_below(struct arena *arena, const char *pointer, const struct node *top,
	const struct node *node, unsigned depth) {
	if (top == node) {
		return pointer;
	}
	if (depth == LIMIT_DEPTH || node->source != top->source) {
		return NULL;
	}
	const struct member *m;
	member_each(m, top) {
		const char *found = pointer_below(arena, "", m->value, node, depth + 1);
		if (found) {
			const char *step = pointer_member(arena, pointer, m->key->text);
			return arena_printf(arena, "%s%s", step, found);
		}
	}
	struct node **item;
	node_each(item, top) {
		const char *found = pointer_below(arena, "", *item, node, depth + 1);
		if (found) {
			size_t index = (size_t)(item - node_items_begin(top));
			return arena_printf(arena, "%s/%zu%s", pointer, index, found);
		}
	}
	return NULL;
}

const char *pointer_of(
	struct arena *arena, const char *pointer, const struct node *top, const struct node *node) {
	return pointer_below(arena, pointer, top, node, 0);
}
