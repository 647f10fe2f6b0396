#ifndef ANALYZER_BASE_MAP_H
#define ANALYZER_BASE_MAP_H

#include "analyzer/base/arena.h"

#include <stdbool.h>

/*
 * A hash table from strings to pointers that keeps the order of insertion. Keys are not copied:
 * they must live as long as the map. `{ 0 }` is an empty map.
 */
struct map_entry {
	const char *key;
	void *value;
};

struct map {
	struct map_entry *entries; /* in the order in which the keys were first set */
	unsigned *slots;
	size_t count, capacity;
};

/* Sets or replaces the value of `key`. */
void map_set(struct arena *arena, struct map *map, const char *key, const void *value);

/* Returns the value of `key`, or NULL. */
void *map_find(const struct map *map, const char *key);

bool map_has(const struct map *map, const char *key);

#endif
