#ifndef PRICING_OFFERS_READING_H
#define PRICING_OFFERS_READING_H

#include "pricing/offers/offers.h"
#include "pricing/offers/product.h"

/* What the readers of the two forms need of the collection that they fill. */

struct price_list VEC(struct price);

/* Which item a product is, and where. */
struct offer_place {
	const struct offer_item *item;
	const char *region, *destination; /* NULL as in struct price */
};

/* Its arena is released when the list was read. */
struct ctx *offers_context(struct offers *offers);

/* Says whether drlint prices a product, by its attributes alone, and as what. */
bool offers_wants(const struct product *product, struct offer_place *ret_place);

/* Takes a product with its price; reports bands that leave gaps and units that do not fit. */
void offers_add(struct offers *offers, const struct offer_place *place, struct product *product);

/* Notes the currency of a price; false (reported) where an earlier one was another. */
bool offers_take_currency(struct offers *offers, const char *currency, struct span span);

/* The readers; false (reported) where the file is no price list of the form. */
bool offer_read_json(struct offers *offers, struct source *source);
bool offer_read_csv(struct offers *offers, struct source *source);

/* "2026-09-11" of "2026-09-11T12:44:22Z"; NULL where it begins with no date. */
const char *offer_date(struct arena *arena, const char *timestamp);

/* A price dimension's range and amount from their texts; false where one is none. */
bool offer_dimension(const char *from, const char *to, const char *amount, struct dimension *ret);

#endif
