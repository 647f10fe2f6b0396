#include "pricing/store.h"

#include <string.h>

/*
 * Amazon ECR: storage by the GB and month; replication adds the transfer between regions and the
 * storage in the other one, which is a registry like any. What was pushed before the rule is not
 * replicated by it, so that the first copy is sent as when it is pushed. Sources:
 * https://aws.amazon.com/ecr/pricing/ and
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html (read 2026-11).
 */
static const struct usage_key storage_key = { "storage_gb", "GB", "images kept", "1", NULL, false };
static const struct usage_key pushed_key = { "monthly_new_gb", "GB", "images pushed, replicated",
	"1", NULL, false };
static const struct usage_key *const keys[] = { &storage_key, &pushed_key, NULL };

/* Whether the images here are those that the twin in the primary region replicates. */
static bool is_fed(struct costing *costing) {
	const char *primary = costing->estate->regions.primary;
	const char *own = resource_region(costing->resource);
	struct resource_list twins = { 0 };
	if (primary && own && strcmp(primary, own) != 0) {
		estate_twins(costing->estate, &costing->eval, costing->resource, primary, &twins);
	}
	struct resource *const *twin;
	vec_each(twin, &twins) {
		struct replica_list replicas = { 0 };
		resource_replicas(&costing->eval, costing->estate, *twin, &replicas);
		for (size_t i = 1; i < replicas.count; i++) {
			if (costing_is(costing, &replicas.items[i].region, own)) {
				return true;
			}
		}
	}
	return false;
}

static void cost_repository(struct costing *costing) {
	const struct store store = store_of(costing, ALL_STRATEGIES);
	if (is_fed(costing)) {
		costing_note(costing, "It holds copies of its twin's images; their cost stands "
				      "there.");
		return;
	}
	struct decimal stored = costing_usage_or_default(costing, &storage_key);
	struct decimal pushed = costing_usage_or_default(costing, &pushed_key);
	store_charge(&store, "ecr.storage", "storage", stored);
	const struct store_copy *copy;
	vec_each(copy, &store.copies) {
		store_charge_copy(
			&store, copy, "ecr.storage", "storage of the copy", stored, BILL_DR);
		store_replicate(&store, copy, pushed, stored);
	}
}

const struct cost_model ecr_models[] = {
	{ "AWS::ECR::Repository", cost_repository, keys, "aws_ecr_repository", NULL, true, NULL },
	{ 0 },
};
