#include "analyzer/base/map.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CAPACITY 8

/* Takes eight bytes at a time: names of types share their beginnings and are asked for most. */
static size_t hash_text(const char *text) {
	uint64_t hash = 14695981039346656037u, word;
	size_t left = strlen(text);
	for (; left >= sizeof(word); left -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, text, left);
	hash = (hash ^ word ^ (uint64_t)left << 56) * 0x9E3779B97F4A7C15u;
	return (size_t)(hash ^ hash >> 32);
}

/* There are twice as many slots as there is room for entries; a slot holds an entry's number
 * from 1. */
static unsigned *find_slot(const struct map *map, const char *key) {
	size_t mask = map->capacity * 2 - 1;
	size_t at = hash_text(key) & mask;
	while (map->slots[at] && strcmp(map->entries[map->slots[at] - 1].key, key) != 0) {
		at = (at + 1) & mask;
	}
	return &map->slots[at];
}

static void grow(struct arena *arena, struct map *map) {
	size_t capacity = map->capacity ? map->capacity * 2 : FIRST_CAPACITY;
	struct map_entry *entries = arena_alloc(arena, capacity * sizeof(*entries));
	if (map->count) {
		memcpy(entries, map->entries, map->count * sizeof(*entries));
	}
	map->entries = entries;
	map->capacity = capacity;
	map->slots = arena_zalloc(arena, capacity * 2 * sizeof(*map->slots));
	for (size_t i = 0; i < map->count; i++) {
		*find_slot(map, entries[i].key) = (unsigned)i + 1;
	}
}

void map_set(struct arena *arena, struct map *map, const char *key, const void *value) {
	if (map->count == map->capacity) {
		grow(arena, map);
	}
	unsigned *slot = find_slot(map, key);
	if (!*slot) {
		map->entries[map->count].key = key;
		*slot = (unsigned)++map->count;
	}
	map->entries[*slot - 1].value = (void *)value;
}

void *map_find(const struct map *map, const char *key) {
	if (!map->count) {
		return NULL;
	}
	const unsigned *slot = find_slot(map, key);
	return *slot ? map->entries[*slot - 1].value : NULL;
}

bool map_has(const struct map *map, const char *key) {
	return map->count && *find_slot(map, key);
}
