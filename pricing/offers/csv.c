#include "pricing/offers/reading.h"

#include "analyzer/base/map.h"
#include "analyzer/doc/load.h"

#include <string.h>

/* The columns of a price dimension. */
enum column {
	COLUMN_SKU,
	COLUMN_TERM,
	COLUMN_FROM,
	COLUMN_TO,
	COLUMN_UNIT,
	COLUMN_PRICE,
	COLUMN_CURRENCY,
	COLUMN_COUNT
};

static const char *const column_names[COLUMN_COUNT] = {
	[COLUMN_SKU] = "SKU",
	[COLUMN_TERM] = "TermType",
	[COLUMN_FROM] = "StartingRange",
	[COLUMN_TO] = "EndingRange",
	[COLUMN_UNIT] = "Unit",
	[COLUMN_PRICE] = "PricePerUnit",
	[COLUMN_CURRENCY] = "Currency",
};

/* One reading of a file: which field of a record is what; SIZE_MAX for a column that it lacks. */
struct table {
	struct offers *offers;
	struct publication publication;
	size_t columns[COLUMN_COUNT], attributes[ATTRIBUTE_COUNT];
	size_t width;
	struct map products; /* SKU -> struct listed; NULL for one that is not wanted */
};

/* A product of several records, a dimension each. */
struct listed {
	struct product product;
	struct offer_place place;
	bool broken; /* a dimension of it could not be read */
};

static const char *field(const struct node *record, size_t column) {
	return column < record->count ? record->items[column]->text : NULL;
}

static size_t column_of(const struct node *header, const char *name) {
	for (size_t i = 0; i < header->count; i++) {
		if (strcmp(header->items[i]->text, name) == 0) {
			return i;
		}
	}
	return SIZE_MAX;
}

/* The lines before the header: "FormatVersion","v1.0" and so on. */
static void read_preamble(struct table *table, const struct node *record) {
	const char *name = field(record, 0), *value = field(record, 1);
	if (strcmp(name, "Version") == 0) {
		table->publication.version = value;
	} else if (strcmp(name, "Publication Date") == 0) {
		table->publication.date = offer_date(offers_context(table->offers)->arena, value);
	}
}

static bool read_header(struct table *table, const struct node *header) {
	struct ctx *ctx = offers_context(table->offers);
	table->width = header->count;
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		table->columns[i] = column_of(header, column_names[i]);
		if (table->columns[i] == SIZE_MAX) {
			ctx_error(ctx, node_span(header), "this price list has no column '%s'",
				column_names[i]);
			return false;
		}
	}
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		table->attributes[i] = column_of(header, attribute_names[i].csv);
	}
	if (!table->publication.version || !table->publication.date) {
		ctx_error(ctx, node_span(header),
			"a price list says its 'Version' and its 'Publication Date' above its "
			"columns");
		return false;
	}
	return true;
}

static struct listed *find_product(struct table *table, const struct node *record) {
	struct arena *arena = offers_context(table->offers)->arena;
	const char *sku = field(record, table->columns[COLUMN_SKU]);
	if (map_has(&table->products, sku)) {
		return map_find(&table->products, sku);
	}
	struct listed listed = { .product = { .sku = sku,
					 .publication = &table->publication,
					 .span = node_span(record) } };
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		listed.product.attributes[i] = field(record, table->attributes[i]);
	}
	struct listed *kept = NULL;
	if (offers_wants(&listed.product, &listed.place)) {
		kept = arena_new_of(arena, struct listed);
		*kept = listed;
	}
	map_set(arena, &table->products, sku, kept);
	return kept;
}

static void read_record(struct table *table, const struct node *record) {
	struct ctx *ctx = offers_context(table->offers);
	if (record->count != table->width) {
		ctx_error(ctx, node_span(record), "%u fields where the header has %zu",
			record->count, table->width);
		return;
	}
	if (strcmp(field(record, table->columns[COLUMN_TERM]), "OnDemand") != 0) {
		return;
	}
	struct listed *listed = find_product(table, record);
	if (!listed) {
		return;
	}
	const struct node *price = record->items[table->columns[COLUMN_PRICE]];
	struct dimension dimension = { .unit = field(record, table->columns[COLUMN_UNIT]),
		.span = node_span(price) };
	if (!offer_dimension(field(record, table->columns[COLUMN_FROM]),
		    field(record, table->columns[COLUMN_TO]), price->text, &dimension)) {
		ctx_error(ctx, dimension.span,
			"product %s needs decimals, not negative and with at most %d places, for "
			"its range and its price",
			listed->product.sku, DECIMAL_PLACES);
		listed->broken = true;
		return;
	}
	if (offers_take_currency(table->offers, field(record, table->columns[COLUMN_CURRENCY]),
		    dimension.span)) {
		vec_push(ctx->arena, &listed->product.dimensions, dimension);
	}
}

bool offer_read_csv(struct offers *offers, struct source *source) {
	struct ctx *ctx = offers_context(offers);
	const struct node *records = doc_parse_csv(ctx, source);
	struct table *table = arena_new_of(ctx->arena, struct table);
	table->offers = offers;
	table->publication.file = source->name;
	if (!records) {
		return false;
	}
	struct node **record;
	node_each(record, records) {
		if (table->width) {
			read_record(table, *record);
		} else if (strcmp(field(*record, 0), column_names[COLUMN_SKU]) != 0) {
			read_preamble(table, *record);
		} else if (!read_header(table, *record)) {
			return false;
		}
	}
	if (!table->width) {
		ctx_error(ctx, node_span(records),
			"this is no price list: no line begins with \"SKU\"");
		return false;
	}
	for (size_t i = 0; i < table->products.count; i++) {
		struct listed *listed = table->products.entries[i].value;
		if (listed && !listed->broken) {
			offers_add(offers, &listed->place, &listed->product);
		}
	}
	return true;
}
