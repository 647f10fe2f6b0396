#include "analyzer/base/source.h"

#include "analyzer/base/vec.h"

#include <stdbool.h>

#define BOM "\xEF\xBB\xBF"
#define BLOCK 1024 /* bytes that are looked at for one column */

struct source *source_new(struct arena *arena, const char *name, const char *text, size_t size) {
	struct source *source = arena_new_of(arena, struct source);
	source->name = arena_strdup(arena, name);
	source->text = text;
	source->size = size;
	source->arena = arena;
	return source;
}

/* A line ends in \n, \r\n or \r, so that the numbers are those of every editor. */
static void index_lines(struct source *source) {
	const char *text = source->text, *end = text + source->size;
	struct VEC(uint32_t) lines = { 0 };
	vec_push(source->arena, &lines, 0);
	/* Few texts have a \r, and memchr looks at many bytes at a time. */
	const char *carriage = memchr(text, '\r', source->size);
	const char *plain_end = carriage ? carriage : end;
	const char *at = text;
	for (const char *feed; (feed = memchr(at, '\n', (size_t)(plain_end - at))); at = feed + 1) {
		vec_push(source->arena, &lines, (uint32_t)(feed + 1 - text));
	}
	for (at = plain_end; at < end; at++) {
		if (*at == '\n' || (*at == '\r' && at[1] != '\n')) {
			vec_push(source->arena, &lines, (uint32_t)(at + 1 - text));
		}
	}
	source->lines = lines.items;
	source->line_count = lines.count;
}

/* The number from 0 of the line that holds `offset`. */
static size_t find_line(struct source *source, uint32_t offset) {
	if (!source->lines) {
		index_lines(source);
	}
	size_t low = 0, high = source->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low;
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

struct position source_position(struct source *source, uint32_t offset) {
	if (offset > source->size) {
		offset = (uint32_t)source->size;
	}
	size_t line = find_line(source, offset);
	uint32_t start = source->lines[line], continuations = 0;
	if (line == 0 && has_bom(source)) {
		start = 3;
	}
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
	return (struct position){ .line = (unsigned)line + 1, .column = bytes - continuations + 1 };
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

const char *source_line(struct source *source, unsigned line, size_t *ret_length) {
	if (!source->lines) {
		index_lines(source);
	}
	*ret_length = 0;
	if (line == 0 || line > source->line_count) {
		return "";
	}
	const char *start = source->text + source->lines[line - 1];
	const char *end = line < source->line_count ? source->text + source->lines[line]
						    : source->text + source->size;
	if (line == 1 && has_bom(source)) {
		start += 3;
	}
	while (end > start && (end[-1] == '\n' || end[-1] == '\r')) {
		end--;
	}
	*ret_length = (size_t)(end - start);
	return start;
}
