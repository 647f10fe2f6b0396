#include "pricing/regional.h"

#include <string.h>

static bool has_twin(struct costing *costing, const char *region) {
	struct resource_list twins = { 0 };
	if (region) {
		estate_twins(costing->estate, &costing->eval, costing->resource, region, &twins);
	}
	return twins.count > 0;
}

bool regional_is_twin(struct costing *costing) {
	const char *home = resource_region(costing->resource);
	return costing_bills(costing, home) == BILL_DR &&
	       has_twin(costing, costing->estate->regions.primary);
}

struct regional regional_of(struct costing *costing) {
	const struct regions *regions = &costing->estate->regions;
	struct regional regional = { .costing = costing,
		.home = resource_region(costing->resource) };
	regional.bills = costing_bills(costing, regional.home);
	costing_region(costing, regional.home);
	if (regional.bills == BILL_DR) {
		regional.is_twin = regional_is_twin(costing);
		if (regional.is_twin) {
			costing_note(costing, "It serves after a failover; its requests stand with "
					      "its twin in the primary region.");
		}
		return regional;
	}
	const char *const *recovery;
	vec_each(recovery, &regions->recovery) {
		if (!regional.there && has_twin(costing, *recovery)) {
			regional.there = *recovery;
		}
	}
	bool is_remedy = costing_remedies(costing, "twin", NULL);
	if (is_remedy) {
		costing_made(costing, "twin");
	}
	regional.is_assumed =
		!regional.there && (is_remedy || costing_assumed(costing, "strategy"));
	if (regional.is_assumed) {
		regional.there = costing_recovery(costing, regional.home);
	}
	return regional;
}

/* Says whether it is paid for in the recovery region before anything fails over. */
static bool is_ready(const struct costing *costing, enum readiness readiness) {
	const char *strategy = costing_assumed(costing, "strategy");
	if (!strategy || strcmp(strategy, "backup-restore") == 0) {
		return !strategy;
	}
	return readiness == DEPLOYED || strcmp(strategy, "pilot-light") != 0;
}

static void charge(const struct regional *regional, const char *region, const char *item,
	const char *description, struct decimal quantity, unsigned bills) {
	costing_charge_in(
		regional->costing, costing_place(region), item, description, quantity, bills);
}

void regional_stand(const struct regional *regional, enum readiness readiness, const char *item,
	const char *description, struct decimal quantity) {
	unsigned there = is_ready(regional->costing, readiness) ? BILL_DR : BILL_FAILOVER;
	charge(regional, regional->home, item, description, quantity,
		regional->is_twin ? there : regional->bills);
	if (regional->is_assumed) {
		charge(regional, regional->there, item, description, quantity, there);
	}
}

void regional_serve(const struct regional *regional, const char *item, const char *description,
	struct decimal quantity) {
	if (regional->is_twin) {
		return;
	}
	charge(regional, regional->home, item, description, quantity, regional->bills);
	if (regional->there) {
		charge(regional, regional->there, item, description, quantity, BILL_FAILOVER);
	}
}

void regional_unpriced(const struct regional *regional, const char *item, const char *reason) {
	costing_unpriced(regional->costing, item, regional->home, reason, regional->bills);
	if (regional->there) {
		/* What is not known may have to be paid for before it serves. */
		bool is_remedy = costing_remedies(regional->costing, "twin", NULL);
		costing_unpriced(regional->costing, item, regional->there, reason,
			is_remedy ? BILL_DR : BILL_FAILOVER);
	}
}

void regional_serve_all(const struct regional *regional, const struct regional_use *uses) {
	for (const struct regional_use *use = uses; use->item; use++) {
		struct decimal quantity;
		if (!regional->is_twin && costing_usage(regional->costing, &use->key, &quantity)) {
			regional_serve(regional, use->item, use->description, quantity);
		}
	}
}
