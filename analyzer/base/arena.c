#include "analyzer/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define poison(address, size) ASAN_POISON_MEMORY_REGION((address), (size))
#define unpoison(address, size) ASAN_UNPOISON_MEMORY_REGION((address), (size))
#define RED_ZONE 16
#else
#define poison(address, size) ((void)(address), (void)(size))
#define unpoison(address, size) ((void)(address), (void)(size))
#define RED_ZONE 0
#endif

#define FIRST_CHUNK (32u << 10)
#define LAST_CHUNK (1u << 20)

/* Chunks are kept in the order of use; those behind the current one are free. */
struct chunk {
	struct chunk *next;
	size_t size, used;
	max_align_t bytes[];
};

struct arena {
	char *at, *end; /* what is free of the current chunk, whose `used` is not kept meanwhile */
	struct chunk *first, *current;
	size_t next_size;
};

void arena_out_of_memory(void) {
	fputs("drlint: out of memory\n", stderr);
	abort();
}

static struct chunk *chunk_new(size_t size) {
	if (size > SIZE_MAX - sizeof(struct chunk)) {
		arena_out_of_memory();
	}
	struct chunk *chunk = malloc(sizeof(*chunk) + size);
	if (!chunk) {
		arena_out_of_memory();
	}
	*chunk = (struct chunk){ .size = size };
	poison(chunk->bytes, size);
	return chunk;
}

/* Makes a chunk whose first `used` bytes are taken the current one. */
static void enter(struct arena *arena, struct chunk *chunk, size_t used) {
	arena->current = chunk;
	arena->at = (char *)chunk->bytes + used;
	arena->end = (char *)chunk->bytes + chunk->size;
}

static size_t used_of_current(const struct arena *arena) {
	return (size_t)(arena->at - (char *)arena->current->bytes);
}

struct arena *arena_new(void) {
	struct arena *arena = malloc(sizeof(*arena));
	if (!arena) {
		arena_out_of_memory();
	}
	struct chunk *chunk = chunk_new(FIRST_CHUNK - sizeof(struct chunk));
	*arena = (struct arena){ .first = chunk, .next_size = 2 * FIRST_CHUNK };
	enter(arena, chunk, 0);
	return arena;
}

void arena_free(struct arena *arena) {
	if (!arena) {
		return;
	}
	for (struct chunk *chunk = arena->first, *next; chunk; chunk = next) {
		next = chunk->next;
		unpoison(chunk->bytes, chunk->size);
		free(chunk);
	}
	free(arena);
}

/* Makes a chunk with room for `size` bytes the current one: a free one that fits, or a new one. */
static void next_chunk(struct arena *arena, size_t size) {
	struct chunk *chunk = arena->current;
	chunk->used = used_of_current(arena);
	while (chunk->next) {
		chunk = chunk->next;
		if (chunk->size >= size) {
			enter(arena, chunk, 0);
			return;
		}
	}
	size_t room = arena->next_size - sizeof(struct chunk);
	if (size > room) {
		room = size;
	} else if (arena->next_size < LAST_CHUNK) {
		arena->next_size *= 2;
	}
	chunk->next = chunk_new(room);
	enter(arena, chunk->next, 0);
}

/* `alignment` is a constant wherever this is called from. */
static inline void *alloc_aligned(struct arena *arena, size_t size, size_t alignment) {
	if (size > SIZE_MAX / 2) {
		arena_out_of_memory();
	}
	size_t wanted = size + RED_ZONE;
	size_t gap = (size_t) - (uintptr_t)arena->at & (alignment - 1);
	if ((size_t)(arena->end - arena->at) < gap + wanted) {
		next_chunk(arena, wanted);
		gap = 0;
	}
	char *result = arena->at + gap;
	arena->at = result + wanted;
	unpoison(result, size);
	return result;
}

void *arena_alloc(struct arena *arena, size_t size) {
	/* The size of an object is a multiple of its alignment, so 40 bytes never need 16. */
	if (size % _Alignof(max_align_t) == 0) {
		return alloc_aligned(arena, size, _Alignof(max_align_t));
	}
	return alloc_aligned(arena, size, sizeof(void *));
}

void *arena_zalloc(struct arena *arena, size_t size) {
	void *result = arena_alloc(arena, size);
	memset(result, 0, size);
	return result;
}

/* ASan tells bytes apart only behind an 8-byte boundary. */
char *arena_alloc_text(struct arena *arena, size_t size) {
	return alloc_aligned(arena, size, RED_ZONE ? 8 : 1);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
	char *copy = arena_alloc_text(arena, length + 1);
	if (length) {
		memcpy(copy, text, length);
	}
	copy[length] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
	return arena_strndup(arena, text, strlen(text));
}

char *arena_concat(struct arena *arena, const char *first, ...) {
	va_list args, again;
	va_start(args, first);
	va_copy(again, args);
	size_t length = 0;
	for (const char *text = first; text; text = va_arg(args, const char *)) {
		length += strlen(text);
	}
	char *joined = arena_alloc_text(arena, length + 1), *at = joined;
	*at = '\0';
	for (const char *text = first; text; text = va_arg(again, const char *)) {
		at = stpcpy(at, text);
	}
	va_end(again);
	va_end(args);
	return joined;
}

const char *arena_decimal(struct arena *arena, size_t number) {
	char digits[3 * sizeof(number)], *end = digits + sizeof(digits), *first = end;
	do {
		*--first = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	return arena_strndup(arena, first, (size_t)(end - first));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args) {
	char small[256];
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(small, sizeof(small), format, args);
	if (length < 0) {
		arena_out_of_memory();
	}
	char *text;
	if ((size_t)length < sizeof(small)) {
		text = arena_strndup(arena, small, (size_t)length);
	} else {
		text = arena_alloc(arena, (size_t)length + 1);
		vsnprintf(text, (size_t)length + 1, format, again);
	}
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
	va_list args;
	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

struct arena_mark arena_mark(const struct arena *arena) {
	return (struct arena_mark){ .chunk = arena->current, .used = used_of_current(arena) };
}

void arena_rewind(struct arena *arena, struct arena_mark mark) {
	struct chunk *chunk = mark.chunk;
	enter(arena, chunk, mark.used);
	poison(arena->at, chunk->size - mark.used);
	for (chunk = chunk->next; chunk; chunk = chunk->next) {
		chunk->used = 0;
		poison(chunk->bytes, chunk->size);
	}
}

size_t arena_used(const struct arena *arena) {
	size_t used = used_of_current(arena);
	for (const struct chunk *chunk = arena->first; chunk; chunk = chunk->next) {
		used += chunk == arena->current ? 0 : chunk->used;
	}
	return used;
}
