#include "pricing/dynamodb.h"

#include "analyzer/estate/links.h"

#include <string.h>

/*
 * Provisioned capacity is paid by the hour, used or not: what the template fixes, or, where it is
 * scaled, the average use at the target utilization, within the bounds of the scaling. Source:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html (read 2026-11).
 */
const struct usage_key dynamodb_write_capacity = { "write_capacity_units", "WCU",
	"average write capacity, where the template does not fix it", NULL, NULL, false };
const struct usage_key dynamodb_read_capacity = { "read_capacity_units", "RCU",
	"average read capacity, where the template does not fix it", NULL, NULL, false };
const struct usage_key dynamodb_target_utilization = { "target_utilization_percent", "%",
	"use of scaled capacity, where the template sets no target", "70", NULL, true };

#define SECONDS_PER_MONTH (HOURS_PER_MONTH * 3600)
#define SCALABLE_TARGET "AWS::ApplicationAutoScaling::ScalableTarget"

/* Where a kind of capacity stands, in the settings of a table, copy or index. */
struct capacity_kind {
	const char *fixed[2];  /* paths of a number; NULL: none */
	const char *scaled;    /* path of MinCapacity, MaxCapacity and the target */
	const char *dimension; /* of a scalable target beside the table */
	const struct usage_key *key;
};

static const struct capacity_kind write_kind = { { "ProvisionedThroughput.WriteCapacityUnits",
							 NULL },
	"WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings",
	"dynamodb:table:WriteCapacityUnits", &dynamodb_write_capacity };
static const struct capacity_kind read_kind = {
	{ "ReadProvisionedThroughputSettings.ReadCapacityUnits",
		"ProvisionedThroughput.ReadCapacityUnits" },
	"ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings",
	"dynamodb:table:ReadCapacityUnits", &dynamodb_read_capacity
};

static bool number_at(
	struct costing *costing, const struct value *map, const char *path, struct decimal *ret) {
	struct value value = eval_path(&costing->eval, map, path);
	const char *text = value_text(costing->estate->ctx->arena, &value);
	return text && decimal_parse(text, ret);
}

/* "dimension\nindex of the table" -> the settings of the scalable target that stands beside it. */
static const struct map *index_targets(struct costing *costing) {
	struct arena *arena = costing->estate->ctx->arena;
	struct map *index = map_find(costing->shared, SCALABLE_TARGET);
	if (index) {
		return index;
	}
	index = arena_new_of(arena, struct map);
	map_set(arena, costing->shared, SCALABLE_TARGET, index);
	struct resource *const *target;
	vec_each(target, estate_of_type(costing->estate, SCALABLE_TARGET)) {
		const struct value *properties = &(*target)->properties;
		struct value dimension =
			eval_member(&costing->eval, properties, "ScalableDimension");
		struct value id = eval_member(&costing->eval, properties, "ResourceId");
		struct value name;
		const char *text = value_text(arena, &dimension);
		if (!text || !text_after(costing->eval.arena, &id, "table/", &name)) {
			continue;
		}
		const struct resource *table = estate_target(
			costing->estate, &costing->eval, &name, "AWS::DynamoDB::Table");
		if (table) {
			map_set(arena, index, arena_printf(arena, "%s\n%zu", text, table->index),
				properties);
		}
	}
	return index;
}

/* The settings of a scalable target for the table; ABSENT for none. */
static struct value find_target(struct table *table, const struct capacity_kind *kind) {
	struct costing *costing = table->costing;
	const char *key = arena_printf(
		costing->estate->ctx->arena, "%s\n%zu", kind->dimension, costing->resource->index);
	const struct value *settings = map_find(index_targets(costing), key);
	return settings ? *settings : (struct value){ .kind = VALUE_ABSENT };
}

/* Capacity for the average of a month's units at a utilization, whole and at least 1. */
static struct decimal capacity_for(
	struct table *table, struct decimal units, struct decimal percent) {
	struct costing *costing = table->costing;
	struct decimal rate = costing_over(costing, units, decimal_of(SECONDS_PER_MONTH));
	struct decimal wanted =
		costing_over(costing, costing_times(costing, rate, decimal_of(100)), percent);
	struct decimal whole = costing_whole(costing, wanted);
	return decimal_compare(whole, decimal_of(1)) < 0 ? decimal_of(1) : whole;
}

/* What scaling settles at: the average that usage says, else the one its requests need. */
static struct decimal scaled_capacity(struct table *table, const struct value *settings,
	const struct capacity_kind *kind, struct decimal units) {
	struct costing *costing = table->costing;
	struct decimal capacity, percent, bound;
	if (costing_usage(costing, kind->key, &capacity)) {
		return capacity;
	}
	if (!number_at(costing, settings, "TargetTrackingScalingPolicyConfiguration.TargetValue",
		    &percent) ||
		decimal_compare(percent, decimal_of(0)) <= 0) {
		percent = costing_usage_or_default(costing, &dynamodb_target_utilization);
	}
	costing_note(costing, "Scaled capacity is priced at the average use over the target "
			      "utilization, within its bounds.");
	capacity = capacity_for(table, units, percent);
	if (number_at(costing, settings, "MaxCapacity", &bound) &&
		decimal_compare(capacity, bound) > 0) {
		capacity = bound;
	}
	if (number_at(costing, settings, "MinCapacity", &bound) &&
		decimal_compare(capacity, bound) < 0) {
		capacity = bound;
	}
	return capacity;
}

static bool fixed_capacity(struct table *table, const struct value *settings,
	const struct capacity_kind *kind, struct decimal *ret_capacity) {
	for (size_t i = 0; i < 2 && kind->fixed[i]; i++) {
		if (number_at(table->costing, settings, kind->fixed[i], ret_capacity)) {
			return true;
		}
	}
	return false;
}

/* The capacity in `settings`, for so many units a month; false where nothing says it. */
static bool capacity_of(struct table *table, const struct value *settings,
	const struct capacity_kind *kind, struct decimal units, struct decimal *ret_capacity) {
	struct costing *costing = table->costing;
	struct value scaled = eval_path(&costing->eval, settings, kind->scaled);
	struct value target = find_target(table, kind);
	if (scaled.kind == VALUE_MAP) {
		*ret_capacity = scaled_capacity(table, &scaled, kind, units);
	} else if (target.kind == VALUE_MAP) {
		*ret_capacity = scaled_capacity(table, &target, kind, units);
	} else if (fixed_capacity(table, settings, kind, ret_capacity)) {
		return true;
	} else if (costing_usage(costing, kind->key, ret_capacity)) {
		return true;
	} else if (costing_assumes(costing, "capacity", "provisioned")) {
		*ret_capacity = capacity_for(table, units,
			costing_usage_or_default(costing, &dynamodb_target_utilization));
	} else {
		return false;
	}
	return true;
}

static struct decimal hours_of(struct table *table, struct decimal capacity) {
	return costing_times(table->costing, capacity, decimal_of(HOURS_PER_MONTH));
}

static void cost_writes(struct table *table, struct decimal units) {
	struct costing *costing = table->costing;
	struct decimal capacity;
	if (!capacity_of(table, &costing->resource->properties, &write_kind, units, &capacity)) {
		costing_unpriced(costing, "dynamodb.wcu_hour", table->home.region,
			"neither template nor usage says the write capacity", table->bills);
		return;
	}
	struct decimal hours = hours_of(table, capacity);
	table_charge_writes(table, WCU_HOUR, RWCU_HOUR, hours, hours);
}

/* A copy that sets nothing of its own reads with the capacity of its table. */
static const struct value *read_settings(struct table *table, const struct copy *copy) {
	if (costing_remedies(table->costing, "dynamodb.read_capacity", copy->region)) {
		costing_made(table->costing, "dynamodb.read_capacity");
		copy = &table->home;
	}
	return copy->settings.kind == VALUE_MAP ? &copy->settings
						: &table->costing->resource->properties;
}

static void cost_reads(struct table *table, struct decimal units) {
	struct costing *costing = table->costing;
	struct decimal at_home = { 0 }, capacity;
	if (capacity_of(table, read_settings(table, &table->home), &read_kind, units, &at_home)) {
		table_charge(table, &table->home, RCU_HOUR, "provisioned reads",
			hours_of(table, at_home), table->bills);
	} else {
		costing_unpriced(costing, "dynamodb.rcu_hour", table->home.region,
			"neither template nor usage says the read capacity", table->bills);
	}
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		if (table_is_home(table, copy)) {
			continue;
		}
		if (!capacity_of(table, read_settings(table, copy), &read_kind, decimal_of(0),
			    &capacity)) {
			costing_unpriced(costing, "dynamodb.rcu_hour", copy->region,
				"neither template nor usage says the read capacity of the copy",
				BILL_DR);
			continue;
		}
		table_charge(table, copy, RCU_HOUR, "provisioned reads of the copy",
			hours_of(table, capacity), BILL_DR);
		if (copy == table->recovery && decimal_compare(at_home, capacity) > 0) {
			struct decimal more = { 0 };
			decimal_subtract(at_home, capacity, &more);
			table_charge(table, copy, RCU_HOUR, "reads beyond those of the copy",
				hours_of(table, more), BILL_FAILOVER);
		}
	}
}

/* What a copy says of an index; the table's own words where it says nothing. */
static struct value index_settings(
	struct table *table, const struct copy *copy, const struct value *index) {
	struct costing *costing = table->costing;
	struct value name = eval_member(&costing->eval, index, "IndexName");
	const char *text = value_text(costing->estate->ctx->arena, &name);
	struct value list = eval_member(&costing->eval, &copy->settings, "GlobalSecondaryIndexes");
	for (size_t i = 0; text && list.kind == VALUE_LIST && i < list.count; i++) {
		struct value own = eval_member(&costing->eval, &list.items[i], "IndexName");
		if (costing_is(costing, &own, text)) {
			return list.items[i];
		}
	}
	return *index;
}

/* Capacity of an index is read as written: what scales it stands in resources of its own. */
static void cost_index(struct table *table, const struct value *index, struct decimal write_units) {
	struct costing *costing = table->costing;
	struct decimal capacity;
	const struct capacity_kind writes = { { write_kind.fixed[0], NULL }, write_kind.scaled,
		"dynamodb:index:WriteCapacityUnits", &dynamodb_write_capacity };
	const struct capacity_kind reads = { { read_kind.fixed[0], read_kind.fixed[1] },
		read_kind.scaled, "dynamodb:index:ReadCapacityUnits", &dynamodb_read_capacity };
	if (capacity_of(table, index, &writes, write_units, &capacity)) {
		table_charge_index_writes(table, WCU_HOUR, hours_of(table, capacity));
	} else {
		costing_unpriced(costing, "dynamodb.wcu_hour", table->home.region,
			"neither template nor usage says the write capacity of an index",
			table->bills);
	}
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		struct value settings = index_settings(table, copy, index);
		unsigned bills = table_is_home(table, copy) ? table->bills : BILL_DR;
		if (capacity_of(table, &settings, &reads, decimal_of(0), &capacity)) {
			table_charge(table, copy, RCU_HOUR, "provisioned index reads",
				hours_of(table, capacity), bills);
		} else {
			costing_unpriced(costing, "dynamodb.rcu_hour", copy->region,
				"neither template nor usage says the read capacity of an index",
				bills);
		}
	}
}

void table_cost_provisioned(struct table *table) {
	struct costing *costing = table->costing;
	struct decimal in_copies, requests;
	struct decimal units = table_written_units(table, &in_copies, &requests);
	cost_writes(table, units);
	cost_reads(table, table_read_units(table));
	struct value indexes = eval_member(
		&costing->eval, &costing->resource->properties, "GlobalSecondaryIndexes");
	for (size_t i = 0; indexes.kind == VALUE_LIST && i < indexes.count; i++) {
		struct decimal all = table_index_units(table);
		cost_index(table, &indexes.items[i],
			costing_over(costing, all, decimal_of((int64_t)indexes.count)));
	}
}
