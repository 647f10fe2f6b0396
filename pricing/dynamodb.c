#include "pricing/costing.h"

#include <string.h>

/*
 * Amazon DynamoDB. A write of s KB takes ceil(s) write units; a table in one region pays WRU (or
 * WCU-hours) for them, a global table rWRU (rWCU-hours) in every region with a copy, the one of the
 * write included; index writes stay WRU in each of these. Reads, storage and backups are paid per
 * region as for a single table. Adding a copy pays a restore per GB and the transfer of the data.
 * Sources:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-billing.html
 * (read 2026-11).
 */
static const struct usage_key write_requests = { "monthly_write_requests", "requests",
	"item writes a month", "1000000" };
static const struct usage_key write_units = { "monthly_write_request_units", "units",
	"write units a month, instead of requests", NULL };
static const struct usage_key read_requests = { "monthly_read_requests", "requests",
	"eventually consistent item reads a month", "1000000" };
static const struct usage_key read_units = { "monthly_read_request_units", "units",
	"read units a month, instead of requests", NULL };
static const struct usage_key item_size = { "average_item_size_kb", "KB", "size of an item", "1" };
static const struct usage_key storage = { "storage_gb", "GB", "data in each copy", "1" };
static const struct usage_key pitr_storage = { "pitr_backup_storage_gb", "GB",
	"data under point-in-time recovery, if not storage_gb", NULL };
static const struct usage_key on_demand_backup = { "on_demand_backup_storage_gb", "GB",
	"on-demand backups kept", NULL };
static const struct usage_key restored = { "monthly_data_restored_gb", "GB",
	"data restored from backups a month", NULL };
static const struct usage_key streams = { "monthly_streams_read_request_units", "requests",
	"stream reads a month that are paid for", NULL };
static const struct usage_key write_capacity = { "write_capacity_units", "WCU",
	"provisioned write capacity, if the template does not say it", NULL };
static const struct usage_key read_capacity = { "read_capacity_units", "RCU",
	"provisioned read capacity, if the template does not say it", NULL };

static const struct usage_key *const keys[] = { &write_requests, &write_units, &read_requests,
	&read_units, &item_size, &storage, &pitr_storage, &on_demand_backup, &restored, &streams,
	&write_capacity, &read_capacity, NULL };

/* A table with its copies. */
struct table {
	struct costing *costing;
	struct replica_list replicas;
	const char *home; /* the region of the single-region bill; NULL: not known */
	const char *home_reason;
	bool is_global;
	size_t indexes;
	struct decimal size_kb, stored_gb;
};

static struct charge charge_of(const char *item, const char *description, const char *region,
	struct decimal quantity, unsigned bills) {
	return (struct charge){ .item = item,
		.description = description,
		.region = region,
		.quantity = quantity,
		.bills = bills };
}

static const char *replica_region(struct table *table, size_t i, const char **ret_reason) {
	return costing_text(table->costing, &table->replicas.items[i].region, ret_reason);
}

/* The primary region when a copy is there, else the stack's own. */
static void find_home(struct table *table) {
	const char *primary = table->costing->estate->regions.primary;
	const char *own = resource_region(table->costing->resource), *reason = NULL;
	table->home = own;
	for (size_t i = 0; primary && i < table->replicas.count; i++) {
		const char *region = replica_region(table, i, &reason);
		if (region && strcmp(region, primary) == 0) {
			table->home = region;
		}
	}
	table->home_reason = "the region of its stack was not said";
	costing_region(table->costing, table->home);
}

static bool is_home(const struct table *table, const char *region) {
	return table->home && region && strcmp(table->home, region) == 0;
}

/* One charge at home, for both bills. */
static void charge_home(struct table *table, const char *item, const char *description,
	struct decimal quantity, unsigned bills) {
	struct charge charge = charge_of(item, description, table->home, quantity, bills);
	charge.reason = table->home_reason;
	costing_charge(table->costing, &charge);
}

/* A charge in each region with a copy, on the bill with DR; without copies, at home on it too. */
static void charge_copies(
	struct table *table, const char *item, const char *description, struct decimal quantity) {
	for (size_t i = 0; i < table->replicas.count; i++) {
		const char *reason = NULL, *region = replica_region(table, i, &reason);
		struct charge charge = charge_of(item, description, region, quantity, BILL_DR);
		charge.reason = reason;
		costing_region(table->costing, region);
		costing_charge(table->costing, &charge);
	}
}

static struct decimal units_of(struct table *table, struct decimal requests, struct decimal size) {
	return costing_times(table->costing, requests, costing_whole(table->costing, size));
}

static struct decimal written_units(struct table *table, struct decimal *ret_requests) {
	struct costing *costing = table->costing;
	struct decimal units;
	if (costing_usage(costing, &write_units, &units)) {
		*ret_requests = units;
		return units;
	}
	*ret_requests = costing_usage_or_default(costing, &write_requests);
	return units_of(table, *ret_requests, table->size_kb);
}

/* An eventually consistent read of up to 4 KB takes half a unit. */
static struct decimal read_units_of(struct table *table) {
	struct costing *costing = table->costing;
	struct decimal units, half = { 0 }, quarter = { 0 };
	if (costing_usage(costing, &read_units, &units)) {
		return units;
	}
	decimal_parse("0.5", &half);
	decimal_parse("0.25", &quarter);
	struct decimal requests = costing_usage_or_default(costing, &read_requests);
	struct decimal size = costing_times(costing, table->size_kb, quarter);
	return costing_times(costing, units_of(table, requests, size), half);
}

static void charge_writes(
	struct table *table, const char *single, const char *replicated, struct decimal quantity) {
	unsigned bills = table->is_global ? BILL_SINGLE : BILL_BOTH;
	charge_home(table, single, "writes", quantity, bills);
	if (table->is_global) {
		charge_copies(table, replicated, "replicated writes", quantity);
	}
	struct decimal indexed =
		costing_times(table->costing, quantity, decimal_of((int64_t)table->indexes));
	charge_home(table, single, "index writes", indexed, bills);
	if (table->is_global) {
		charge_copies(table, single, "index writes", indexed);
	}
}

/* What one write sends to each other copy; the size on the wire is not published. */
static void charge_transfer(struct table *table, struct decimal requests) {
	struct costing *costing = table->costing;
	struct decimal gb = { 0 };
	struct decimal kb = costing_times(costing, requests, table->size_kb);
	costing->overflow |= !decimal_divide(kb, decimal_of(KB_PER_GB), &gb);
	for (size_t i = 0; table->is_global && i < table->replicas.count; i++) {
		const char *reason = NULL, *region = replica_region(table, i, &reason);
		if (is_home(table, region)) {
			continue;
		}
		struct charge charge = charge_of("datatransfer.inter_region",
			"replication to another region", table->home, gb, BILL_DR);
		charge.destination = region;
		charge.reason = table->home_reason;
		costing_charge(costing, &charge);
	}
	if (table->is_global) {
		costing_note(costing, "Replication transfer is taken to be the size of the items "
				      "written; AWS does "
				      "not publish the size on the wire.");
	}
}

static void cost_on_demand(struct table *table) {
	struct decimal requests;
	struct decimal units = written_units(table, &requests);
	charge_writes(table, "dynamodb.wru", "dynamodb.rwru", units);
	charge_home(table, "dynamodb.rru", "reads", read_units_of(table), BILL_BOTH);
	charge_transfer(table, requests);
}

/* Capacity the template says, at one of these paths; else what the usage file says. */
static bool capacity(struct table *table, const char *const *paths, const struct usage_key *key,
	struct decimal *ret_capacity) {
	struct costing *costing = table->costing;
	for (; *paths; paths++) {
		struct value value =
			eval_path(&costing->eval, &costing->resource->properties, *paths);
		const char *text = value_text(costing->estate->ctx->arena, &value);
		if (text && decimal_parse(text, ret_capacity)) {
			return true;
		}
	}
	return costing_usage(costing, key, ret_capacity);
}

static void cost_provisioned(struct table *table) {
	static const char *const writes[] = { "ProvisionedThroughput.WriteCapacityUnits",
		"WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings.MinCapacity",
		NULL };
	static const char *const reads[] = { "ProvisionedThroughput.ReadCapacityUnits", NULL };
	struct costing *costing = table->costing;
	struct decimal units, hours = decimal_of(HOURS_PER_MONTH);
	if (capacity(table, writes, &write_capacity, &units)) {
		charge_writes(table, "dynamodb.wcu_hour", "dynamodb.rwcu_hour",
			costing_times(costing, units, hours));
		costing_note(costing, "Scaled capacity is priced at its minimum.");
	} else {
		costing_unpriced(costing, "dynamodb.rwcu_hour", table->home,
			"neither template nor usage says the write capacity", BILL_BOTH);
	}
	if (capacity(table, reads, &read_capacity, &units)) {
		charge_home(table, "dynamodb.rcu_hour", "provisioned reads",
			costing_times(costing, units, hours), BILL_BOTH);
	} else {
		costing_unpriced(costing, "dynamodb.rcu_hour", table->home,
			"neither template nor usage says the read capacity", BILL_BOTH);
	}
	charge_transfer(table, costing_usage_or_default(costing, &write_requests));
}

static void charge_pitr(struct table *table, size_t i, const char *region, unsigned bills) {
	struct costing *costing = table->costing;
	struct value enabled = eval_path(&costing->eval, &table->replicas.items[i].settings,
		"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled");
	if (value_is_absent(&enabled)) {
		return;
	}
	enum truth on = value_truth(costing->estate->ctx->arena, &enabled);
	struct decimal gb = costing_usage_or(costing, &pitr_storage, table->stored_gb);
	if (on == YES) {
		struct charge charge =
			charge_of("dynamodb.pitr", "point-in-time recovery", region, gb, bills);
		charge.reason = "the region of the copy is not known";
		costing_charge(costing, &charge);
	} else if (on == UNKNOWN) {
		costing_unpriced(costing, "dynamodb.pitr", region,
			"whether point-in-time recovery is on is not known", bills);
	}
}

/* Storage and backups in each region; a copy beside the home is added once, by a restore. */
static void cost_copies(struct table *table) {
	struct costing *costing = table->costing;
	for (size_t i = 0; i < table->replicas.count; i++) {
		const char *reason = NULL, *region = replica_region(table, i, &reason);
		bool home = is_home(table, region) || table->replicas.count == 1;
		unsigned bills = home ? BILL_BOTH : BILL_DR;
		struct charge kept =
			charge_of("dynamodb.storage", "storage", region, table->stored_gb, bills);
		kept.reason = reason;
		costing_charge(costing, &kept);
		charge_pitr(table, i, region, bills);
		if (home) {
			continue;
		}
		struct charge added = charge_of("dynamodb.restore",
			"data restored into the new copy", region, table->stored_gb, BILL_DR);
		added.reason = reason;
		added.once = true;
		costing_charge(costing, &added);
		struct charge sent = charge_of("datatransfer.inter_region",
			"data sent to the new copy", table->home, table->stored_gb, BILL_DR);
		sent.destination = region;
		sent.reason = table->home_reason;
		sent.once = true;
		costing_charge(costing, &sent);
	}
}

static void cost_extras(struct table *table) {
	static const struct extra {
		const struct usage_key *key;
		const char *item, *description;
	} extras[] = {
		{ &on_demand_backup, "dynamodb.backup", "on-demand backups" },
		{ &restored, "dynamodb.restore", "data restored" },
		{ &streams, "dynamodb.streams_read", "stream reads" },
	};
	for (size_t i = 0; i < sizeof(extras) / sizeof(*extras); i++) {
		struct decimal quantity;
		if (costing_usage(table->costing, extras[i].key, &quantity)) {
			charge_home(
				table, extras[i].item, extras[i].description, quantity, BILL_BOTH);
		}
	}
}

/* What a million writes of the stated size cost, index writes included, transfer not. */
static void rate_writes(struct table *table) {
	struct costing *costing = table->costing;
	struct rate *rate = &costing->component.per_million_requests;
	struct decimal units = units_of(table, decimal_of(1000000), table->size_kb);
	struct decimal indexed = costing_times(costing, units, decimal_of((int64_t)table->indexes));
	rate->known = costing_rate(costing, "dynamodb.wru", table->home, NULL, units,
			      &rate->single_region) &&
		      costing_rate(costing, "dynamodb.wru", table->home, NULL, indexed,
			      &rate->single_region);
	if (!table->is_global) {
		rate->with_dr = rate->single_region;
		return;
	}
	for (size_t i = 0; i < table->replicas.count; i++) {
		const char *reason = NULL, *region = replica_region(table, i, &reason);
		rate->known = rate->known &&
			      costing_rate(costing, "dynamodb.rwru", region, NULL, units,
				      &rate->with_dr) &&
			      costing_rate(costing, "dynamodb.wru", region, NULL, indexed,
				      &rate->with_dr);
	}
}

static void rate_gb(struct table *table) {
	struct costing *costing = table->costing;
	struct component *component = &costing->component;
	struct rate *sent = &component->per_gb_transferred, *kept = &component->per_gb_stored;
	sent->known = kept->known = table->is_global;
	for (size_t i = 0; i < table->replicas.count; i++) {
		const char *reason = NULL, *region = replica_region(table, i, &reason);
		if (is_home(table, region)) {
			continue;
		}
		sent->known = sent->known && region &&
			      costing_rate(costing, "datatransfer.inter_region", table->home,
				      region, decimal_of(1), &sent->with_dr);
		kept->known = kept->known && costing_rate(costing, "dynamodb.storage", region, NULL,
						     decimal_of(1), &kept->with_dr);
	}
}

/* The Standard class is the default; the other one has prices of its own, which the lines do not
 * mix in. */
static bool is_standard_class(struct table *table) {
	struct costing *costing = table->costing;
	for (size_t i = 0; i < table->replicas.count; i++) {
		struct value class =
			eval_path(&costing->eval, &table->replicas.items[i].settings, "TableClass");
		const char *text = value_text(costing->estate->ctx->arena, &class);
		if (class.kind == VALUE_TEXT && (!text || strcmp(text, "STANDARD") != 0)) {
			return false;
		}
	}
	return true;
}

static void cost_table(struct costing *costing) {
	struct table table = { .costing = costing };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &table.replicas);
	table.is_global = table.replicas.count > 1;
	struct value indexes = eval_member(
		&costing->eval, &costing->resource->properties, "GlobalSecondaryIndexes");
	table.indexes = indexes.kind == VALUE_LIST ? indexes.count : 0;
	table.size_kb = costing_usage_or_default(costing, &item_size);
	table.stored_gb = costing_usage_or_default(costing, &storage);
	find_home(&table);
	if (!is_standard_class(&table)) {
		costing_unpriced(costing, "dynamodb.storage_ia", table.home,
			"tables of another class than STANDARD are not priced", BILL_BOTH);
		return;
	}
	struct value mode =
		eval_member(&costing->eval, &costing->resource->properties, "BillingMode");
	const char *reason = NULL;
	bool simple = strcmp(costing->resource->type, "AWS::Serverless::SimpleTable") == 0;
	const char *text = value_is_absent(&mode) ? (simple ? "PAY_PER_REQUEST" : "PROVISIONED")
						  : costing_text(costing, &mode, &reason);
	if (!text) {
		costing_unpriced(costing, "dynamodb.wru", table.home, reason, BILL_BOTH);
	} else if (strcmp(text, "PAY_PER_REQUEST") == 0) {
		cost_on_demand(&table);
	} else {
		cost_provisioned(&table);
	}
	cost_copies(&table);
	cost_extras(&table);
	rate_writes(&table);
	rate_gb(&table);
}

const struct cost_model dynamodb_models[] = {
	{ "AWS::DynamoDB::GlobalTable", cost_table, keys },
	{ "AWS::DynamoDB::Table", cost_table, keys },
	{ "AWS::Serverless::SimpleTable", cost_table, keys },
	{ 0 },
};
