#include "analyzer/base/diag.h"

#include <stdlib.h>
#include <string.h>

struct diags *diags_new(struct arena *arena) {
	struct diags *diags = arena_new_of(arena, struct diags);
	diags->arena = arena;
	return diags;
}

void diag_add(struct diags *diags, enum diag_severity severity, struct span span,
	const char *format, ...) {
	va_list args;
	va_start(args, format);
	char *message = arena_vprintf(diags->arena, format, args);
	va_end(args);
	vec_push(diags->arena, &diags->list,
		(struct diag){
			.severity = severity,
			.span = span,
			.message = message,
			.order = diags->list.count,
		});
	diags->errors += severity == DIAG_ERROR;
}

static int compare_counts(size_t a, size_t b) {
	return (a > b) - (a < b);
}

static int compare_places(struct span a, struct span b) {
	if (!a.source || !b.source) {
		return (a.source != NULL) - (b.source != NULL);
	}
	int names = strcmp(a.source->name, b.source->name);
	if (names) {
		return names;
	}
	return compare_counts(
		source_position(a.source, a.start).line, source_position(b.source, b.start).line);
}

static int compare_diags(const void *left, const void *right) {
	const struct diag *a = left, *b = right;
	int places = compare_places(a->span, b->span);
	return places ? places : compare_counts(a->order, b->order);
}

static bool same_diag(const struct diag *a, const struct diag *b) {
	return a->severity == b->severity && a->span.start == b->span.start &&
	       a->span.end == b->span.end && compare_places(a->span, b->span) == 0 &&
	       strcmp(a->message, b->message) == 0;
}

/* Looks back over the diagnostics of the same line, which are neighbours once sorted. */
static bool is_repetition(const struct diags *diags, size_t kept, const struct diag *diag) {
	while (kept-- > 0 && compare_places(diags->list.items[kept].span, diag->span) == 0) {
		if (same_diag(&diags->list.items[kept], diag)) {
			return true;
		}
	}
	return false;
}

void diags_sort(struct diags *diags) {
	if (!diags->list.count) {
		return;
	}
	qsort(diags->list.items, diags->list.count, sizeof(struct diag), compare_diags);
	size_t kept = 0;
	diags->errors = 0;
	for (size_t i = 0; i < diags->list.count; i++) {
		struct diag diag = diags->list.items[i];
		if (!is_repetition(diags, kept, &diag)) {
			diags->errors += diag.severity == DIAG_ERROR;
			diags->list.items[kept++] = diag;
		}
	}
	diags->list.count = kept;
}

const char *diag_severity_name(enum diag_severity severity) {
	static const char *const names[] = {
		[DIAG_ERROR] = "error",
		[DIAG_WARNING] = "warning",
		[DIAG_NOTE] = "note",
	};
	return names[severity];
}
