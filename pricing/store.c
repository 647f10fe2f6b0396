#include "pricing/store.h"

#include <string.h>

static void add_copy(struct store *store, struct store_copy copy) {
	costing_region(store->costing, copy.region);
	vec_push(store->costing->estate->ctx->arena, &store->copies, copy);
}

static void add_configured(struct store *store) {
	struct costing *costing = store->costing;
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	for (size_t i = 1; i < replicas.count; i++) {
		const struct replica *replica = &replicas.items[i];
		struct store_copy copy = { .settings = replica->settings,
			.declared_by = replica->declared_by };
		copy.region = costing_text(costing, &replica->region, &copy.reason);
		add_copy(store, copy);
	}
}

static struct store_copy assumed_copy(const struct store *store) {
	return (struct store_copy){
		.region = costing_recovery(store->costing, store->home),
		.reason = "the recovery region was not said",
		.settings = { .kind = VALUE_ABSENT },
	};
}

struct store store_of(struct costing *costing, enum need need) {
	struct store store = { .costing = costing, .home = resource_region(costing->resource) };
	store.bills = costing_bills(costing, store.home);
	costing_region(costing, store.home);
	bool restored = costing_assumes(costing, "strategy", "backup-restore");
	if (!restored || need == ALL_STRATEGIES) {
		add_configured(&store);
		if (store.copies.count == 0 && store.bills == BILL_BOTH &&
			costing_assumed(costing, "strategy")) {
			add_copy(&store, assumed_copy(&store));
		}
	}
	return store;
}

bool store_is_restored(const struct store *store, struct store_copy *ret_copy) {
	*ret_copy = assumed_copy(store);
	return store->bills == BILL_BOTH &&
	       costing_assumes(store->costing, "strategy", "backup-restore");
}

void store_charge(const struct store *store, const char *item, const char *description,
	struct decimal quantity) {
	costing_charge_in(store->costing, costing_place(store->home), item, description, quantity,
		store->bills);
}

static struct billed_in place_of(const struct store_copy *copy) {
	return (struct billed_in){ copy->region, copy->reason };
}

void store_back_up(const struct store *store, const char *item, struct decimal gb) {
	costing_charge_in(store->costing, costing_place(store->home), item, "backups", gb, BILL_DR);
}

void store_charge_copy(const struct store *store, const struct store_copy *copy, const char *item,
	const char *description, struct decimal quantity, unsigned bills) {
	costing_charge_in(store->costing, place_of(copy), item, description, quantity, bills);
}

void store_send(const struct store *store, const struct store_copy *copy, const char *item,
	const char *description, struct decimal gb, bool once) {
	const struct charge sent = { .item = item,
		.description = description,
		.quantity = gb,
		.once = once,
		.bills = BILL_DR };
	costing_send(store->costing, costing_place(store->home), place_of(copy), &sent);
}

void store_replicate(const struct store *store, const struct store_copy *copy,
	struct decimal changed_gb, struct decimal stored_gb) {
	store_send(store, copy, "datatransfer.inter_region", "replication to another region",
		changed_gb, false);
	store_send(store, copy, "datatransfer.inter_region", "data sent to the new copy", stored_gb,
		true);
}
