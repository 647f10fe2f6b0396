#ifndef PRICING_PROJECTION_H
#define PRICING_PROJECTION_H

#include "analyzer/estate/service.h"
#include "pricing/book.h"
#include "pricing/decimal.h"
#include "pricing/usage.h"

/*
 * One line of a bill: quantity x unit price = amount. There are two bills, the workload in a single
 * region (`dr` false) and with its DR (`dr` true); each is complete, so that its lines add up
 * exactly to its total. What is the same in both stands in both.
 */
struct line {
	const char *item;	 /* "dynamodb.rwru" */
	const char *description; /* "replicated write request units" */
	const char *region;	 /* billed in; NULL for a global item */
	struct decimal quantity;
	const char *unit; /* "rWRU", "GB-month" */
	struct decimal unit_price, amount;
	const struct price *price; /* the book's entry behind the unit price */
	bool once;		   /* paid once, not every month */
	bool dr;
};

/* A figure that the book lacks, or that cannot be known; never counted as zero. */
struct unpriced {
	const char *item, *region, *reason;
	const struct resource *resource;
	bool dr;
};

/* One usage value that a component's lines rest on. */
struct usage_value {
	const char *key;
	struct decimal value;
	const char *origin; /* "file", "live", "default" */
};

struct amounts {
	struct decimal single_region, with_dr, additional;
};

/* Rates that the usage implies; `known` false leaves a pair out. */
struct rate {
	bool known;
	struct decimal single_region, with_dr;
};

struct component {
	const struct resource *resource;
	struct VEC(const char *) regions; /* sorted, primary first */
	struct VEC(struct usage_value) usage;
	struct VEC(struct line) lines;
	struct VEC(const char *) notes; /* assumptions of this component, as sentences */
	struct amounts monthly;
	struct decimal one_time;
	struct rate per_million_requests;
	struct rate per_gb_transferred, per_gb_stored; /* with_dr only */
	bool lower_bound;			       /* a line of it is unpriced */
};

struct projection {
	const struct book *book;
	struct VEC(struct component) components; /* by stack and template order */
	struct VEC(struct unpriced) unpriced;
	struct amounts monthly;
	struct decimal one_time;
	bool lower_bound;
};

/* Projects what the estate costs in a single region and with its DR, at this usage, under this
 * book. */
void projection_make(struct estate *estate, const struct book *book, const struct usage *usage,
	struct projection *ret_projection);

#endif
