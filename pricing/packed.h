#ifndef PRICING_PACKED_H
#define PRICING_PACKED_H

#include "pricing/book.h"

#include <stdint.h>

/*
 * A book as it stands in the program: texts are offsets into one array and nothing points anywhere,
 * so that the loader of the program has no addresses to adjust. `compile` writes it, `book_on`
 * expands it. Offset 0 is the empty text and stands for NULL.
 */
struct packed_price {
	uint32_t item, region, destination, unit, source, seen, effective, confidence;
	uint32_t first_tier, tier_count;
};

struct packed_book {
	uint32_t name, note, currency;
	const char *texts; /* NULL: the end of the list */
	const struct packed_price *prices;
	size_t price_count;
	const struct tier *tiers;
	const uint32_t *sources;
	size_t source_count;
};

/* Newest first. */
extern const struct packed_book packed_books[];

#endif
