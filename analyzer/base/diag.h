#ifndef ANALYZER_BASE_DIAG_H
#define ANALYZER_BASE_DIAG_H

#include "analyzer/base/source.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>

/*
 * Diagnostics say what is wrong with the input or the world; findings (rules/) say what is wrong
 * with the workload. Both are data: only cli/ and report/ print. An error makes the exit code 2.
 */
enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

struct diag {
	enum diag_severity severity;
	struct span span; /* source NULL: about no place in a file */
	const char *message;
	size_t order; /* of arrival, so that sorting is stable */
};

struct diags {
	struct arena *arena;
	struct VEC(struct diag) list;
	size_t errors;
};

struct diags *diags_new(struct arena *arena);

/* Collects one diagnostic; the message is a sentence without full stop and without the place. */
void diag_add(struct diags *diags, enum diag_severity severity, struct span span,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Sorts by file, line and arrival, and drops exact repetitions; places without file come first. */
void diags_sort(struct diags *diags);

const char *diag_severity_name(enum diag_severity severity);

#endif
