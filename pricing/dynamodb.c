#include "pricing/dynamodb.h"

#include <string.h>

/*
 * Amazon DynamoDB. A table in one region pays WRU (or WCU-hours) for writes, a global table rWRU
 * (rWCU-hours) in every region with a copy, the one of the write included; index writes stay WRU in
 * each of these. Eventual and strong consistency between regions cost the same, and a witness
 * nothing. The delete of an expired item is free where it happens and one replicated unit in each
 * other copy. Reads, storage and backups are paid per region as for a single table. Adding a copy
 * pays a restore per GB and the transfer of the data. Sources:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-billing.html
 * and https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-how-to.html
 * (read 2026-11).
 */
static const struct usage_key item_size = { "average_item_size_kb", "KB", "size of an item", "1",
	NULL, true };
static const struct usage_key ttl_deletes = { "monthly_ttl_deletes", "items", "items that expire",
	"0", NULL, false };
static const struct usage_key storage = { "storage_gb", "GB", "data in each copy, with its indexes",
	"1", NULL, false };
static const struct usage_key pitr_storage = { "pitr_backup_storage_gb", "GB",
	"data under point-in-time recovery, if not storage_gb", NULL, NULL, false };
static const struct usage_key on_demand_backup = { "on_demand_backup_storage_gb", "GB",
	"on-demand backups kept", NULL, NULL, false };
static const struct usage_key restored = { "monthly_data_restored_gb", "GB",
	"data restored from backups", NULL, NULL, false };
static const struct usage_key streams = { "monthly_streams_read_request_units", "requests",
	"stream reads that are paid for", NULL, NULL, false };
static const struct usage_key backup_copies = { "monthly_backup_copies", "copies",
	"backups copied to the recovery region under backup-restore", "30", NULL, true };
static const struct usage_key backups_kept = { "backup_copies_kept", "copies",
	"of these, kept at a time", "1", NULL, true };

static const struct usage_key *const keys[] = { &dynamodb_write_requests, &dynamodb_write_units,
	&dynamodb_read_requests, &dynamodb_read_units, &item_size, &dynamodb_index_size,
	&dynamodb_transactional_writes, &dynamodb_transactional_reads, &dynamodb_strong_reads,
	&dynamodb_copy_units, &ttl_deletes, &storage, &pitr_storage, &on_demand_backup, &restored,
	&streams, &dynamodb_write_capacity, &dynamodb_read_capacity, &dynamodb_target_utilization,
	&backup_copies, &backups_kept, NULL };

bool table_is_home(const struct table *table, const struct copy *copy) {
	return table->copies.count == 1 || (table->home.region && copy->region &&
						   strcmp(table->home.region, copy->region) == 0);
}

struct billed_in copy_place(const struct copy *copy) {
	return (struct billed_in){ copy->region, copy->reason };
}

static void charge(struct table *table, const struct copy *copy, const char *item,
	const char *description, struct decimal quantity, unsigned bills) {
	costing_charge_in(table->costing, copy_place(copy), item, description, quantity, bills);
}

static void send(struct table *table, const struct copy *from, const struct copy *to,
	const char *description, struct decimal gb, bool once, unsigned bills) {
	const struct charge sent = { .item = "datatransfer.inter_region",
		.description = description,
		.quantity = gb,
		.once = once,
		.bills = bills };
	costing_send(table->costing, copy_place(from), copy_place(to), &sent);
}

/* What one write sends to each other copy; the size on the wire is not published. */
static void charge_transfer(struct table *table, struct decimal requests) {
	struct costing *costing = table->costing;
	struct decimal kb = costing_times(costing, requests, table->size_kb);
	struct decimal gb = costing_over(costing, kb, decimal_of(KB_PER_GB));
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		if (table->is_global && !table_is_home(table, copy)) {
			send(table, &table->home, copy, "replication to another region", gb, false,
				BILL_DR);
		}
		if (table->recovery && copy != table->recovery) {
			send(table, table->recovery, copy, "replication from the recovery region",
				gb, false, BILL_FAILOVER);
		}
	}
	if (table->is_global) {
		costing_note(costing, "Replication transfer is taken to be the size of the items "
				      "written; AWS does not publish the size on the wire.");
	}
}

/* Deletes of expired items are free at home and a replicated unit in each other copy. */
static void charge_expiry(struct table *table) {
	struct costing *costing = table->costing;
	struct value enabled = eval_path(
		&costing->eval, &costing->resource->properties, "TimeToLiveSpecification.Enabled");
	if (!table->is_global || value_is_absent(&enabled) ||
		value_truth(costing->estate->ctx->arena, &enabled) == NO) {
		return;
	}
	struct decimal items_expired = costing_usage_or_default(costing, &ttl_deletes);
	if (!table->on_demand) {
		costing_note(costing, "Replicated deletes of expired items use the capacity of the "
				      "copies, which has to hold them.");
		return;
	}
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		if (!table_is_home(table, copy)) {
			table_charge(table, copy, RWRU, "deletes of expired items", items_expired,
				BILL_DR);
		}
	}
}

static void charge_pitr(struct table *table, const struct copy *copy, unsigned bills) {
	struct costing *costing = table->costing;
	struct value enabled = eval_path(&costing->eval, &copy->settings,
		"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled");
	enum truth on =
		value_is_absent(&enabled) ? NO : value_truth(costing->estate->ctx->arena, &enabled);
	if (costing_remedies(costing, "dynamodb.pitr", copy->region)) {
		on = YES;
	}
	struct decimal gb = costing_usage_or(costing, &pitr_storage, table->stored_gb);
	if (on == YES) {
		charge(table, copy, "dynamodb.pitr", "point-in-time recovery", gb, bills);
	} else if (on == UNKNOWN) {
		costing_unpriced(costing, "dynamodb.pitr", copy->region,
			"whether point-in-time recovery is on is not known", bills);
	}
}

/* Storage and backups in each region; a copy beside the home is filled once, by a restore. */
static void cost_copies(struct table *table) {
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		bool home = table_is_home(table, copy);
		unsigned bills = home ? table->bills : BILL_DR;
		table_charge(table, copy, STORAGE, "storage", table->stored_gb, bills);
		charge_pitr(table, copy, bills);
		if (home) {
			continue;
		}
		const struct charge added = { .item = "dynamodb.restore",
			.description = "data restored into the new copy",
			.region = copy->region,
			.reason = copy->reason,
			.quantity = table->stored_gb,
			.bills = BILL_DR,
			.once = true };
		costing_charge(table->costing, &added);
		send(table, &table->home, copy, "data sent to the new copy", table->stored_gb, true,
			BILL_DR);
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
			charge(table, &table->home, extras[i].item, extras[i].description, quantity,
				table->bills);
		}
	}
}

static struct decimal cost_backups(struct table *table, const struct copy *copy) {
	struct costing *costing = table->costing;
	struct decimal kept = costing_times(
		costing, table->stored_gb, costing_usage_or_default(costing, &backups_kept));
	charge(table, copy, "dynamodb.backup", "backups", kept, BILL_DR);
	return kept;
}

/* A remedy backs up the copies that it names, else the table at home. */
static void cost_remedied_backups(struct table *table) {
	const struct measure *measure = costing_measure(table->costing, "backup", NULL);
	for (; measure; measure = costing_measure(table->costing, "backup", measure)) {
		const struct copy there = { .region = measure->region };
		cost_backups(table, measure->region ? &there : &table->home);
	}
}

/* Backup and restore instead of copies: backups in the home region, copied to the other. */
static void cost_backup_copies(struct table *table) {
	struct costing *costing = table->costing;
	const struct copy there = { .region = costing_recovery(costing, table->home.region),
		.reason = "the recovery region was not said" };
	struct decimal copies = costing_usage_or_default(costing, &backup_copies);
	struct decimal kept = cost_backups(table, &table->home);
	charge(table, &there, "backup.dynamodb_warm", "backups copied", kept, BILL_DR);
	const struct charge sent = { .item = "backup.cross_region_copy_dynamodb",
		.description = "backups sent",
		.quantity = costing_times(costing, table->stored_gb, copies),
		.bills = BILL_DR };
	costing_send(costing, copy_place(&table->home), copy_place(&there), &sent);
}

/* STANDARD where nothing says otherwise; a copy that the CDK makes has the class of its table. */
static enum truth is_infrequent(struct table *table, const struct copy *copy) {
	struct costing *costing = table->costing;
	const char *assumed = costing_assumed(costing, "table class");
	if (assumed) {
		return truth_of(strcmp(assumed, "infrequent-access") == 0);
	}
	const struct value *settings =
		copy->settings.kind == VALUE_MAP ? &copy->settings : &costing->resource->properties;
	struct value class = eval_member(&costing->eval, settings, "TableClass");
	const char *text = value_text(costing->estate->ctx->arena, &class);
	if (value_is_absent(&class)) {
		return NO;
	}
	return text ? truth_of(strcmp(text, "STANDARD_INFREQUENT_ACCESS") == 0) : UNKNOWN;
}

static void add_copy(struct table *table, struct copy copy) {
	bool is_like_home = costing_remedies(table->costing, "dynamodb.class", copy.region);
	copy.infrequent = is_like_home ? table->home.infrequent : is_infrequent(table, &copy);
	costing_region(table->costing, copy.region);
	vec_push(table->costing->estate->ctx->arena, &table->copies, copy);
}

/* The primary region when a copy is there, else the stack's own, else that of the first copy. */
static void find_home(struct table *table, const struct replica_list *replicas) {
	struct costing *costing = table->costing;
	const char *primary = costing->estate->regions.primary, *reason = NULL;
	struct copy *home = &table->home;
	home->region = resource_region(costing->resource);
	home->reason = costing_place(NULL).reason;
	home->settings =
		replicas->count ? replicas->items[0].settings : costing->resource->properties;
	const struct replica *replica;
	vec_each(replica, replicas) {
		const char *region = costing_text(costing, &replica->region, &reason);
		if (primary && region && strcmp(region, primary) == 0) {
			home->region = region;
		}
	}
	const struct replica *found = NULL;
	bool all_known = true;
	vec_each(replica, replicas) {
		const char *region = costing_text(costing, &replica->region, &reason);
		all_known &= region != NULL;
		if (region && home->region && strcmp(region, home->region) == 0) {
			found = replica;
		}
	}
	if (!found && all_known && home->region && replicas->count) {
		found = &replicas->items[0];
		home->region = costing_text(costing, &found->region, &reason);
	}
	home->settings = found ? found->settings : home->settings;
	home->infrequent = is_infrequent(table, home);
	costing_region(costing, home->region);
}

/* The copies that are configured, or those that an assumed strategy keeps. */
static void find_copies(struct table *table) {
	struct costing *costing = table->costing;
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	find_home(table, &replicas);
	const char *strategy = costing_assumed(costing, "strategy");
	/* A table of its own in a recovery region belongs to the DR that there is. */
	table->bills = replicas.count > 1
			       ? BILL_BOTH
			       : costing_bills(costing, resource_region(costing->resource));
	strategy = table->bills == BILL_BOTH ? strategy : NULL;
	bool copied = costing_remedies(costing, "dynamodb.rwru", NULL) ||
		      costing_remedies(costing, "dynamodb.merge", NULL) ||
		      (strategy && strcmp(strategy, "backup-restore") != 0);
	if ((copied && replicas.count == 1) || (strategy && !copied)) {
		add_copy(table, table->home);
		const char *there = costing_recovery(costing, table->home.region);
		if (copied) {
			add_copy(table, (struct copy){ .region = there,
						.reason = "the recovery region was not said",
						.settings = table->home.settings });
		}
	} else {
		const struct replica *replica;
		vec_each(replica, &replicas) {
			struct copy copy = { .settings = replica->settings };
			copy.region = costing_text(costing, &replica->region, &copy.reason);
			add_copy(table, copy);
		}
		if (costing_remedies(costing, "dynamodb.home_copy", NULL)) {
			add_copy(table, (struct copy){ .region = resource_region(costing->resource),
						.reason = costing_place(NULL).reason,
						.settings = table->home.settings });
		}
	}
	table->is_global = table->copies.count > 1;
}

/* A copy in a recovery region, else any that is not at home. */
static void find_recovery(struct table *table) {
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		bool away = copy->region && !table_is_home(table, copy);
		if (away && costing_bills(table->costing, copy->region) == BILL_DR) {
			table->recovery = copy;
			return;
		}
		table->recovery = away && !table->recovery ? copy : table->recovery;
	}
}

static size_t count_of(struct table *table, const char *list) {
	struct costing *costing = table->costing;
	struct value value = eval_member(&costing->eval, &costing->resource->properties, list);
	if (value_is_unknown(&value)) {
		costing_unpriced(costing, "dynamodb.wru", NULL,
			arena_printf(costing->estate->ctx->arena, "%s is not known", list),
			table->bills);
	}
	return value.kind == VALUE_LIST ? value.count : 0;
}

/* NULL where it is not known, with why. */
static const char *billing_mode(struct costing *costing, const char **ret_reason) {
	const char *assumed = costing_assumed(costing, "capacity");
	if (costing_remedies(costing, "dynamodb.on_demand", NULL)) {
		return "PAY_PER_REQUEST";
	}
	if (assumed) {
		return strcmp(assumed, "on-demand") == 0 ? "PAY_PER_REQUEST" : "PROVISIONED";
	}
	struct value mode =
		eval_member(&costing->eval, &costing->resource->properties, "BillingMode");
	return value_is_absent(&mode) ? "PROVISIONED" : costing_text(costing, &mode, ret_reason);
}

static void note_consistency(struct costing *costing) {
	struct value witnesses =
		eval_member(&costing->eval, &costing->resource->properties, "GlobalTableWitnesses");
	if (witnesses.kind == VALUE_LIST && witnesses.count) {
		costing_note(
			costing, "The witness costs nothing: no writes, no storage, no transfer.");
	}
}

static void read_table(struct costing *costing, struct table *ret_table) {
	*ret_table = (struct table){
		.costing = costing,
		.size_kb = costing_usage_or_default(costing, &item_size),
		.stored_gb = costing_usage_or_default(costing, &storage),
	};
	find_copies(ret_table);
	ret_table->indexes = count_of(ret_table, "GlobalSecondaryIndexes");
	ret_table->local_indexes = count_of(ret_table, "LocalSecondaryIndexes");
	find_recovery(ret_table);
}

/* The table of a recovery region that becomes the copy of its namesake is paid for there. */
static bool is_merged(const struct table *table) {
	return table->bills == BILL_DR && costing_remedies(table->costing, "dynamodb.merge", NULL);
}

static void cost_table(struct costing *costing) {
	struct table table;
	read_table(costing, &table);
	if (is_merged(&table)) {
		return;
	}
	const char *reason = NULL, *mode = billing_mode(costing, &reason);
	table.on_demand = mode && strcmp(mode, "PAY_PER_REQUEST") == 0;
	if (!mode) {
		costing_unpriced(costing, "dynamodb.wru", table.home.region, reason, table.bills);
	} else if (table.on_demand) {
		table_cost_on_demand(&table);
		costing_made(costing, "dynamodb.read_capacity");
	} else {
		table_cost_provisioned(&table);
	}
	if (mode) {
		costing_configured(
			costing, "capacity", table.on_demand ? "on-demand" : "provisioned");
	}
	if (table.home.infrequent != UNKNOWN) {
		costing_configured(costing, "table class",
			table.home.infrequent == YES ? "infrequent-access" : "standard");
	}
	struct decimal requests, in_copies;
	table_written_units(&table, &in_copies, &requests);
	charge_transfer(&table, requests);
	charge_expiry(&table);
	cost_copies(&table);
	cost_extras(&table);
	if (costing_assumes(costing, "strategy", "backup-restore") && table.bills == BILL_BOTH) {
		cost_backup_copies(&table);
	} else {
		cost_remedied_backups(&table);
	}
	if (costing_remedies(costing, "dynamodb.new_table", NULL)) {
		table_cost_new(&table);
	}
	note_consistency(costing);
	table_rate_requests(&table);
	table_rate_gb(&table);
}

/* Hourly capacity against requests: the use at which both cost the same, in percent. */
static const char *break_even(
	struct table *table, enum throughput hourly, enum throughput request) {
	struct costing *costing = table->costing;
	struct decimal hour = { 0 }, requests = { 0 };
	if (!table_add_rate(table, &table->home, hourly, decimal_of(100), &hour) ||
		!table_add_rate(table, &table->home, request, decimal_of(3600), &requests)) {
		return NULL;
	}
	return decimal_print_rounded(
		costing->estate->ctx->arena, costing_over(costing, hour, requests), 1);
}

static const char *capacity_turns_on(struct table *table) {
	const char *writes = break_even(table, WCU_HOUR, WRU);
	const char *reads = break_even(table, RCU_HOUR, RRU);
	if (!writes || !reads) {
		return NULL;
	}
	return arena_printf(table->costing->estate->ctx->arena,
		"Provisioned capacity costs less where it is used above %s %% on average (reads: "
		"%s "
		"%%).",
		writes, reads);
}

/* Both answers are linear in the GB stored, so that the size at which they meet can be computed. */
static const char *class_turns_on(struct table *table, const struct question *question) {
	struct costing *costing = table->costing;
	struct decimal standard = { 0 }, infrequent = { 0 }, saved = { 0 }, dearer = { 0 }, gb;
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		if (!costing_rate(costing, "dynamodb.storage", copy->region, NULL, decimal_of(1),
			    &standard) ||
			!costing_rate(costing, "dynamodb.storage_ia", copy->region, NULL,
				decimal_of(1), &infrequent)) {
			return NULL;
		}
	}
	const struct choice *choices = question->choices.items;
	decimal_subtract(standard, infrequent, &saved);
	decimal_subtract(choices[1].monthly, choices[0].monthly, &dearer);
	if (choices[0].lower_bound || choices[1].lower_bound ||
		decimal_compare(saved, decimal_of(0)) <= 0) {
		return NULL;
	}
	gb = costing_add(costing, table->stored_gb, costing_over(costing, dearer, saved));
	if (decimal_compare(gb, decimal_of(0)) <= 0) {
		return "Infrequent access costs less at any size, at these requests.";
	}
	return arena_printf(costing->estate->ctx->arena,
		"Infrequent access costs less from %s GB on, at these requests.",
		decimal_print_rounded(costing->estate->ctx->arena, gb, 1));
}

static const char *turning_point(struct costing *costing, const struct question *question) {
	struct table table;
	read_table(costing, &table);
	return strcmp(question->name, "capacity") == 0 ? capacity_turns_on(&table)
						       : class_turns_on(&table, question);
}

static const struct assumption assumptions[] = {
	{ "capacity", "on-demand" },
	{ "capacity", "provisioned" },
	{ "table class", "standard" },
	{ "table class", "infrequent-access" },
	{ 0 },
};

#define ROW(type) \
	{ type, cost_table, keys, "aws_dynamodb_table", assumptions, true, turning_point }

const struct cost_model dynamodb_models[] = {
	ROW("AWS::DynamoDB::GlobalTable"),
	ROW("AWS::DynamoDB::Table"),
	{ 0 },
};
