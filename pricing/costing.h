#ifndef PRICING_COSTING_H
#define PRICING_COSTING_H

#include "pricing/projection.h"

/* What the cost models write with: the part of pricing/ that one service's model includes. */

/*
 * The bills that a charge stands on: bits. On the failover bill stands what serves the workload
 * from the recovery region, as for a whole month; the frame takes the hours that were asked for.
 */
enum bill { BILL_NONE = 0, BILL_SINGLE = 1, BILL_DR = 2, BILL_BOTH = 3, BILL_FAILOVER = 4 };

/* One component being priced. */
struct volumes;
struct costing {
	struct estate *estate;
	struct eval eval;
	const struct terms *terms;
	struct projection *projection;
	const struct resource *resource;
	struct component component;
	const bool *copies; /* by resource index: another resource replicates into it */
	struct map *shared; /* what models keep from one component to the next; keys of their own */
	struct volumes *volumes; /* NULL: bands are counted for each charge alone */
	bool overflow;		 /* a quantity or amount does not fit a decimal */
};

/* How a resource type is priced; each service has a table of these, ended by a row without type. */
struct cost_model {
	const char *type;
	void (*cost)(struct costing *costing);
	const struct usage_key *const *keys; /* what usage files may say of it; ended by NULL */
	const char *alias; /* the type in usage files written for Infracost; NULL for none */
	/* What the model can price it as, beside how it is configured; ended by a row without
	 * question, NULL for nothing. See costing_assumes. */
	const struct assumption *assumptions;
	bool has_strategies; /* it can price the answers to "strategy" too */
	/* What the answers to a question turn on, as a sentence, or NULL; not told of `copies`. */
	const char *(*turning_point)(struct costing *costing, const struct question *question);
};

extern const struct cost_model dynamodb_models[], s3_models[], kms_models[], lambda_models[],
	apigateway_models[], route53_models[], arc_models[], secretsmanager_models[], efs_models[],
	ecr_models[], rds_models[], elasticache_models[], elb_models[], messaging_models[],
	cloudwatch_models[], backup_models[];

/* All of them, ended by NULL. */
extern const struct cost_model *const cost_models[];

const struct cost_model *cost_model_find(const char *type);

/* What the answers to a question of a component turn on, as its model says it; NULL: nothing. */
const char *costing_turning_point(
	struct estate *estate, const struct terms *terms, const struct question *question);

/* Runs `visit` for every key of every model; a key of several models is visited several times. */
void cost_keys_each(void (*visit)(void *user, const struct usage_key *key), void *user);

/* Something to pay for. */
struct charge {
	const char *item, *description;
	const char *region;	 /* NULL: not known, because of `reason` */
	const char *destination; /* of a transfer */
	const char *reason;
	struct decimal quantity;
	unsigned bills;
	bool once;
	bool global; /* billed in no region */
};

/*
 * Adds the charge's lines, one for each band of its price that the volume of the account reaches
 * into (pricing/volumes.h); free bands are not taken off. A charge without price becomes an
 * unpriced entry; one of quantity zero, nothing.
 */
void costing_charge(struct costing *costing, const struct charge *charge);

/* Where something is paid for. */
struct billed_in {
	const char *region; /* NULL: not known, because of `reason` */
	const char *reason;
};

/* The region of a stack, which may not have been said. */
struct billed_in costing_place(const char *region);

/* Charges what is paid every month in one place, or in no region at all. */
void costing_charge_in(struct costing *costing, struct billed_in place, const char *item,
	const char *description, struct decimal quantity, unsigned bills);
void costing_charge_global(struct costing *costing, const char *item, const char *description,
	struct decimal quantity, unsigned bills);

/* Charges what is sent from one place to another, by the price of the pair. */
void costing_send(struct costing *costing, struct billed_in from, struct billed_in to,
	const struct charge *sent);

/* Adds an unpriced entry; `region` may be NULL. */
void costing_unpriced(struct costing *costing, const char *item, const char *region,
	const char *reason, unsigned bills);

/* Says whether two entries are of one thing, for one reason. */
bool unpriced_is_same(const struct unpriced *a, const struct unpriced *b);

/* Notes an assumption, once. */
void costing_note(struct costing *costing, const char *sentence);

/* The value of a usage key, noted in the component; false when neither file nor key has one. */
bool costing_usage(struct costing *costing, const struct usage_key *key, struct decimal *ret_value);

/* Says whether the value of a key is the user's, not a default; notes nothing. */
bool costing_usage_is_said(struct costing *costing, const struct usage_key *key);

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

/* `percent` hundredths of a value. */
struct decimal costing_percent(
	struct costing *costing, struct decimal value, struct decimal percent);

/* `quantity` times the parts of `part_kb` that the size of each takes, one at least. */
struct decimal costing_in_parts(struct costing *costing, struct decimal quantity,
	const struct usage_key *size, int64_t part_kb);

/* a / b; zero, and `overflow`, where that does not fit or b is zero. */
struct decimal costing_over(struct costing *costing, struct decimal a, struct decimal b);

/*
 * Says whether the component is to be priced as if the question had this answer, instead of as it
 * is configured ("capacity", "provisioned").
 */
bool costing_assumes(const struct costing *costing, const char *question, const char *answer);

/* The answer that is assumed to a question; NULL: priced as configured. */
const char *costing_assumed(const struct costing *costing, const char *question);

/* Says whether a remedy makes this measure (measure.h) to the copy in a region (NULL: to any). */
bool costing_remedies(const struct costing *costing, const char *name, const char *region);

/* The first measure of this name to the resource, or the next after one; NULL: none. */
const struct measure *costing_measure(
	const struct costing *costing, const char *name, const struct measure *after);

/* Notes that the measure was made, where it may add nothing to the bill. */
void costing_made(struct costing *costing, const char *name);

/* Notes what the component is configured as: its answer to a question. */
void costing_configured(struct costing *costing, const char *question, const char *answer);

/* The first recovery region of the estate that is not `home`, or NULL. */
const char *costing_recovery(const struct costing *costing, const char *home);

/* BILL_DR for a DR region of the estate, BILL_BOTH for any other. */
unsigned costing_bills(const struct costing *costing, const char *region);

/* Notes a region of the component; the first is its home. */
void costing_region(struct costing *costing, const char *region);

/* The text of a value, or NULL with why it is not known. */
const char *costing_text(
	struct costing *costing, const struct value *value, const char **ret_reason);

/*
 * The number that the resource's properties hold at a path, `absent` where they hold none. False
 * where it is not known; *ret_reason says why.
 */
bool costing_number(struct costing *costing, const char *path, int64_t absent,
	struct decimal *ret_number, const char **ret_reason);

/* Says whether a value is known to be this text. */
bool costing_is(struct costing *costing, const struct value *value, const char *text);

#define HOURS_PER_MONTH 730
#define KB_PER_GB (1024 * 1024)

#endif
