#include "analyzer/doc/node.h"

#include "analyzer/base/map.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Up to so many members a walk is as fast as an index. */
#define SHORT_MAP 8

struct span node_span(const struct node *node) {
	return node ? (struct span){ node->source, node->start, node->end } : (struct span){ 0 };
}

bool node_is_map(const struct node *node) {
	return node && node->kind == NODE_MAP;
}

bool node_is_list(const struct node *node) {
	return node && node->kind == NODE_LIST;
}

bool node_is_string(const struct node *node) {
	return node && node->kind == NODE_STRING;
}

bool node_is_scalar(const struct node *node) {
	return node &&
	       (node->kind == NODE_STRING || node->kind == NODE_NUMBER || node->kind == NODE_BOOL);
}

const char *node_kind_name(const struct node *node) {
	static const char *const names[] = { "null", "a boolean", "a number", "a string", "a list",
		"a map", "unknown" };
	return node ? names[node->kind] : "nothing";
}

const struct member *node_members_begin(const struct node *map) {
	return node_is_map(map) && map->count ? map->members->list : NULL;
}

size_t node_members_count(const struct node *map) {
	return node_is_map(map) ? map->count : 0;
}

struct node **node_items_begin(const struct node *list) {
	return node_is_list(list) && list->count ? list->items : NULL;
}

size_t node_items_count(const struct node *list) {
	return node_is_list(list) ? list->count : 0;
}

static const struct member *find_indexed(const struct node_members *members, const char *key) {
	for (uint32_t at = map_hash(key) & members->slot_mask; members->slots[at];
		at = (at + 1) & members->slot_mask) {
		const struct member *member = &members->list[members->slots[at] - 1];
		if (strcmp(member->key->text, key) == 0) {
			return member;
		}
	}
	return NULL;
}

const struct member *node_find_member(const struct node *map, const char *key) {
	if (!node_is_map(map) || map->count == 0) {
		return NULL;
	}
	if (map->members->slots) {
		return find_indexed(map->members, key);
	}
	const struct member *m;
	member_each(m, map) {
		if (strcmp(m->key->text, key) == 0) {
			return m;
		}
	}
	return NULL;
}

const struct node *node_find(const struct node *map, const char *key) {
	const struct member *member = node_find_member(map, key);
	return member ? member->value : NULL;
}

const struct node *node_at(const struct node *node, const char *path) {
	char key[256];
	while (node && *path) {
		size_t length = strcspn(path, "/");
		if (length >= sizeof(key)) {
			return NULL;
		}
		memcpy(key, path, length);
		key[length] = '\0';
		path += length + (path[length] == '/');
		if (!node_is_list(node)) {
			node = node_find(node, key);
			continue;
		}
		char *end;
		unsigned long index = strtoul(key, &end, 10);
		node = *key && !*end && index < node->count ? node->items[index] : NULL;
	}
	return node;
}

const char *node_text(const struct node *node) {
	return node_is_scalar(node) ? node->text : NULL;
}

bool node_bool(const struct node *node, bool *ret_value) {
	const char *text = node_text(node);
	if (!text || (strcasecmp(text, "true") != 0 && strcasecmp(text, "false") != 0)) {
		return false;
	}
	*ret_value = strcasecmp(text, "true") == 0;
	return true;
}

struct node *node_new(struct arena *arena, enum node_kind kind, const struct node *origin) {
	struct node *node = arena_new_of(arena, struct node);
	node->kind = (uint8_t)kind;
	if (origin) {
		node->source = origin->source;
		node->start = origin->start;
		node->end = origin->end;
	}
	if (kind == NODE_MAP) {
		node->members = arena_new_of(arena, struct node_members);
	}
	return node;
}

struct node *node_new_text(struct arena *arena, const char *text, const struct node *origin) {
	struct node *node = node_new(arena, NODE_STRING, origin);
	node->text = text;
	return node;
}

struct node *node_new_unknown(struct arena *arena, const char *reason, const struct node *origin) {
	struct node *node = node_new(arena, NODE_UNKNOWN, origin);
	node->text = reason;
	return node;
}

struct node *node_new_bool(struct arena *arena, bool value, const struct node *origin) {
	struct node *node = node_new(arena, NODE_BOOL, origin);
	node->truth = value;
	node->text = value ? "true" : "false";
	return node;
}

/* Whether an array of `count` items that doubles when full is full. */
static bool is_full(uint32_t count) {
	return (count & (count - 1)) == 0;
}

static void *grown(struct arena *arena, const void *items, uint32_t count, size_t size) {
	void *room = arena_alloc(arena, (count ? count * 2 : 1) * size);
	if (count) {
		memcpy(room, items, count * size);
	}
	return room;
}

void node_map_add(
	struct arena *arena, struct node *map, const char *key, const struct node *value) {
	struct node_members *members = map->members;
	if (is_full(map->count)) {
		members->list = grown(arena, members->list, map->count, sizeof(struct member));
	}
	members->list[map->count++] =
		(struct member){ node_new_text(arena, arena_strdup(arena, key), value), value };
}

void node_list_add(struct arena *arena, struct node *list, const struct node *value) {
	if (is_full(list->count)) {
		list->items = grown(arena, list->items, list->count, sizeof(struct node *));
	}
	/* A list holds its items as the tree's builders made them; whoever reads it gets them
	 * const. */
	list->items[list->count++] = (struct node *)value;
}

void node_map_seal(struct arena *arena, struct node *map) {
	struct node_members *members = map->members;
	if (map->count <= SHORT_MAP || members->slots) {
		return;
	}
	uint32_t size = 16;
	while (size < map->count * 2) {
		size *= 2;
	}
	members->slots = arena_zalloc(arena, size * sizeof(*members->slots));
	members->slot_mask = size - 1;
	for (uint32_t i = 0; i < map->count; i++) {
		uint32_t at = map_hash(members->list[i].key->text) & members->slot_mask;
		while (members->slots[at]) {
			at = (at + 1) & members->slot_mask;
		}
		members->slots[at] = i + 1;
	}
}
