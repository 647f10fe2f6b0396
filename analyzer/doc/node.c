#include "analyzer/doc/node.h"

#include "analyzer/doc/tree.h"

#include <string.h>

#define SHORT_MAP 8

struct span node_span(const struct node *node) {
	if (!node) {
		return (struct span){ 0 };
	}
	return span_outermost(
		(struct span){ .source = node->source, .start = node->start, .end = node->end });
}

bool node_is_scalar(const struct node *node) {
	return node &&
	       (node->kind == NODE_BOOL || node->kind == NODE_NUMBER || node->kind == NODE_STRING);
}

bool node_is_string(const struct node *node) {
	return node && node->kind == NODE_STRING;
}

const char *node_kind_name(const struct node *node) {
	static const char *const names[] = {
		[NODE_NULL] = "null",
		[NODE_BOOL] = "a boolean",
		[NODE_NUMBER] = "a number",
		[NODE_STRING] = "a string",
		[NODE_LIST] = "a list",
		[NODE_MAP] = "a map",
		[NODE_UNKNOWN] = "an unknown value",
	};
	return node ? names[node->kind] : "nothing";
}

/* strcmp is a call; the first byte tells most keys apart. */
static bool is_key(const struct member *member, const char *key) {
	const char *text = member->key->text;
	return *text == *key && strcmp(text, key) == 0;
}

/* Which keys share a slot depends on where the index stands, so that no input can make them all do.
 */
static uint32_t first_slot(const struct node_members *members, const char *key) {
	uint32_t hash = 2166136261u ^ (uint32_t)((uintptr_t)members->slots >> 4);
	for (const unsigned char *c = (const unsigned char *)key; *c; c++) {
		hash = (hash ^ *c) * 16777619u;
	}
	return (hash ^ hash >> 15) & members->slot_mask;
}

/* The slot of `key`, which holds its member's number from 1, or 0 where there is none. */
static uint32_t *find_slot(const struct node_members *members, const char *key) {
	uint32_t at = first_slot(members, key);
	while (members->slots[at] && !is_key(&members->list[members->slots[at] - 1], key)) {
		at = (at + 1) & members->slot_mask;
	}
	return &members->slots[at];
}

const struct member *node_find_member(const struct node *map, const char *key) {
	if (!node_is_map(map)) {
		return NULL;
	}
	const struct node_members *members = map->members;
	if (members->slots) {
		uint32_t number = *find_slot(members, key);
		return number ? &members->list[number - 1] : NULL;
	}
	for (uint32_t i = 0; i < map->count; i++) {
		if (is_key(&members->list[i], key)) {
			return &members->list[i];
		}
	}
	return NULL;
}

const struct node *node_find(const struct node *map, const char *key) {
	const struct member *member = node_find_member(map, key);
	return member ? member->value : NULL;
}

/* The item that `text` numbers from 0, in plain decimal digits. */
static const struct node *find_item(const struct node *list, const char *text) {
	size_t index = 0;
	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9' || index > UINT32_MAX) {
			return NULL;
		}
		index = index * 10 + (size_t)(*c - '0');
	}
	return *text && index < list->count ? list->items[index] : NULL;
}

const struct node *node_at(const struct node *node, const char *path) {
	char part[LIMIT_KEY_BYTES + 1];
	while (node && *path) {
		size_t length = strcspn(path, "/");
		if (length >= sizeof(part)) {
			return NULL;
		}
		memcpy(part, path, length);
		part[length] = '\0';
		node = node_is_list(node) ? find_item(node, part) : node_find(node, part);
		path += length + (path[length] == '/');
	}
	return node;
}

const char *node_text(const struct node *node) {
	return node_is_scalar(node) ? node->text : NULL;
}

bool node_bool(const struct node *node, bool *ret_value) {
	static const struct {
		const char *text;
		bool value;
	} words[] = {
		{ "true", true },
		{ "True", true },
		{ "TRUE", true },
		{ "false", false },
		{ "False", false },
		{ "FALSE", false },
	};
	if (!node || (node->kind != NODE_BOOL && node->kind != NODE_STRING)) {
		return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(node->text, words[i].text) == 0) {
			*ret_value = words[i].value;
			return true;
		}
	}
	return false;
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
	} else if (kind != NODE_LIST) {
		node->text = "";
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

/* Whether an array that doubles from 4 is full at `count` items. */
static bool is_full(uint32_t count) {
	return count == 0 || (count >= 4 && (count & (count - 1)) == 0);
}

static void *grow(struct arena *arena, const void *items, uint32_t count, size_t size) {
	size_t capacity = count;
	return vec_grow(arena, items, size, &capacity);
}

void node_map_add(
	struct arena *arena, struct node *map, const char *key, const struct node *value) {
	node_map_add_at(arena, map, node_new_text(arena, key, value), value);
}

void node_map_add_at(
	struct arena *arena, struct node *map, const struct node *key, const struct node *value) {
	struct node_members *members = map->members;
	struct member *old = (struct member *)node_find_member(map, key->text);
	if (old) {
		old->value = value;
		return;
	}
	if (is_full(map->count)) {
		members->list = grow(arena, members->list, map->count, sizeof(*members->list));
		members->slots = NULL;
	}
	members->list[map->count++] = (struct member){ .key = key, .value = value };
	if (members->slots) {
		*find_slot(members, key->text) = map->count;
	} else if (map->count > SHORT_MAP) {
		node_map_seal(arena, map);
	}
}

void node_list_add(struct arena *arena, struct node *list, const struct node *value) {
	if (is_full(list->count)) {
		list->items = grow(arena, list->items, list->count, sizeof(*list->items));
	}
	list->items[list->count++] = (struct node *)value;
}

/* Gives the map an empty index with two slots or more for each member that its array may hold. */
static void new_index(struct arena *arena, struct node *map) {
	uint32_t slots = 16;
	while (slots < map->count * 2) {
		slots *= 2;
	}
	slots *= 2;
	map->members->slots = arena_zalloc(arena, slots * sizeof(*map->members->slots));
	map->members->slot_mask = slots - 1;
}

void node_map_seal(struct arena *arena, struct node *map) {
	struct node_members *members = map->members;
	if (map->count <= SHORT_MAP || members->slots) {
		return;
	}
	new_index(arena, map);
	for (uint32_t i = 0; i < map->count; i++) {
		*find_slot(members, members->list[i].key->text) = i + 1;
	}
}

/* The number from 1 of an earlier member with the key of member `i`, or 0. */
static uint32_t find_earlier(const struct node *map, uint32_t i) {
	const struct node_members *members = map->members;
	const char *key = members->list[i].key->text;
	if (members->slots) {
		uint32_t *slot = find_slot(members, key);
		uint32_t earlier = *slot;
		*slot = i + 1;
		return earlier;
	}
	for (uint32_t j = i; j > 0; j--) {
		if (is_key(&members->list[j - 1], key)) {
			return j;
		}
	}
	return 0;
}

static void report_repeated(struct tree *tree, const struct node *first, const struct node *key) {
	struct position place = source_position(first->source, first->start);
	tree_complain(tree, tree->own ? DIAG_ERROR : DIAG_WARNING, key->start, key->end,
		"key '%.80s' stands here again, first at line %u; the last one counts", key->text,
		place.line);
}

/* Drops the members that a later one with the same key replaces. */
static void drop_repeated(struct arena *arena, struct node *map, const uint8_t *replaced) {
	struct node_members *members = map->members;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < map->count; i++) {
		if (!replaced[i]) {
			members->list[kept++] = members->list[i];
		}
	}
	map->count = kept;
	members->slots = NULL;
	node_map_seal(arena, map);
}

void tree_set_members(
	struct tree *tree, struct node *map, const struct member *members, uint32_t count) {
	struct arena *arena = tree->ctx->arena;
	map->count = count;
	map->members = arena_alloc(arena, sizeof(struct node_members) + count * sizeof(*members));
	*map->members = (struct node_members){ .list = (struct member *)(map->members + 1) };
	if (!count) {
		return;
	}
	memcpy(map->members->list, members, count * sizeof(*members));
	if (count > SHORT_MAP) {
		new_index(arena, map);
	}
	uint8_t *replaced = NULL;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t earlier = find_earlier(map, i);
		if (!earlier) {
			continue;
		}
		if (!replaced) {
			replaced = arena_zalloc(tree->scratch, count);
		}
		replaced[earlier - 1] = 1;
		report_repeated(tree, map->members->list[earlier - 1].key, members[i].key);
	}
	if (replaced) {
		drop_repeated(arena, map, replaced);
	}
}
