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

/*
 * A figure that the book lacks, or that cannot be known; never counted as zero. `item` is the type
 * of the resource where nothing of it can be priced.
 */
struct unpriced {
	const char *item, *region, *reason;
	const struct resource *resource;
	bool dr;       /* stands on the bill with DR, and not on that of the single region */
	bool with_dr;  /* stands on the bill with DR */
	bool failover; /* stands on the failover bill alone */
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

/* Which bills an unpriced charge is missing from: bits. */
enum lack { LACKS_SINGLE = 1, LACKS_DR = 2, LACKS_BOTH = 4 };

/* How an amount stands to what it were if all had a price; PERHAPS: it may be more or less. */
enum sense { EXACT, AT_LEAST, AT_MOST, PERHAPS };
struct senses {
	enum sense single_region, with_dr, additional;
};
struct senses senses_of(unsigned lacks);

/* Rates that the usage implies; `known` false leaves a pair out. */
struct rate {
	bool known;
	struct decimal single_region, with_dr;
};

/* One answer to a question, taken for granted while a projection is made. */
struct assumption {
	const char *question, *answer;
};

/* What the usage that is a range makes of the amounts at one end. */
struct bound {
	struct amounts monthly;
	struct decimal one_time;
	unsigned lacks; /* what is unpriced at this end: bits of enum lack */
};

/* A measure to one resource that is taken for granted: what a remedy does to it (measure.h). */
struct measure {
	const struct resource *resource;
	const char *name;   /* "dynamodb.pitr" */
	const char *region; /* of the copy that it is made to; NULL: of each that lacks it */
};
struct measure_list VEC(struct measure);

struct bounds {
	bool known; /* false: no usage is a range */
	struct bound low, high;
};

/*
 * What a component costs under one answer to a question, with DR. `needs` says what the choice
 * turns on, as a sentence; NULL for nothing to say.
 */
struct choice {
	const char *answer;
	struct decimal monthly, one_time;
	bool configured; /* it is so today */
	bool lower_bound;
	const char *unpriced; /* the items that it lacks: "dynamodb.wru_ia, ..."; NULL: none */
};
struct question {
	const char *name;		 /* "capacity", "table class", "strategy" */
	const struct resource *resource; /* NULL: of the whole estate */
	struct VEC(struct choice) choices;
	const char *turning_point; /* a sentence, NULL where there is none to compute */
};

struct component {
	const struct resource *resource;
	struct VEC(const char *) regions; /* sorted, primary first */
	struct VEC(struct usage_value) usage;
	struct VEC(struct line) lines;
	struct VEC(const char *) notes; /* assumptions of this component, as sentences */
	struct amounts monthly;
	struct decimal one_time;
	struct rate per_million_requests; /* writes of an item of `item_size_kb` */
	struct rate per_million_reads;	  /* of such an item */
	struct rate per_million_mix;	  /* writes and reads in the proportion of the usage */
	struct decimal item_size_kb;
	struct rate per_gb_transferred, per_gb_stored; /* with_dr only */
	bool lower_bound;			       /* a line of it is unpriced */
	unsigned lacks;				       /* of which bill */
	/* The hours of failover asked for: what serves the workload from the recovery region. */
	struct VEC(struct line) failover_lines;
	struct decimal failover;
	bool failover_lower_bound;
	struct bounds bounds;
	struct VEC(struct assumption) configured; /* its answers to the questions of its model */
	size_t unpriced_begin, unpriced_end;	  /* its entries in the projection's `unpriced` */
};

/* What the estate costs with DR at the usage that growth brings. */
struct month {
	unsigned number; /* 1: the first month from now */
	struct decimal single_region, with_dr;
	unsigned lacks;
};

struct volumes; /* pricing/volumes.h */

struct projection {
	const struct book *book;
	const bool *copies;	       /* by resource index: another replicates into it */
	const struct volumes *volumes; /* what the account uses of each price with bands */
	bool is_banded; /* some volume leaves its first band: what one component uses moves others
			 */
	struct decimal failover_hours;		 /* 0: not asked for */
	struct decimal growth;			 /* percent a year; with `months` */
	struct VEC(struct component) components; /* by stack and template order */
	struct VEC(struct unpriced) unpriced;
	struct amounts monthly;
	struct decimal one_time;
	bool lower_bound;
	unsigned lacks;
	struct decimal failover;
	bool failover_lower_bound;
	struct bounds bounds;
	struct VEC(struct month) months;       /* twelve where growth was said, else none */
	struct amounts year;		       /* the sum of `months` */
	unsigned year_lacks;		       /* what any of them lacks */
	struct VEC(struct question) questions; /* where they were asked */
};

/* What a projection is made under. */
struct terms {
	const struct book *book;
	const struct usage *usage;
	struct decimal failover_hours;	     /* 0: no failover bill */
	const struct assumption *assumed;    /* NULL: everything as configured */
	const struct measure_list *measures; /* in the order of resources; NULL: none */
	const struct resource *only;	     /* prices this one alone; NULL: the estate */
	struct volumes *volumes;	     /* with `only`: where its charges are added up */
	const bool *copies; /* of an earlier projection of the estate; NULL: to be found */
	bool sums_only;	    /* components keep their sums, not what these are made of */
};

/* Projects what the estate costs in a single region and with its DR. */
void projection_make(
	struct estate *estate, const struct terms *terms, struct projection *ret_projection);

/* Adds the bounds that usage ranges make; nothing where no usage is a range. */
void projection_bound(
	struct estate *estate, const struct terms *terms, struct projection *projection);

/*
 * Adds the twelve months of a year in which usage grows evenly by `percent`: month m is priced at
 * usage x (1 + percent/100 x m/12). Item sizes, shares and template capacities do not grow.
 */
void projection_grow(struct estate *estate, const struct terms *terms, struct decimal percent,
	struct projection *projection);

/* Adds the answers to the questions of the models: on demand or provisioned, which strategy ... */
void projection_ask(
	struct estate *estate, const struct terms *terms, struct projection *projection);

#endif
