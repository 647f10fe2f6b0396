#include "pricing/store.h"

#include <string.h>

/*
 * AWS Backup: what a vault keeps, by kind of resource and warm or cold; what is copied to a vault
 * in another region, by the GB and kind, and its storage there; what is restored. Plans say which
 * copies are made, and their lifecycle when a copy turns cold, which only some kinds do: the others
 * stay warm. Source: https://aws.amazon.com/backup/pricing/ (read 2026-11).
 */
#define KEPT(name, help) \
	{ name, "GB", help, NULL, NULL, false }

/* Kinds of what is kept; those that can turn cold name the item of that. */
static const struct kind {
	struct usage_key key;
	const char *item, *description, *copy_item, *cold_item;
} kinds[] = {
	{ KEPT("monthly_efs_warm_backup_gb", "backups of file systems kept, warm"),
		"backup.efs_warm", "backups of file systems", "backup.cross_region_copy_efs",
		"backup.efs_cold" },
	{ KEPT("monthly_efs_cold_backup_gb", "the same, cold"), "backup.efs_cold",
		"cold backups of file systems", NULL, NULL },
	{ KEPT("monthly_dynamodb_backup_gb", "backups of tables kept, warm"),
		"backup.dynamodb_warm", "backups of tables", "backup.cross_region_copy_dynamodb",
		"backup.dynamodb_cold" },
	{ KEPT("monthly_dynamodb_cold_backup_gb", "the same, cold"), "backup.dynamodb_cold",
		"cold backups of tables", NULL, NULL },
	{ KEPT("monthly_ebs_snapshot_gb", "snapshots of volumes kept"), "ec2.ebs_snapshot",
		"snapshots of volumes", "backup.cross_region_copy_ebs", NULL },
	{ KEPT("monthly_rds_snapshot_gb", "snapshots of databases kept"), "rds.rds_backup_storage",
		"snapshots of databases", "backup.cross_region_copy_rds", NULL },
	{ KEPT("monthly_aurora_snapshot_gb", "snapshots of Aurora clusters kept"),
		"rds.aurora_backup_storage", "snapshots of Aurora clusters",
		"backup.cross_region_copy_aurora", NULL },
	{ KEPT("monthly_s3_backup_gb", "backups of buckets kept"), "backup.s3_warm",
		"backups of buckets", "backup.cross_region_copy_s3", NULL },
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static const struct restored {
	struct usage_key key;
	const char *item, *description;
} restores[] = {
	{ KEPT("monthly_efs_warm_restore_gb", "restored from warm backups of file systems"),
		"backup.efs_restore_warm", "file systems restored" },
	{ KEPT("monthly_efs_cold_restore_gb", "restored from cold backups of file systems"),
		"backup.efs_restore_cold", "file systems restored from cold backups" },
	{ KEPT("monthly_dynamodb_restore_gb", "restored from backups of tables"),
		"dynamodb.restore", "tables restored" },
};
enum { RESTORES = sizeof(restores) / sizeof(*restores) };

static const struct usage_key times_key = { "copies_a_month", "copies",
	"how often in a month what is kept is copied whole; less for increments", "1", NULL, true };

static const struct usage_key *const keys[] = { &kinds[0].key, &kinds[1].key, &kinds[2].key,
	&kinds[3].key, &kinds[4].key, &kinds[5].key, &kinds[6].key, &kinds[7].key, &restores[0].key,
	&restores[1].key, &restores[2].key, &times_key, NULL };
_Static_assert(KINDS == 8 && RESTORES == 3, "every row is among the keys");

/* The days that a member of the copy's lifecycle says; 0 where it says none. */
static bool days_of(struct costing *costing, const struct store_copy *copy, const char *name,
	struct decimal *ret_days, const char **ret_reason) {
	const char *path = arena_printf(costing->estate->ctx->arena, "Lifecycle.%s", name);
	struct value value = eval_path(&costing->eval, &copy->settings, path);
	*ret_days = decimal_of(0);
	if (copy->settings.kind != VALUE_MAP || value_is_absent(&value)) {
		return true;
	}
	const char *text = costing_text(costing, &value, ret_reason);
	return text && decimal_parse(text, ret_days);
}

/* The percent of a copy's life that it is cold; false, with why, where that is not known. */
static bool cold_percent(struct costing *costing, const struct store_copy *copy,
	struct decimal *ret_percent, const char **ret_reason) {
	struct decimal cold, deleted, days = { 0 };
	*ret_reason = "its lifecycle is no number of days";
	*ret_percent = decimal_of(0);
	if (!days_of(costing, copy, "MoveToColdStorageAfterDays", &cold, ret_reason) ||
		!days_of(costing, copy, "DeleteAfterDays", &deleted, ret_reason)) {
		return false;
	}
	if (decimal_compare(cold, decimal_of(0)) <= 0) {
		return true;
	}
	if (decimal_compare(deleted, decimal_of(0)) <= 0) {
		*ret_reason = "a copy that is never deleted grows cold without bound";
		return false;
	}
	decimal_subtract(deleted, cold, &days);
	if (decimal_compare(days, decimal_of(0)) > 0) {
		*ret_percent = costing_over(
			costing, costing_times(costing, days, decimal_of(100)), deleted);
	}
	return true;
}

static void cost_kept(const struct store *store, const struct store_copy *copy,
	const struct kind *kind, struct decimal kept) {
	struct costing *costing = store->costing;
	struct decimal percent, warm = kept;
	const char *reason = NULL;
	if (kind->cold_item) {
		if (!cold_percent(costing, copy, &percent, &reason)) {
			costing_unpriced(costing, kind->item, copy->region, reason, BILL_DR);
			return;
		}
		struct decimal cold = costing_percent(costing, kept, percent);
		decimal_subtract(kept, cold, &warm);
		store_charge_copy(store, copy, kind->cold_item, "cold copies", cold, BILL_DR);
	}
	store_charge_copy(store, copy, kind->item, kind->description, warm, BILL_DR);
}

/* What remedies make of the copies: those that stay lead to the recovery region, and others come.
 */
static void remedy_copies(struct store *store) {
	struct costing *costing = store->costing;
	struct arena *arena = costing->estate->ctx->arena;
	struct store_copy there = { .region = costing_recovery(costing, store->home),
		.reason = "the recovery region was not said",
		.settings = { .kind = VALUE_ABSENT } };
	if (costing_remedies(costing, "backup.copy", NULL)) {
		bool leaves = false;
		struct store_copy *copy;
		vec_each(copy, &store->copies) {
			bool stays = copy->region && store->home &&
				     strcmp(copy->region, store->home) == 0;
			copy->region = stays ? there.region : copy->region;
			leaves = true;
		}
		if (!leaves) {
			vec_push(arena, &store->copies, there);
		}
	}
	if (costing_remedies(costing, "backup.copy_account", NULL)) {
		there.region = store->home;
		vec_push(arena, &store->copies, there);
	}
}

static void cost_copies(const struct store *store, const struct kind *kind, struct decimal kept) {
	struct costing *costing = store->costing;
	const struct store_copy *copy;
	vec_each(copy, &store->copies) {
		struct decimal sent =
			costing_times(costing, kept, costing_usage_or_default(costing, &times_key));
		bool is_here =
			copy->region && store->home && strcmp(copy->region, store->home) == 0;
		cost_kept(store, copy, kind, kept);
		if (!is_here) {
			store_send(store, copy, kind->copy_item, "backups copied", sent, false);
		}
	}
}

static void cost_vault(struct costing *costing) {
	struct store store = store_of(costing, ALL_STRATEGIES);
	remedy_copies(&store);
	if (store.bills == BILL_DR && costing->copies &&
		costing->copies[costing->resource->index]) {
		costing_note(costing, "It holds copies of another vault; their cost stands there.");
		return;
	}
	bool said = false;
	for (size_t i = 0; i < KINDS; i++) {
		struct decimal kept;
		if (!costing_usage(costing, &kinds[i].key, &kept)) {
			continue;
		}
		said = true;
		store_charge(&store, kinds[i].item, kinds[i].description, kept);
		if (kinds[i].copy_item) {
			cost_copies(&store, &kinds[i], kept);
		}
	}
	if (!said) {
		costing_unpriced(costing, "backup.storage", store.home,
			"what the vault keeps is not known; say monthly_dynamodb_backup_gb and its "
			"like",
			store.bills);
	}
	for (size_t i = 0; i < RESTORES; i++) {
		struct decimal gb;
		if (costing_usage(costing, &restores[i].key, &gb)) {
			store_charge(&store, restores[i].item, restores[i].description, gb);
		}
	}
}

const struct cost_model backup_models[] = {
	{ "AWS::Backup::BackupVault", cost_vault, keys, "aws_backup_vault", NULL, true, NULL },
	{ 0 },
};
