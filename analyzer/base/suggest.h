#ifndef ANALYZER_BASE_SUGGEST_H
#define ANALYZER_BASE_SUGGEST_H

#include <stddef.h>

/*
 * "did you mean": the candidate closest to a misspelt word. Start from `{ 0 }`, offer each
 * candidate, read `best`, which stays NULL while nothing offered is close enough to be meant.
 */
struct suggestion {
	const char *best;
	size_t distance;
};

/* Considers `candidate` as what `word` was to be. The first of equally close ones is kept. */
void suggest_offer(struct suggestion *suggestion, const char *word, const char *candidate);

/*
 * How many insertions, deletions, replacements and swaps of neighbours make `a` into `b`, in bytes
 * and without regard to case; texts longer than 63 bytes are as far apart as can be.
 */
size_t suggest_distance(const char *a, const char *b);

#endif
