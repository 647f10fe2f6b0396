#ifndef ANALYZER_DOC_RECENT_H
#define ANALYZER_DOC_RECENT_H

#include "analyzer/base/arena.h"

enum { RECENT_TEXTS = 512 };

/* Texts that were met not long ago: templates say the same few keys and types over and over, and
 * each is to take its memory once. Start from `{ 0 }`. */
struct recent {
	const char *texts[RECENT_TEXTS];
};

/* The text of `length` bytes without NUL, ended by one: a copy in the arena, perhaps an earlier
 * one. */
const char *recent_text(
	struct recent *recent, struct arena *arena, const char *text, size_t length);

#endif
