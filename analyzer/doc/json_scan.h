#ifndef ANALYZER_DOC_JSON_SCAN_H
#define ANALYZER_DOC_JSON_SCAN_H

#include "analyzer/base/bytes.h"
#include "analyzer/base/source.h"

/* Steps over the text of JSON, many bytes at a time; json.c includes this, whose speed depends on
 * it. A NUL stands behind the text and ends every step. */

/* The offset behind the blanks at `at`, but for some of the last. */
static inline uint32_t json_skip_indent(const struct source *source, uint32_t at) {
	uint32_t count = sizeof(bytes16);
	while (count == sizeof(bytes16) && source->size - at >= sizeof(bytes16)) {
		count = bytes_before((bytes16)(bytes_at(source->text + at) != ' '));
		at += count;
	}
	return at;
}

/* The offset behind the blanks, tabs and line ends at `at`. Where there are many, they follow a
 * line end. */
static inline uint32_t json_skip_blanks(const struct source *source, uint32_t at) {
	const char *text = source->text;
	for (;;) {
		char c = text[at];
		if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
			return at;
		}
		at++;
		if (c == '\n') {
			at = json_skip_indent(source, at);
		}
	}
}

/* The offset behind what stands for itself in a string: of a quote, a backslash or a control
 * character. */
static inline uint32_t json_skip_plain(const struct source *source, uint32_t at) {
	const unsigned char *text = (const unsigned char *)source->text;
	while (source->size - at >= sizeof(bytes16)) {
		bytes16 bytes = bytes_at(source->text + at);
		bytes16 ends = (bytes16)((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
		uint32_t count = bytes_before(ends);
		at += count;
		if (count < sizeof(bytes16)) {
			return at;
		}
	}
	while (text[at] >= 0x20 && text[at] != '"' && text[at] != '\\') {
		at++;
	}
	return at;
}

#endif
