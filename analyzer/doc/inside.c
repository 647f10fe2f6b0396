#include "analyzer/doc/inside.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/vec.h"

#include <string.h>

struct inside {
	struct arena *arena;
	const struct node *origin;
	struct buf text;
	struct VEC(uint32_t) offsets; /* of each byte of the text, in the origin's source */
};

/* A walk over a string as it is written, in step with its text. */
struct written {
	const char *raw, *end;
	bool escapes; /* a double-quoted string */
};

static bool is_blank(char c) {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Past tags and anchors, the opening quote, or the header line of a block. */
static struct written written_of(const struct node *string) {
	const char *text = string->source->text;
	struct written written = { text + string->start, text + string->end, false };
	while (written.raw < written.end && (*written.raw == '!' || *written.raw == '&')) {
		written.raw += strcspn(written.raw, " \t\r\n");
		written.raw += strspn(written.raw, " \t\r\n");
	}
	if (*written.raw == '|' || *written.raw == '>') {
		written.raw += strcspn(written.raw, "\n");
	} else if (*written.raw == '"' || *written.raw == '\'') {
		written.escapes = *written.raw == '"';
		written.raw++;
	}
	return written;
}

static size_t character_length(const char *text) {
	unsigned char lead = (unsigned char)*text;
	return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* How long the escape is that stands for a character of `length` bytes of UTF-8. */
static size_t escape_length(const char *raw, size_t length) {
	switch (raw[1]) {
	case 'x':
		return 4;
	case 'u':
		return length == 4 ? 12 : 6;
	case 'U':
		return 10;
	default:
		return 2;
	}
}

static void skip_blanks(struct written *written) {
	while (written->raw < written->end && is_blank(*written->raw)) {
		written->raw++;
	}
}

/*
 * Moves to where the character at `text` is written. Folding and indentation change blanks only, so
 * that each other character is met again further on.
 */
static void seek(struct written *written, char c) {
	while (written->escapes && written->raw + 1 < written->end && written->raw[0] == '\\' &&
		(written->raw[1] == '\n' || written->raw[1] == '\r')) {
		written->raw++;
		skip_blanks(written);
	}
	if (written->raw < written->end && *written->raw != c && !is_blank(c)) {
		skip_blanks(written);
	}
}

static void step(struct written *written, const char *text, size_t length) {
	if (written->raw >= written->end) {
		return;
	}
	if (written->escapes && *written->raw == '\\') {
		written->raw += escape_length(written->raw, length);
	} else if (*written->raw == *text) {
		bool doubled = *text == '\'' && written->raw[1] == '\'' && !written->escapes;
		written->raw += doubled ? 2 : length;
	} else if (is_blank(*text)) {
		skip_blanks(written);
	}
	written->raw = written->raw < written->end ? written->raw : written->end;
}

struct inside *inside_new(struct arena *arena, const struct node *origin) {
	struct inside *inside = arena_new_of(arena, struct inside);
	inside->arena = arena;
	inside->origin = origin;
	inside->text = buf_new(arena);
	return inside;
}

void inside_add(struct inside *inside, const struct node *string) {
	if (string->source != inside->origin->source || !string->source) {
		inside_add_mark(inside, string->text, inside->origin);
		return;
	}
	struct written written = written_of(string);
	const char *text = string->text;
	while (*text) {
		size_t length = strnlen(text, character_length(text));
		seek(&written, *text);
		for (size_t i = 0; i < length; i++) {
			vec_push(inside->arena, &inside->offsets,
				(uint32_t)(written.raw - string->source->text));
		}
		step(&written, text, length);
		text += length;
	}
	buf_puts(&inside->text, string->text);
}

void inside_add_mark(struct inside *inside, const char *text, const struct node *origin) {
	bool together = origin->source == inside->origin->source;
	for (const char *c = text; *c; c++) {
		vec_push(inside->arena, &inside->offsets,
			together ? origin->start : inside->origin->start);
	}
	buf_puts(&inside->text, text);
}

struct source *inside_source(struct inside *inside) {
	struct source *outer = inside->origin->source;
	struct source *source = source_new(
		inside->arena, outer ? outer->name : "-", inside->text.bytes, inside->text.length);
	size_t count = inside->offsets.count;
	uint32_t last = count ? inside->offsets.items[count - 1] + 1 : inside->origin->start;
	vec_push(inside->arena, &inside->offsets, last);
	source->outer = outer;
	source->outer_offsets = inside->offsets.items;
	return source;
}
