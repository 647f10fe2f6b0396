#ifndef PRICING_REMEDY_H
#define PRICING_REMEDY_H

#include "pricing/projection.h"

/*
 * What remedies add to the bill with DR. The cost models say it: the estate is projected as it is
 * and as if the measures were made (measure.h), and the difference is the cost, of one remedy alone
 * and of all of them together.
 */
struct remedy {
	const struct resource *resource;
	const char *const *measures; /* their names, ended by NULL; the type has one at least */
	const char *region; /* of the copy that it is made to; NULL: of each that lacks it */
};

struct remedy_cost {
	bool known; /* `monthly` and `one_time` are amounts; else nothing is, because of `missing`
		     */
	struct decimal monthly, one_time; /* below zero: it saves that much */
	const char *basis;   /* what is paid for: "10 GB-month of point-in-time recovery in ..." */
	const char *missing; /* what has no price, so that the amounts are lower bounds; or NULL */
	bool is_unmoved;     /* not known, as the bill is the same with it */
	bool repeated;	     /* another remedy that was priced before makes the same measures */
};

/* The projections that remedies are priced with, each made when first asked for. */
struct remedies;

/* All of it lives in the estate's arena; `terms` is kept. */
struct remedies *remedies_new(struct estate *estate, const struct terms *terms);

void remedy_price(
	struct remedies *remedies, const struct remedy *remedy, struct remedy_cost *ret_cost);

/*
 * All remedies that were priced and known, made at once: what several of them ask for is paid once,
 * and what one adds is there for the next. False where it is too large to compute.
 */
bool remedies_total(struct remedies *remedies, struct remedy_cost *ret_cost);

#endif
