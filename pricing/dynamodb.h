#ifndef PRICING_DYNAMODB_H
#define PRICING_DYNAMODB_H

#include "pricing/costing.h"

/* What the files of the DynamoDB model share. */

/* What the table class prices differently. */
enum throughput { WRU, RWRU, RRU, WCU_HOUR, RWCU_HOUR, RCU_HOUR, STORAGE };

/* One copy of a table. */
struct copy {
	const char *region; /* NULL: not known, because of `reason` */
	const char *reason;
	struct value settings;
	enum truth infrequent; /* its class is STANDARD_INFREQUENT_ACCESS */
};

/* A table with its copies. */
struct table {
	struct costing *costing;
	struct VEC(struct copy) copies;
	struct copy home;	     /* what the single-region bill pays for */
	unsigned bills;		     /* of what is paid at home, with copies or without */
	const struct copy *recovery; /* the copy that serves after a failover; NULL: none */
	bool is_global;
	bool on_demand;
	size_t indexes, local_indexes;
	struct decimal size_kb, stored_gb;
};

/* The keys of requests and of capacity. */
extern const struct usage_key dynamodb_write_requests, dynamodb_write_units, dynamodb_read_requests,
	dynamodb_read_units, dynamodb_index_size, dynamodb_transactional_writes,
	dynamodb_transactional_reads, dynamodb_strong_reads, dynamodb_copy_units;
extern const struct usage_key dynamodb_write_capacity, dynamodb_read_capacity,
	dynamodb_target_utilization;

/* Where a copy is paid for. */
struct billed_in copy_place(const struct copy *copy);

bool table_is_home(const struct table *table, const struct copy *copy);

/* Charges throughput or storage of a copy, by its class. */
void table_charge(struct table *table, const struct copy *copy, enum throughput what,
	const char *description, struct decimal quantity, unsigned bills);

/*
 * Charges writes: `plain` at home on the single-region bill, and on the one with DR `replicated` in
 * every copy, `plain` where there is but one.
 */
void table_charge_writes(struct table *table, enum throughput plain, enum throughput replicated,
	struct decimal at_home, struct decimal in_copies);

/* Charges index writes, which stay plain in every region. */
void table_charge_index_writes(struct table *table, enum throughput plain, struct decimal quantity);

/* The write and read units of a month at this usage; *ret_requests gets the item writes. */
struct decimal table_written_units(
	struct table *table, struct decimal *ret_in_copies, struct decimal *ret_requests);
struct decimal table_read_units(struct table *table);
struct decimal table_index_units(struct table *table);

void table_cost_on_demand(struct table *table);

/* Charges the one write of every item that it takes to move to a table of another kind. */
void table_cost_new(struct table *table);

/* What a million requests cost, and a GB replicated or stored in the copies. */
void table_rate_requests(struct table *table);
void table_rate_gb(struct table *table);

/* Adds the price of so many units in a copy to *total; false when it has none. */
bool table_add_rate(struct table *table, const struct copy *copy, enum throughput what,
	struct decimal units, struct decimal *total);

/* Charges capacity by the hour, fixed or scaled. */
void table_cost_provisioned(struct table *table);

#endif
