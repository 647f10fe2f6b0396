#include "pricing/packed.h"

#include <string.h>

static const char *text_at(const struct packed_book *packed, uint32_t offset) {
	return offset ? packed->texts + offset : NULL;
}

static const struct book *expand(struct arena *arena, const struct packed_book *packed) {
	struct book *book = arena_new_of(arena, struct book);
	struct price *prices = arena_zalloc(arena, packed->price_count * sizeof(*prices));
	const char **sources = arena_zalloc(arena, (packed->source_count + 1) * sizeof(*sources));
	for (size_t i = 0; i < packed->price_count; i++) {
		const struct packed_price *row = &packed->prices[i];
		prices[i] = (struct price){
			.item = text_at(packed, row->item),
			.region = text_at(packed, row->region),
			.destination = text_at(packed, row->destination),
			.unit = text_at(packed, row->unit),
			.tiers = packed->tiers + row->first_tier,
			.tier_count = row->tier_count,
			.source = text_at(packed, row->source),
			.seen = text_at(packed, row->seen),
			.effective = text_at(packed, row->effective),
			.confidence = text_at(packed, row->confidence),
		};
	}
	for (size_t i = 0; i < packed->source_count; i++) {
		sources[i] = text_at(packed, packed->sources[i]);
	}
	*book = (struct book){
		.name = text_at(packed, packed->name),
		.note = text_at(packed, packed->note),
		.currency = text_at(packed, packed->currency),
		.prices = prices,
		.price_count = packed->price_count,
		.sources = sources,
	};
	return book;
}

const struct book *book_on(struct arena *arena, const char *date) {
	for (const struct packed_book *packed = packed_books; packed->texts; packed++) {
		if (!date || strcmp(text_at(packed, packed->name), date) <= 0) {
			return expand(arena, packed);
		}
	}
	return NULL;
}
