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

static struct volume *find_volume(struct costing *costing, const struct charge *charge,
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
		*volume = (struct volume){ .sum = begin ? begin->sum : decimal_of(0),
			.price = price,
			.bill = bill,
			.once = charge->once };
		map_set(arena, &costing->volumes->sums, key, volume);
	}
	return volume;
}

bool volumes_over(struct costing *costing, const struct charge *charge, const struct price *price,
	enum bill bill, struct volume **ret_volume) {
	struct volumes *volumes = costing->volumes;
	const struct tier *first = &price->tiers[volumes_first_band(price)];
	if (!volumes || !volumes_count(price)) {
		return true;
	}
	struct volume *volume = find_volume(costing, charge, price, bill);
	if (volumes->are_known) {
		if (!volume->bands) {
			volume->bands = arena_zalloc(costing->estate->ctx->arena,
				price->tier_count * sizeof(struct taken));
		}
		*ret_volume = volume;
		return true;
	}
	bool fits = decimal_add(volume->sum, charge->quantity, &volume->sum);
	volumes->leave_first_band |= !fits || decimal_compare(volume->sum, first->to) > 0;
	return fits;
}

bool volumes_take(struct volume *volume, size_t tier, struct decimal size, bool last,
	struct decimal quantity, struct decimal left, struct taken *ret_taken) {
	struct taken before = volume->bands ? volume->bands[tier] : (struct taken){ 0 }, after;
	struct decimal charged, part = left;
	bool fits = last || (decimal_add(volume->charged, quantity, &charged) &&
				    decimal_share(size, charged, volume->sum, &part) &&
				    decimal_subtract(part, before.quantity, &part));
	part = decimal_compare(part, left) > 0 ? left : part;
	fits = fits && decimal_add(before.quantity, part, &after.quantity) &&
	       decimal_multiply(
		       after.quantity, volume->price->tiers[tier].unit_price, &after.amount) &&
	       decimal_subtract(after.amount, before.amount, &ret_taken->amount);
	ret_taken->quantity = part;
	if (fits && volume->bands) {
		volume->bands[tier] = after;
	}
	return fits;
}
