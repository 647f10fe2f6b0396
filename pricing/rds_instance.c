#include "analyzer/estate/links.h"
#include "pricing/rds.h"

#include <string.h>

/*
 * Amazon RDS: instances by the hour and class, storage by the GB and kind, backups beyond the size
 * of the database. A read replica in another region is an instance of its own and pays the transfer
 * of what changes; replicated backups pay their storage there and their transfer. Source:
 * https://aws.amazon.com/rds/pricing/ and
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html (read 2026-11).
 * The shipped book has prices of backups and transfer only.
 */
static const struct usage_key backup_key = { "additional_backup_storage_gb", "GB",
	"backups beyond the size of the database", NULL, NULL, false };
static const struct usage_key replicated_key = { "replicated_backup_gb", "GB",
	"backups kept in the region that they are replicated to, if not the size of the database",
	NULL, NULL, false };
static const struct usage_key stored_key = { "storage_gb", "GB",
	"data stored, if not what is allocated", "1", NULL, false };
const struct usage_key *const rds_instance_keys[] = { &stored_key, &rds_changed, &backup_key,
	&replicated_key, NULL };

static struct value property(struct costing *costing, const char *name) {
	return eval_member(&costing->eval, &costing->resource->properties, name);
}

/*
 * One of a cluster, whose storage the cluster pays; it is kept warm or not as anything that runs. A
 * strategy adds none where the cluster has a secondary: that has instances of its own.
 */
static void cost_member(struct costing *costing) {
	struct regional regional = regional_of(costing);
	struct value class = property(costing, "DBInstanceClass");
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	regional.is_assumed = regional.is_assumed && replicas.count == 1;
	if (!costing_is(costing, &class, "db.serverless")) {
		regional_stand(&regional, RUNNING, "rds.instance_hour", "instance",
			decimal_of(HOURS_PER_MONTH));
	}
}

/*
 * A read replica whose source is named by its ARN may stand in another region. It is made from a
 * snapshot, which is sent there
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html, read 2026-11).
 */
static void cost_replication(const struct store *store, struct decimal stored) {
	struct costing *costing = store->costing;
	struct value source = property(costing, "SourceDBInstanceIdentifier");
	struct value said = target_region(&costing->eval, &source);
	const char *region = value_text(costing->estate->ctx->arena, &said);
	if (!region || !store->home || strcmp(region, store->home) == 0) {
		return;
	}
	const struct billed_in from = { region, NULL }, here = costing_place(store->home);
	struct charge sent = { .item = "datatransfer.inter_region",
		.description = "replication from another region",
		.quantity = costing_usage_or_default(costing, &rds_changed),
		.bills = BILL_DR };
	costing_send(costing, from, here, &sent);
	sent.description = "data sent to the new copy";
	sent.quantity = stored;
	sent.once = true;
	costing_send(costing, from, here, &sent);
}

/* Backups in another region: those replicated, or under backup-restore those that would be. */
static void cost_backups_there(
	const struct store *store, const struct store_copy *copy, struct decimal stored) {
	struct costing *costing = store->costing;
	store_charge_copy(store, copy, "rds.rds_backup_storage", "replicated backups",
		costing_usage_or(costing, &replicated_key, stored), BILL_DR);
	store_replicate(store, copy, costing_usage_or_default(costing, &rds_changed), stored);
}

/* What is allocated is paid for, used or not; replicas and restored snapshots need not say it. */
static struct decimal storage_of(struct costing *costing) {
	struct decimal allocated;
	const char *reason = NULL;
	bool is_allocated = costing_number(costing, "AllocatedStorage", 0, &allocated, &reason) &&
			    decimal_compare(allocated, decimal_of(0)) > 0;
	return is_allocated && !costing_usage_is_said(costing, &stored_key)
		       ? allocated
		       : costing_usage_or_default(costing, &stored_key);
}

static void cost_alone(const struct store *store) {
	struct costing *costing = store->costing;
	struct decimal stored = storage_of(costing), kept;
	store_charge(store, "rds.instance_hour", "instance", decimal_of(HOURS_PER_MONTH));
	store_charge(store, "rds.storage", "storage", stored);
	if (costing_usage(costing, &backup_key, &kept)) {
		store_charge(store, "rds.rds_backup_storage", "backups", kept);
	}
	cost_replication(store, stored);
	const struct store_copy *copy;
	vec_each(copy, &store->copies) {
		if (copy->declared_by == costing->resource) {
			cost_backups_there(store, copy, stored);
		} else if (!copy->declared_by) {
			store_charge_copy(store, copy, "rds.instance_hour", "read replica",
				decimal_of(HOURS_PER_MONTH), BILL_DR);
			store_charge_copy(store, copy, "rds.storage", "storage of the read replica",
				stored, BILL_DR);
			store_replicate(store, copy,
				costing_usage_or_default(costing, &rds_changed), stored);
		}
	}
	struct store_copy there;
	if (store_is_restored(store, &there)) {
		cost_backups_there(store, &there, stored);
	}
	if (costing_remedies(costing, "backup", NULL)) {
		store_back_up(store, "rds.rds_backup_storage", stored);
	}
}

void rds_cost_instance(struct costing *costing) {
	struct value cluster = property(costing, "DBClusterIdentifier");
	if (!value_is_absent(&cluster)) {
		cost_member(costing);
		return;
	}
	bool is_copy = costing->copies && costing->copies[costing->resource->index];
	const struct store store = store_of(costing, LIVE_STRATEGIES);
	if (!is_copy || !costing_assumes(costing, "strategy", "backup-restore")) {
		cost_alone(&store);
	}
}
