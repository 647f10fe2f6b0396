#include "analyzer/base/suggest.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 63 };

static char lower(char c) {
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b) {
	return a < b ? a : b;
}

size_t suggest_distance(const char *a, const char *b) {
	size_t a_length = strlen(a), b_length = strlen(b);
	if (a_length > LONGEST || b_length > LONGEST) {
		return SIZE_MAX;
	}
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b_length; j++) {
		row[j] = j;
	}
	for (size_t i = 1; i <= a_length; i++) {
		size_t *oldest = before;
		before = above;
		above = row;
		row = oldest;
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			char x = lower(a[i - 1]), y = lower(b[j - 1]);
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y) {
				row[j] = least(row[j], before[j - 2] + 1);
			}
		}
	}
	return row[b_length];
}

void suggest_offer(struct suggestion *suggestion, const char *word, const char *candidate) {
	size_t length = strlen(word), other = strlen(candidate), allowed = (length + 2) / 3;
	if (length > other + allowed || other > length + allowed) {
		return;
	}
	size_t distance = suggest_distance(word, candidate);
	if (distance > allowed || (suggestion->best && distance >= suggestion->distance)) {
		return;
	}
	suggestion->best = candidate;
	suggestion->distance = distance;
}
