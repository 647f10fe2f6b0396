#ifndef PRICING_OFFERS_PRODUCT_H
#define PRICING_OFFERS_PRODUCT_H

#include "analyzer/base/context.h"
#include "pricing/decimal.h"

/* What the readers of both forms hand over: one product (a SKU) of one price list. */

/* The attributes of a product that tell what it is and where. */
enum attribute {
	ATTRIBUTE_SERVICE,
	ATTRIBUTE_USAGE_TYPE,
	ATTRIBUTE_OPERATION,
	ATTRIBUTE_REGION,
	ATTRIBUTE_LOCATION,
	ATTRIBUTE_LOCATION_TYPE,
	ATTRIBUTE_FROM_REGION,
	ATTRIBUTE_FROM_LOCATION,
	ATTRIBUTE_FROM_LOCATION_TYPE,
	ATTRIBUTE_TO_REGION,
	ATTRIBUTE_TO_LOCATION,
	ATTRIBUTE_TO_LOCATION_TYPE,
	ATTRIBUTE_COUNT
};

/* Its names in JSON and as a column of CSV; by enum attribute. */
struct attribute_name {
	const char *json, *csv;
};
extern const struct attribute_name attribute_names[ATTRIBUTE_COUNT];

/* Which list says so. */
struct publication {
	const char *file, *version;
	const char *date; /* "2026-09-11" */
};

/* A band of a product's price. */
struct dimension {
	struct decimal from, to; /* `to` 0: no end */
	struct decimal price;
	const char *unit;
	struct span span;
};

struct product {
	const char *sku;
	const char *attributes[ATTRIBUTE_COUNT]; /* NULL or "" where it has none */
	const struct publication *publication;
	struct VEC(struct dimension) dimensions;
	struct span span;
};

/* What a product is to drlint. */
struct offer_item {
	const char *item, *unit;
	const char *service;
	const char *usage_type; /* behind the prefix that names the region */
	const char *operation;	/* NULL: any */
	enum { OF_REGION, OF_ALL_REGIONS, OF_SOURCE, OF_PAIR } scope;
	const char *offer_units; /* the units in which it is listed, with spaces around each */
};

/* The item that a product is, or NULL for what drlint does not price. */
const struct offer_item *offer_item_find(const struct product *product);

/* The unit of an item's prices, or NULL for an item that no list is read for. */
const char *offer_item_unit(const char *item);

/*
 * The region of an attribute pair: its code, else what its name means; NULL where neither is a
 * region, as for zones and for "External".
 */
const char *offer_region(const struct product *product, enum attribute code);

/* The region that a prefix of usage types means: "USW2", "EU", "us-west-2"; NULL for none known. */
const char *offer_prefix_region(const char *prefix);

/* Says whether a word has the form of such a prefix, known or not. */
bool offer_is_prefix(const char *word);

#endif
