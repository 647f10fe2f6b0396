#ifndef PRICING_COMPARISON_H
#define PRICING_COMPARISON_H

#include "analyzer/base/map.h"
#include "pricing/projection.h"

/* What a change does to the cost: two projections, component by component. */

/* What is compared of a component; also what a saved projection keeps of it. */
struct cost_row {
	const char *component, *stack;	  /* `stack` NULL: it has no name */
	const char *type, *region;	  /* its first region; NULL: not known */
	size_t repeat;			  /* how many rows of this name and region come before it */
	struct decimal monthly, one_time; /* with DR */
	bool lower_bound;
};

/* The rows of one projection. */
struct cost_rows {
	const char *name; /* of what was read: the path of the base */
	struct VEC(struct cost_row) list;
	struct map repeats; /* "stack\ncomponent\nregion" -> the last row so called */
	struct decimal monthly, one_time;
	bool lower_bound;
};

/* One component on either side; NULL where that side has none. */
struct change {
	const struct cost_row *before, *after;
	struct decimal monthly, one_time; /* after - before */
	enum sense sense;
};

struct comparison {
	const struct cost_rows *before, *after;
	struct VEC(struct change) changes; /* of what costs differently, in the order of `after` */
	size_t free;			   /* how many came or went that cost nothing */
	struct decimal monthly, one_time;
	bool lower_bound; /* of either side */
	enum sense sense; /* of the difference */
};

/* The rows of a projection. */
void cost_rows_of(
	struct arena *arena, const struct projection *projection, struct cost_rows *ret_rows);

/* Says whether a document is what `drlint cost -f json` prints. */
bool cost_rows_are_saved(const struct node *document);

/* The rows of such a document; reports what is wrong with it and returns false. */
bool cost_rows_read(struct ctx *ctx, const struct node *document, const char *currency,
	struct cost_rows *ret_rows);

/* Compares; both sides have to outlive the result. */
void comparison_make(struct ctx *ctx, const struct cost_rows *before, const struct cost_rows *after,
	struct comparison *ret_comparison);

/* A limit that was set on a cost, and what it came to. */
struct budget_check {
	const char *name;   /* "monthly increase", "monthly cost" */
	const char *origin; /* who set it: "--max-monthly-increase", the configuration's path */
	struct decimal limit, amount;
	bool exceeded;
	enum sense sense; /* of the amount: what is unpriced may take it over the limit */
};
struct budget_checks VEC(struct budget_check);

#endif
