#include "pricing/measure.h"
#include "pricing/volumes.h"

#include <string.h>

#define BANDS_NOTE \
	"Bands of volume are counted over what the estate uses in the account and region; what " \
	"else the account or its organization uses is not known, and would make it cheaper."

const struct cost_model *const cost_models[] = { dynamodb_models, s3_models, kms_models,
	lambda_models, apigateway_models, route53_models, arc_models, secretsmanager_models,
	efs_models, ecr_models, rds_models, elasticache_models, elb_models, messaging_models,
	cloudwatch_models, backup_models, NULL };

const struct cost_model *cost_model_find(const char *type) {
	for (const struct cost_model *const *table = cost_models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			if (strcmp(model->type, type) == 0) {
				return model;
			}
		}
	}
	return NULL;
}

void cost_keys_each(void (*visit)(void *user, const struct usage_key *key), void *user) {
	for (const struct cost_model *const *table = cost_models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			for (const struct usage_key *const *key = model->keys; *key; key++) {
				visit(user, *key);
			}
		}
	}
}

static struct arena *arena_of(struct costing *costing) {
	return costing->estate->ctx->arena;
}

struct decimal costing_add(struct costing *costing, struct decimal a, struct decimal b) {
	struct decimal sum = { 0 };
	costing->overflow |= !decimal_add(a, b, &sum);
	return sum;
}

struct decimal costing_times(struct costing *costing, struct decimal a, struct decimal b) {
	struct decimal product = { 0 };
	costing->overflow |= !decimal_multiply(a, b, &product);
	return product;
}

struct decimal costing_whole(struct costing *costing, struct decimal value) {
	struct decimal whole = { 0 };
	costing->overflow |= !decimal_ceiling(value, &whole);
	return whole;
}

struct decimal costing_over(struct costing *costing, struct decimal a, struct decimal b) {
	struct decimal quotient = { 0 };
	costing->overflow |= !decimal_divide(a, b, &quotient);
	return quotient;
}

struct decimal costing_in_parts(struct costing *costing, struct decimal quantity,
	const struct usage_key *size, int64_t part_kb) {
	struct decimal kb = costing_usage_or_default(costing, size);
	struct decimal parts =
		costing_whole(costing, costing_over(costing, kb, decimal_of(part_kb)));
	bool none = decimal_compare(parts, decimal_of(1)) < 0;
	return costing_times(costing, quantity, none ? decimal_of(1) : parts);
}

struct decimal costing_percent(
	struct costing *costing, struct decimal value, struct decimal percent) {
	return costing_over(costing, costing_times(costing, value, percent), decimal_of(100));
}

const char *costing_assumed(const struct costing *costing, const char *question) {
	const struct assumption *assumed = costing->terms->assumed;
	return assumed && strcmp(assumed->question, question) == 0 ? assumed->answer : NULL;
}

bool costing_assumes(const struct costing *costing, const char *question, const char *answer) {
	const char *assumed = costing_assumed(costing, question);
	return assumed && strcmp(assumed, answer) == 0;
}

const struct measure *costing_measure(
	const struct costing *costing, const char *name, const struct measure *after) {
	const struct measure_list *measures = costing->terms->measures;
	const struct measure *end = measures ? measures->items + measures->count : NULL;
	const struct measure *measure =
		after ? after + 1 : measures_of(measures, costing->resource);
	for (; measure && measure < end && measure->resource == costing->resource; measure++) {
		if (strcmp(measure->name, name) == 0) {
			return measure;
		}
	}
	return NULL;
}

bool costing_remedies(const struct costing *costing, const char *name, const char *region) {
	const struct measure *measure = costing_measure(costing, name, NULL);
	while (measure && region && measure->region && strcmp(measure->region, region) != 0) {
		measure = costing_measure(costing, name, measure);
	}
	return measure != NULL;
}

void costing_made(struct costing *costing, const char *name) {
	costing_configured(costing, "remedy", name);
}

void costing_configured(struct costing *costing, const char *question, const char *answer) {
	vec_push(arena_of(costing), &costing->component.configured,
		(struct assumption){ question, answer });
}

static bool same_text(const char *a, const char *b) {
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool unpriced_is_same(const struct unpriced *a, const struct unpriced *b) {
	return a->resource == b->resource && a->dr == b->dr && a->with_dr == b->with_dr &&
	       a->failover == b->failover && same_text(a->item, b->item) &&
	       same_text(a->region, b->region) && same_text(a->reason, b->reason);
}

static bool is_zero(struct decimal value) {
	return decimal_compare(value, decimal_of(0)) == 0;
}

static bool asks_failover(const struct costing *costing) {
	return !is_zero(costing->terms->failover_hours);
}

void costing_unpriced(struct costing *costing, const char *item, const char *region,
	const char *reason, unsigned bills) {
	bool failover = !(bills & BILL_BOTH);
	if (bills == BILL_NONE || (failover && !asks_failover(costing))) {
		return;
	}
	struct unpriced entry = {
		.item = item,
		.region = region,
		.reason = reason,
		.resource = costing->resource,
		.dr = !(bills & BILL_SINGLE),
		.with_dr = bills & BILL_DR,
		.failover = failover,
	};
	if (!failover) {
		costing->component.lower_bound = true;
		costing->component.lacks |= (bills & BILL_BOTH) == BILL_BOTH ? LACKS_BOTH
					    : bills & BILL_DR		     ? LACKS_DR
									     : LACKS_SINGLE;
	}
	costing->component.failover_lower_bound |=
		(bills & BILL_FAILOVER) && asks_failover(costing);
	for (size_t i = costing->projection->unpriced.count; i > 0; i--) {
		const struct unpriced *known = &costing->projection->unpriced.items[i - 1];
		if (known->resource != costing->resource) {
			break; /* those of one resource stand together */
		}
		if (unpriced_is_same(known, &entry)) {
			return;
		}
	}
	vec_push(arena_of(costing), &costing->projection->unpriced, entry);
}

void costing_note(struct costing *costing, const char *sentence) {
	const char **note;
	vec_each(note, &costing->component.notes) {
		if (strcmp(*note, sentence) == 0) {
			return;
		}
	}
	vec_push(arena_of(costing), &costing->component.notes, sentence);
}

/* Adds one line to each bill of the charge. */
static void add_line(struct costing *costing, const struct charge *charge,
	const struct price *price, const struct taken *taken, struct decimal unit_price) {
	struct line line = {
		.item = charge->item,
		.description = charge->description,
		.region = charge->region,
		.quantity = taken->quantity,
		.unit = price->unit,
		.unit_price = unit_price,
		.amount = taken->amount,
		.price = price,
		.once = charge->once,
	};
	if (charge->bills & BILL_SINGLE) {
		vec_push(arena_of(costing), &costing->component.lines, line);
	}
	if (charge->bills & BILL_DR) {
		line.dr = true;
		vec_push(arena_of(costing), &costing->component.lines, line);
	}
	if (charge->bills & BILL_FAILOVER) {
		vec_push(arena_of(costing), &costing->component.failover_lines, line);
	}
}

/*
 * One bill of a charge, its quantity shared out to the bands as the volume of the account is; the
 * last band gets what the others leave, so that nothing is lost in rounding. False where no band is
 * left for the volume.
 *
 * Free bands are granted once per account and region, and what else the account uses is not known,
 * so the band after them begins at zero.
 */
static bool charge_bands(struct costing *costing, const struct charge *charge,
	const struct price *price, enum bill bill) {
	struct volume alone = { .sum = charge->quantity, .price = price }, *volume = &alone;
	struct decimal done = { 0 }, left = charge->quantity;
	struct charge one = *charge;
	one.bills = bill;
	costing->overflow |= !volumes_over(costing, charge, price, bill, &volume);
	for (size_t i = volumes_first_band(price); i < price->tier_count; i++) {
		const struct tier *tier = &price->tiers[i];
		bool last = is_zero(tier->to) || decimal_compare(volume->sum, tier->to) <= 0;
		struct decimal size = { 0 };
		struct taken taken = { 0 };
		decimal_subtract(tier->to, done, &size);
		costing->overflow |=
			!volumes_take(volume, i, size, last, charge->quantity, left, &taken);
		decimal_subtract(left, taken.quantity, &left);
		if (!is_zero(taken.quantity)) {
			add_line(costing, &one, price, &taken, tier->unit_price);
		}
		if (!last || !is_zero(done)) {
			costing_note(costing, BANDS_NOTE);
		}
		if (last) {
			decimal_add(volume->charged, charge->quantity, &volume->charged);
			return true;
		}
		done = tier->to;
	}
	return false;
}

static void charge_price(
	struct costing *costing, const struct charge *charge, const struct price *price) {
	static const enum bill each[] = { BILL_SINGLE, BILL_DR, BILL_FAILOVER };
	unsigned missing = BILL_NONE;
	for (size_t i = 0; i < sizeof(each) / sizeof(*each); i++) {
		if (charge->bills & each[i] && !charge_bands(costing, charge, price, each[i])) {
			missing |= each[i];
		}
	}
	costing_unpriced(costing, charge->item, charge->region,
		"the price book has no price for so large a quantity", missing);
}

static void charge_bills(struct costing *costing, const struct charge *charge) {
	if (!charge->region && !charge->global) {
		costing_unpriced(costing, charge->item, NULL, charge->reason, charge->bills);
		return;
	}
	const struct price *price =
		book_price(costing->terms->book, charge->item, charge->region, charge->destination);
	if (price) {
		charge_price(costing, charge, price);
		return;
	}
	costing_unpriced(costing, charge->item, charge->region,
		arena_printf(arena_of(costing), "the price book %s has no price for it%s%s",
			costing->terms->book->name, charge->global ? "" : " in ",
			charge->global ? "" : charge->region),
		charge->bills);
}

void costing_charge(struct costing *costing, const struct charge *charge) {
	struct charge part = *charge;
	part.bills = charge->bills & BILL_BOTH;
	if (part.bills && !is_zero(part.quantity)) {
		charge_bills(costing, &part);
	}
	part.bills = charge->bills & BILL_FAILOVER;
	if (part.bills && !is_zero(part.quantity) && asks_failover(costing)) {
		part.quantity = costing_over(costing,
			costing_times(costing, part.quantity, costing->terms->failover_hours),
			decimal_of(HOURS_PER_MONTH));
		charge_bills(costing, &part);
	}
}

struct billed_in costing_place(const char *region) {
	return (struct billed_in){ region, "the region of its stack was not said" };
}

void costing_charge_in(struct costing *costing, struct billed_in place, const char *item,
	const char *description, struct decimal quantity, unsigned bills) {
	const struct charge charge = { .item = item,
		.description = description,
		.region = place.region,
		.reason = place.reason,
		.quantity = quantity,
		.bills = bills };
	costing_charge(costing, &charge);
}

void costing_charge_global(struct costing *costing, const char *item, const char *description,
	struct decimal quantity, unsigned bills) {
	const struct charge charge = { .item = item,
		.description = description,
		.global = true,
		.quantity = quantity,
		.bills = bills };
	costing_charge(costing, &charge);
}

void costing_send(struct costing *costing, struct billed_in from, struct billed_in to,
	const struct charge *sent) {
	struct charge charge = *sent;
	charge.region = to.region ? from.region : NULL;
	charge.reason = to.region ? from.reason : to.reason;
	charge.destination = to.region;
	costing_charge(costing, &charge);
}

bool costing_rate(struct costing *costing, const char *item, const char *region,
	const char *destination, struct decimal quantity, struct decimal *total) {
	const struct price *price =
		region ? book_price(costing->terms->book, item, region, destination) : NULL;
	if (!price) {
		return false;
	}
	struct decimal unit_price = price->tiers[volumes_first_band(price)].unit_price;
	*total = costing_add(costing, *total, costing_times(costing, quantity, unit_price));
	return true;
}

static void note_usage(struct costing *costing, const struct usage_key *key, struct decimal value,
	const char *origin) {
	struct usage_value *known;
	vec_each(known, &costing->component.usage) {
		if (strcmp(known->key, key->name) == 0) {
			return;
		}
	}
	struct usage_value noted = { .key = key->name, .value = value, .origin = origin };
	vec_push(arena_of(costing), &costing->component.usage, noted);
}

bool costing_usage(
	struct costing *costing, const struct usage_key *key, struct decimal *ret_value) {
	const char *origin;
	if (!usage_value(costing->terms->usage, costing->resource, key, ret_value, &origin)) {
		return false;
	}
	note_usage(costing, key, *ret_value, origin);
	return true;
}

struct decimal costing_usage_or(
	struct costing *costing, const struct usage_key *key, struct decimal fallback) {
	struct decimal value;
	return costing_usage(costing, key, &value) ? value : fallback;
}

bool costing_usage_is_said(struct costing *costing, const struct usage_key *key) {
	struct decimal value;
	const char *origin = NULL;
	return usage_value(costing->terms->usage, costing->resource, key, &value, &origin) &&
	       strcmp(origin, "default") != 0;
}

struct decimal costing_usage_or_default(struct costing *costing, const struct usage_key *key) {
	return costing_usage_or(costing, key, decimal_of(0));
}

const char *costing_recovery(const struct costing *costing, const char *home) {
	const char **recovery;
	vec_each(recovery, &costing->estate->regions.recovery) {
		if (!home || strcmp(home, *recovery) != 0) {
			return *recovery;
		}
	}
	return NULL;
}

unsigned costing_bills(const struct costing *costing, const char *region) {
	const struct regions *regions = &costing->estate->regions;
	const char **recovery;
	vec_each(recovery, &regions->recovery) {
		if (region && strcmp(region, *recovery) == 0) {
			return BILL_DR;
		}
	}
	return BILL_BOTH;
}

void costing_region(struct costing *costing, const char *region) {
	const char **known;
	if (!region) {
		return;
	}
	vec_each(known, &costing->component.regions) {
		if (strcmp(*known, region) == 0) {
			return;
		}
	}
	vec_push(arena_of(costing), &costing->component.regions, region);
}

const char *costing_text(
	struct costing *costing, const struct value *value, const char **ret_reason) {
	const char *text = value_text(arena_of(costing), value);
	if (text) {
		return text;
	}
	const char *reason = value_unknown_reason(arena_of(costing), value);
	*ret_reason = reason ? reason : "the template does not say it";
	return NULL;
}

bool costing_number(struct costing *costing, const char *path, int64_t absent,
	struct decimal *ret_number, const char **ret_reason) {
	struct value value = eval_path(&costing->eval, &costing->resource->properties, path);
	if (value_is_absent(&value)) {
		*ret_number = decimal_of(absent);
		return true;
	}
	const char *text = costing_text(costing, &value, ret_reason);
	if (text && !decimal_parse(text, ret_number)) {
		*ret_reason = arena_printf(arena_of(costing), "%s is no number", path);
		return false;
	}
	return text != NULL;
}

bool costing_is(struct costing *costing, const struct value *value, const char *text) {
	const char *found = value_text(arena_of(costing), value);
	return found && strcmp(found, text) == 0;
}
