#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>

static enum truth evaluate_own_region_listed(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value list = eval_member(judge->eval, &judge->resource->properties, "Replicas");
	const char *pointer =
		pointer_member(judge->eval->arena, judge->subject.pointer, "Replicas");
	if (list.kind != VALUE_LIST) {
		bool open = list.kind == VALUE_UNKNOWN;
		return judge_blame(judge, open ? UNKNOWN : NO, &list, pointer, open ? "%s" : NULL,
			judge_reason(judge, &list));
	}
	enum truth result = NO;
	for (size_t i = 0; i < list.count; i++) {
		struct value region = eval_member(judge->eval, &list.items[i], "Region");
		result = truth_or(result, graph_is_own_region(judge, judge->resource, &region));
	}
	return judge_blame(judge, result, &list, pointer,
		result == UNKNOWN ? "the stack's region or one of the copies' was not said" : NULL);
}

/* The regions of copies and witnesses as far as known; UNKNOWN, with blame, where one is not. */
static enum truth table_regions(
	struct judge *judge, struct region_list *ret_replicas, struct region_list *ret_witnesses) {
	static const char *const lists[] = { "Replicas", "GlobalTableWitnesses" };
	struct region_list *const regions[] = { ret_replicas, ret_witnesses };
	enum truth known = judge_blame(judge, YES, NULL, NULL, NULL);
	for (size_t i = 0; i < 2; i++) {
		const char *pointer;
		struct value list = judge_property(judge, lists[i], &pointer);
		if (list.kind == VALUE_UNKNOWN) {
			known = judge_blame(
				judge, UNKNOWN, &list, pointer, "%s", judge_reason(judge, &list));
		}
		for (size_t j = 0; list.kind == VALUE_LIST && j < list.count; j++) {
			struct value region = eval_member(judge->eval, &list.items[j], "Region");
			const char *text = value_text(judge->eval->arena, &region);
			if (text) {
				vec_push(judge->eval->arena, regions[i], text);
			} else {
				known = judge_blame(judge, UNKNOWN, &region, pointer, "%s",
					judge_reason(judge, &region));
			}
		}
	}
	return known;
}

static bool is_region_in(const struct region_list *regions, const char *region) {
	const char **known;
	vec_each(known, regions) {
		if (strcmp(*known, region) == 0) {
			return true;
		}
	}
	return false;
}

static enum truth evaluate_witness_apart(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct region_list replicas = { 0 }, witnesses = { 0 };
	enum truth known = table_regions(judge, &replicas, &witnesses);
	const char **witness;
	vec_each(witness, &witnesses) {
		if (is_region_in(&replicas, *witness)) {
			return judge_blame(judge, NO, NULL,
				pointer_member(judge->eval->arena, judge->subject.pointer,
					"GlobalTableWitnesses"),
				NULL);
		}
	}
	return known;
}

static bool holds_region(const struct node *set, const char *region) {
	struct node **item;
	node_each(item, set) {
		if (strcmp(node_text(*item), region) == 0) {
			return true;
		}
	}
	return false;
}

static enum truth evaluate_regions_in_one_set(
	struct judge *judge, const struct assertion *assertion) {
	struct region_list regions = { 0 };
	enum truth known = table_regions(judge, &regions, &regions), fits = NO;
	struct node **set;
	node_each(set, node_find(assertion->arguments, "sets")) {
		bool all = true;
		const char **region;
		vec_each(region, &regions) {
			all = all && holds_region(*set, *region);
		}
		fits = all ? YES : fits;
	}
	return fits == YES ? known : judge_blame(judge, NO, NULL, NULL, NULL);
}

static void check_sets(struct ctx *ctx, const struct node *arguments) {
	const struct node *sets = node_find(arguments, "sets");
	bool sound = node_is_list(sets);
	struct node **set, **item;
	node_each(set, sets) {
		sound = sound && node_is_list(*set);
		node_each(item, *set) {
			sound = sound && node_is_string(*item);
		}
	}
	if (!sound) {
		ctx_error(ctx, node_span(arguments), "expected sets: lists of regions");
	}
}

const struct word dynamodb_words[] = {
	{ "own_region_listed", "the stack's region is among the copies of the table", "", "",
		evaluate_own_region_listed, NULL, PARTS_NONE },
	{ "witness_apart", "no witness stands in the region of a copy", "", "",
		evaluate_witness_apart, NULL, PARTS_NONE },
	{ "regions_in_one_set", "one of the sets holds the regions of all copies and witnesses",
		"sets", "", evaluate_regions_in_one_set, check_sets, PARTS_NONE },
	{ 0 },
};
