#ifndef ANALYZER_BASE_ARENA_H
#define ANALYZER_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A region of memory that is released as a whole. One arena lives as long as a run and owns every
 * node, string, fact and finding; a second one, marked and rewound, holds what one evaluation
 * needs. Nothing in it is freed singly. Running out of memory ends the program: no caller checks
 * for NULL.
 */
struct arena;

/* A place in an arena to rewind to. */
struct arena_mark {
	void *chunk;
	size_t used;
};

struct arena *arena_new(void);

/* Releases the arena and all that was allocated from it; NULL is allowed. */
void arena_free(struct arena *arena);

/* Returns `size` bytes, aligned for any object, not cleared. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for what holds characters only, which takes no more than its size. */
char *arena_alloc_text(struct arena *arena, size_t size);

/* Returns `size` zero bytes. */
void *arena_zalloc(struct arena *arena, size_t size);

/* Copies `length` bytes of `text` and adds the terminating NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_strdup(struct arena *arena, const char *text);

/* The texts behind one another; NULL ends them. For what is too frequent for a format. */
char *arena_concat(struct arena *arena, const char *first, ...) __attribute__((sentinel));

/* A number in decimal; for the same reason. */
const char *arena_decimal(struct arena *arena, size_t number);

/* Formats into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Everything allocated after the mark is given back by the rewind. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Bytes handed out so far, for limits and tests. */
size_t arena_used(const struct arena *arena);

/* Ends the program for want of memory; for the doors to libraries that allocate by themselves. */
_Noreturn void arena_out_of_memory(void);

#define arena_new_of(arena, type) ((type *)arena_zalloc((arena), sizeof(type)))

#endif
