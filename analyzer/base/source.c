#include "analyzer/base/source.h"

#include <stdbool.h>
#include <string.h>

#define BOM "\xEF\xBB\xBF"
#define BLOCK 1024     /* bytes that are looked at for one column, */
#define LINE_BLOCK 128 /* and for one line: no more than a byte can count */

struct source *source_new(struct arena *arena, const char *name, const char *text, size_t size) {
	struct source *source = arena_new_of(arena, struct source);
	source->name = arena_strdup(arena, name);
	source->text = text;
	source->size = size;
	source->arena = arena;
	return source;
}

/* A line ends in \n, \r\n or \r, so that the numbers are those of every editor. */
static bool ends_line(const char *text) {
	return *text == '\n' || (*text == '\r' && text[1] != '\n');
}

/* How many lines end in a text, of a block at most; without a branch and in bytes, so that
 * compilers look at many at a time. */
static inline unsigned count_lines(const char *text, size_t length) {
	unsigned char count = 0;
	for (size_t i = 0; i < length; i++) {
		char c = text[i], following = text[i + 1];
		unsigned char ends = (c == '\n') | ((c == '\r') & (following != '\n'));
		count = (unsigned char)(count + ends);
	}
	return count;
}

/* The same of a whole block without carriage returns. */
static unsigned count_feeds(const char *text) {
	unsigned char count = 0;
	for (size_t i = 0; i < LINE_BLOCK; i++) {
		count = (unsigned char)(count + (text[i] == '\n'));
	}
	return count;
}

static void index_lines(struct source *source) {
	uint32_t blocks = (uint32_t)(source->size / LINE_BLOCK);
	struct line_block *block =
		arena_alloc(source->arena, (blocks + 1) * sizeof(*source->lines));
	source->lines = block;
	*block = (struct line_block){ 0 };
	bool carriages = memchr(source->text, '\r', source->size);
	for (uint32_t i = 0; i < blocks; i++, block++) {
		const char *text = source->text + (size_t)i * LINE_BLOCK;
		unsigned count = carriages ? count_lines(text, LINE_BLOCK) : count_feeds(text);
		block[1].ended = block->ended + count;
		block[1].behind = count ? (i + 1) * LINE_BLOCK : block->behind;
	}
}

/* The first byte of the line that holds `offset`. */
static uint32_t find_start(const struct source *source, uint32_t offset) {
	const struct line_block *block = &source->lines[offset / LINE_BLOCK];
	uint32_t least = offset - offset % LINE_BLOCK;
	while (offset > least && !ends_line(source->text + offset - 1)) {
		offset--;
	}
	if (offset > least) {
		return offset;
	}
	offset = block->behind;
	while (offset > 0 && !ends_line(source->text + offset - 1)) {
		offset--;
	}
	return offset;
}

/* The number from 0 of the line that holds `offset`. */
static uint32_t find_line(const struct source *source, uint32_t offset) {
	uint32_t start = offset - offset % LINE_BLOCK;
	return source->lines[offset / LINE_BLOCK].ended +
	       count_lines(source->text + start, offset - start);
}

static bool has_bom(const struct source *source) {
	return source->size >= 3 && memcmp(source->text, BOM, 3) == 0;
}

/* All but the continuation bytes of UTF-8 begin a character. */
static uint32_t count_continuations(const char *text, uint32_t start, uint32_t end) {
	uint32_t count = 0;
	for (uint32_t i = start; i < end; i++) {
		count += ((unsigned char)text[i] & 0xC0) == 0x80;
	}
	return count;
}

static void index_continuations(struct source *source) {
	size_t blocks = source->size / BLOCK;
	source->continuations =
		arena_zalloc(source->arena, (blocks + 1) * sizeof(*source->continuations));
	for (uint32_t i = 0; i < blocks; i++) {
		source->continuations[i + 1] =
			source->continuations[i] +
			count_continuations(source->text, i * BLOCK, (i + 1) * BLOCK);
	}
}

/* How many bytes before `offset` continue a character. */
static uint32_t continuations_before(const struct source *source, uint32_t offset) {
	uint32_t block = offset / BLOCK;
	return source->continuations[block] +
	       count_continuations(source->text, block * BLOCK, offset);
}

/* Where the line of an offset starts, behind the byte order mark. */
static uint32_t start_of_line(struct source *source, uint32_t offset) {
	if (!source->lines) {
		index_lines(source);
	}
	uint32_t start = find_start(source, offset);
	return start == 0 && has_bom(source) ? 3 : start;
}

struct position source_position(struct source *source, uint32_t offset) {
	if (offset > source->size) {
		offset = (uint32_t)source->size;
	}
	uint32_t start = start_of_line(source, offset), continuations = 0;
	if (offset < start + BLOCK) {
		continuations = count_continuations(source->text, start, offset);
	} else {
		if (!source->continuations) {
			index_continuations(source);
		}
		continuations =
			continuations_before(source, offset) - continuations_before(source, start);
	}
	uint32_t bytes = offset > start ? offset - start : 0;
	return (struct position){ .line = find_line(source, offset) + 1,
		.column = bytes - continuations + 1 };
}

struct span span_outermost(struct span span) {
	while (span.source && span.source->outer) {
		const uint32_t *offsets = span.source->outer_offsets;
		size_t size = span.source->size;
		size_t start = span.start < size ? span.start : size;
		size_t end = span.end < size ? span.end : size;
		span = (struct span){
			.source = span.source->outer,
			.start = offsets[start],
			.end = end > start ? offsets[end - 1] + 1 : offsets[start],
		};
	}
	return span;
}

const char *source_line(struct source *source, uint32_t offset, size_t *ret_length) {
	offset = offset < source->size ? offset : (uint32_t)source->size;
	size_t start = start_of_line(source, offset);
	const char *line = source->text + start;
	const char *end = memchr(line, '\n', source->size - start);
	size_t length = end ? (size_t)(end - line) : source->size - start;
	const char *carriage = memchr(line, '\r', length);
	*ret_length = carriage ? (size_t)(carriage - line) : length;
	return source->text + start;
}
