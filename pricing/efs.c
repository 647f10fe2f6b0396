#include "pricing/store.h"

/*
 * Amazon EFS: storage by class, what is read from and written to the infrequent class, and
 * throughput: provisioned above the 50 KiB/s that each GB of Standard brings, or elastic by the GB.
 * Replication adds the storage of the copy, Regional or One Zone as its destination says, and the
 * transfer of what changes. Source: https://aws.amazon.com/efs/pricing/ (read 2026-11).
 */
static const struct usage_key storage_key = { "storage_gb", "GB", "files in the standard class",
	"1", NULL, false };
static const struct usage_key infrequent_key = { "infrequent_access_storage_gb", "GB",
	"files in the infrequent access class", NULL, NULL, false };
static const struct usage_key read_key = { "monthly_infrequent_access_read_gb", "GB",
	"data read from it", NULL, NULL, false };
static const struct usage_key write_key = { "monthly_infrequent_access_write_gb", "GB",
	"data written to it", NULL, NULL, false };
static const struct usage_key changed_key = { "monthly_changed_gb", "GB",
	"data that changes, replicated", "1", NULL, false };
static const struct usage_key *const keys[] = { &storage_key, &infrequent_key, &read_key,
	&write_key, &changed_key, NULL };

#define GB_PER_MIBPS 20 /* 50 KiB/s for each GB, in round figures of AWS's */

struct file_system {
	struct costing *costing;
	struct store store;
	struct decimal stored, infrequent;
};

/* A place in one zone says which. */
static bool is_one_zone(struct costing *costing, const struct value *settings) {
	struct value zone = settings->kind == VALUE_MAP
				    ? eval_member(&costing->eval, settings, "AvailabilityZoneName")
				    : *settings;
	return settings->kind == VALUE_MAP && !value_is_absent(&zone);
}

static void cost_infrequent(struct file_system *files) {
	static const struct extra {
		const struct usage_key *key;
		const char *item, *description;
	} extras[] = {
		{ &read_key, "efs.ia_read", "read from infrequent access" },
		{ &write_key, "efs.ia_write", "written to infrequent access" },
	};
	for (size_t i = 0; i < sizeof(extras) / sizeof(*extras); i++) {
		struct decimal gb;
		if (costing_usage(files->costing, extras[i].key, &gb)) {
			store_charge(&files->store, extras[i].item, extras[i].description, gb);
		}
	}
}

static void cost_throughput(struct file_system *files) {
	struct costing *costing = files->costing;
	struct value mode =
		eval_member(&costing->eval, &costing->resource->properties, "ThroughputMode");
	const char *reason = NULL;
	if (value_is_unknown(&mode) || costing_is(costing, &mode, "elastic")) {
		costing_unpriced(costing, "efs.elastic_throughput", files->store.home,
			value_is_unknown(&mode)
				? value_unknown_reason(costing->estate->ctx->arena, &mode)
				: "the price book has no price for what is read and written with "
				  "elastic throughput",
			files->store.bills);
		return;
	}
	struct decimal provisioned, included, more = { 0 };
	if (!costing_number(costing, "ProvisionedThroughputInMibps", 0, &provisioned, &reason)) {
		costing_unpriced(costing, "efs.provisioned_throughput", files->store.home, reason,
			files->store.bills);
		return;
	}
	included = costing_over(costing, files->stored, decimal_of(GB_PER_MIBPS));
	decimal_subtract(provisioned, included, &more);
	if (decimal_compare(more, decimal_of(0)) > 0) {
		store_charge(&files->store, "efs.provisioned_throughput", "provisioned throughput",
			more);
	}
}

static void cost_copy(struct file_system *files, const struct store_copy *copy) {
	bool one_zone = is_one_zone(files->costing, &copy->settings);
	store_charge_copy(&files->store, copy,
		one_zone ? "efs.storage_onezone" : "efs.storage_standard", "storage of the copy",
		files->stored, BILL_DR);
	store_charge_copy(&files->store, copy,
		one_zone ? "efs.storage_onezone_ia" : "efs.storage_ia",
		"infrequent access storage of the copy", files->infrequent, BILL_DR);
	store_replicate(&files->store, copy, costing_usage_or_default(files->costing, &changed_key),
		costing_add(files->costing, files->stored, files->infrequent));
}

static struct decimal cost_backups(struct file_system *files) {
	struct decimal kept = costing_add(files->costing, files->stored, files->infrequent);
	store_back_up(&files->store, "backup.efs_warm", kept);
	return kept;
}

/* Backups in the home region, and copies of them in the other. */
static void cost_backup_copies(struct file_system *files, const struct store_copy *there) {
	struct decimal kept = cost_backups(files);
	store_charge_copy(&files->store, there, "backup.efs_warm", "backups copied", kept, BILL_DR);
	store_send(&files->store, there, "backup.cross_region_copy_efs", "backups sent",
		costing_usage_or_default(files->costing, &changed_key), false);
	store_send(&files->store, there, "backup.cross_region_copy_efs", "first backup sent", kept,
		true);
}

static void cost_file_system(struct costing *costing) {
	struct file_system files = {
		.costing = costing,
		.store = store_of(costing, LIVE_STRATEGIES),
		.stored = costing_usage_or_default(costing, &storage_key),
		.infrequent = costing_usage_or(costing, &infrequent_key, decimal_of(0)),
	};
	bool one_zone = is_one_zone(costing, &costing->resource->properties);
	store_charge(&files.store, one_zone ? "efs.storage_onezone" : "efs.storage_standard",
		"storage", files.stored);
	store_charge(&files.store, one_zone ? "efs.storage_onezone_ia" : "efs.storage_ia",
		"infrequent access storage", files.infrequent);
	cost_infrequent(&files);
	cost_throughput(&files);
	const struct store_copy *copy;
	vec_each(copy, &files.store.copies) {
		cost_copy(&files, copy);
	}
	struct store_copy there;
	if (store_is_restored(&files.store, &there)) {
		cost_backup_copies(&files, &there);
	} else if (costing_remedies(costing, "backup", NULL)) {
		cost_backups(&files);
	}
}

const struct cost_model efs_models[] = {
	{ "AWS::EFS::FileSystem", cost_file_system, keys, "aws_efs_file_system", NULL, true, NULL },
	{ 0 },
};
