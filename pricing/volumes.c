#include "pricing/volumes.h"

size_t volumes_first_band(const struct price *price) {
	const struct decimal free = { 0 };
	size_t first = 0;
	while (first + 1 < price->tier_count &&
		decimal_compare(price->tiers[first].unit_price, free) == 0) {
		first++;
	}
	return first;
}

bool volumes_count(const struct price *price) {
	const struct tier *first = &price->tiers[volumes_first_band(price)];
	return decimal_compare(first->to, decimal_of(0)) != 0;
}

bool volumes_cost(const struct price *price, struct decimal volume, struct decimal *ret_amount) {
	struct decimal done = { 0 }, part = { 0 }, amount = { 0 };
	*ret_amount = decimal_of(0);
	for (size_t i = volumes_first_band(price); i < price->tier_count; i++) {
		const struct tier *tier = &price->tiers[i];
		bool last = decimal_compare(tier->to, decimal_of(0)) == 0 ||
			    decimal_compare(volume, tier->to) <= 0;
		if (!decimal_subtract(last ? volume : tier->to, done, &part) ||
			!decimal_multiply(part, tier->unit_price, &amount) ||
			!decimal_add(*ret_amount, amount, ret_amount)) {
			return false;
		}
		if (last) {
			return true;
		}
		done = tier->to;
	}
	return false;
}

static struct decimal *find_sum(struct costing *costing, const struct charge *charge,
	const struct price *price, enum bill bill) {
	struct arena *arena = costing->estate->ctx->arena;
	const char *account = costing->resource->stack->stack.environment.account;
	const char *key = arena_printf(arena, "%s\n%s\n%s\n%s\n%d %d", charge->item,
		charge->region ? charge->region : "",
		charge->destination ? charge->destination : "", account ? account : "", (int)bill,
		charge->once);
	struct volume *volume = map_find(&costing->volumes->sums, key);
	if (!volume) {
		const struct volumes *beside = costing->volumes->beside;
		const struct volume *begin = beside ? map_find(&beside->sums, key) : NULL;
		volume = arena_new_of(arena, struct volume);
		*volume = (struct volume){ begin ? begin->sum : decimal_of(0), price, bill,
			charge->once };
		map_set(arena, &costing->volumes->sums, key, volume);
	}
	return &volume->sum;
}

bool volumes_over(struct costing *costing, const struct charge *charge, const struct price *price,
	enum bill bill, struct decimal *ret_volume) {
	struct volumes *volumes = costing->volumes;
	const struct tier *first = &price->tiers[volumes_first_band(price)];
	*ret_volume = charge->quantity;
	if (!volumes || !volumes_count(price)) {
		return true;
	}
	struct decimal *sum = find_sum(costing, charge, price, bill);
	if (volumes->are_known) {
		*ret_volume = *sum;
		return true;
	}
	bool fits = decimal_add(*sum, charge->quantity, sum);
	volumes->leave_first_band |= !fits || decimal_compare(*sum, first->to) > 0;
	return fits;
}
