#ifndef ANALYZER_DOC_JSON_SCAN_H
#define ANALYZER_DOC_JSON_SCAN_H

#include "analyzer/base/source.h"

#include <string.h>

/*
 * Steps over the text of JSON, many bytes at a time; only json.c includes this, whose speed depends
 * on it. Nothing is looked at behind the text's end, where a NUL stands, which ends every step.
 */

/* Compilers turn what is done to all of these into one instruction where there is one. */
typedef unsigned char json_bytes __attribute__((vector_size(16)));

#define JSON_BLANKS 0x2020202020202020u

/* How many bytes stand in memory before the first that is not zero; one is not. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define JSON_ZEROS(word) ((uint32_t)__builtin_ctzll(word) / 8)
#else
#define JSON_ZEROS(word) ((uint32_t)__builtin_clzll(word) / 8)
#endif

/* How many of the eight bytes from `at` on are blanks; of the last of the text, none. */
static inline uint32_t json_count_blanks(const struct source *source, uint32_t at) {
	uint64_t word = 0;
	if (source->size - at >= sizeof(word)) {
		memcpy(&word, source->text + at, sizeof(word));
	}
	word ^= JSON_BLANKS;
	return word ? JSON_ZEROS(word) : sizeof(word);
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
		uint32_t count = c == '\n' ? sizeof(uint64_t) : 0;
		while (count == sizeof(uint64_t)) {
			count = json_count_blanks(source, at);
			at += count;
		}
	}
}

/* How many of the 16 bytes from `at` on stand for themselves in a string; of the last of the text,
 * none. */
static inline uint32_t json_count_plain(const struct source *source, uint32_t at) {
	json_bytes bytes = { 0 };
	uint64_t ends[2];
	if (source->size - at >= sizeof(bytes)) {
		memcpy(&bytes, source->text + at, sizeof(bytes));
	}
	json_bytes marked = (json_bytes)((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
	memcpy(ends, &marked, sizeof(ends));
	if (ends[0]) {
		return JSON_ZEROS(ends[0]);
	}
	return ends[1] ? 8 + JSON_ZEROS(ends[1]) : 16;
}

/* The offset behind what stands for itself in a string: of a quote, a backslash or a control
 * character. */
static inline uint32_t json_skip_plain(const struct source *source, uint32_t at) {
	const unsigned char *text = (const unsigned char *)source->text;
	uint32_t count;
	do {
		count = json_count_plain(source, at);
		at += count;
	} while (count == sizeof(json_bytes));
	while (text[at] >= 0x20 && text[at] != '"' && text[at] != '\\') {
		at++;
	}
	return at;
}

#endif
