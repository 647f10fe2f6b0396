#ifndef PRICING_REMEDY_H
#define PRICING_REMEDY_H

#include "pricing/projection.h"

/*
 * What a change to one resource adds to the bill with DR. The cost models say it: the estate is
 * projected as it is and as if the change were made, and the difference is the cost. What has no
 * model, but a quantity that no usage changes (an alarm, a key), is that quantity at its price.
 */
struct remedy {
	const struct resource *resource;
	const char *const
		*items; /* price items that it may add, ended by NULL; the type has one of them */
	const char *region; /* of the copy that it is made to; NULL: of each that lacks it */
};

struct remedy_cost {
	const char *item; /* the one of the items that the type has; NULL: none */
	bool known; /* `monthly` and `one_time` are amounts; else nothing is, because of `missing`
		     */
	struct decimal monthly, one_time;
	const char *basis;   /* what is paid for: "10 GB-month of point-in-time recovery in ..." */
	const char *missing; /* what has no price, so that the amounts are lower bounds; or NULL */
};

/* The projections that remedies are priced with, each made when first asked for. */
struct remedies;

/* All of it lives in the estate's arena; `terms` is kept. */
struct remedies *remedies_new(struct estate *estate, const struct terms *terms);

/* Says whether it is known what a price item in a remedy means for a type. */
bool remedy_is_priced(const char *item, const char *type);

void remedy_price(
	struct remedies *remedies, const struct remedy *remedy, struct remedy_cost *ret_cost);

#endif
