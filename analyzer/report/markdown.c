#include "analyzer/report/markdown.h"

#include <string.h>

static bool is_control(char c) {
	return (unsigned char)c < 0x20 || c == 0x7f;
}

/* The length without the line ends and blanks that block scalars end with. */
static size_t trimmed_length(const char *text) {
	size_t length = strlen(text);
	while (length && strchr(" \t\n", text[length - 1])) {
		length--;
	}
	return length;
}

void markdown_text(struct buf *out, const char *text) {
	const char *end = text + trimmed_length(text);
	for (const char *at = text; at < end; at++) {
		bool marks = strchr("\\`*_{}[]<>#|!~&@$", *at);
		/* GitHub makes links of what looks like one. */
		bool links = (*at == '/' && at > text && at[-1] == ':') ||
			     (*at == '.' && at - text >= 3 && memcmp(at - 3, "www", 3) == 0);
		buf_puts(out, marks || links ? "\\" : "");
		buf_putc(out, is_control(*at) ? ' ' : *at);
	}
}

static size_t longest_run(const char *text, char c) {
	size_t longest = 0, run = 0;
	for (; *text; text++) {
		run = *text == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

void markdown_code(struct buf *out, const char *text) {
	size_t fence = longest_run(text, '`') + 1;
	bool padded = *text == '`' || (*text && text[strlen(text) - 1] == '`');
	for (size_t i = 0; i < fence; i++) {
		buf_putc(out, '`');
	}
	buf_puts(out, padded ? " " : "");
	for (; *text; text++) {
		buf_puts(out, *text == '|' ? "\\" : "");
		buf_putc(out, is_control(*text) ? ' ' : *text);
	}
	buf_puts(out, padded ? " " : "");
	for (size_t i = 0; i < fence; i++) {
		buf_putc(out, '`');
	}
}

void markdown_place(struct buf *out, struct span span) {
	if (span.source) {
		struct position at = source_position(span.source, span.start);
		markdown_code(out, arena_printf(out->arena, "%s:%u", span.source->name, at.line));
	}
}
