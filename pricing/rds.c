#include "pricing/rds.h"

#include <string.h>

/*
 * Amazon Aurora: instances or capacity units by the hour, storage, I/O unless it is I/O-optimized,
 * and backups beyond those of a day. A global database pays the same again in each secondary
 * region, replicated write I/O as many times as there are writes, and the transfer of what changes.
 * Source: https://aws.amazon.com/rds/aurora/pricing/, Global Database (read 2026-11). The shipped
 * book has no prices of instances and capacity units.
 */
static const struct usage_key storage_key = { "storage_gb", "GB", "data stored", "1", NULL, false };
const struct usage_key rds_changed = { "monthly_changed_gb", "GB", "data that changes, replicated",
	"1", NULL, false };
static const struct usage_key writes_key = { "write_requests_per_sec", "I/O a second",
	"writes, as Aurora counts I/O", "0", NULL, false };
static const struct usage_key reads_key = { "read_requests_per_sec", "I/O a second",
	"reads, as Aurora counts I/O", "0", NULL, false };
static const struct usage_key snapshot_key = { "backup_snapshot_size_gb", "GB",
	"backup of a day; those of the retention period but one are paid for", NULL, NULL, false };
static const struct usage_key capacity_key = { "capacity_units_per_hr", "ACU",
	"average capacity units of Serverless, if not the least", NULL, NULL, false };
static const struct usage_key *const cluster_keys[] = { &storage_key, &writes_key, &reads_key,
	&snapshot_key, &capacity_key, &rds_changed, NULL };

#define SECONDS_PER_HOUR 3600

struct cluster {
	struct costing *costing;
	struct store store;
	bool is_optimized; /* I/O is in the price of storage */
	bool is_copy;	   /* another cluster replicates into it */
	struct decimal stored, written_io, read_io;
};

static bool is_optimized(struct costing *costing, const struct value *settings) {
	struct value kind = eval_member(&costing->eval, settings, "StorageType");
	return costing_is(costing, &kind, "aurora-iopt1");
}

static const char *storage_item(bool optimized) {
	return optimized ? "rds.aurora_storage_io_optimized" : "rds.aurora_storage";
}

static struct decimal a_month(struct costing *costing, const struct usage_key *per_second) {
	return costing_times(costing, costing_usage_or_default(costing, per_second),
		decimal_of(HOURS_PER_MONTH * SECONDS_PER_HOUR));
}

static void cost_backups(struct cluster *cluster) {
	struct costing *costing = cluster->costing;
	struct decimal day, days, kept = { 0 };
	const char *reason = NULL;
	if (!costing_usage(costing, &snapshot_key, &day)) {
		return;
	}
	if (!costing_number(costing, "BackupRetentionPeriod", 1, &days, &reason)) {
		costing_unpriced(costing, "rds.aurora_backup_storage", cluster->store.home, reason,
			cluster->store.bills);
		return;
	}
	decimal_subtract(days, decimal_of(1), &kept);
	bool some = decimal_compare(kept, decimal_of(0)) > 0;
	store_charge(&cluster->store, "rds.aurora_backup_storage", "backups",
		some ? costing_times(costing, day, kept) : decimal_of(0));
}

static struct decimal unit_hours(
	struct costing *costing, const char **ret_reason, bool *ret_known) {
	struct decimal units;
	*ret_known = costing_usage(costing, &capacity_key, &units) ||
		     costing_number(costing, "ServerlessV2ScalingConfiguration.MinCapacity", 0,
			     &units, ret_reason);
	return *ret_known ? costing_times(costing, units, decimal_of(HOURS_PER_MONTH))
			  : decimal_of(0);
}

/* Capacity units here, and in each secondary that an assumed strategy keeps warm. */
static void cost_capacity(struct cluster *cluster) {
	struct costing *costing = cluster->costing;
	struct value scaling = eval_member(
		&costing->eval, &costing->resource->properties, "ServerlessV2ScalingConfiguration");
	const char *reason = NULL;
	bool known;
	if (value_is_absent(&scaling)) {
		return;
	}
	struct decimal hours = unit_hours(costing, &reason, &known);
	if (!known) {
		costing_unpriced(costing, "rds.aurora_acu_hour", cluster->store.home, reason,
			cluster->store.bills);
		return;
	}
	store_charge(&cluster->store, "rds.aurora_acu_hour", "capacity units", hours);
	const struct store_copy *copy;
	vec_each(copy, &cluster->store.copies) {
		if (!copy->declared_by && !costing_assumes(costing, "strategy", "pilot-light")) {
			store_charge_copy(&cluster->store, copy, "rds.aurora_acu_hour",
				"capacity units", hours, BILL_DR);
		}
	}
}

/* What a secondary region costs; one that is configured pays for its capacity itself. */
static void cost_secondary(struct cluster *cluster, const struct store_copy *copy) {
	struct costing *costing = cluster->costing;
	bool optimized = copy->settings.kind == VALUE_MAP ? is_optimized(costing, &copy->settings)
							  : cluster->is_optimized;
	store_charge_copy(&cluster->store, copy, storage_item(optimized),
		"storage of the secondary", cluster->stored, BILL_DR);
	store_charge_copy(&cluster->store, copy, "rds.aurora_global_replicated_write_io",
		"replicated writes", cluster->written_io, BILL_DR);
	store_replicate(&cluster->store, copy, costing_usage_or_default(costing, &rds_changed),
		cluster->stored);
	if (copy == cluster->store.copies.items && !optimized) {
		store_charge_copy(&cluster->store, copy, "rds.aurora_io_request",
			"reads and writes",
			costing_add(costing, cluster->written_io, cluster->read_io), BILL_FAILOVER);
	}
}

/* Snapshots copied to the recovery region instead of a secondary. */
static void cost_restored(struct cluster *cluster) {
	struct store_copy there;
	if (store_is_restored(&cluster->store, &there)) {
		store_charge_copy(&cluster->store, &there, "rds.aurora_backup_storage",
			"snapshots copied", cluster->stored, BILL_DR);
		store_replicate(&cluster->store, &there,
			costing_usage_or_default(cluster->costing, &rds_changed), cluster->stored);
	} else if (costing_remedies(cluster->costing, "backup", NULL)) {
		store_back_up(&cluster->store, "rds.aurora_backup_storage", cluster->stored);
	}
}

static void cost_aurora(struct cluster *cluster) {
	struct costing *costing = cluster->costing;
	if (cluster->is_copy) {
		costing_note(costing, "It is the secondary of another cluster; its storage and "
				      "replicated writes stand there.");
		if (!costing_assumes(costing, "strategy", "backup-restore")) {
			cost_capacity(cluster);
		}
		return;
	}
	store_charge(
		&cluster->store, storage_item(cluster->is_optimized), "storage", cluster->stored);
	cost_capacity(cluster);
	if (!cluster->is_optimized) {
		store_charge(&cluster->store, "rds.aurora_io_request", "reads and writes",
			costing_add(costing, cluster->written_io, cluster->read_io));
	}
	cost_backups(cluster);
	const struct store_copy *copy;
	vec_each(copy, &cluster->store.copies) {
		cost_secondary(cluster, copy);
	}
	cost_restored(cluster);
}

/* The engine says whether it is Aurora, and the kind of storage whether I/O is in its price. */
static void cost_cluster(struct costing *costing) {
	const struct value *properties = &costing->resource->properties;
	struct value engine = eval_member(&costing->eval, properties, "Engine");
	struct value kind = eval_member(&costing->eval, properties, "StorageType");
	const char *reason = NULL, *name = costing_text(costing, &engine, &reason);
	const char *storage = value_is_absent(&kind) ? "" : costing_text(costing, &kind, &reason);
	struct cluster cluster = {
		.costing = costing,
		.store = store_of(costing, LIVE_STRATEGIES),
		.is_copy = costing->copies && costing->copies[costing->resource->index],
	};
	bool is_aurora = name && strncmp(name, "aurora", strlen("aurora")) == 0;
	if (!is_aurora || !storage) {
		costing_unpriced(costing, "rds.cluster", cluster.store.home,
			name && storage ? "clusters of its engine have no cost model" : reason,
			cluster.store.bills);
		return;
	}
	cluster.is_optimized = is_optimized(costing, properties);
	cluster.stored = costing_usage_or_default(costing, &storage_key);
	cluster.written_io = a_month(costing, &writes_key);
	cluster.read_io = a_month(costing, &reads_key);
	cost_aurora(&cluster);
}

const struct cost_model rds_models[] = {
	{ "AWS::RDS::DBCluster", cost_cluster, cluster_keys, "aws_rds_cluster", NULL, true, NULL },
	{ "AWS::RDS::DBInstance", rds_cost_instance, rds_instance_keys, "aws_db_instance", NULL,
		true, NULL },
	{ 0 },
};
