#include "pricing/s3.h"

#include <string.h>

/*
 * Amazon S3: storage by class, in bands of GB a month, and requests by class. Retrieval is paid per
 * GB out of the infrequent and archive classes. Source: https://aws.amazon.com/s3/pricing/ (read
 * 2026-11).
 */
#define GB(name, help) \
	{ name, "GB", help, NULL, NULL, false }

static const struct usage_key noncurrent = { "noncurrent_storage_gb", "GB",
	"noncurrent versions kept beside these", "0", NULL, false };
static const struct usage_key put_requests = { "monthly_put_requests", "requests",
	"objects written, each replicated", "1000", NULL, false };
static const struct usage_key tier_1_requests = { "standard.monthly_tier_1_requests", "requests",
	"PUT, COPY, POST and LIST requests, if more than the objects written", NULL, NULL, false };
static const struct usage_key get_requests = { "monthly_get_requests", "requests",
	"GET and all other requests", "0", "standard.monthly_tier_2_requests", false };
static const struct usage_key new_data = { "monthly_new_gb", "GB", "data written, replicated", "1",
	NULL, false };

const struct stored s3_stored[] = {
	{ { "storage_gb", "GB", "objects kept in the Standard class", "1", "standard.storage_gb",
		  false },
		"s3.storage_standard", "s3.put", NULL },
	{ GB("standard_infrequent_access.storage_gb", "objects kept in Standard-IA"),
		"s3.storage_standard_ia", "s3.put_standard_ia", "s3.retrieval_standard_ia" },
	{ GB("one_zone_infrequent_access.storage_gb", "objects kept in One Zone-IA"),
		"s3.storage_onezone_ia", "s3.put_onezone_ia", "s3.retrieval_onezone_ia" },
	{ GB("intelligent_tiering.frequent_access_storage_gb",
		  "objects kept in Intelligent-Tiering, frequent access"),
		"s3.storage_int_fa", "s3.put_intelligent_tiering", NULL },
	{ GB("intelligent_tiering.infrequent_access_storage_gb", "the same, infrequent access"),
		"s3.storage_int_ia", "s3.put_intelligent_tiering", NULL },
	{ GB("intelligent_tiering.archive_access_storage_gb", "the same, archive access"),
		"s3.storage_int_aa", "s3.put_intelligent_tiering", NULL },
	{ GB("intelligent_tiering.deep_archive_access_storage_gb", "the same, deep archive access"),
		"s3.storage_int_daa", "s3.put_intelligent_tiering", NULL },
	{ GB("glacier_instant_retrieval.storage_gb", "objects kept in Glacier Instant Retrieval"),
		"s3.storage_glacier_ir", "s3.put_glacier_ir", "s3.retrieval_glacier_ir" },
	{ GB("glacier_flexible_retrieval.storage_gb", "objects kept in Glacier Flexible Retrieval"),
		"s3.storage_glacier_flexible", "s3.put_glacier_flexible",
		"s3.retrieval_glacier_standard" },
	{ GB("glacier_deep_archive.storage_gb", "objects kept in Glacier Deep Archive"),
		"s3.storage_glacier_deep_archive", "s3.put_glacier_deep_archive",
		"s3.retrieval_glacier_deep_archive" },
	{ .item = NULL },
};

/* What else the bucket pays for where usage says it. */
#define REQUESTS(class, suffix) \
	{ { class ".monthly_tier_1_requests", "requests", "PUT, COPY, POST and LIST requests", \
		  NULL, NULL, false }, \
		"s3.put_" suffix, "requests to write" }, \
		{ { class ".monthly_tier_2_requests", "requests", "GET and all other requests", \
			  NULL, NULL, false }, \
			"s3.get_" suffix, "requests to read" }, \
	{ \
		{ class ".monthly_lifecycle_transition_requests", "requests", \
			"objects moved into the class", NULL, NULL, false }, \
			"s3.transition_" suffix, "lifecycle transitions" \
	}
#define RETRIEVAL(name, item) \
	{ GB(name, "data retrieved"), item, "data retrieved" }

static const struct extra {
	struct usage_key key;
	const char *item, *description;
} extras[] = {
	REQUESTS("standard_infrequent_access", "standard_ia"),
	RETRIEVAL(
		"standard_infrequent_access.monthly_data_retrieval_gb", "s3.retrieval_standard_ia"),
	REQUESTS("one_zone_infrequent_access", "onezone_ia"),
	RETRIEVAL(
		"one_zone_infrequent_access.monthly_data_retrieval_gb", "s3.retrieval_onezone_ia"),
	REQUESTS("intelligent_tiering", "intelligent_tiering"),
	{ { "intelligent_tiering.monitored_objects", "objects", "objects monitored", NULL, NULL,
		  false },
		"s3.int_monitoring_per_object", "objects monitored" },
	REQUESTS("glacier_flexible_retrieval", "glacier_flexible"),
	RETRIEVAL("glacier_flexible_retrieval.monthly_standard_data_retrieval_gb",
		"s3.retrieval_glacier_standard"),
	RETRIEVAL("glacier_flexible_retrieval.monthly_expedited_data_retrieval_gb",
		"s3.retrieval_glacier_expedited"),
	REQUESTS("glacier_deep_archive", "glacier_deep_archive"),
	RETRIEVAL("glacier_deep_archive.monthly_standard_data_retrieval_gb",
		"s3.retrieval_glacier_deep_archive"),
};
enum { EXTRAS = sizeof(extras) / sizeof(*extras) };

static const struct usage_key *const keys[] = { &s3_stored[0].key, &noncurrent, &put_requests,
	&new_data, &get_requests, &tier_1_requests, &s3_stored[1].key, &s3_stored[2].key,
	&s3_stored[3].key, &s3_stored[4].key, &s3_stored[5].key, &s3_stored[6].key,
	&s3_stored[7].key, &s3_stored[8].key, &s3_stored[9].key, &extras[0].key, &extras[1].key,
	&extras[2].key, &extras[3].key, &extras[4].key, &extras[5].key, &extras[6].key,
	&extras[7].key, &extras[8].key, &extras[9].key, &extras[10].key, &extras[11].key,
	&extras[12].key, &extras[13].key, &extras[14].key, &extras[15].key, &extras[16].key,
	&extras[17].key, &extras[18].key, &extras[19].key, &extras[20].key, &s3_written_in_copy,
	&s3_rule_percent, &s3_rtc_metrics, &s3_kms_requests, &s3_object_count, &s3_object_size,
	&s3_batch_jobs, &s3_manifest_objects, &s3_batch_gets, &s3_replica_changes, NULL };
_Static_assert(EXTRAS == 21, "every extra is among the keys");

void bucket_charge(struct bucket *bucket, const char *item, const char *description,
	struct decimal quantity, unsigned bills) {
	costing_charge_in(
		bucket->costing, costing_place(bucket->home), item, description, quantity, bills);
}

struct decimal bucket_stored(struct bucket *bucket, const struct stored *stored) {
	struct costing *costing = bucket->costing;
	struct decimal gb = costing_usage_or_default(costing, &stored->key);
	if (stored == s3_stored && bucket->has_versions) {
		gb = costing_add(costing, gb, costing_usage_or_default(costing, &noncurrent));
	}
	return gb;
}

/* A bucket that never had versioning keeps one version of each object. */
static bool has_versions(struct costing *costing) {
	struct value status = eval_path(
		&costing->eval, &costing->resource->properties, "VersioningConfiguration.Status");
	return !value_is_absent(&status);
}

/* What a bucket without versioning keeps when it has it: usage has to say how much that is. */
static void cost_new_versions(struct bucket *bucket) {
	struct costing *costing = bucket->costing;
	if (bucket->has_versions) {
		costing_unpriced(costing, "s3.storage_standard", bucket->home,
			"how much more the versions hold than today is not in the usage", BILL_DR);
		return;
	}
	costing_made(costing, "s3.versions");
	bucket->has_versions = true;
	if (costing_usage_is_said(costing, &noncurrent)) {
		bucket_charge(bucket, "s3.storage_standard", "versions kept",
			costing_usage_or_default(costing, &noncurrent), BILL_DR);
	} else {
		costing_unpriced(costing, "s3.storage_standard", bucket->home,
			"how much the versions hold is not known; say noncurrent_storage_gb",
			BILL_DR);
	}
}

/* Backups of all that is kept, as AWS Backup makes them. */
static void cost_backups(struct bucket *bucket) {
	struct decimal all = { 0 };
	for (const struct stored *stored = s3_stored; stored->item; stored++) {
		all = costing_add(bucket->costing, all, bucket_stored(bucket, stored));
	}
	bucket_charge(bucket, "backup.s3_warm", "backups", all, BILL_DR);
}

/* The requests and retrievals of the bucket. */
static void cost_requests(struct bucket *bucket) {
	struct costing *costing = bucket->costing;
	struct decimal written = costing_usage_or(costing, &tier_1_requests, bucket->objects);
	struct decimal read = costing_usage_or_default(costing, &get_requests);
	bucket_charge(bucket, "s3.put", "objects written", written, bucket->bills);
	bucket_charge(bucket, "s3.get", "objects read", read, bucket->bills);
	for (size_t i = 0; i < EXTRAS; i++) {
		struct decimal quantity;
		if (costing_usage(costing, &extras[i].key, &quantity)) {
			bucket_charge(bucket, extras[i].item, extras[i].description, quantity,
				bucket->bills);
		}
	}
	bucket->written = written;
	bucket->read = read;
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
		.bills = costing_bills(costing, region),
		.has_versions = has_versions(costing),
		.new_gb = costing_usage_or_default(costing, &new_data),
		.objects = costing_usage_or_default(costing, &put_requests),
	};
	for (const struct stored *stored = s3_stored; stored->item; stored++) {
		bucket_charge(&bucket, stored->item, "storage", bucket_stored(&bucket, stored),
			bucket.bills);
	}
	if (costing_remedies(costing, "s3.versions", NULL)) {
		cost_new_versions(&bucket);
	}
	cost_requests(&bucket);
	bucket_cost_rules(&bucket);
	if (costing_remedies(costing, "backup", NULL)) {
		cost_backups(&bucket);
	}
}

const struct cost_model s3_models[] = {
	{ "AWS::S3::Bucket", cost_bucket, keys, "aws_s3_bucket", NULL, true, NULL },
	{ 0 },
};
