#include "pricing/costing.h"

#include <string.h>

/*
 * Amazon S3 replication: storage of each copy in its class and region, one PUT an object in the
 * destination, inter-region transfer at the source's rate, and per GB for Replication Time Control.
 * Source: https://aws.amazon.com/s3/pricing/, tab Replication (read 2026).
 */
static const struct usage_key storage = { "storage_gb", "GB", "objects kept in the bucket", "1" };
static const struct usage_key put_requests = { "monthly_put_requests", "requests",
	"objects written a month, each replicated", "1000" };
static const struct usage_key new_data = { "monthly_new_gb", "GB",
	"data written a month, replicated", "1" };

static const struct usage_key *const keys[] = { &storage, &put_requests, &new_data, NULL };

/* The items of a storage class. */
static const struct storage_class {
	const char *name, *storage_item, *put_item;
} classes[] = {
	{ "STANDARD", "s3.storage_standard", "s3.put" },
	{ "STANDARD_IA", "s3.storage_standard_ia", "s3.put_standard_ia" },
	{ "ONEZONE_IA", "s3.storage_onezone_ia", "s3.put_onezone_ia" },
	{ "INTELLIGENT_TIERING", "s3.storage_int_fa", "s3.put_intelligent_tiering" },
	{ "GLACIER_IR", "s3.storage_glacier_ir", "s3.put_glacier_ir" },
	{ "GLACIER", "s3.storage_glacier_flexible", "s3.put_glacier_flexible" },
	{ "DEEP_ARCHIVE", "s3.storage_glacier_deep_archive", "s3.put_glacier_deep_archive" },
};

struct bucket {
	struct costing *costing;
	const char *home;
	struct decimal kept_gb, new_gb, objects;
};

static const struct storage_class *find_class(const char *name) {
	for (size_t i = 0; name && i < sizeof(classes) / sizeof(*classes); i++) {
		if (strcmp(classes[i].name, name) == 0) {
			return &classes[i];
		}
	}
	return NULL;
}

static void charge(struct bucket *bucket, const char *item, const char *description,
	const char *region, const char *reason, struct decimal quantity, unsigned bills) {
	const struct charge charge = { .item = item,
		.description = description,
		.region = region,
		.reason = reason,
		.quantity = quantity,
		.bills = bills };
	costing_charge(bucket->costing, &charge);
}

static void charge_transfer(struct bucket *bucket, const char *destination, const char *reason) {
	if (!destination) {
		costing_unpriced(bucket->costing, "datatransfer.inter_region", bucket->home, reason,
			BILL_DR);
		return;
	}
	if (bucket->home && strcmp(bucket->home, destination) == 0) {
		return;
	}
	const struct charge sent = { .item = "datatransfer.inter_region",
		.description = "replication to another region",
		.region = bucket->home,
		.reason = "the region of its stack was not said",
		.destination = destination,
		.quantity = bucket->new_gb,
		.bills = BILL_DR };
	costing_charge(bucket->costing, &sent);
}

static void charge_time_control(
	struct bucket *bucket, const struct edge *rule, const char *region, const char *reason) {
	struct costing *costing = bucket->costing;
	struct value status =
		eval_path(&costing->eval, &rule->settings, "Destination.ReplicationTime.Status");
	if (costing_is(costing, &status, "Enabled")) {
		charge(bucket, "s3.rtc", "replication time control", region, reason, bucket->new_gb,
			BILL_DR);
	}
}

/* What one enabled rule costs. */
static void cost_rule(struct bucket *bucket, const struct edge *rule) {
	struct costing *costing = bucket->costing;
	const char *reason = NULL, *region = costing_text(costing, &rule->region, &reason);
	struct value class = eval_path(&costing->eval, &rule->settings, "Destination.StorageClass");
	const char *class_reason = NULL;
	const char *name =
		value_is_absent(&class) ? "STANDARD" : costing_text(costing, &class, &class_reason);
	const struct storage_class *found = find_class(name);
	costing_region(costing, region);
	charge_transfer(bucket, region, reason);
	charge_time_control(bucket, rule, region, reason);
	if (!found) {
		costing_unpriced(costing, "s3.storage", region,
			class_reason ? class_reason : "the storage class has no price", BILL_DR);
		return;
	}
	charge(bucket, found->put_item, "replicated objects", region, reason, bucket->objects,
		BILL_DR);
	charge(bucket, found->storage_item, "storage of the copy", region, reason, bucket->kept_gb,
		BILL_DR);
}

static void rate_gb(struct bucket *bucket, const struct edge *rule) {
	struct costing *costing = bucket->costing;
	const char *reason = NULL, *region = costing_text(costing, &rule->region, &reason);
	struct rate *sent = &costing->component.per_gb_transferred;
	struct rate *kept = &costing->component.per_gb_stored;
	sent->known = region && costing_rate(costing, "datatransfer.inter_region", bucket->home,
					region, decimal_of(1), &sent->with_dr);
	kept->known = costing_rate(
		costing, "s3.storage_standard", region, NULL, decimal_of(1), &kept->with_dr);
}

static void cost_rules(struct bucket *bucket) {
	struct costing *costing = bucket->costing;
	struct edge_list edges = { 0 };
	resource_edges(
		&costing->eval, costing->estate, costing->resource, EDGE_REPLICATION, &edges);
	const struct edge *rule;
	bool rated = false;
	vec_each(rule, &edges) {
		struct value status = eval_member(&costing->eval, &rule->settings, "Status");
		if (value_is_unknown(&status)) {
			costing_unpriced(costing, "s3.put", bucket->home,
				"whether the rule is enabled is not known", BILL_DR);
		} else if (costing_is(costing, &status, "Enabled")) {
			cost_rule(bucket, rule);
			if (!rated) {
				rate_gb(bucket, rule);
			}
			rated = true;
		}
	}
}

static void cost_bucket(struct costing *costing) {
	const char *region = resource_region(costing->resource);
	costing_region(costing, region);
	if (costing->copies[costing->resource->index] &&
		costing_bills(costing, region) == BILL_DR) {
		costing_note(costing,
			"It holds copies of another bucket's objects; their cost stands there.");
		return;
	}
	struct bucket bucket = {
		.costing = costing,
		.home = region,
		.kept_gb = costing_usage_or_default(costing, &storage),
		.new_gb = costing_usage_or_default(costing, &new_data),
		.objects = costing_usage_or_default(costing, &put_requests),
	};
	unsigned bills = costing_bills(costing, region);
	const char *reason = "the region of its stack was not said";
	charge(&bucket, "s3.storage_standard", "storage", region, reason, bucket.kept_gb, bills);
	charge(&bucket, "s3.put", "objects written", region, reason, bucket.objects, bills);
	cost_rules(&bucket);
	costing_note(costing, "Objects are taken to be in the Standard class at the source.");
}

const struct cost_model s3_models[] = {
	{ "AWS::S3::Bucket", cost_bucket, keys },
	{ 0 },
};
