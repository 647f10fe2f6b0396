#ifndef PRICING_OFFERS_OFFERS_H
#define PRICING_OFFERS_OFFERS_H

#include "pricing/book.h"

/*
 * AWS's own price lists become prices of a book. Three forms are read: offer files in JSON, of one
 * region or of all; offer files in CSV; what `aws pricing get-products` prints. Source of the
 * forms: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-an-offer.html and
 * .../price-list-query-api-fields.html (read 2026-11).
 *
 * Only what drlint prices is taken (items.c), at On-Demand list prices. The date on which a figure
 * began to hold is not known from a price list, which stamps every term anew at each publication;
 * what is kept is the list's version and date.
 */
struct offers;

struct offers *offers_new(struct ctx *ctx);

/*
 * Reads one file. Reports what is wrong with it, at its place; after any error `offers_book` gives
 * no book. False where it holds nothing that drlint prices, which `needed` makes an error.
 */
bool offers_read(struct offers *offers, const char *path, bool needed);

/* A service whose lists hold what drlint prices. */
struct offer_service {
	const char *code; /* "AmazonDynamoDB" */
	bool regional;	  /* it has a list for each region; else one for all */
};
struct offer_services VEC(struct offer_service);

/* All of them, by code. */
void offers_services(struct arena *arena, struct offer_services *ret_services);

/*
 * A book with everything that was read, and of `base` (may be NULL) what was not. Prices in another
 * currency than the base's stand alone. NULL, reported, where a file had an error, where nothing of
 * interest was read, or where several products claim to be one item at different prices.
 */
const struct book *offers_book(struct offers *offers, const struct book *base);

/* The date of the oldest list read, "2026-09-11"; NULL where none was. */
const char *offers_date(const struct offers *offers);

/* How many prices were read; those of the base are not counted. */
size_t offers_count(const struct offers *offers);

/* "US West (Oregon)": how AWS calls a region; NULL for one that no price list names. */
const char *offers_region_name(const char *code);

#endif
