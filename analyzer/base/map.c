#include "analyzer/base/map.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CAPACITY 8

#define FACTOR 0x9E3779B97F4A7C15u

static uint64_t mix(uint64_t hash, uint64_t word) {
	hash = (hash ^ word) * FACTOR;
	return hash ^ hash >> 32;
}

/* Where keys end differently, words differ in their high bits, and slots are of the low ones. */
static size_t spread(uint64_t hash) {
	return (size_t)(hash * FACTOR >> 32);
}

/*
 * Takes eight bytes at a time, the last of which may have been taken already: names of types share
 * their beginnings and are asked for most.
 */
static size_t hash_text(const char *text) {
	size_t length = strlen(text), at = 0;
	uint64_t hash = 14695981039346656037u ^ length, word = 0;
	if (length < sizeof(word)) {
		for (; at < length; at++) {
			word = word << 8 | (unsigned char)text[at];
		}
		return spread(mix(hash, word));
	}
	for (; at < length - sizeof(word); at += sizeof(word)) {
		memcpy(&word, text + at, sizeof(word));
		hash = mix(hash, word);
	}
	memcpy(&word, text + length - sizeof(word), sizeof(word));
	return spread(mix(hash, word));
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
