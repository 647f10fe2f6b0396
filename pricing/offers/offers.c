#include "pricing/offers/offers.h"

#include "analyzer/base/file.h"
#include "analyzer/base/map.h"
#include "analyzer/doc/limits.h"
#include "pricing/offers/reading.h"

#include <stdlib.h>
#include <string.h>

/* The product that is an item in one region, or between two: of those that claim it the newest. */
struct claim {
	const struct offer_item *item;
	const char *region, *destination;
	const struct product *product;
};

struct offers {
	struct ctx *ctx;
	struct ctx
		reading; /* its arena holds the list that is being read, and is released with it */
	struct map claims;  /* "item\nregion\ndestination" -> struct claim */
	const char *oldest; /* date of the oldest list */
	const char *currency;
	size_t errors; /* when the first file was read */
	size_t taken;  /* products that are something drlint prices */
};

struct offers *offers_new(struct ctx *ctx) {
	struct offers *offers = arena_new_of(ctx->arena, struct offers);
	offers->ctx = ctx;
	offers->reading = *ctx;
	offers->errors = ctx->diags->errors;
	return offers;
}

static bool has_failed(const struct offers *offers) {
	return offers->ctx->diags->errors != offers->errors;
}

const char *offers_date(const struct offers *offers) {
	return offers->oldest;
}

size_t offers_count(const struct offers *offers) {
	return offers->claims.count;
}

static bool starts_with_column(const struct source *source) {
	return source->size && source->text[0] == '"';
}

/* Complaints outlive the list that they are about, so that they take its text along. */
static void keep_places(struct ctx *ctx, size_t first) {
	struct source *from = NULL, *kept = NULL;
	for (size_t i = first; i < ctx->diags->list.count; i++) {
		struct span *span = &ctx->diags->list.items[i].span;
		if (span->source && span->source != from) {
			from = span->source;
			kept = source_new(ctx->arena, arena_strdup(ctx->arena, from->name),
				arena_strndup(ctx->arena, from->text, from->size), from->size);
		}
		span->source = span->source ? kept : NULL;
	}
}

static bool read_list(struct offers *offers, const char *path, bool needed) {
	struct source *source = file_read(&offers->reading, path, LIMIT_FILE_BYTES);
	if (!source) {
		return false;
	}
	size_t before = offers->taken;
	bool read = starts_with_column(source) ? offer_read_csv(offers, source)
					       : offer_read_json(offers, source);
	bool found = offers->taken > before;
	if (read && needed && !found && !has_failed(offers)) {
		const struct span start = { source, 0, 0 };
		ctx_error(offers->ctx, start, "this price list has nothing that drlint prices");
	}
	return found;
}

bool offers_read(struct offers *offers, const char *path, bool needed) {
	size_t complaints = offers->ctx->diags->list.count;
	offers->reading.arena = arena_new();
	bool found = read_list(offers, path, needed);
	keep_places(offers->ctx, complaints);
	arena_free(offers->reading.arena);
	offers->reading = *offers->ctx;
	return found;
}

struct ctx *offers_context(struct offers *offers) {
	return &offers->reading;
}

bool offers_take_currency(struct offers *offers, const char *currency, struct span span) {
	if (!offers->currency) {
		offers->currency = arena_strdup(offers->ctx->arena, currency);
	}
	if (strcmp(offers->currency, currency) == 0) {
		return true;
	}
	ctx_error(offers->ctx, span,
		"a price in %s after prices in %s: a book has one currency, so import them apart",
		currency, offers->currency);
	return false;
}

static int by_start(const void *a, const void *b) {
	return decimal_compare(
		((const struct dimension *)a)->from, ((const struct dimension *)b)->from);
}

/* The bands in order; reported where they do not cover every quantity exactly once. */
static bool sort_bands(struct offers *offers, struct product *product) {
	struct dimension *d = product->dimensions.items;
	size_t count = product->dimensions.count;
	if (count == 0) {
		ctx_error(offers->ctx, product->span, "product %s has no On-Demand price",
			product->sku);
		return false;
	}
	qsort(d, count, sizeof(*d), by_start);
	struct decimal start = decimal_of(0), next;
	for (size_t i = 0; i < count; i++) {
		/* Bands of whole units may be listed as 0 to 20000 and 20001 to Inf. */
		if (i && decimal_add(start, decimal_of(1), &next) &&
			decimal_compare(d[i].from, next) == 0) {
			d[i].from = start;
		}
		bool ends = decimal_compare(d[i].to, decimal_of(0)) != 0;
		if (decimal_compare(d[i].from, start) != 0 || ends == (i + 1 == count) ||
			(ends && decimal_compare(d[i].to, d[i].from) <= 0)) {
			ctx_error(offers->ctx, d[i].span,
				"the bands of product %s do not begin where the one before ends",
				product->sku);
			return false;
		}
		start = d[i].to;
	}
	return true;
}

/* Prices of another unit than the item's would be wrong by its factor. */
static bool has_unit(
	struct offers *offers, const struct offer_item *item, const struct product *product) {
	const struct dimension *d;
	vec_each(d, &product->dimensions) {
		char *padded = arena_printf(offers->reading.arena, " %s ", d->unit);
		if (!strstr(item->offer_units, padded)) {
			ctx_error(offers->ctx, d->span,
				"product %s is listed per '%s', where a price of %s is per %s",
				product->sku, d->unit, item->item, item->unit);
			return false;
		}
	}
	return true;
}

bool offers_wants(const struct product *product, struct offer_place *ret_place) {
	const struct offer_item *item = offer_item_find(product);
	if (!item) {
		return false;
	}
	bool pair = item->scope == OF_PAIR;
	*ret_place = (struct offer_place){ .item = item };
	if (item->scope != OF_ALL_REGIONS) {
		ret_place->region = offer_region(product,
			item->scope == OF_REGION ? ATTRIBUTE_REGION : ATTRIBUTE_FROM_REGION);
		ret_place->destination = pair ? offer_region(product, ATTRIBUTE_TO_REGION) : NULL;
		if (!ret_place->region || (pair && !ret_place->destination)) {
			return false;
		}
	}
	/* Lists of a region hold both directions of a pair; the first prefix is the side billed. */
	const char *usage_type = product->attributes[ATTRIBUTE_USAGE_TYPE];
	char prefix[8] = "";
	size_t length = strcspn(usage_type, "-");
	if (length < sizeof(prefix)) {
		memcpy(prefix, usage_type, length);
	}
	const char *billed = offer_prefix_region(prefix);
	return !billed || !ret_place->region || strcmp(billed, ret_place->region) == 0;
}

static bool same_bands(const struct product *a, const struct product *b) {
	bool same = a->dimensions.count == b->dimensions.count;
	for (size_t i = 0; same && i < a->dimensions.count; i++) {
		const struct dimension *x = &a->dimensions.items[i], *y = &b->dimensions.items[i];
		same = decimal_compare(x->from, y->from) == 0 &&
		       decimal_compare(x->to, y->to) == 0 &&
		       decimal_compare(x->price, y->price) == 0;
	}
	return same;
}

/* Says whether a product takes the place of the one before; reported where that is in doubt. */
static bool is_better(
	struct offers *offers, const struct claim *claim, const struct product *product) {
	const struct product *best = claim->product;
	int newer = strcmp(product->publication->date, best->publication->date);
	bool same_sku = strcmp(product->sku, best->sku) == 0;
	if (same_sku && newer != 0) {
		return newer > 0;
	}
	if (!same_bands(product, best)) {
		ctx_error(offers->ctx, product->span,
			"products %s and %s are both %s in %s, at different prices", best->sku,
			product->sku, claim->item->item,
			claim->region ? claim->region : "all regions");
	}
	return false;
}

static const char *kept_text(struct offers *offers, const char *text) {
	return text ? arena_strdup(offers->ctx->arena, text) : NULL;
}

/* What of a product outlives its list. */
static const struct product *keep(struct offers *offers, const struct product *product) {
	struct arena *arena = offers->ctx->arena;
	const struct publication *publication = product->publication;
	struct publication *published = arena_new_of(arena, struct publication);
	*published = (struct publication){ .version = kept_text(offers, publication->version),
		.date = kept_text(offers, publication->date) };
	struct product *kept = arena_new_of(arena, struct product);
	kept->sku = kept_text(offers, product->sku);
	kept->attributes[ATTRIBUTE_SERVICE] =
		kept_text(offers, product->attributes[ATTRIBUTE_SERVICE]);
	kept->publication = published;
	const struct dimension *d;
	vec_each(d, &product->dimensions) {
		const struct dimension band = { .from = d->from, .to = d->to, .price = d->price };
		vec_push(arena, &kept->dimensions, band);
	}
	return kept;
}

void offers_add(struct offers *offers, const struct offer_place *place, struct product *product) {
	struct arena *arena = offers->ctx->arena;
	if (!sort_bands(offers, product) || !has_unit(offers, place->item, product)) {
		return;
	}
	char *key = arena_printf(arena, "%s\n%s\n%s", place->item->item,
		place->region ? place->region : "", place->destination ? place->destination : "");
	struct claim *claim = map_find(&offers->claims, key);
	offers->taken++;
	if (!claim) {
		claim = arena_new_of(arena, struct claim);
		*claim = (struct claim){ .item = place->item,
			.region = kept_text(offers, place->region),
			.destination = kept_text(offers, place->destination),
			.product = keep(offers, product) };
		map_set(arena, &offers->claims, key, claim);
	} else if (is_better(offers, claim, product)) {
		claim->product = keep(offers, product);
	}
	const char *date = product->publication->date;
	if (!offers->oldest || strcmp(date, offers->oldest) < 0) {
		offers->oldest = kept_text(offers, date);
	}
}

static struct price price_of(
	struct offers *offers, const struct claim *claim, const struct product *product) {
	struct arena *arena = offers->ctx->arena;
	size_t count = product->dimensions.count;
	struct tier *tiers = arena_zalloc(arena, count * sizeof(*tiers));
	for (size_t i = 0; i < count; i++) {
		const struct dimension *d = &product->dimensions.items[i];
		tiers[i] = (struct tier){ d->from, d->to, d->price };
	}
	const struct publication *publication = product->publication;
	return (struct price){
		.item = claim->item->item,
		.region = claim->region,
		.destination = claim->destination,
		.unit = claim->item->unit,
		.tiers = tiers,
		.tier_count = count,
		.source = arena_printf(arena, "AWS price list %s, version %s, product %s",
			product->attributes[ATTRIBUTE_SERVICE], publication->version, product->sku),
		.seen = publication->date,
		.confidence = "high",
	};
}

static void replace_price(struct ctx *ctx, struct price_list *prices, const struct price *price) {
	struct price *p;
	vec_each(p, prices) {
		if (price_compare(p, price) == 0) {
			*p = *price;
			return;
		}
	}
	vec_push(ctx->arena, prices, *price);
}

static const struct book *assemble(struct offers *offers, const struct book *base,
	struct price_list *prices, const char *date) {
	struct arena *arena = offers->ctx->arena;
	struct book *book = arena_new_of(arena, struct book);
	qsort(prices->items, prices->count, sizeof(*prices->items), price_compare);
	*book = (struct book){
		.name = base && strcmp(base->name, date) > 0 ? base->name : date,
		.note = base ? arena_printf(arena, "AWS price lists, over the book %s", base->name)
			     : "AWS price lists",
		.currency = offers->currency,
		.prices = prices->items,
		.price_count = prices->count,
	};
	return book;
}

const struct book *offers_book(struct offers *offers, const struct book *base) {
	struct ctx *ctx = offers->ctx;
	if (has_failed(offers)) {
		return NULL;
	}
	if (base && strcmp(base->currency, offers->currency) != 0) {
		ctx_note(ctx, NOWHERE, "the lists are in %s, so nothing of the %s book %s is kept",
			offers->currency, base->currency, base->name);
		base = NULL;
	}
	struct price_list prices = { 0 };
	for (size_t i = 0; base && i < base->price_count; i++) {
		vec_push(ctx->arena, &prices, base->prices[i]);
	}
	const char *date = "";
	for (size_t i = 0; i < offers->claims.count; i++) {
		const struct claim *claim = offers->claims.entries[i].value;
		const struct price price = price_of(offers, claim, claim->product);
		replace_price(ctx, &prices, &price);
		date = strcmp(price.seen, date) > 0 ? price.seen : date;
	}
	return has_failed(offers) ? NULL : assemble(offers, base, &prices, date);
}
