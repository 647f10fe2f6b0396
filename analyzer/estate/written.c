#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <string.h>

/*
 * Where SAM's resources were expanded (cfn/sam.h), what is judged is not what is written. Each node
 * of the expansion stands where the template asks for it, so that its place tells what was written.
 */
static bool holds(const struct node *node, const struct node *sought) {
	return node->source == sought->source && node->start <= sought->start &&
	       sought->end <= node->end;
}

/* The pointer of the deepest node at or below `top` that holds the place of `sought`. */
static const char *pointer_of_place(struct arena *arena, const char *pointer,
	const struct node *top, const struct node *sought, unsigned depth) {
	if (depth == LIMIT_DEPTH || (top->start == sought->start && top->end == sought->end)) {
		return pointer;
	}
	const struct member *m;
	member_each(m, top) {
		bool at_key = holds(m->key, sought);
		if (at_key || holds(m->value, sought)) {
			const char *next = pointer_member(arena, pointer, m->key->text);
			return at_key ? next
				      : pointer_of_place(arena, next, m->value, sought, depth + 1);
		}
	}
	struct node **item;
	node_each(item, top) {
		if (holds(*item, sought)) {
			size_t index = (size_t)(item - node_items_begin(top));
			return pointer_of_place(arena, pointer_item(arena, pointer, index), *item,
				sought, depth + 1);
		}
	}
	return pointer;
}

const char *resource_written_pointer(
	struct arena *arena, const struct resource *resource, const char *pointer) {
	const struct template *template = resource->stack->stack.template;
	if (!template->written_root) {
		return pointer;
	}
	const struct node *node = template->root;
	char *path = arena_strdup(arena, pointer), *rest = path;
	const char *left = "";
	while (*rest == '/') {
		size_t length = strcspn(rest + 1, "/");
		const char *key = arena_strndup(arena, rest + 1, length);
		const struct node *next = node_at(node, key);
		if (!next) {
			left = rest;
			break;
		}
		node = next;
		rest += 1 + length;
	}
	if (node == template->root) {
		return pointer;
	}
	const char *found = pointer_of_place(arena, "", template->written_root, node, 0);
	bool same = resource->written_id == resource->logical_id;
	return same && *left ? arena_printf(arena, "%s%s", found, left) : found;
}

/* The kind of thing in words, from its type where no service file has any. */
static const char *noun_of(const struct resource *resource) {
	const char *last = strrchr(resource->type, ':');
	return resource->kind ? resource->kind->noun : last ? last + 1 : resource->type;
}

void resource_name_written(struct arena *arena, struct resource *resource) {
	const char *written =
		map_find(&resource->stack->stack.template->written, resource->logical_id);
	resource->written_id = written ? written : resource->logical_id;
	resource->label = written ? arena_printf(arena, "the %s of %s", noun_of(resource), written)
				  : resource->logical_id;
}
