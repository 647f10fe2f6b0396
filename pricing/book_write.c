#include "pricing/book.h"

#include "analyzer/base/map.h"
#include "analyzer/doc/json_write.h"

#include <string.h>

/* The sources of a book, numbered: a price names its documents as one text. */
struct numbering {
	struct arena *arena;
	struct map ids; /* "text\ndate" -> id */
};

static const char *source_id(struct numbering *numbering, const struct price *price) {
	char *key = arena_printf(numbering->arena, "%s\n%s", price->source, price->seen);
	const char *id = map_find(&numbering->ids, key);
	if (!id) {
		id = arena_printf(numbering->arena, "source-%zu", numbering->ids.count + 1);
		map_set(numbering->arena, &numbering->ids, key, id);
	}
	return id;
}

static void write_sources(
	struct numbering *numbering, const struct book *book, struct json *sources) {
	for (size_t i = 0; i < book->price_count; i++) {
		const struct price *price = &book->prices[i];
		size_t before = numbering->ids.count;
		const char *id = source_id(numbering, price);
		if (numbering->ids.count != before) {
			struct json *source = json_add_object(sources, id);
			json_add_text(source, "text", price->source);
			json_add_text(source, "date", price->seen);
		}
	}
}

static void write_bands(struct arena *arena, const struct price *price, struct json *out) {
	const struct tier *first = &price->tiers[0];
	const struct decimal none = { 0 };
	if (price->tier_count == 1 && decimal_compare(first->from, none) == 0 &&
		decimal_compare(first->to, none) == 0) {
		json_add_text(out, "price", decimal_print(arena, first->unit_price));
		return;
	}
	struct json *tiers = json_add_list(out, "tiers");
	for (size_t i = 0; i < price->tier_count; i++) {
		const struct tier *tier = &price->tiers[i];
		bool ends = decimal_compare(tier->to, decimal_of(0)) != 0;
		struct json *band = json_add_object(tiers, NULL);
		json_add_text(band, "from", decimal_print(arena, tier->from));
		json_add_text(band, "to", ends ? decimal_print(arena, tier->to) : NULL);
		json_add_text(band, "price", decimal_print(arena, tier->unit_price));
	}
}

char *book_write(struct ctx *ctx, const struct book *book) {
	struct arena *arena = ctx->arena;
	struct numbering numbering = { .arena = arena };
	struct json *root = json_object(ctx);
	if (!root) {
		return NULL;
	}
	json_add_text(root, "name", book->name);
	json_add_text(root, "currency", book->currency);
	json_add_text(root, "note", book->note);
	write_sources(&numbering, book, json_add_object(root, "sources"));
	struct json *prices = json_add_list(root, "prices");
	for (size_t i = 0; i < book->price_count; i++) {
		const struct price *price = &book->prices[i];
		struct json *entry = json_add_object(prices, NULL);
		json_add_text(entry, "item", price->item);
		json_add_text(entry, "region", price->region);
		json_add_text(entry, "destination", price->destination);
		json_add_text(entry, "unit", price->unit);
		write_bands(arena, price, entry);
		json_add_text(entry, "effective", price->effective);
		json_add_text(json_add_list(entry, "sources"), NULL, source_id(&numbering, price));
		json_add_text(entry, "confidence", price->confidence);
	}
	return json_print(arena, root, false);
}
