#include "rules/graph.h"

#include <string.h>

static void list_copies(struct judge *judge, struct subject_list *ret_copies) {
	collection_find("replica")->list(judge, ret_copies);
}

static bool same_template(const struct resource *a, const struct resource *b) {
	const struct source *x = a->node->source, *y = b->node->source;
	return x && y && (x == y || (x->size == y->size && memcmp(x->text, y->text, x->size) == 0));
}

/* --- single_owner --- */

/* A template deployed twice declares its table twice, whatever name CloudFormation gives each. */
static enum truth is_declared_again(
	struct judge *judge, const struct resource *table, const struct resource *twin) {
	struct value name = eval_member(judge->eval, &table->properties, "TableName");
	bool unnamed = name.kind == VALUE_ABSENT && same_template(table, twin);
	return unnamed ? YES : graph_same_name(judge, table, twin);
}

static enum truth blame_owner(
	struct judge *judge, enum truth truth, const struct resource *twin, const char *region) {
	judge_blame(judge, truth, NULL, NULL,
		truth == UNKNOWN ? "the name or region of what another stack declares is not known"
				 : NULL);
	const char *stack = twin ? twin->stack->display_name : "";
	judge_fact(judge, "other_stack", stack ? stack : region);
	return truth;
}

/* Whether another stack may declare it, in whatever region. */
static bool may_be_declared_elsewhere(struct judge *judge) {
	struct resource *const *other;
	vec_each(other, estate_of_type(judge->estate, judge->resource->type)) {
		if ((*other)->stack != judge->resource->stack &&
			is_declared_again(judge, judge->resource, *other) != NO) {
			return true;
		}
	}
	return false;
}

/* Another stack that declares the table of this name, in a region where this one has a copy. */
static enum truth evaluate_single_owner(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject_list copies = { 0 };
	list_copies(judge, &copies);
	enum truth result = blame_owner(judge, YES, NULL, "");
	const char *own = resource_region(judge->resource);
	struct subject *copy;
	vec_each(copy, &copies) {
		struct resource_list twins = { 0 };
		const char *reason = NULL;
		if (!copy->region && result == YES && may_be_declared_elsewhere(judge)) {
			result = blame_owner(judge, UNKNOWN, NULL, "");
		}
		if (!copy->region || (own && strcmp(own, copy->region) == 0)) {
			continue;
		}
		graph_twins(judge, judge->resource, copy->region, &twins, &reason);
		struct resource *const *twin;
		vec_each(twin, &twins) {
			enum truth apart =
				truth_not(is_declared_again(judge, judge->resource, *twin));
			if (apart < result) {
				result = blame_owner(judge, apart, *twin, copy->region);
			}
		}
	}
	return result;
}

/* --- no_separate_twin --- */

/* The construct path below the stack, or NULL. */
static const char *path_of(const struct resource *resource) {
	const char *path = resource_construct(resource), *stack = resource->stack->display_name;
	size_t length = stack ? strlen(stack) : 0;
	if (path && length && strncmp(path, stack, length) == 0 && path[length] == '/') {
		return path + length + 1;
	}
	path = path ? strchr(path, '/') : NULL;
	return path ? path + 1 : NULL;
}

/*
 * Two names tell two tables, unless each holds the region it is for. Without names it is one
 * component where the same template or construct declares it.
 */
static enum truth is_one(struct judge *judge, const struct resource *a, const struct resource *b) {
	const char *name = resource_physical_name(judge->eval, a);
	const char *other = resource_physical_name(judge->eval, b);
	const char *own = resource_region(a), *far = resource_region(b);
	if (name && other) {
		return truth_of(strcmp(name, other) == 0 ||
				(own && far && strstr(name, own) && strstr(other, far)));
	}
	const char *path = path_of(a), *other_path = path_of(b);
	bool same = same_template(a, b) || (path && other_path && strcmp(path, other_path) == 0);
	return same ? YES : UNKNOWN;
}

/* Says whether the table has a copy in the region. */
static enum truth has_copy_in(
	struct judge *judge, const struct resource *table, const char *region) {
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, table, &replicas);
	enum truth result = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *text = value_text(judge->eval->arena, &replica->region);
		result = truth_or(result, text ? truth_of(strcmp(text, region) == 0) : UNKNOWN);
	}
	return result;
}

/* Each pair is told once: of the table outside the recovery region, else of the first. */
static bool is_told_of(struct judge *judge, const struct resource *twin) {
	const struct resource *table = judge->resource;
	bool here = graph_is_recovery(judge->estate, resource_region(table));
	bool there = graph_is_recovery(judge->estate, resource_region(twin));
	return here == there ? table->index < twin->index : there;
}

/* Says whether the tables of a region, though one, are apart. */
static enum truth are_apart(
	struct judge *judge, const struct resource *twin, const char *own, const char *region) {
	if (!is_told_of(judge, twin)) {
		return NO;
	}
	enum truth joined = truth_or(
		has_copy_in(judge, judge->resource, region), has_copy_in(judge, twin, own));
	return truth_and(is_one(judge, judge->resource, twin), truth_not(joined));
}

static enum truth evaluate_no_separate_twin(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *own = resource_region(judge->resource), *reason = NULL, *other = "";
	struct region_list regions = { 0 };
	graph_regions(judge, own, &regions);
	enum truth result = YES;
	for (size_t i = 0; own && i < regions.count; i++) {
		struct resource_list twins = { 0 };
		graph_twins(judge, judge->resource, regions.items[i], &twins, &reason);
		struct resource *const *twin;
		vec_each(twin, &twins) {
			enum truth fine = truth_not(are_apart(judge, *twin, own, regions.items[i]));
			other = fine < result ? regions.items[i] : other;
			result = truth_and(result, fine);
		}
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "it is not known whether what stands in another region under "
				    "the same logical id is the same table"
				  : NULL);
	judge_fact(judge, "other_region", other);
	return result;
}

/* --- seen_protected --- */

/* The same of a copy of a table that describe calls tell of; NO where none is of that region. */
static enum truth is_seen_protected(
	struct judge *judge, const struct resource *table, const char *region) {
	static const char *const settings[] = { "DeletionProtectionEnabled",
		"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled" };
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, table, &replicas);
	enum truth result = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		if (judge_text_equals(&replica->region, region) != YES) {
			continue;
		}
		enum truth both = YES;
		for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
			struct value value =
				eval_path(judge->eval, &replica->settings, settings[i]);
			enum truth set = value.kind == VALUE_ABSENT
						 ? NO
						 : value_truth(judge->eval->arena, &value);
			both = truth_and(both, set);
		}
		result = truth_or(result, both);
	}
	return result;
}

/* What a live table of any type shows of the copy; one of which the name is not known may be it. */
static enum truth is_live_protected(struct judge *judge, const char *wanted, const char *region) {
	static const char *const types[] = { "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" };
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct resource *const *live;
		vec_each(live, estate_of_type(judge->estate, types[i])) {
			const char *other = resource_physical_name(judge->eval, *live);
			if ((*live)->stack->evidence != EVIDENCE_LIVE) {
				continue;
			}
			if (!wanted || !region || !other) {
				result = truth_or(result, UNKNOWN);
			} else if (strcmp(other, wanted) == 0) {
				result = truth_or(result, is_seen_protected(judge, *live, region));
			}
		}
	}
	return result;
}

/* The custom resource sets neither; somebody may have done so since by the API. */
static enum truth evaluate_seen_protected(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value name = eval_member(judge->eval, &judge->subject.value, "TableName");
	struct value where = eval_member(judge->eval, &judge->subject.value, "Region");
	const struct resource *table =
		estate_target(judge->estate, judge->eval, &name, "AWS::DynamoDB::Table");
	const char *region = value_text(judge->eval->arena, &where);
	const char *wanted = table ? resource_physical_name(judge->eval, table)
				   : value_text(judge->eval->arena, &name);
	enum truth result = is_live_protected(judge, wanted, region);
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "it is not known which of the tables that were read is the copy"
				  : NULL);
	judge_fact(judge, "copy_region", region ? region : "the other region");
	return result;
}

/* --- written_with_region --- */

/* What is looked up by a region need not hold it. */
static bool is_written_with_region(struct arena *arena, const struct node *node, unsigned depth) {
	const char *name, *text = node_text(node);
	const struct node *arguments;
	bool call = intrinsic_call(arena, node, &name, &arguments);
	if (call && strcmp(name, "Ref") == 0) {
		return node_text(arguments) && strcmp(node_text(arguments), "AWS::Region") == 0;
	}
	if (call && strcmp(name, "Fn::Sub") == 0 && node_text(arguments)) {
		return strstr(node_text(arguments), "${AWS::Region}");
	}
	if (text || depth > 16 || (call && strcmp(name, "Fn::FindInMap") == 0)) {
		return text && strstr(text, "${AWS::Region}");
	}
	bool found = false;
	struct node **item;
	node_each(item, call ? arguments : node) {
		found = found || is_written_with_region(arena, *item, depth + 1);
	}
	const struct member *m;
	member_each(m, call ? arguments : node) {
		found = found || is_written_with_region(arena, m->value, depth + 1);
	}
	return found;
}

static enum truth evaluate_written_with_region(
	struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path")), *pointer;
	struct value value = judge_property(judge, path, &pointer);
	bool written = value.node && is_written_with_region(judge->eval->arena, value.node, 0);
	return judge_blame(judge, truth_of(written), &value, pointer, NULL);
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments),
			"written_with_region takes the path of a property");
	}
}

const struct word dynamodb_owner_words[] = {
	{ "written_with_region",
		"what stands at a path is written with the region of the stack, whichever that is",
		"path", "", evaluate_written_with_region, check_path, PARTS_NONE },
	{ "single_owner", "no stack in a region of its copies declares the same table too", "",
		"other_stack", evaluate_single_owner, NULL, PARTS_NONE },
	{ "no_separate_twin",
		"no stack in another region declares the same table while neither has a copy there",
		"", "other_region", evaluate_no_separate_twin, NULL, PARTS_NONE },
	{ "seen_protected",
		"describe output shows the custom resource's copy protected from deletion and with "
		"point-in-time recovery",
		"", "copy_region", evaluate_seen_protected, NULL, PARTS_NONE },
	{ 0 },
};
