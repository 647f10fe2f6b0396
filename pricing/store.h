#ifndef PRICING_STORE_H
#define PRICING_STORE_H

#include "pricing/costing.h"

/* A data store and its copies in other regions, as the services price that replicate on their own.
 */

/* One copy beside the store itself. */
struct store_copy {
	const char *region; /* NULL: not known, because of `reason` */
	const char *reason;
	struct value settings;		    /* ABSENT for one that an assumed strategy makes */
	const struct resource *declared_by; /* the store, or what stands for the copy; or NULL */
};

struct store {
	struct costing *costing;
	const char *home; /* NULL: not known */
	unsigned bills;	  /* that the store itself stands on */
	struct VEC(struct store_copy) copies;
};

/* Which strategies need a copy that is replicated all the time. */
enum need {
	ALL_STRATEGIES, /* backup-restore too: nothing else brings it there */
	LIVE_STRATEGIES /* the others; backup-restore copies its backups instead */
};

/*
 * The store being priced with the copies that are configured, or those that the assumed strategy
 * has: one in the recovery region where there is none, and none under backup-restore, unless it
 * needs them too. A store in a recovery region that is a copy itself has none.
 */
struct store store_of(struct costing *costing, enum need need);

/* Says whether backups are to be copied instead, and where to. */
bool store_is_restored(const struct store *store, struct store_copy *ret_copy);

/* Charges backups at home that a strategy or remedy adds. */
void store_back_up(const struct store *store, const char *item, struct decimal gb);

/* Charges at home, monthly. */
void store_charge(const struct store *store, const char *item, const char *description,
	struct decimal quantity);

/* Charges in the region of a copy, monthly, on the bills given. */
void store_charge_copy(const struct store *store, const struct store_copy *copy, const char *item,
	const char *description, struct decimal quantity, unsigned bills);

/* Charges what is sent from the store to a copy as an item of transfer. */
void store_send(const struct store *store, const struct store_copy *copy, const char *item,
	const char *description, struct decimal gb, bool once);

/* Replication of what changes in a month, and of what is there once, by inter-region transfer. */
void store_replicate(const struct store *store, const struct store_copy *copy,
	struct decimal changed_gb, struct decimal stored_gb);

#endif
