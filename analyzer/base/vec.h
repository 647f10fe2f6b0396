#ifndef ANALYZER_BASE_VEC_H
#define ANALYZER_BASE_VEC_H

#include "analyzer/base/arena.h"

#include <string.h>

/*
 * A typed array that grows in an arena: `struct VEC(struct span) spans = { 0 };`. The items move
 * when it grows, so keep indices, not addresses, while pushing.
 */
#define VEC(type) \
	{ \
		type *items; \
		size_t count, capacity; \
	}

/* Appends `...` (a value of the item type, which may hold commas) to `vec`, a pointer to a VEC. */
#define vec_push(arena, vec, ...) \
	do { \
		if ((vec)->count == (vec)->capacity) { \
			(vec)->items = vec_grow( \
				(arena), (vec)->items, sizeof(*(vec)->items), &(vec)->capacity); \
		} \
		(vec)->items[(vec)->count++] = (__VA_ARGS__); \
	} while (0)

/* Runs the body with `item` pointing at each item in turn; `vec` does not grow meanwhile. */
#define vec_each(item, vec) VEC_EACH(item, vec, VEC_END(__LINE__))
#define VEC_EACH(item, vec, end) \
	for (const void *end = (item = (vec)->items) ? item + (vec)->count : NULL; \
		(const void *)item < end; item++)
#define VEC_END(line) VEC_END_OF(line)
#define VEC_END_OF(line) vec_end_##line

/* Where the items from `index` on stand; any place will do for none. */
#define vec_from(vec, index) ((vec)->items ? (vec)->items + (index) : NULL)

/* Doubles the room of an array of `*capacity` items of `size` bytes; returns its new address. */
static inline void *vec_grow(
	struct arena *arena, const void *items, size_t size, size_t *capacity) {
	size_t old = *capacity;
	*capacity = old ? old * 2 : 4;
	void *grown = arena_alloc(arena, *capacity * size);
	if (items) {
		memcpy(grown, items, old * size);
	}
	return grown;
}

#endif
