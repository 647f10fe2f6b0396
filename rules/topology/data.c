#include "rules/graph.h"

#include <string.h>

/* Whether what runs in a recovery region finds the data that it works with there. */

/* Stores whose data a recovery needs; what is in flight is judged by rules of its own. */
static const char *const store_types[] = { "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table",
	"AWS::Serverless::SimpleTable", "AWS::S3::Bucket" };
#define STORE_TYPE_COUNT (sizeof(store_types) / sizeof(store_types[0]))

static bool is_data_store(const struct resource *resource) {
	for (size_t i = 0; resource && i < STORE_TYPE_COUNT; i++) {
		if (strcmp(resource->type, store_types[i]) == 0) {
			return true;
		}
	}
	return false;
}

/* Says whether the store has a copy in the region. */
static enum truth reaches(struct judge *judge, const struct resource *store, const char *region,
	enum truth *ret_several) {
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, store, &replicas);
	*ret_several = graph_are_several(&replicas);
	enum truth result = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *at = value_text(judge->eval->arena, &replica->region);
		result = truth_or(result, at ? truth_of(strcmp(at, region) == 0) : UNKNOWN);
	}
	return result;
}

/*
 * A store of the region itself holds the data when it is copied at all: from its twin, or to it.
 * One without a twin in the primary region holds data of its own.
 */
static enum truth local_store_has_data(
	struct judge *judge, const struct resource *store, const char *region) {
	const char *primary = judge->estate->regions.primary, *reason;
	enum truth several;
	reaches(judge, store, region, &several);
	if (!primary || several == YES || graph_is_fed(judge, store)) {
		return YES;
	}
	if (several == UNKNOWN) {
		return UNKNOWN;
	}
	struct resource_list twins = { 0 };
	graph_twins(judge, store, primary, &twins, &reason);
	enum truth result = twins.count ? NO : YES;
	struct resource *const *twin;
	vec_each(twin, &twins) {
		result = truth_or(result, reaches(judge, *twin, region, &several));
	}
	return result;
}

static enum truth has_data(struct judge *judge, const struct resource *store, const char *region) {
	const char *own = resource_region(store);
	enum truth several;
	if (own && strcmp(own, region) == 0) {
		return local_store_has_data(judge, store, region);
	}
	return own ? reaches(judge, store, region, &several) : UNKNOWN;
}

/* The stores that a resource calls, and those of the primary region that its variables name. */
static void add_store(
	struct judge *judge, struct resource *store, struct resource_list *ret_stores) {
	for (size_t i = 0; i < ret_stores->count; i++) {
		if (ret_stores->items[i] == store) {
			return;
		}
	}
	vec_push(judge->eval->arena, ret_stores, store);
}

static void add_called(struct judge *judge, struct resource_list *ret_stores) {
	struct edge_list edges = { 0 };
	resource_edges(judge->eval, judge->estate, judge->subject.resource, EDGE_REQUEST, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (is_data_store(edge->to)) {
			add_store(
				judge, judge->estate->resources.items[edge->to->index], ret_stores);
		}
	}
}

/* A name in a region where nothing bears it, which a store of the primary region does. */
static void add_named(struct judge *judge, const char *name, struct resource_list *ret_stores) {
	const char *primary = judge->estate->regions.primary;
	const struct resource_list *named = map_find(&judge->estate->by_name, name);
	for (size_t i = 0; primary && named && i < named->count; i++) {
		struct resource *store = named->items[i];
		const char *own = resource_region(store);
		if (is_data_store(store) && own && strcmp(own, primary) == 0) {
			add_store(judge, store, ret_stores);
		}
	}
}

static bool has_name(
	struct judge *judge, const struct resource_list *stores, size_t count, const char *name) {
	for (size_t i = 0; i < count; i++) {
		const char *own = resource_physical_name(judge->eval, stores->items[i]);
		if (own && strcmp(own, name) == 0) {
			return true;
		}
	}
	return false;
}

static void list_stores(struct judge *judge, struct resource_list *ret_stores) {
	add_called(judge, ret_stores);
	size_t called = ret_stores->count;
	const char *pointer;
	struct value variables = judge_property(judge, "Environment.Variables", &pointer);
	const struct member *member;
	member_each(member, variables.kind == VALUE_MAP ? variables.node : NULL) {
		if (!target_is_possible(judge->estate, variables.stack, member->value)) {
			continue;
		}
		struct value value = eval_node(judge->eval, variables.stack, member->value);
		const char *name = value_text(judge->eval->arena, &value);
		if (name && !has_name(judge, ret_stores, called, name)) {
			add_named(judge, name, ret_stores);
		}
	}
}

static enum truth evaluate_uses_data(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct resource_list stores = { 0 };
	list_stores(judge, &stores);
	return judge_blame(judge, truth_of(stores.count > 0), NULL, NULL, NULL);
}

static enum truth evaluate_data_in_region(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *region = resource_region(judge->subject.resource), *missing = "";
	struct resource_list stores = { 0 };
	list_stores(judge, &stores);
	enum truth result = region ? YES : UNKNOWN;
	struct resource *const *store;
	vec_each(store, &stores) {
		enum truth there = region ? has_data(judge, *store, region) : UNKNOWN;
		missing = there < result || !*missing ? (*store)->logical_id : missing;
		result = truth_and(result, there);
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "it is not known where the data that it uses is copied to"
				  : NULL);
	judge_fact(judge, "store", missing);
	return result;
}

const struct word topology_data_words[] = {
	{ "uses_data", "the resource calls a table or bucket that one of the stacks declares", "",
		"", evaluate_uses_data, NULL, PARTS_NONE },
	{ "data_in_region",
		"each table or bucket that the resource calls has its data in the resource's "
		"region",
		"", "store", evaluate_data_in_region, NULL, PARTS_NONE },
	{ 0 },
};
