#ifndef PRICING_COSTING_H
#define PRICING_COSTING_H

#include "pricing/projection.h"

/* What the cost models write with: the part of pricing/ that one service's model includes. */

/* The bills that a charge stands on: bits. */
enum bill { BILL_NONE = 0, BILL_SINGLE = 1, BILL_DR = 2, BILL_BOTH = 3 };

/* One component being priced. */
struct costing {
	struct estate *estate;
	struct eval eval;
	const struct book *book;
	const struct usage *usage;
	struct projection *projection;
	const struct resource *resource;
	struct component component;
	const bool *copies; /* by resource index: another resource replicates into it */
	bool overflow;	    /* a quantity or amount does not fit a decimal */
};

/* How a resource type is priced; each service has a table of these, ended by a row without type. */
struct cost_model {
	const char *type;
	void (*cost)(struct costing *costing);
	const struct usage_key *const *keys; /* what usage files may say of it; ended by NULL */
};

extern const struct cost_model dynamodb_models[], s3_models[], kms_models[];

const struct cost_model *cost_model_find(const char *type);

/* Says whether some cost model asks for a usage key. */
bool cost_key_is_known(const char *name);

/* Something to pay for. */
struct charge {
	const char *item, *description;
	const char *region;	 /* NULL: not known, because of `reason` */
	const char *destination; /* of a transfer */
	const char *reason;
	struct decimal quantity;
	unsigned bills;
	bool once;
};

/*
 * Adds the charge's lines, one for each band of its price that the quantity reaches into; free
 * bands are not taken off. A charge without price becomes an unpriced entry; one of quantity zero,
 * nothing.
 */
void costing_charge(struct costing *costing, const struct charge *charge);

/* Adds an unpriced entry; `region` may be NULL. */
void costing_unpriced(struct costing *costing, const char *item, const char *region,
	const char *reason, unsigned bills);

/* Notes an assumption, once. */
void costing_note(struct costing *costing, const char *sentence);

/* The value of a usage key, noted in the component; false when neither file nor key has one. */
bool costing_usage(struct costing *costing, const struct usage_key *key, struct decimal *ret_value);

/* The same for a key with a fallback. */
struct decimal costing_usage_or_default(struct costing *costing, const struct usage_key *key);

/* The same for an optional key: `fallback` is taken, without a note, when the file has none. */
struct decimal costing_usage_or(
	struct costing *costing, const struct usage_key *key, struct decimal fallback);

/* Sum, product and next whole number; what does not fit is zero and sets `overflow`. */
struct decimal costing_add(struct costing *costing, struct decimal a, struct decimal b);
struct decimal costing_times(struct costing *costing, struct decimal a, struct decimal b);
struct decimal costing_whole(struct costing *costing, struct decimal value);

/* Adds quantity x the price of an item's first paid band to *total; false when it has no price. */
bool costing_rate(struct costing *costing, const char *item, const char *region,
	const char *destination, struct decimal quantity, struct decimal *total);

/* BILL_DR for a DR region of the estate, BILL_BOTH for any other. */
unsigned costing_bills(const struct costing *costing, const char *region);

/* Notes a region of the component; the first is its home. */
void costing_region(struct costing *costing, const char *region);

/* The text of a value, or NULL with why it is not known. */
const char *costing_text(
	struct costing *costing, const struct value *value, const char **ret_reason);

/* Says whether a value is known to be this text. */
bool costing_is(struct costing *costing, const struct value *value, const char *text);

#define HOURS_PER_MONTH 730
#define KB_PER_GB (1024 * 1024)

#endif
