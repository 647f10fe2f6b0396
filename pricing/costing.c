#include "pricing/costing.h"

#include <string.h>

static const struct cost_model *const models[] = { dynamodb_models, s3_models, kms_models, NULL };

const struct cost_model *cost_model_find(const char *type) {
	for (const struct cost_model *const *table = models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			if (strcmp(model->type, type) == 0) {
				return model;
			}
		}
	}
	return NULL;
}

static bool model_asks(const struct cost_model *model, const char *name) {
	for (const struct usage_key *const *key = model->keys; *key; key++) {
		if (strcmp((*key)->name, name) == 0) {
			return true;
		}
	}
	return false;
}

bool cost_key_is_known(const char *name) {
	for (const struct cost_model *const *table = models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			if (model_asks(model, name)) {
				return true;
			}
		}
	}
	return false;
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

static bool same_text(const char *a, const char *b) {
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_same_entry(const struct unpriced *a, const struct unpriced *b) {
	return a->resource == b->resource && a->dr == b->dr && same_text(a->item, b->item) &&
	       same_text(a->region, b->region) && same_text(a->reason, b->reason);
}

void costing_unpriced(struct costing *costing, const char *item, const char *region,
	const char *reason, unsigned bills) {
	if (bills == BILL_NONE) {
		return;
	}
	struct unpriced entry = {
		.item = item,
		.region = region,
		.reason = reason,
		.resource = costing->resource,
		.dr = !(bills & BILL_SINGLE),
	};
	costing->component.lower_bound = true;
	const struct unpriced *known;
	vec_each(known, &costing->projection->unpriced) {
		if (is_same_entry(known, &entry)) {
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

static bool is_zero(struct decimal value) {
	return decimal_compare(value, decimal_of(0)) == 0;
}

/* Adds one line to each bill of the charge. */
static void add_line(struct costing *costing, const struct charge *charge,
	const struct price *price, struct decimal quantity, struct decimal unit_price) {
	struct line line = {
		.item = charge->item,
		.description = charge->description,
		.region = charge->region,
		.quantity = quantity,
		.unit = price->unit,
		.unit_price = unit_price,
		.amount = costing_times(costing, quantity, unit_price),
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
}

/*
 * The first band that costs something. Free bands are granted once per account and region, and what
 * else the account uses is not known, so the band after them begins at zero.
 */
static size_t first_paid_band(const struct price *price) {
	size_t first = 0;
	while (first + 1 < price->tier_count && is_zero(price->tiers[first].unit_price)) {
		first++;
	}
	return first;
}

static void charge_bands(
	struct costing *costing, const struct charge *charge, const struct price *price) {
	struct decimal done = { 0 };
	for (size_t i = first_paid_band(price); i < price->tier_count; i++) {
		const struct tier *tier = &price->tiers[i];
		bool ends = !is_zero(tier->to);
		bool whole = !ends || decimal_compare(charge->quantity, tier->to) <= 0;
		struct decimal part = { 0 };
		decimal_subtract(whole ? charge->quantity : tier->to, done, &part);
		add_line(costing, charge, price, part, tier->unit_price);
		if (whole) {
			return;
		}
		done = tier->to;
	}
	costing_unpriced(costing, charge->item, charge->region,
		"the price book has no price for so large a quantity", charge->bills);
}

void costing_charge(struct costing *costing, const struct charge *charge) {
	if (is_zero(charge->quantity) || charge->bills == BILL_NONE) {
		return;
	}
	if (!charge->region) {
		costing_unpriced(costing, charge->item, NULL, charge->reason, charge->bills);
		return;
	}
	const struct price *price =
		book_price(costing->book, charge->item, charge->region, charge->destination);
	if (price) {
		charge_bands(costing, charge, price);
		return;
	}
	costing_unpriced(costing, charge->item, charge->region,
		arena_printf(arena_of(costing), "the price book %s has no price for it in %s",
			costing->book->name, charge->region),
		charge->bills);
}

bool costing_rate(struct costing *costing, const char *item, const char *region,
	const char *destination, struct decimal quantity, struct decimal *total) {
	const struct price *price =
		region ? book_price(costing->book, item, region, destination) : NULL;
	if (!price) {
		return false;
	}
	struct decimal unit_price = price->tiers[first_paid_band(price)].unit_price;
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
	if (!usage_value(costing->usage, costing->resource, key, ret_value, &origin)) {
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

struct decimal costing_usage_or_default(struct costing *costing, const struct usage_key *key) {
	return costing_usage_or(costing, key, decimal_of(0));
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

bool costing_is(struct costing *costing, const struct value *value, const char *text) {
	const char *found = value_text(arena_of(costing), value);
	return found && strcmp(found, text) == 0;
}
