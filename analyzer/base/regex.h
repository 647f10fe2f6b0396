#ifndef ANALYZER_BASE_REGEX_H
#define ANALYZER_BASE_REGEX_H

#include "analyzer/base/arena.h"
#include "analyzer/base/truth.h"

/* The only door to PCRE2. Matching is bounded, so that no pattern can stall a run. */
struct regex;

/*
 * Compiles `pattern` (PCRE2 syntax, UTF). On failure returns NULL and sets *ret_error to a message
 * in the arena and *ret_offset to the byte of the pattern that is wrong. The result lives as long
 * as the arena.
 */
struct regex *regex_compile(
	struct arena *arena, const char *pattern, const char **ret_error, size_t *ret_offset);

/* YES or NO; UNKNOWN when the match limit was reached. */
enum truth regex_matches(const struct regex *regex, const char *text);

#endif
