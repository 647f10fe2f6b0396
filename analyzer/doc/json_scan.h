#ifndef ANALYZER_DOC_JSON_SCAN_H
#define ANALYZER_DOC_JSON_SCAN_H

#include "analyzer/base/bytes.h"
#include "analyzer/base/source.h"

/*
 * Steps over the text of JSON, many bytes at a time; only json.c includes this, whose speed depends
 * on it. Nothing is looked at behind the text's end, where a NUL stands, which ends every step.
 */

/* The 16 bytes from `at` on; where the text has no more so many, zeros. */
static inline bytes16 json_bytes(const struct source *source, uint32_t at) {
	return source->size - at < sizeof(bytes16) ? (bytes16){ 0 } : bytes_at(source->text + at);
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
		uint32_t count = c == '\n' ? sizeof(bytes16) : 0;
		while (count == sizeof(bytes16)) {
			count = bytes_before((bytes16)(json_bytes(source, at) != ' '));
			at += count;
		}
	}
}

/* The offset behind what stands for itself in a string: of a quote, a backslash or a control
 * character. */
static inline uint32_t json_skip_plain(const struct source *source, uint32_t at) {
	const unsigned char *text = (const unsigned char *)source->text;
	uint32_t count;
	do {
		bytes16 bytes = json_bytes(source, at);
		count = bytes_before((bytes16)((bytes < 0x20) | (bytes == '"') | (bytes == '\\')));
		at += count;
	} while (count == sizeof(bytes16));
	while (text[at] >= 0x20 && text[at] != '"' && text[at] != '\\') {
		at++;
	}
	return at;
}

#endif
