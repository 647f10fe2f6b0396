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

static struct decimal *find_sum(
	struct costing *costing, const struct charge *charge, enum bill bill) {
	struct arena *arena = costing->estate->ctx->arena;
	const char *account = costing->resource->stack->stack.environment.account;
	const char *key = arena_printf(arena, "%s\n%s\n%s\n%s\n%d %d", charge->item,
		charge->region ? charge->region : "",
		charge->destination ? charge->destination : "", account ? account : "", (int)bill,
		charge->once);
	struct decimal *sum = map_find(&costing->volumes->sums, key);
	if (!sum) {
		const struct volumes *beside = costing->volumes->beside;
		const struct decimal *begin = beside ? map_find(&beside->sums, key) : NULL;
		sum = arena_new_of(arena, struct decimal);
		*sum = begin ? *begin : decimal_of(0);
		map_set(arena, &costing->volumes->sums, key, sum);
	}
	return sum;
}

bool volumes_over(struct costing *costing, const struct charge *charge, const struct price *price,
	enum bill bill, struct decimal *ret_volume) {
	struct volumes *volumes = costing->volumes;
	const struct tier *first = &price->tiers[volumes_first_band(price)];
	*ret_volume = charge->quantity;
	if (!volumes || decimal_compare(first->to, decimal_of(0)) == 0) {
		return true;
	}
	struct decimal *sum = find_sum(costing, charge, bill);
	if (volumes->are_known) {
		*ret_volume = *sum;
		return true;
	}
	bool fits = decimal_add(*sum, charge->quantity, sum);
	volumes->leave_first_band |= !fits || decimal_compare(*sum, first->to) > 0;
	return fits;
}
