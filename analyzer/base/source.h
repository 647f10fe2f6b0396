#ifndef ANALYZER_BASE_SOURCE_H
#define ANALYZER_BASE_SOURCE_H

#include "analyzer/base/arena.h"

#include <stdint.h>

/* What stands before a block of a text: how many lines ended, the last of them before `behind`. */
struct line_block {
	uint32_t ended, behind;
};

/* A text that was read, under the name that messages give it. Immutable but for its line index. */
struct source {
	const char *name; /* as the user gave it, or relative to the working folder; "-" is stdin */
	const char *text; /* NUL-terminated; holds no other NUL once doc/ accepted it */
	size_t size;
	struct arena *arena;
	struct line_block *lines; /* built when first asked */
	/* How many bytes of characters before each block of a long line are not their first; built
	 * when first asked. */
	uint32_t *continuations;
	/* A text that stands inside another one: where each byte, and its end, is written there. */
	struct source *outer; /* NULL for a file */
	const uint32_t *outer_offsets;
};

/* A stretch of a source: [start, end) in bytes. `source` NULL says that there is no place. */
struct span {
	struct source *source;
	uint32_t start, end;
};

/* Line and column, both from 1. A column counts Unicode code points, not bytes. */
struct position {
	unsigned line, column;
};

struct source *source_new(struct arena *arena, const char *name, const char *text, size_t size);

/* The position of a byte offset; offsets past the end give the end. */
struct position source_position(struct source *source, uint32_t offset);

/* The same stretch in the file that it stands in; itself where it stands in no other text. */
struct span span_outermost(struct span span);

/* The line that an offset stands in, without its line end; the length in bytes goes to *ret_length.
 * Offsets past the end give the last one. */
const char *source_line(struct source *source, uint32_t offset, size_t *ret_length);

#endif
