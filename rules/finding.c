#include "rules/finding.h"

#include <stdlib.h>
#include <string.h>

const char *verdict_name(enum verdict verdict) {
	static const char *const names[] = { "pass", "fail", "unknown", "not applicable" };
	return names[verdict];
}

static void count(struct findings *findings, const struct finding *finding) {
	if (finding->suppressed) {
		findings->suppressed++;
		return;
	}
	size_t *const by_severity[] = { &findings->infos, &findings->warnings, &findings->errors };
	switch (finding->verdict) {
	case VERDICT_FAIL:
		++*by_severity[finding->severity];
		return;
	case VERDICT_UNKNOWN:
		findings->unknowns++;
		return;
	case VERDICT_PASS:
		findings->passes++;
		return;
	case VERDICT_NOT_APPLICABLE:
		return;
	}
}

static int compare_texts(const char *a, const char *b) {
	return strcmp(a ? a : "", b ? b : "");
}

static size_t index_of(const struct finding *finding) {
	return finding->resource ? finding->resource->index : SIZE_MAX;
}

static int by_place(const void *a, const void *b) {
	const struct finding *x = a, *y = b;
	int order = compare_texts(x->span.source ? x->span.source->name : NULL,
		y->span.source ? y->span.source->name : NULL);
	if (order == 0) {
		order = (x->span.start > y->span.start) - (x->span.start < y->span.start);
	}
	order = order ? order : strcmp(x->rule->id, y->rule->id);
	order = order ? order : compare_texts(x->pointer, y->pointer);
	order = order ? order : compare_texts(x->replica_region, y->replica_region);
	return order ? order : (index_of(x) > index_of(y)) - (index_of(x) < index_of(y));
}

void findings_settle(struct findings *findings) {
	if (findings->list.count) {
		qsort(findings->list.items, findings->list.count, sizeof(findings->list.items[0]),
			by_place);
	}
	findings->errors = findings->warnings = findings->infos = 0;
	findings->unknowns = findings->suppressed = 0;
	findings->passes = findings->unlisted;
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		count(findings, finding);
	}
}

/* FNV-1a in 64 bits. */
static uint64_t hash(uint64_t state, const char *text) {
	for (const unsigned char *c = (const unsigned char *)(text ? text : ""); *c; c++) {
		state = (state ^ *c) * 1099511628211u;
	}
	return (state ^ 0x1f) * 1099511628211u;
}

const char *fingerprint_of(struct arena *arena, const char *const *texts, size_t count) {
	uint64_t state = 14695981039346656037u;
	for (size_t i = 0; i < count; i++) {
		state = hash(state, texts[i]);
	}
	char text[17] = { 0 };
	for (size_t i = 0; i < 16; i++) {
		text[i] = "0123456789abcdef"[state >> (60 - 4 * i) & 0xf];
	}
	return arena_strdup(arena, text);
}
