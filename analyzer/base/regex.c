#define PCRE2_CODE_UNIT_WIDTH 8

#include "analyzer/base/regex.h"

#include <pcre2.h>

#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 20000
#define HEAP_LIMIT_KIB 16384
#define PATTERN_LIMIT 65536

struct regex {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *limits;
};

static void *allocate(size_t size, void *arena) {
	return arena_alloc(arena, size);
}

/* What PCRE2 allocates lives in the arena, and goes with it. */
static void release(void *memory, void *arena) {
	(void)memory;
	(void)arena;
}

struct regex *regex_compile(
	struct arena *arena, const char *pattern, const char **ret_error, size_t *ret_offset) {
	pcre2_general_context *general = pcre2_general_context_create(allocate, release, arena);
	pcre2_compile_context *compile = pcre2_compile_context_create(general);
	pcre2_set_max_pattern_length(compile, PATTERN_LIMIT);
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
		PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset, compile);
	if (!code) {
		char *message = arena_zalloc(arena, 256);
		pcre2_get_error_message(error, (PCRE2_UCHAR *)message, 256);
		*ret_error = message;
		*ret_offset = offset;
		return NULL;
	}
	struct regex *regex = arena_new_of(arena, struct regex);
	regex->code = code;
	regex->match = pcre2_match_data_create(1, general);
	regex->limits = pcre2_match_context_create(general);
	pcre2_set_match_limit(regex->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(regex->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(regex->limits, HEAP_LIMIT_KIB);
	return regex;
}

enum truth regex_matches(const struct regex *regex, const char *text) {
	int result = pcre2_match(regex->code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0, 0,
		regex->match, regex->limits);
	if (result == PCRE2_ERROR_NOMATCH) {
		return NO;
	}
	return result >= 0 ? YES : UNKNOWN;
}
