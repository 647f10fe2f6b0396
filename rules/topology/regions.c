#include "analyzer/base/buf.h"
#include "rules/graph.h"

#include <string.h>

/* Words about the regions that the workload as a whole stands in, and what it is copied to. */

/* --- recovery_apart --- */

static const char *partition_of(const char *region) {
	const char *partition = region ? region_partition(region) : NULL;
	return partition ? partition : "";
}

/*
 * Nothing is copied and no role is assumed across partitions. Source:
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * (read 2026-11).
 */
static enum truth is_apart(const char *primary, const char *recovery) {
	if (strcmp(primary, recovery) == 0) {
		return NO;
	}
	const char *a = partition_of(primary), *b = partition_of(recovery);
	return *a && *b ? truth_of(strcmp(a, b) == 0) : UNKNOWN;
}

static enum truth evaluate_recovery_apart(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct regions *regions = &judge->estate->regions;
	enum truth result = regions->primary ? YES : UNKNOWN;
	const char *wrong = "", *const * region;
	vec_each(region, &regions->recovery) {
		enum truth apart = regions->primary ? is_apart(regions->primary, *region) : UNKNOWN;
		wrong = apart < result ? *region : wrong;
		result = truth_and(result, apart);
	}
	judge_blame(judge, result, NULL, NULL, result == UNKNOWN ? "%s" : NULL,
		regions->primary ? "the partition of a region is not known"
				 : "the primary region was not said");
	bool same = regions->primary && strcmp(wrong, regions->primary) == 0;
	judge_fact(judge, "found", wrong);
	judge_fact(judge, "problem",
		same ? "is the primary region itself" : "is of another partition");
	return result;
}

/* --- names_recovery_region --- */

static enum truth evaluate_names_recovery_region(
	struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path")), *pointer;
	struct value value = judge_property(judge, path, &pointer);
	enum truth result = NO;
	const char *const *region;
	vec_each(region, &judge->estate->regions.recovery) {
		result = truth_or(result, judge_text_equals(&value, *region));
	}
	return judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, &value));
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments),
			"names_recovery_region takes the path of a property");
	}
}

/* --- copied_to_one_region --- */

/* Where the copies of a data store are, but for the region that it is copied from. */
struct reach {
	const struct resource *store;
	struct region_list known;
	bool open; /* the region of a copy is not known */
};
struct reach_list VEC(struct reach);

static bool is_at(const struct region_list *regions, const char *region) {
	for (size_t i = 0; i < regions->count; i++) {
		if (strcmp(regions->items[i], region) == 0) {
			return true;
		}
	}
	return false;
}

static struct reach reach_of(struct judge *judge, const struct resource *store) {
	struct reach reach = { .store = store };
	const char *own = resource_region(store), *primary = judge->estate->regions.primary;
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, store, &replicas);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *region = value_text(judge->eval->arena, &replica->region);
		bool home = region && ((own && strcmp(own, region) == 0) ||
					      (primary && strcmp(primary, region) == 0));
		if (!region) {
			reach.open = reach.open || graph_are_several(&replicas) != NO;
		} else if (!home && !is_at(&reach.known, region)) {
			vec_push(judge->eval->arena, &reach.known, region);
		}
	}
	return reach;
}

/* Logs and build artifacts may be gathered anywhere; what belongs to no tier may be lost. */
static bool matters(struct judge *judge, const struct resource *store) {
	const char *reason;
	if (store->helper || !store->kind || store->kind->role != ROLE_STORE ||
		graph_is_recovery(judge->estate, resource_region(store)) ||
		objectives_strategy(judge->estate, judge->eval, store) == STRATEGY_NONE ||
		eval_exists(judge->eval, &store->stack->stack, store->node, &reason) == NO) {
		return false;
	}
	struct subject outer = judge->subject;
	judge->subject = judge_whole(store);
	const struct assertion logs = { .word = word_find("receives_logs") };
	bool gathers =
		strcmp(store->type, "AWS::S3::Bucket") == 0 && judge_assertion(judge, &logs) == YES;
	judge->subject = outer;
	return !gathers;
}

/* Says whether every store has a copy in the region. */
static enum truth all_reach(const struct reach_list *stores, const char *region) {
	enum truth result = YES;
	const struct reach *store;
	vec_each(store, stores) {
		enum truth there = is_at(&store->known, region) ? YES : store->open ? UNKNOWN : NO;
		result = truth_and(result, there);
	}
	return result;
}

static enum truth have_region_in_common(const struct reach_list *stores) {
	enum truth result = stores->count > 1 ? NO : YES;
	bool all_open = true;
	const struct reach *store;
	vec_each(store, stores) {
		all_open = all_open && store->open;
		for (size_t i = 0; i < store->known.count; i++) {
			result = truth_or(result, all_reach(stores, store->known.items[i]));
		}
	}
	return result == NO && all_open ? UNKNOWN : result;
}

static const char *describe_reach(struct judge *judge, const struct reach_list *stores) {
	struct buf text = buf_new(judge->eval->arena);
	const struct reach *store;
	vec_each(store, stores) {
		buf_printf(&text, "%s%s to", text.length ? ", " : "", store->store->label);
		for (size_t i = 0; i < store->known.count; i++) {
			buf_printf(&text, "%s %s", i ? " and" : "", store->known.items[i]);
		}
	}
	return text.length ? text.bytes : "";
}

static enum truth evaluate_copied_to_one_region(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct reach_list stores = { 0 };
	struct resource *const *store;
	vec_each(store, &judge->estate->resources) {
		struct reach reach = { 0 };
		if (matters(judge, *store)) {
			reach = reach_of(judge, *store);
		}
		if (reach.known.count > 0 || reach.open) {
			vec_push(judge->eval->arena, &stores, reach);
		}
	}
	enum truth result = have_region_in_common(&stores);
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the region of one of the copies is not known" : NULL);
	judge_fact(judge, "copies", describe_reach(judge, &stores));
	return result;
}

/* --- delivers_to_recovery --- */

/* Says whether an item of the list has the region, directly. */
static enum truth item_in(struct judge *judge, const struct value *list, const char *region) {
	enum truth result = list->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
		struct value at = eval_member(judge->eval, &list->items[i], "Region");
		enum truth same = at.kind == VALUE_ABSENT ? NO : judge_text_equals(&at, region);
		result = truth_or(result, same);
	}
	return result;
}

static enum truth acts_in(struct judge *judge, const struct value *stages, const char *region) {
	enum truth result = stages->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; stages->kind == VALUE_LIST && i < stages->count; i++) {
		struct value actions = eval_member(judge->eval, &stages->items[i], "Actions");
		result = truth_or(result, item_in(judge, &actions, region));
	}
	return result;
}

/* A pipeline of the region, or actions there with a store for what they need. */
static enum truth delivers_to(struct judge *judge, const char *region, const char **ret_problem) {
	struct resource_list twins = { 0 };
	const char *reason, *pointer;
	graph_twins(judge, judge->subject.resource, region, &twins, &reason);
	if (twins.count > 0) {
		return YES;
	}
	struct value stages = judge_property(judge, "Stages", &pointer);
	struct value stores = judge_property(judge, "ArtifactStores", &pointer);
	enum truth acts = acts_in(judge, &stages, region);
	enum truth stored = item_in(judge, &stores, region);
	if (acts == YES) {
		*ret_problem = "acts there without an artifact store of that region";
		return stored;
	}
	*ret_problem = "does nothing there";
	return acts == NO && judge->estate->complete ? NO : UNKNOWN;
}

static enum truth evaluate_delivers_to_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = YES;
	const char *missing = "", *problem = "", *found = "", *const * region;
	vec_each(region, &judge->estate->regions.recovery) {
		enum truth delivers = delivers_to(judge, *region, &found);
		if (delivers < result) {
			missing = *region;
			problem = found;
		}
		result = truth_and(result, delivers);
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what deploys to the recovery region may stand elsewhere"
				  : NULL);
	judge_fact(judge, "missing", missing);
	judge_fact(judge, "problem", problem);
	return result;
}

const struct word topology_region_words[] = {
	{ "recovery_apart",
		"no recovery region is the primary region, and all are of its partition", "",
		"found problem", evaluate_recovery_apart, NULL, PARTS_NONE },
	{ "names_recovery_region", "the property at a path is the code of a recovery region",
		"path", "", evaluate_names_recovery_region, check_path, PARTS_NONE },
	{ "copied_to_one_region",
		"a region holds copies of all the data stores that are copied to other regions", "",
		"copies", evaluate_copied_to_one_region, NULL, PARTS_NONE },
	{ "delivers_to_recovery",
		"the pipeline has a twin in every recovery region, or acts there with an artifact "
		"store of that region",
		"", "missing problem", evaluate_delivers_to_recovery, NULL, PARTS_NONE },
	{ 0 },
};
