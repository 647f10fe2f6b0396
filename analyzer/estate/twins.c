#include "analyzer/base/buf.h"
#include "analyzer/estate/links.h"

#include <stdlib.h>
#include <string.h>

/* A name with the resource's own region and account blanked out. */
static const char *name_mark(
	struct arena *arena, const struct resource *resource, const char *name) {
	const struct environment *environment = &resource->stack->stack.environment;
	const char *const own[] = { environment->region, environment->account };
	struct buf mark = buf_new(arena);
	while (*name) {
		size_t skipped = 0;
		for (size_t i = 0; i < 2 && !skipped; i++) {
			size_t length = own[i] ? strlen(own[i]) : 0;
			if (length && strncmp(name, own[i], length) == 0) {
				skipped = length;
				buf_putc(&mark, i == 0 ? '\1' : '\2');
			}
		}
		if (!skipped) {
			buf_putc(&mark, *name);
			skipped = 1;
		}
		name += skipped;
	}
	return mark.bytes;
}

/* The construct path below the stack that was deployed by its own, or NULL. */
static const char *construct_mark(const struct resource *resource) {
	const char *path = resource_construct(resource);
	if (!path) {
		return NULL;
	}
	const struct stack *stack = &resource->stack->stack;
	while (stack->parent) {
		stack = stack->parent;
	}
	const char *name = ((const struct member_stack *)stack)->display_name;
	size_t length = name ? strlen(name) : 0;
	if (length && strncmp(path, name, length) == 0 && path[length] == '/') {
		return path + length + 1;
	}
	const char *slash = strchr(path, '/');
	return slash ? slash + 1 : NULL;
}

/* What twins have in common: the physical name, or what people call it. */
static const char *known_as(struct eval *eval, const struct resource *resource, const char *name) {
	if (name || !resource->kind || !resource->kind->title_property) {
		return name;
	}
	struct value title =
		eval_member(eval, &resource->properties, resource->kind->title_property);
	return value_text(eval->arena, &title);
}

void link_twins(
	struct estate *estate, struct eval *eval, struct resource *resource, const char *name) {
	struct arena *arena = estate->ctx->arena;
	if (!resource_region(resource)) {
		return;
	}
	link_index(arena, &estate->twins, resource, "%s\n%s", resource->type, resource->logical_id);
	if (!resource->kind) {
		return;
	}
	const char *construct = construct_mark(resource);
	if (construct) {
		link_index(arena, &estate->twins, resource, "%s\n/%s", resource->type, construct);
	}
	name = known_as(eval, resource, name);
	if (name) {
		link_index(arena, &estate->twins, resource, "%s\n=%s", resource->type,
			name_mark(arena, resource, name));
	}
}

/* Adds what stands in another stack of the region, may exist, and is not in the list yet. */
static void add_twin(struct eval *eval, const struct resource *resource, const char *region,
	struct resource *candidate, struct resource_list *ret_twins) {
	const char *own = resource_region(candidate);
	if (!own || candidate->stack == resource->stack || strcmp(own, region) != 0 ||
		strcmp(candidate->type, resource->type) != 0) {
		return;
	}
	struct resource *const *known;
	vec_each(known, ret_twins) {
		if (*known == candidate) {
			return;
		}
	}
	const char *reason;
	if (eval_exists(eval, &candidate->stack->stack, candidate->node, &reason) != NO) {
		vec_push(eval->arena, ret_twins, candidate);
	}
}

static void add_alike(struct eval *eval, const struct estate *estate,
	const struct resource *resource, const char *region, const char *mark,
	struct resource_list *ret_twins) {
	const char *key = arena_concat(eval->arena, resource->type, "\n", mark, NULL);
	const struct resource_list *alike = map_find(&estate->twins, key);
	for (size_t i = 0; alike && i < alike->count; i++) {
		add_twin(eval, resource, region, alike->items[i], ret_twins);
	}
}

static int by_index(const void *a, const void *b) {
	size_t x = (*(struct resource *const *)a)->index, y = (*(struct resource *const *)b)->index;
	return (x > y) - (x < y);
}

void estate_twins(struct estate *estate, struct eval *eval, const struct resource *resource,
	const char *region, struct resource_list *ret_twins) {
	if (estate->twins.count == 0) {
		return;
	}
	add_alike(eval, estate, resource, region, resource->logical_id, ret_twins);
	const char *construct = construct_mark(resource);
	if (construct) {
		const char *mark = arena_printf(eval->arena, "/%s", construct);
		add_alike(eval, estate, resource, region, mark, ret_twins);
	}
	const char *name = known_as(eval, resource, resource_physical_name(eval, resource));
	if (name) {
		const char *mark =
			arena_printf(eval->arena, "=%s", name_mark(eval->arena, resource, name));
		add_alike(eval, estate, resource, region, mark, ret_twins);
	}
	if (ret_twins->count) {
		qsort(ret_twins->items, ret_twins->count, sizeof(*ret_twins->items), by_index);
	}
}
