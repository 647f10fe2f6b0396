#include "analyzer/base/source.h"

#include "analyzer/base/vec.h"

#include <stdbool.h>

#define BOM "\xEF\xBB\xBF"

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

struct position source_position(struct source *source, uint32_t offset) {
	if (offset > source->size) {
		offset = (uint32_t)source->size;
	}
	size_t line = find_line(source, offset);
	uint32_t start = source->lines[line];
	if (line == 0 && has_bom(source)) {
		start = 3;
	}
	unsigned column = 1;
	for (uint32_t i = start; i < offset; i++) {
		/* All but the continuation bytes of UTF-8 begin a character. */
		column += ((unsigned char)source->text[i] & 0xC0) != 0x80;
	}
	return (struct position){ .line = (unsigned)line + 1, .column = column };
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
