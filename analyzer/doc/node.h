#ifndef ANALYZER_DOC_NODE_H
#define ANALYZER_DOC_NODE_H

#include "analyzer/base/source.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * THE document tree: whatever drlint reads becomes one, so that every complaint anywhere has a
 * file, a line and a column. Immutable once built. YAML and JSON give the same tree; of YAML's own
 * things only the short form's tag remains (`!Ref` on a node), for cfn/ to read.
 */
enum node_kind {
	NODE_NULL,
	NODE_BOOL,
	NODE_NUMBER,
	NODE_STRING,
	NODE_LIST,
	NODE_MAP,
	NODE_UNKNOWN
};

struct node {
	uint8_t kind;	     /* enum node_kind */
	bool truth;	     /* NODE_BOOL */
	uint32_t count;	     /* items of a list, members of a map */
	uint32_t start, end; /* where it stands in `source`, in bytes */
	struct source *source;
	const char *tag; /* YAML local tag without "!": "Ref", "GetAtt"; NULL for none */
	union {
		/*
		 * Scalars: the value as CloudFormation reads it ("true", "1402433619" for a plain
		 * 012345670123); numbers keep their source text. NODE_UNKNOWN: why it is not known.
		 */
		const char *text;
		struct node **items;
		struct node_members *members;
	};
};

/* A member of a map. Order is the source's; of repeated keys only the last is kept. */
struct member {
	const struct node *key; /* NODE_STRING */
	const struct node *value;
};

/* The members of a map and, for long maps, an index over their keys. */
struct node_members {
	struct member *list;
	uint32_t *slots; /* NULL for short maps */
	uint32_t slot_mask;
};

/* Where a node stands in the file that was read; a NULL node has no place. */
struct span node_span(const struct node *node);

/* Kind tests that take NULL for "absent". */
static inline bool node_is_map(const struct node *node) {
	return node && node->kind == NODE_MAP;
}
static inline bool node_is_list(const struct node *node) {
	return node && node->kind == NODE_LIST;
}
bool node_is_scalar(const struct node *node);
bool node_is_string(const struct node *node);

/* "a map", "a list", "a string" ...: for messages. */
const char *node_kind_name(const struct node *node);

/* The value of member `key` of a map, or NULL. A non-map and NULL have no members. Takes constant
 * time. */
const struct node *node_find(const struct node *map, const char *key);

/* The whole member, for the key's place. */
const struct member *node_find_member(const struct node *map, const char *key);

/* The node at a path of keys and list indices "a/b/0", or NULL. */
const struct node *node_at(const struct node *node, const char *path);

/* The text of a scalar, or NULL for anything else. */
const char *node_text(const struct node *node);

/* Reads a boolean as CloudFormation does: true, "true", "True" ...; false when it is none. */
bool node_bool(const struct node *node, bool *ret_value);

/* `for (const struct member *m = ...)` over a map's members; over nothing for other kinds. */
#define member_each(m, map) \
	for (m = node_members_begin(map); \
		m && m < node_members_begin(map) + node_members_count(map); m++)

/* `for (size_t i...)`-free walk over a list: `item` is a `struct node **`. */
#define node_each(item, list) \
	for (item = node_items_begin(list); \
		item && item < node_items_begin(list) + node_items_count(list); item++)

static inline const struct member *node_members_begin(const struct node *map) {
	return node_is_map(map) ? map->members->list : NULL;
}
static inline size_t node_members_count(const struct node *map) {
	return node_is_map(map) ? map->count : 0;
}
static inline struct node **node_items_begin(const struct node *list) {
	return node_is_list(list) ? list->items : NULL;
}
static inline size_t node_items_count(const struct node *list) {
	return node_is_list(list) ? list->count : 0;
}

/*
 * Builders, for what is put together from parts of documents (describe output read as a template,
 * for one). Each new node takes its place from `origin`, which may be NULL.
 */
struct node *node_new(struct arena *arena, enum node_kind kind, const struct node *origin);
struct node *node_new_text(struct arena *arena, const char *text, const struct node *origin);
struct node *node_new_unknown(struct arena *arena, const char *reason, const struct node *origin);
struct node *node_new_bool(struct arena *arena, bool value, const struct node *origin);
void node_map_add(struct arena *arena, struct node *map, const char *key, const struct node *value);
/* The same with a key that has a place of its own. */
void node_map_add_at(
	struct arena *arena, struct node *map, const struct node *key, const struct node *value);
void node_list_add(struct arena *arena, struct node *list, const struct node *value);

/* Builds the index of a map with many members; called once by whoever finished building it. */
void node_map_seal(struct arena *arena, struct node *map);

#endif
