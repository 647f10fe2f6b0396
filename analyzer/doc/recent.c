#include "analyzer/doc/recent.h"

#include <string.h>

const char *recent_text(
	struct recent *recent, struct arena *arena, const char *text, size_t length) {
	if (length == 0) {
		return "";
	}
	/* Texts that fall on one place only take it from one another. */
	const unsigned char *bytes = (const unsigned char *)text;
	size_t hash = length * 31 + bytes[0];
	hash = hash * 31 + bytes[length / 2];
	hash = hash * 31 + bytes[length - 1];
	const char **place = &recent->texts[hash % RECENT_TEXTS];
	if (!*place || strncmp(*place, text, length) != 0 || (*place)[length]) {
		*place = arena_strndup(arena, text, length);
	}
	return *place;
}
