#include "pricing/book.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"
#include "pricing/offers/product.h"

#include <stdlib.h>
#include <string.h>

/* A reading in progress: what one book file holds. */
struct reading {
	struct ctx *ctx;
	struct map sources; /* id -> struct book_source */
	bool failed;
};

/* A document that prices rest on. */
struct book_source {
	const char *text, *date;
};

/* Accepts YYYY, YYYY-MM and YYYY-MM-DD: sources are not always dated to the day. */
static bool is_date(const char *text) {
	static const char form[] = "0000-00-00";
	size_t length = strlen(text);
	if (length != 4 && length != 7 && length != 10) {
		return false;
	}
	for (size_t i = 0; i < length; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (digit != (form[i] == '0') || (!digit && text[i] != form[i])) {
			return false;
		}
	}
	return true;
}

static void fail(struct reading *reading, const struct node *node, const char *message) {
	ctx_error(reading->ctx, node_span(node), "%s", message);
	reading->failed = true;
}

/* Reports every member of a map that is not among `names`. */
static void check_members(
	struct reading *reading, const struct node *map, const char *const *names) {
	const struct member *m;
	member_each(m, map) {
		const char *const *name = names;
		while (*name && strcmp(*name, m->key->text) != 0) {
			name++;
		}
		if (!*name) {
			ctx_error(reading->ctx, node_span(m->key),
				"a price book has no key '%s' here", m->key->text);
			reading->failed = true;
		}
	}
}

/* The text of a member; reports its absence where it is required. */
static const char *read_text(
	struct reading *reading, const struct node *map, const char *key, bool required) {
	const struct node *node = node_find(map, key);
	const char *text = node_text(node);
	if (text && *text) {
		return text;
	}
	if (node || required) {
		ctx_error(reading->ctx, node_span(node ? node : map), "'%s' must be a text", key);
		reading->failed = true;
	}
	return NULL;
}

static const char *read_date(
	struct reading *reading, const struct node *map, const char *key, bool required) {
	const char *text = read_text(reading, map, key, required);
	if (text && !is_date(text)) {
		ctx_error(reading->ctx, node_span(node_find(map, key)),
			"'%s' must be a date like 2024-11-01", key);
		reading->failed = true;
	}
	return text;
}

/* A decimal that is not negative; *ret_value stays as it is where the member is absent. */
static bool read_amount(struct reading *reading, const struct node *map, const char *key,
	struct decimal *ret_value) {
	const struct node *node = node_find(map, key);
	struct decimal value;
	if (!node) {
		return false;
	}
	const char *text = node_text(node);
	if (!text || !decimal_parse(text, &value) || decimal_compare(value, decimal_of(0)) < 0) {
		ctx_error(reading->ctx, node_span(node),
			"'%s' must be a decimal like \"0.000000625\", not negative, with at most "
			"%d places",
			key, DECIMAL_PLACES);
		reading->failed = true;
		return false;
	}
	*ret_value = value;
	return true;
}

/* A code of ISO 4217. */
static const char *read_currency(struct reading *reading, const struct node *document) {
	const char *code = read_text(reading, document, "currency", true);
	if (code && (strlen(code) != 3 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)) {
		fail(reading, node_find(document, "currency"),
			"'currency' must be a code like USD");
	}
	return code;
}

static void read_sources(struct reading *reading, const struct node *document) {
	static const char *const keys[] = { "text", "date", NULL };
	const struct node *sources = node_find(document, "sources");
	if (!node_is_map(sources)) {
		fail(reading, sources ? sources : document, "'sources' must be a map of documents");
		return;
	}
	const struct member *m;
	member_each(m, sources) {
		check_members(reading, m->value, keys);
		struct book_source *source = arena_new_of(reading->ctx->arena, struct book_source);
		source->text = read_text(reading, m->value, "text", true);
		source->date = read_date(reading, m->value, "date", true);
		map_set(reading->ctx->arena, &reading->sources, m->key->text, source);
	}
}

/* Joins the texts of a price's sources and takes the newest date. */
static void read_price_sources(
	struct reading *reading, const struct node *node, struct price *price) {
	const struct node *ids = node_find(node, "sources");
	if (!node_is_list(ids) || node_items_count(ids) == 0) {
		fail(reading, ids ? ids : node, "a price needs a list of 'sources'");
		return;
	}
	struct buf text = buf_new(reading->ctx->arena);
	struct node **id;
	node_each(id, ids) {
		const char *name = node_text(*id);
		const struct book_source *source = name ? map_find(&reading->sources, name) : NULL;
		if (!source || !source->text || !source->date) {
			fail(reading, *id, "this is none of the book's sources");
			return;
		}
		buf_printf(&text, "%s%s", text.length ? "; " : "", source->text);
		if (!price->seen || strcmp(source->date, price->seen) > 0) {
			price->seen = source->date;
		}
	}
	price->source = text.bytes;
}

static void read_tiers(struct reading *reading, const struct node *node, struct price *price) {
	static const char *const keys[] = { "from", "to", "price", NULL };
	const struct node *list = node_find(node, "tiers");
	size_t count = list ? node_items_count(list) : 1;
	struct tier *tiers = arena_zalloc(reading->ctx->arena, (count + 1) * sizeof(*tiers));
	price->tiers = tiers;
	price->tier_count = count;
	if (!list) {
		if (!read_amount(reading, node, "price", &tiers->unit_price) && !reading->failed) {
			fail(reading, node, "a price needs 'price' or 'tiers'");
		}
		return;
	}
	if (count == 0 || node_find(node, "price")) {
		fail(reading, list, "'tiers' must be a list of bands, without a 'price' beside it");
	}
	struct node **item;
	struct tier *tier = tiers;
	node_each(item, list) {
		check_members(reading, *item, keys);
		bool complete = read_amount(reading, *item, "from", &tier->from);
		complete = read_amount(reading, *item, "price", &tier->unit_price) && complete;
		bool ends = read_amount(reading, *item, "to", &tier->to);
		bool last = tier + 1 == tiers + count;
		bool joined = tier == tiers || decimal_compare(tier[-1].to, tier->from) == 0;
		if (!complete || !joined || (!ends && !last) ||
			(ends && decimal_compare(tier->from, tier->to) >= 0)) {
			fail(reading, *item,
				"a band needs 'from' and 'price', begins where the one before "
				"ends, and "
				"only the last may have no 'to'");
		}
		tier++;
	}
}

/* A price per another unit than the one that is charged would be wrong by its factor. */
static const char *read_unit(struct reading *reading, const struct node *node, const char *item) {
	const char *unit = read_text(reading, node, "unit", true);
	const char *wanted = item ? offer_item_unit(item) : NULL;
	if (unit && wanted && strcmp(unit, wanted) != 0) {
		ctx_error(reading->ctx, node_span(node_find(node, "unit")),
			"a price of %s is per %s, not per %s", item, wanted, unit);
		reading->failed = true;
	}
	return unit;
}

static void read_price(struct reading *reading, const struct node *node, struct price *price) {
	static const char *const keys[] = { "item", "region", "destination", "unit", "price",
		"tiers", "effective", "sources", "confidence", NULL };
	static const char *const levels[] = { "high", "medium", "low", NULL };
	check_members(reading, node, keys);
	price->item = read_text(reading, node, "item", true);
	price->region = read_text(reading, node, "region", false);
	price->destination = read_text(reading, node, "destination", false);
	price->unit = read_unit(reading, node, price->item);
	price->effective = read_date(reading, node, "effective", false);
	price->confidence = read_text(reading, node, "confidence", true);
	const char *const *level = levels;
	while (*level && price->confidence && strcmp(*level, price->confidence) != 0) {
		level++;
	}
	if (!*level) {
		fail(reading, node_find(node, "confidence"), "'confidence' is high, medium or low");
	}
	read_price_sources(reading, node, price);
	read_tiers(reading, node, price);
}

static void read_prices(struct reading *reading, const struct node *document, struct book *book) {
	const struct node *list = node_find(document, "prices");
	if (!node_is_list(list)) {
		fail(reading, list ? list : document, "'prices' must be a list");
		return;
	}
	book->price_count = node_items_count(list);
	struct price *prices =
		arena_zalloc(reading->ctx->arena, (book->price_count + 1) * sizeof(*prices));
	book->prices = prices;
	struct node **item;
	struct price *price = prices;
	node_each(item, list) {
		read_price(reading, *item, price++);
	}
	qsort(prices, book->price_count, sizeof(*prices), price_compare);
	for (size_t i = 1; i < book->price_count; i++) {
		if (price_compare(&prices[i - 1], &prices[i]) == 0) {
			ctx_error(reading->ctx, node_span(list), "'%s' has two prices in %s",
				prices[i].item,
				prices[i].region ? prices[i].region : "all regions");
			reading->failed = true;
		}
	}
}

const struct book *book_read(struct ctx *ctx, const struct node *document) {
	static const char *const keys[] = { "name", "currency", "note", "sources", "prices", NULL };
	struct reading reading = { .ctx = ctx };
	struct book *book = arena_new_of(ctx->arena, struct book);
	if (!node_is_map(document)) {
		fail(&reading, document, "a price book is a map");
		return NULL;
	}
	check_members(&reading, document, keys);
	book->name = read_date(&reading, document, "name", true);
	book->currency = read_currency(&reading, document);
	book->note = read_text(&reading, document, "note", false);
	read_sources(&reading, document);
	read_prices(&reading, document, book);
	const char **sources =
		arena_zalloc(ctx->arena, (reading.sources.count + 1) * sizeof(*sources));
	for (size_t i = 0; i < reading.sources.count; i++) {
		sources[i] = ((struct book_source *)reading.sources.entries[i].value)->text;
	}
	book->sources = sources;
	return reading.failed ? NULL : book;
}
