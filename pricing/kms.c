#include "pricing/costing.h"

#include <string.h>

/*
 * AWS KMS: each key costs the same whether it is single-Region, a multi-Region primary or a replica
 * of one; requests are billed in the region that serves them. The 20,000 free requests a month are
 * one allowance for the whole account and are not taken off, and neither is the surcharge for kept
 * rotations. Source: https://aws.amazon.com/kms/pricing/ (read 2026).
 */
static const struct usage_key requests_key = {
	.name = "monthly_requests",
	.unit = "requests",
	.help = "cryptographic requests a month to this key",
	.fallback = "0",
};

static const struct usage_key *const keys[] = { &requests_key, NULL };

static void charge_key(struct costing *costing, unsigned bills, const char *description) {
	const char *region = resource_region(costing->resource);
	struct charge key = {
		.item = "kms.key",
		.description = description,
		.region = region,
		.reason = "the region of its stack was not said",
		.quantity = decimal_of(1),
		.bills = bills,
	};
	costing_region(costing, region);
	costing_charge(costing, &key);
	struct charge requests = key;
	requests.item = "kms.request";
	requests.description = "key requests";
	requests.quantity = costing_usage_or_default(costing, &requests_key);
	struct value spec = eval_member(&costing->eval, &costing->resource->properties, "KeySpec");
	const char *reason = NULL;
	const char *text = value_is_absent(&spec) ? "SYMMETRIC_DEFAULT"
						  : costing_text(costing, &spec, &reason);
	if (!text || strcmp(text, "SYMMETRIC_DEFAULT") != 0) {
		requests.region = NULL;
		requests.reason =
			"requests to keys that are not symmetric have prices of their own";
	}
	costing_charge(costing, &requests);
}

static void cost_key(struct costing *costing) {
	charge_key(costing, costing_bills(costing, resource_region(costing->resource)), "key");
}

static void cost_replica_key(struct costing *costing) {
	charge_key(costing, BILL_DR, "replica key");
}

const struct cost_model kms_models[] = {
	{ "AWS::KMS::Key", cost_key, keys },
	{ "AWS::KMS::ReplicaKey", cost_replica_key, keys },
	{ 0 },
};
