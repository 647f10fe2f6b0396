#include "pricing/dynamodb.h"

#include <string.h>

/*
 * Requests. A write of s KB takes ceil(s) write units, twice that in a transaction; a read
 * ceil(s/4) read units, half that when eventually consistent, twice in a transaction. Source:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html (read
 * 2026-11).
 */
const struct usage_key dynamodb_write_requests = { "monthly_write_requests", "requests",
	"item writes", "1000000", NULL, false };
const struct usage_key dynamodb_write_units = { "monthly_write_request_units", "units",
	"write units, instead of requests", NULL, NULL, false };
const struct usage_key dynamodb_read_requests = { "monthly_read_requests", "requests",
	"item reads, eventually consistent but for the shares below", "1000000", NULL, false };
const struct usage_key dynamodb_read_units = { "monthly_read_request_units", "units",
	"read units, instead of requests", NULL, NULL, false };
const struct usage_key dynamodb_index_size = { "average_index_item_size_kb", "KB",
	"what a write changes in one index, if not a whole item", NULL, NULL, true };
const struct usage_key dynamodb_transactional_writes = { "transactional_write_percent", "%",
	"writes in transactions", "0", NULL, true };
const struct usage_key dynamodb_transactional_reads = { "transactional_read_percent", "%",
	"reads in transactions", "0", NULL, true };
const struct usage_key dynamodb_strong_reads = { "strongly_consistent_read_percent", "%",
	"strongly consistent reads", "0", NULL, true };
const struct usage_key dynamodb_copy_units = { "transactional_copy_units", "1 or 2",
	"units of a transactional write in the other copies: AWS does not say", "2", NULL, true };

/* By enum throughput: in the Standard class, and in Standard-Infrequent Access. */
static const char *const items[][2] = {
	{ "dynamodb.wru", "dynamodb.wru_ia" },
	{ "dynamodb.rwru", "dynamodb.rwru_ia" },
	{ "dynamodb.rru", "dynamodb.rru_ia" },
	{ "dynamodb.wcu_hour", "dynamodb.wcu_ia_hour" },
	{ "dynamodb.rwcu_hour", "dynamodb.rwcu_ia_hour" },
	{ "dynamodb.rcu_hour", "dynamodb.rcu_ia_hour" },
	{ "dynamodb.storage", "dynamodb.storage_ia" },
};

static const char *item_of(const struct copy *copy, enum throughput what) {
	return items[what][copy->infrequent == YES];
}

static void charge_units(struct table *table, const struct copy *copy, enum throughput what,
	const char *description, struct decimal quantity, unsigned bills, bool once) {
	if (copy->infrequent == UNKNOWN) {
		costing_unpriced(table->costing, items[what][0], copy->region,
			"the class of the table is not known", bills);
		return;
	}
	const struct charge charge = { .item = item_of(copy, what),
		.description = description,
		.region = copy->region,
		.reason = copy->reason,
		.quantity = quantity,
		.once = once,
		.bills = bills };
	costing_charge(table->costing, &charge);
}

void table_charge(struct table *table, const struct copy *copy, enum throughput what,
	const char *description, struct decimal quantity, unsigned bills) {
	charge_units(table, copy, what, description, quantity, bills, false);
}

void table_cost_new(struct table *table) {
	struct costing *costing = table->costing;
	struct decimal kb = costing_times(costing, table->stored_gb, decimal_of(KB_PER_GB));
	if (decimal_compare(table->size_kb, decimal_of(0)) <= 0) {
		costing_unpriced(costing, "dynamodb.wru", table->home.region,
			"how many items there are is not known; say average_item_size_kb", BILL_DR);
		return;
	}
	struct decimal count = costing_whole(costing, costing_over(costing, kb, table->size_kb));
	struct decimal units =
		costing_times(costing, count, costing_whole(costing, table->size_kb));
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		charge_units(table, copy, table->is_global ? RWRU : WRU,
			"items written into the new table", units, BILL_DR, true);
	}
}

/* After a failover the lost region catches up, so that every copy pays for its writes then too. */
static void charge_copies(struct table *table, enum throughput what, const char *description,
	struct decimal at_home, struct decimal in_copies) {
	unsigned bills = BILL_DR | (table->recovery ? BILL_FAILOVER : BILL_NONE);
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		table_charge(table, copy, what, description,
			table_is_home(table, copy) ? at_home : in_copies, bills);
	}
}

void table_charge_writes(struct table *table, enum throughput plain, enum throughput replicated,
	struct decimal at_home, struct decimal in_copies) {
	if (!table->is_global) {
		table_charge(table, &table->home, plain, "writes", at_home, table->bills);
		return;
	}
	table_charge(table, &table->home, plain, "writes", at_home, BILL_SINGLE);
	charge_copies(table, replicated, "replicated writes", at_home, in_copies);
}

void table_charge_index_writes(
	struct table *table, enum throughput plain, struct decimal quantity) {
	unsigned bills = table->is_global ? BILL_SINGLE : table->bills;
	table_charge(table, &table->home, plain, "index writes", quantity, bills);
	if (table->is_global) {
		charge_copies(table, plain, "index writes", quantity, quantity);
	}
}

static struct decimal decimal_from(const char *text) {
	struct decimal value = { 0 };
	decimal_parse(text, &value);
	return value;
}

static struct decimal units_of(struct table *table, struct decimal requests, struct decimal size) {
	return costing_times(table->costing, requests, costing_whole(table->costing, size));
}

/* A local index shares the table's capacity; its writes are taken to be whole items. */
static struct decimal with_local_indexes(struct table *table, struct decimal units) {
	if (table->local_indexes == 0) {
		return units;
	}
	costing_note(table->costing,
		"Writes to local indexes are taken to be of whole items and to be "
		"paid like the table's.");
	return costing_times(table->costing, units, decimal_of((int64_t)table->local_indexes + 1));
}

/* The units of so many item writes at home; *ret_in_copies gets those of each other copy. */
static struct decimal units_of_writes(
	struct table *table, struct decimal requests, struct decimal *ret_in_copies) {
	struct costing *costing = table->costing;
	struct decimal units = units_of(table, requests, table->size_kb);
	struct decimal share = costing_usage_or_default(costing, &dynamodb_transactional_writes);
	struct decimal more = costing_percent(costing, units, share), more_in_copies = { 0 };
	if (table->is_global && decimal_compare(more, decimal_of(0)) > 0) {
		struct decimal each = costing_usage_or_default(costing, &dynamodb_copy_units);
		if (decimal_compare(each, decimal_of(1)) > 0) {
			more_in_copies = more;
		}
	}
	*ret_in_copies = with_local_indexes(table, costing_add(costing, units, more_in_copies));
	return with_local_indexes(table, costing_add(costing, units, more));
}

struct decimal table_written_units(
	struct table *table, struct decimal *ret_in_copies, struct decimal *ret_requests) {
	struct decimal units;
	if (costing_usage(table->costing, &dynamodb_write_units, &units)) {
		*ret_requests = *ret_in_copies = units;
		return units;
	}
	*ret_requests = costing_usage_or_default(table->costing, &dynamodb_write_requests);
	return units_of_writes(table, *ret_requests, ret_in_copies);
}

struct decimal table_index_units(struct table *table) {
	struct costing *costing = table->costing;
	struct decimal requests, size, units;
	if (table->indexes == 0) {
		return decimal_of(0);
	}
	if (costing_usage(costing, &dynamodb_write_units, &units)) {
		return costing_times(costing, units, decimal_of((int64_t)table->indexes));
	}
	requests = costing_usage_or_default(costing, &dynamodb_write_requests);
	if (!costing_usage(costing, &dynamodb_index_size, &size)) {
		size = table->size_kb;
		costing_note(costing, "Each write is taken to change every index by a whole item.");
	}
	units = units_of(table, requests, size);
	return costing_times(costing, units, decimal_of((int64_t)table->indexes));
}

/* Read units of a number of reads: a quarter KB-block each, by kind of read. */
static struct decimal units_of_reads(struct table *table, struct decimal requests) {
	struct costing *costing = table->costing;
	struct decimal blocks = units_of(
		table, requests, costing_times(costing, table->size_kb, decimal_from("0.25")));
	struct decimal half = costing_times(costing, blocks, decimal_from("0.5"));
	struct decimal strong = costing_percent(
		costing, half, costing_usage_or_default(costing, &dynamodb_strong_reads));
	struct decimal transactional = costing_percent(
		costing, half, costing_usage_or_default(costing, &dynamodb_transactional_reads));
	if (decimal_compare(costing_add(costing, strong, transactional), half) > 0) {
		costing_note(costing,
			"More than all reads are said to be strongly consistent or in "
			"transactions.");
	}
	struct decimal units = costing_add(costing, half, strong);
	return costing_add(costing, units, costing_times(costing, transactional, decimal_of(3)));
}

struct decimal table_read_units(struct table *table) {
	struct decimal units;
	if (costing_usage(table->costing, &dynamodb_read_units, &units)) {
		return units;
	}
	return units_of_reads(
		table, costing_usage_or_default(table->costing, &dynamodb_read_requests));
}

void table_cost_on_demand(struct table *table) {
	struct decimal requests, in_copies;
	struct decimal units = table_written_units(table, &in_copies, &requests);
	table_charge_writes(table, WRU, RWRU, units, in_copies);
	table_charge_index_writes(table, WRU, table_index_units(table));
	struct decimal reads = table_read_units(table);
	table_charge(table, &table->home, RRU, "reads", reads, table->bills);
	if (table->recovery) {
		table_charge(table, table->recovery, RRU, "reads", reads, BILL_FAILOVER);
	}
}

bool table_add_rate(struct table *table, const struct copy *copy, enum throughput what,
	struct decimal units, struct decimal *total) {
	return copy->infrequent != UNKNOWN &&
	       costing_rate(table->costing, item_of(copy, what), copy->region, NULL, units, total);
}

/* What a million writes of the stated size cost, index writes included, transfer not. */
static void rate_writes(struct table *table) {
	struct costing *costing = table->costing;
	struct rate *rate = &costing->component.per_million_requests;
	struct decimal units = units_of(table, decimal_of(1000000), table->size_kb);
	struct decimal in_copies = units;
	if (!costing_usage_is_said(costing, &dynamodb_write_units)) {
		units = units_of_writes(table, decimal_of(1000000), &in_copies);
	}
	struct decimal index_kb = table->size_kb;
	if (table->indexes) {
		index_kb = costing_usage_or(costing, &dynamodb_index_size, table->size_kb);
	}
	struct decimal indexed =
		costing_times(costing, units_of(table, decimal_of(1000000), index_kb),
			decimal_of((int64_t)table->indexes));
	rate->known = table_add_rate(table, &table->home, WRU, units, &rate->single_region) &&
		      table_add_rate(table, &table->home, WRU, indexed, &rate->single_region);
	if (!table->is_global) {
		rate->with_dr = rate->single_region;
		return;
	}
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		rate->known =
			rate->known &&
			table_add_rate(table, copy, RWRU,
				table_is_home(table, copy) ? units : in_copies, &rate->with_dr) &&
			table_add_rate(table, copy, WRU, indexed, &rate->with_dr);
	}
}

static bool is_capacity(const struct line *line, bool writes) {
	static const enum throughput kinds[] = { RCU_HOUR, WCU_HOUR, RWCU_HOUR };
	for (size_t i = writes ? 1 : 0; i < (writes ? 3 : 1); i++) {
		for (size_t class = 0; class < 2; class ++) {
			if (strcmp(line->item, items[kinds[i]][class]) == 0) {
				return true;
			}
		}
	}
	return false;
}

/* What the capacity of a month costs for a million of the requests that it serves. */
static void rate_capacity(struct table *table, const struct usage_key *requests_key,
	const struct usage_key *units_key, bool writes, struct rate *rate) {
	struct costing *costing = table->costing;
	if (costing->component.lower_bound || costing_usage_is_said(costing, units_key)) {
		return;
	}
	struct decimal million = costing_over(
		costing, costing_usage_or_default(costing, requests_key), decimal_of(1000000));
	const struct line *line;
	vec_each(line, &costing->component.lines) {
		if (is_capacity(line, writes)) {
			struct decimal *sum = line->dr ? &rate->with_dr : &rate->single_region;
			*sum = costing_add(costing, *sum, line->amount);
		}
	}
	rate->known = decimal_compare(million, decimal_of(0)) > 0;
	if (rate->known) {
		rate->single_region = costing_over(costing, rate->single_region, million);
		rate->with_dr = costing_over(costing, rate->with_dr, million);
		costing_note(costing, "A million requests are priced at their share of the "
				      "capacity, which is paid for used or not.");
	}
}

static void rate_reads(struct table *table) {
	struct rate *rate = &table->costing->component.per_million_reads;
	rate->known = table_add_rate(table, &table->home, RRU,
		units_of_reads(table, decimal_of(1000000)), &rate->single_region);
	rate->with_dr = rate->single_region;
}

/* (writes x rate of a write + reads x rate of a read) / (writes + reads). */
static struct decimal mixed(struct costing *costing, struct decimal writes,
	struct decimal write_rate, struct decimal reads, struct decimal read_rate) {
	struct decimal sum = costing_add(costing, costing_times(costing, writes, write_rate),
		costing_times(costing, reads, read_rate));
	return costing_over(costing, sum, costing_add(costing, writes, reads));
}

void table_rate_requests(struct table *table) {
	struct costing *costing = table->costing;
	struct component *component = &costing->component;
	component->item_size_kb = table->size_kb;
	struct rate *writes = &component->per_million_requests, *mix = &component->per_million_mix;
	struct rate *reads = &component->per_million_reads;
	if (table->on_demand) {
		rate_writes(table);
		rate_reads(table);
	} else {
		rate_capacity(table, &dynamodb_write_requests, &dynamodb_write_units, true, writes);
		rate_capacity(table, &dynamodb_read_requests, &dynamodb_read_units, false, reads);
	}
	if (!writes->known || !reads->known ||
		costing_usage_is_said(costing, &dynamodb_write_units) ||
		costing_usage_is_said(costing, &dynamodb_read_units)) {
		return;
	}
	struct decimal written = costing_usage_or_default(costing, &dynamodb_write_requests);
	struct decimal read = costing_usage_or_default(costing, &dynamodb_read_requests);
	mix->known = decimal_compare(costing_add(costing, written, read), decimal_of(0)) > 0;
	if (mix->known) {
		mix->single_region =
			mixed(costing, written, writes->single_region, read, reads->single_region);
		mix->with_dr = mixed(costing, written, writes->with_dr, read, reads->with_dr);
	}
}

void table_rate_gb(struct table *table) {
	struct costing *costing = table->costing;
	struct component *component = &costing->component;
	struct rate *sent = &component->per_gb_transferred, *kept = &component->per_gb_stored;
	sent->known = kept->known = table->is_global;
	const struct copy *copy;
	vec_each(copy, &table->copies) {
		if (table_is_home(table, copy)) {
			continue;
		}
		sent->known = sent->known && copy->region &&
			      costing_rate(costing, "datatransfer.inter_region", table->home.region,
				      copy->region, decimal_of(1), &sent->with_dr);
		kept->known = kept->known &&
			      table_add_rate(table, copy, STORAGE, decimal_of(1), &kept->with_dr);
	}
}
