#ifndef PRICING_VOLUMES_H
#define PRICING_VOLUMES_H

#include "pricing/costing.h"

/*
 * How much an account uses of each price that has bands. AWS counts a band over all that an account
 * uses in a region (and over all accounts of an organization, which no template tells), and gives
 * each its part of the discount by its use. So a projection is made twice where some volume leaves
 * its first band: to add the volumes up, then to share their bands out in proportion. What stands
 * on different bills, or is paid once, is never added together. Source:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/useconsolidatedbilling-discounts.html
 * (read 2026-11).
 */
struct volumes {
	struct map sums;	      /* "item\nregion\n..." -> struct volume */
	const struct volumes *beside; /* what the sums begin with; NULL: nothing */
	bool are_known; /* all charges are in; before, each counts as of the first band */
	bool leave_first_band;
};

/* What the charges so far took of a band. */
struct taken {
	struct decimal quantity, amount;
};

struct volume {
	struct decimal sum;
	const struct price *price;
	enum bill bill;
	bool once;
	struct decimal charged; /* of the sum */
	struct taken *bands;	/* one for each tier of the price; NULL: of one charge alone */
};

/* Says whether a price has bands that a volume can leave. */
bool volumes_count(const struct price *price);

/* What a volume costs, each band at its price. False where that does not fit, or has no price. */
bool volumes_cost(const struct price *price, struct decimal volume, struct decimal *ret_amount);

/* The first band that costs something, or the last. */
size_t volumes_first_band(const struct price *price);

/*
 * The volume that the bands of a charge on one bill are to be counted over, its quantity at least.
 * Before the volumes are known, adds the charge to them and leaves *ret_volume, which is to be
 * that of the charge alone. False where the sum does not fit.
 */
bool volumes_over(struct costing *costing, const struct charge *charge, const struct price *price,
	enum bill bill, struct volume **ret_volume);

/*
 * What a charge takes of a band (`tier`, of this size) and pays for it: its share by its quantity,
 * `left` at most, and all of `left` in the last band. What rounding keeps from one charge, the
 * next has, so that the charges of a volume take and pay each band to the last place. False where
 * that does not fit.
 */
bool volumes_take(struct volume *volume, size_t tier, struct decimal size, bool last,
	struct decimal quantity, struct decimal left, struct taken *ret_taken);

#endif
