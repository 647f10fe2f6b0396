#ifndef PRICING_BOOK_H
#define PRICING_BOOK_H

#include "analyzer/base/context.h"
#include "analyzer/doc/node.h"
#include "pricing/decimal.h"

/* One band of a price: from `from` up to `to` units a month (`to` 0: no end). */
struct tier {
	struct decimal from, to, unit_price;
};

/* A list price, with where it comes from and since when it holds. */
struct price {
	const char *item;	 /* "dynamodb.rwru", "datatransfer.inter_region" */
	const char *region;	 /* NULL: the same everywhere; for transfer, the source */
	const char *destination; /* transfer only: the other region; NULL: any */
	const char *unit;
	const struct tier *tiers; /* ascending */
	size_t tier_count;
	const char *source;	/* the public documents that state it */
	const char *seen;	/* date of the newest of them */
	const char *effective;	/* date from which the figure holds; NULL: no source says */
	const char *confidence; /* "high", "medium", "low" */
};

/* The list prices that hold from a date on. */
struct book {
	const char *name; /* the date from which it holds: "2024-11-01" */
	const char *note; /* what it covers, for people */
	const char *currency;
	const struct price *prices; /* sorted by item, region, destination */
	size_t price_count;
	const char *const *sources; /* ended by NULL */
};

/*
 * The shipped book in force on a date "YYYY-MM-DD" (NULL: the newest), or NULL when none is that
 * old. The books are compiled in from the files in books/ and take no time until they are asked
 * for.
 */
const struct book *book_on(struct arena *arena, const char *date);

/* Reads a book file (its form: pricing/books/README.md); reports what is wrong with it, then
 * returns NULL. */
const struct book *book_read(struct ctx *ctx, const struct node *document);

/*
 * A book as a file that book_read takes, in the arena. Of each price the documents that state it
 * become one source, with the date of the newest. NULL where JSON cannot be written (reported).
 */
char *book_write(struct ctx *ctx, const struct book *book);

/* The order of a book's prices, for qsort and bsearch over struct price. */
int price_compare(const void *left, const void *right);

/* Says whether an entry of the book holds in a region. */
bool book_price_holds(const struct book *book, const struct price *price, const char *region);

/*
 * The most specific price of an item in a region, or NULL: unpriced, never zero. An entry without
 * region holds everywhere in one partition: China where the book is in CNY, else the commercial
 * regions.
 */
const struct price *book_price(
	const struct book *book, const char *item, const char *region, const char *destination);

#endif
