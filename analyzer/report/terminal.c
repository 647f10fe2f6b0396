#include "analyzer/report/terminal.h"

#include "analyzer/base/bytes.h"

#include <string.h>

enum { WINDOW = 100, BEFORE = 40 };

static bool is_control(unsigned char c) {
	return c < 0x20 || c == 0x7f;
}

/* The bytes of the UTF-8 character that a text begins with; 0 where they form none. */
static size_t character_length(const char *text, size_t size) {
	unsigned char lead = (unsigned char)*text;
	size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (lead > 0xf4 || length > size) {
		return 0;
	}
	for (size_t i = 1; i < length; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80) {
			return 0;
		}
	}
	return length;
}

/* The bytes that a text begins with and that stand for themselves on any terminal. */
static size_t plain_length(const char *text, size_t size) {
	size_t length = 0;
	while (size - length >= sizeof(bytes16)) {
		bytes16 bytes = bytes_at(text + length);
		uint32_t plain = bytes_before((bytes16)((bytes < ' ') | (bytes > '~')));
		length += plain;
		if (plain < sizeof(bytes16)) {
			return length;
		}
	}
	while (length < size && text[length] >= ' ' && text[length] <= '~') {
		length++;
	}
	return length;
}

void terminal_write(struct buf *out, const char *text, size_t size) {
	while (size) {
		size_t plain = plain_length(text, size);
		buf_write(out, text, plain);
		text += plain;
		size -= plain;
		if (!size) {
			return;
		}
		size_t length = character_length(text, size);
		bool is_c1 = length == 2 && *text == '\xc2' && (unsigned char)text[1] < 0xa0;
		if (length == 0 || is_c1 || is_control((unsigned char)*text)) {
			buf_putc(out, '?');
		} else {
			buf_write(out, text, length);
		}
		length = length ? length : 1;
		text += length;
		size -= length;
	}
}

void terminal_text(struct buf *out, const char *text) {
	terminal_write(out, text, strlen(text));
}

void terminal_begin(struct buf *out, bool color, enum paint paint) {
	static const char *const codes[] = {
		[PAINT_BOLD] = "\033[1m",
		[PAINT_RED] = "\033[1;31m",
		[PAINT_YELLOW] = "\033[1;33m",
		[PAINT_BLUE] = "\033[1;34m",
		[PAINT_CYAN] = "\033[1;36m",
		[PAINT_GREEN] = "\033[1;32m",
		[PAINT_DIM] = "\033[2m",
	};
	if (color) {
		buf_puts(out, codes[paint]);
	}
}

void terminal_end(struct buf *out, bool color) {
	if (color) {
		buf_puts(out, "\033[0m");
	}
}

void terminal_paint(struct buf *out, bool color, enum paint paint, const char *text) {
	terminal_begin(out, color, paint);
	terminal_text(out, text);
	terminal_end(out, color);
}

void terminal_place(struct buf *out, bool color, struct span span) {
	if (!span.source) {
		return;
	}
	struct position start = source_position(span.source, span.start);
	terminal_begin(out, color, PAINT_BOLD);
	terminal_text(out, span.source->name);
	buf_putc(out, ':');
	buf_put_number(out, start.line, 0);
	buf_putc(out, ':');
	buf_put_number(out, start.column, 0);
	buf_puts(out, ": ");
	terminal_end(out, color);
}

/* The start of the character that holds byte `at`. */
static size_t character_start(const char *text, size_t at) {
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80) {
		at--;
	}
	return at;
}

/* A stretch of one line, tabs as spaces, with "..." where it was cut. */
static void put_window(struct buf *out, const char *line, size_t from, size_t to, size_t length) {
	char *shown = arena_strndup(out->arena, line + from, to - from);
	for (char *tab = shown; (tab = strchr(tab, '\t'));) {
		*tab = ' ';
	}
	buf_puts(out, from > 0 ? "..." : "");
	terminal_text(out, shown);
	buf_puts(out, to < length ? "...\n" : "\n");
}

static size_t count_characters(const char *text, size_t length) {
	size_t count = 0;
	for (size_t i = 0; i < length; i++) {
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	}
	return count;
}

/* Blanks up to the span, then "^~~~" below it. */
static void put_marker(struct buf *out, bool color, enum paint paint, const char *line, size_t from,
	size_t start, size_t end) {
	buf_puts(out, from > 0 ? "   " : "");
	buf_put_times(out, ' ', start > from ? count_characters(line + from, start - from) : 0);
	terminal_begin(out, color, paint);
	buf_putc(out, '^');
	if (end > start + 1) {
		buf_put_times(out, '~', count_characters(line + start + 1, end - start - 1));
	}
	terminal_end(out, color);
	buf_putc(out, '\n');
}

void terminal_snippet(struct buf *out, bool color, enum paint paint, struct span span) {
	if (!span.source) {
		return;
	}
	struct position place = source_position(span.source, span.start);
	size_t length;
	const char *line = source_line(span.source, span.start, &length);
	size_t offset = (size_t)(line - span.source->text);
	size_t start = span.start > offset ? span.start - offset : 0;
	start = start < length ? start : length;
	size_t end = span.end > span.start ? span.end - offset : start + 1;
	end = end < length ? end : length;
	size_t from = length > WINDOW && start > BEFORE ? character_start(line, start - BEFORE) : 0;
	size_t to = length - from > WINDOW ? character_start(line, from + WINDOW) : length;
	terminal_begin(out, color, PAINT_DIM);
	buf_put_number(out, place.line, 5);
	terminal_end(out, color);
	terminal_paint(out, color, PAINT_DIM, " | ");
	put_window(out, line, from, to, length);
	terminal_paint(out, color, PAINT_DIM, "      | ");
	put_marker(out, color, paint, line, from, start, end < to ? end : to);
}

void terminal_diagnostic(struct buf *out, bool color, const struct diag *diag) {
	static const enum paint paints[] = {
		[DIAG_ERROR] = PAINT_RED,
		[DIAG_WARNING] = PAINT_YELLOW,
		[DIAG_NOTE] = PAINT_CYAN,
	};
	terminal_place(out, color, diag->span);
	if (!diag->span.source) {
		terminal_paint(out, color, PAINT_BOLD, "drlint: ");
	}
	terminal_paint(out, color, paints[diag->severity], diag_severity_name(diag->severity));
	buf_puts(out, ": ");
	terminal_text(out, diag->message);
	buf_putc(out, '\n');
	terminal_snippet(out, color, paints[diag->severity], diag->span);
}
