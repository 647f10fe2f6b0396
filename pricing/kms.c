#include "pricing/costing.h"

#include <string.h>

/*
 * AWS KMS: each key costs the same whether it is single-Region, a multi-Region primary or a replica
 * of one; the first and the second rotation that are kept each add the price of a key. Requests are
 * billed in the region that serves them. The 20,000 free requests a month are one allowance for the
 * whole account and are not taken off. Source: https://aws.amazon.com/kms/pricing/ (read 2026-11).
 */
#define ASYMMETRIC "kms.request_asymmetric_non_rsa2048"

static const struct usage_key requests_key = { "monthly_requests", "requests",
	"cryptographic requests to this key", "0", NULL, false };
static const struct usage_key rotations_key = { "rotations_kept", "rotations",
	"rotations of its material so far; two are billed at most", "0", NULL, true };

static const struct usage_key *const keys[] = { &requests_key, &rotations_key, NULL };

/*
 * What the requests to a key are billed as, by the beginning of its KeySpec; an HMAC key is
 * symmetric (https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html, read 2026-11).
 */
static const struct spec {
	const char *begins, *item;
} specs[] = {
	{ "SYMMETRIC_DEFAULT", "kms.request" },
	{ "HMAC_", "kms.request" },
	{ "RSA_2048", "kms.request_rsa2048" },
	{ "RSA_", ASYMMETRIC },
	{ "ECC_", ASYMMETRIC },
	{ "ML_DSA_", ASYMMETRIC },
	{ "SM2", ASYMMETRIC },
};

static const char *request_item(struct costing *costing, const char **ret_reason) {
	struct value spec = eval_member(&costing->eval, &costing->resource->properties, "KeySpec");
	const char *name =
		value_is_absent(&spec) ? specs[0].begins : costing_text(costing, &spec, ret_reason);
	for (size_t i = 0; name && i < sizeof(specs) / sizeof(*specs); i++) {
		if (strncmp(specs[i].begins, name, strlen(specs[i].begins)) == 0) {
			return specs[i].item;
		}
	}
	*ret_reason =
		name ? "what requests to a key of its KeySpec cost is not known" : *ret_reason;
	return NULL;
}

static void charge_requests(
	struct costing *costing, const char *region, struct decimal requests, unsigned bills) {
	struct charge charge = {
		.description = "key requests",
		.region = region,
		.reason = costing_place(NULL).reason,
		.quantity = requests,
		.bills = bills,
	};
	charge.item = request_item(costing, &charge.reason);
	if (!charge.item) {
		charge.item = "kms.request";
		charge.region = NULL;
	} else if (strcmp(charge.item, "kms.request") != 0 &&
		   decimal_compare(requests, decimal_of(0)) > 0) {
		costing_note(costing, "Requests for data key pairs cost more than those that sign, "
				      "verify, encrypt and decrypt, as all are counted here.");
	}
	costing_charge(costing, &charge);
}

static void charge_key(
	struct costing *costing, const char *region, const char *description, unsigned bills) {
	struct charge key = {
		.item = "kms.key",
		.description = description,
		.region = region,
		.reason = costing_place(NULL).reason,
		.quantity = decimal_of(1),
		.bills = bills,
	};
	costing_region(costing, region);
	costing_charge(costing, &key);
	struct decimal rotations = costing_usage_or_default(costing, &rotations_key);
	bool many = decimal_compare(rotations, decimal_of(2)) > 0;
	key.item = "kms.rotation";
	key.description = "rotations kept";
	key.quantity = many ? decimal_of(2) : rotations;
	costing_charge(costing, &key);
}

/* The recovery region that has a replica of the key, or NULL. */
static const char *find_replica(struct costing *costing) {
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *reason = NULL;
		const char *region = costing_text(costing, &replica->region, &reason);
		if (region && costing_bills(costing, region) == BILL_DR) {
			return region;
		}
	}
	return NULL;
}

static bool stands_in(struct costing *costing, const char *region) {
	struct replica_list replicas = { 0 };
	struct resource_list twins = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	estate_twins(costing->estate, &costing->eval, costing->resource, region, &twins);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		if (costing_is(costing, &replica->region, region)) {
			return true;
		}
	}
	return twins.count > 0;
}

/* A counterpart in each region that remedies name. */
static void cost_remedied_keys(struct costing *costing) {
	const struct measure *measure = costing_measure(costing, "kms.key", NULL);
	for (; measure; measure = costing_measure(costing, "kms.key", measure)) {
		if (measure->region && stands_in(costing, measure->region)) {
			costing_made(costing, "kms.key");
		} else {
			charge_key(costing, measure->region, "key in the recovery region", BILL_DR);
		}
	}
}

static void cost_key(struct costing *costing) {
	const char *region = resource_region(costing->resource);
	unsigned bills = costing_bills(costing, region);
	charge_key(costing, region, "key", bills);
	struct decimal requests = costing_usage_or_default(costing, &requests_key);
	charge_requests(costing, region, requests, bills);
	const char *there = find_replica(costing);
	if (there) {
		charge_requests(costing, there, requests, BILL_FAILOVER);
	} else if (bills == BILL_BOTH && costing_assumed(costing, "strategy")) {
		charge_key(costing, costing_recovery(costing, region), "key in the recovery region",
			BILL_DR);
	}
	cost_remedied_keys(costing);
}

static void cost_replica_key(struct costing *costing) {
	const char *region = resource_region(costing->resource);
	charge_key(costing, region, "replica key", BILL_DR);
	charge_requests(costing, region, costing_usage_or_default(costing, &requests_key), BILL_DR);
}

const struct cost_model kms_models[] = {
	{ "AWS::KMS::Key", cost_key, keys, "aws_kms_key", NULL, true, NULL },
	{ "AWS::KMS::ReplicaKey", cost_replica_key, keys, "aws_kms_replica_key", NULL, false,
		NULL },
	{ 0 },
};
