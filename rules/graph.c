#include "rules/graph.h"

#include "analyzer/base/buf.h"

#include <stdlib.h>
#include <string.h>

bool graph_is_recovery(const struct estate *estate, const char *region) {
	for (size_t i = 0; region && i < estate->regions.recovery.count; i++) {
		if (!strcmp(estate->regions.recovery.items[i], region)) {
			return true;
		}
	}
	return false;
}

/* Ref, or Fn::Sub of nothing else. */
static bool is_ref_to_region(struct arena *arena, const struct node *node) {
	const char *name;
	const struct node *arguments;
	if (!intrinsic_call(arena, node, &name, &arguments) || !node_text(arguments)) {
		return false;
	}
	const char *wanted = strcmp(name, "Ref") == 0	    ? "AWS::Region"
			     : strcmp(name, "Fn::Sub") == 0 ? "${AWS::Region}"
							    : NULL;
	return wanted && strcmp(node_text(arguments), wanted) == 0;
}

enum truth graph_is_own_region(
	struct judge *judge, const struct resource *resource, const struct value *region) {
	const char *own = resource_region(resource);
	const char *text = value_text(judge->eval->arena, region);
	if (own && text) {
		return truth_of(!strcmp(own, text));
	}
	bool written = region->stack == &resource->stack->stack &&
		       is_ref_to_region(judge->eval->arena, region->node);
	return written ? YES : UNKNOWN;
}

static int compare_texts(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_region(struct arena *arena, struct region_list *regions, const char *region) {
	for (size_t i = 0; i < regions->count; i++) {
		if (!strcmp(regions->items[i], region)) {
			return false;
		}
	}
	vec_push(arena, regions, region);
	return true;
}

void graph_regions(struct judge *judge, const char *without, struct region_list *ret_regions) {
	const char *const *region;
	vec_each(region, &judge->estate->deployed) {
		if (!(without && !strcmp(*region, without))) {
			vec_push(judge->eval->arena, ret_regions, *region);
		}
	}
	if (ret_regions->count) {
		qsort(ret_regions->items, ret_regions->count, sizeof(char *), compare_texts);
	}
}

/* Those whose names must be compared: all only where the resource's own name is not known. */
static const struct resource_list *possible_namesakes(
	struct judge *judge, const struct resource *resource) {
	static const struct resource_list none = { 0 };
	if (!resource_says_name(judge->eval, resource)) {
		return &none;
	}
	return resource_physical_name(judge->eval, resource)
		       ? estate_nameless(judge->estate, resource->type)
		       : estate_of_type(judge->estate, resource->type);
}

/* Where no twin is seen, a resource of the region may be one whose name is not known. */
static enum truth twins_are_known(struct judge *judge, const struct resource *resource,
	const char *region, const char **ret_reason) {
	if (!resource_says_name(judge->eval, resource)) {
		return YES;
	}
	const struct resource_list *others =
		resource_physical_name(judge->eval, resource)
			? estate_nameless_there(judge->estate, resource->type, region)
			: estate_there(judge->estate, resource->type, region);
	struct resource *const *other;
	vec_each(other, others) {
		if ((*other)->stack != resource->stack &&
			graph_same_name(judge, resource, *other) == UNKNOWN) {
			*ret_reason = arena_printf(judge->eval->arena,
				"whether %s of %s has the same name is not known",
				(*other)->logical_id, region);
			return UNKNOWN;
		}
	}
	return YES;
}

enum truth graph_twins(struct judge *judge, const struct resource *resource, const char *region,
	struct resource_list *ret_twins, const char **ret_reason) {
	struct resource_list found = { 0 };
	estate_twins(judge->estate, judge->eval, resource, region, &found);
	enum truth all = found.count ? YES : twins_are_known(judge, resource, region, ret_reason);
	struct resource **twin;
	vec_each(twin, &found) {
		enum truth exists =
			eval_exists(judge->eval, &(*twin)->stack->stack, (*twin)->node, ret_reason);
		if (exists == YES) {
			vec_push(judge->eval->arena, ret_twins, *twin);
		}
		all = exists == UNKNOWN ? UNKNOWN : all;
	}
	return all;
}

enum truth graph_are_several(const struct replica_list *replicas) {
	if (replicas->count != 1) {
		return truth_of(replicas->count > 1);
	}
	return replicas->items[0].settings.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
}

/* Where the copies of a data store are, as far as that is known. */
struct copies {
	struct region_list known; /* distinct */
	struct value open;	  /* a region that is not known, else ABSENT */
	bool several; /* more than one copy may be listed, whichever their regions are */
};

static void count_copies(struct judge *judge, const struct resource *store, struct copies *copies) {
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, store, &replicas);
	copies->several = graph_are_several(&replicas) != NO;
	struct replica *replica;
	vec_each(replica, &replicas) {
		const char *region = value_text(judge->eval->arena, &replica->region);
		if (region) {
			add_region(judge->eval->arena, &copies->known, region);
		} else {
			copies->open = replica->region;
		}
	}
}

static bool counts(struct judge *judge, const char *wanted, const char *region, const char *own) {
	if (strcmp(wanted, "recovery") == 0) {
		return graph_is_recovery(judge->estate, region);
	}
	return own && strcmp(own, region) != 0;
}

static enum truth evaluate_replicated_to(struct judge *judge, const struct assertion *assertion) {
	const char *wanted = node_text(node_find(assertion->arguments, "region"));
	const struct resource *store = judge->subject.resource;
	const char *own = resource_region(store);
	struct copies copies = { 0 };
	count_copies(judge, store, &copies);
	const char **region;
	vec_each(region, &copies.known) {
		if (counts(judge, wanted, *region, own)) {
			return judge_blame(judge, YES, NULL, NULL, NULL);
		}
	}
	bool other = strcmp(wanted, "other") == 0;
	if (other && !own && copies.known.count > 1) {
		return judge_blame(judge, YES, NULL, NULL, NULL);
	}
	if (copies.several && copies.open.kind != VALUE_ABSENT) {
		return judge_blame(
			judge, UNKNOWN, NULL, NULL, "%s", judge_reason(judge, &copies.open));
	}
	if (other || own || copies.known.count > 0) {
		return judge_blame(judge, NO, NULL, NULL, NULL);
	}
	return judge_blame(judge, UNKNOWN, NULL, NULL, "the stack's region was not said");
}

static void check_wanted(struct ctx *ctx, const struct node *arguments) {
	const char *wanted = node_text(node_find(arguments, "region"));
	if (!wanted || (strcmp(wanted, "other") != 0 && strcmp(wanted, "recovery") != 0)) {
		ctx_error(ctx, node_span(arguments), "region must be other or recovery");
	}
}

bool graph_is_known(const struct estate *estate, const char *region) {
	bool known = estate->stacks_known;
	struct member_stack *const *stack;
	vec_each(stack, &estate->stacks) {
		const char *own = (*stack)->stack.environment.region;
		bool here = !own || strcmp(own, region) == 0;
		known = known && !(here && (*stack)->stack.template->open);
	}
	return estate->complete || known;
}

/* A twin in each recovery region; what is missing proves something only in a complete estate. */
static enum truth evaluate_has_twin(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = YES;
	const char *reason = NULL, *missing = NULL;
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		struct resource_list twins = { 0 };
		const char *own = resource_region(judge->subject.resource);
		if (own && strcmp(own, *region) == 0) {
			continue;
		}
		enum truth known =
			graph_twins(judge, judge->subject.resource, *region, &twins, &reason);
		enum truth found = twins.count > 0 ? YES : known == YES ? NO : UNKNOWN;
		missing = found < result ? *region : missing;
		result = truth_and(result, found);
	}
	if (result == NO && !graph_is_known(judge->estate, missing)) {
		result = UNKNOWN;
		reason = judge->estate->incomplete_reason ? judge->estate->incomplete_reason
							  : "the stacks given may not be all";
	}
	judge_blame(judge, result, NULL, NULL, result == UNKNOWN ? "%s" : NULL,
		reason ? reason : "a twin may not exist");
	judge_fact(judge, "missing", missing ? missing : "");
	return result;
}

static bool is_other_of_type(const struct resource *source, const struct resource *to) {
	return source != to && strcmp(source->type, to->type) == 0;
}

bool graph_is_fed(struct judge *judge, const struct resource *copy) {
	struct resource_list stores = { 0 };
	resource_sources(
		judge->eval, judge->estate, copy, EDGE_REPLICATION, is_other_of_type, 1, &stores);
	return stores.count > 0;
}

static enum truth evaluate_is_copy(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *copy = judge->subject.resource;
	enum truth result = truth_of(graph_is_fed(judge, copy));
	if (result == NO && graph_may_be_fed(judge, copy)) {
		result = UNKNOWN;
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "a replication of another region may lead to it" : NULL);
}

/* Names are told apart by partition, and nothing has that of what does not exist. */
static bool may_stand_beside(
	struct judge *judge, const struct resource *own, const struct resource *other) {
	const char *reason;
	const char *a = own->stack->stack.environment.partition;
	const char *b = other->stack->stack.environment.partition;
	return !(a && b && strcmp(a, b) != 0) &&
	       eval_exists(judge->eval, &other->stack->stack, other->node, &reason) != NO;
}

/* Another resource of the type that surely has the same name, or NULL. */
static const struct resource *find_namesake(struct judge *judge, const struct resource *own) {
	const char *name = resource_physical_name(judge->eval, own);
	const struct resource_list *named = name ? map_find(&judge->estate->by_name, name) : NULL;
	for (size_t i = 0; named && i < named->count; i++) {
		const struct resource *other = named->items[i];
		if (other != own && strcmp(other->type, own->type) == 0 &&
			may_stand_beside(judge, own, other) &&
			graph_same_name(judge, own, other) == YES) {
			return other;
		}
	}
	return NULL;
}

static enum truth evaluate_unique_name(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *own = judge->subject.resource;
	const char *property = own->kind ? own->kind->name_property : NULL;
	const char *pointer = NULL;
	struct value value = property ? judge_property(judge, property, &pointer)
				      : (struct value){ .kind = VALUE_ABSENT };
	const struct resource *same = find_namesake(judge, own);
	enum truth result = same ? NO : YES;
	const struct resource_list *others = possible_namesakes(judge, own);
	/* An own name that is not known leaves no answer but UNKNOWN. */
	enum truth least = resource_physical_name(judge->eval, own) ? NO : UNKNOWN;
	for (size_t i = 0; i < others->count && result > least; i++) {
		const struct resource *other = others->items[i];
		enum truth unlike =
			other == own ? YES : truth_not(graph_same_name(judge, own, other));
		same = unlike < result ? other : same;
		result = truth_and(result, unlike);
	}
	judge_blame(judge, result, &value, pointer,
		result == UNKNOWN ? "whether %s has the same name is not known" : NULL,
		same ? same->logical_id : "");
	const char *stack = same ? same->stack->display_name : "";
	judge_fact(judge, "other", stack ? stack : "another stack");
	return result;
}

/* The number of an element without a name of its own. */
static const char *number_of(struct arena *arena, ptrdiff_t index) {
	return arena_decimal(arena, (size_t)index + 1);
}

/* The copies of a store, each with what configures it. */
static enum truth list_replicas(struct judge *judge, struct subject_list *ret_subjects) {
	struct arena *arena = judge->eval->arena;
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, judge->subject.resource, &replicas);
	struct replica *replica;
	vec_each(replica, &replicas) {
		struct subject subject = judge_whole(judge->subject.resource);
		const char *region = value_text(arena, &replica->region);
		subject.value = replica->settings;
		subject.pointer = replica->pointer;
		subject.region = region;
		const char *which = region ? region : number_of(arena, replica - replicas.items);
		subject.label = arena_concat(arena, "replica ", which, NULL);
		vec_push(arena, ret_subjects, subject);
	}
	return judge_blame(judge, YES, NULL, NULL, NULL);
}

/* The links that feed the copies of a store, each with what configures it. */
static enum truth list_replications(struct judge *judge, struct subject_list *ret_subjects) {
	struct arena *arena = judge->eval->arena;
	struct edge_list edges = { 0 };
	resource_edges(
		judge->eval, judge->estate, judge->subject.resource, EDGE_REPLICATION, &edges);
	struct edge *edge;
	vec_each(edge, &edges) {
		struct subject subject = judge_whole(judge->subject.resource);
		struct value id = eval_member(judge->eval, &edge->settings, "Id");
		const char *name = value_text(arena, &id);
		subject.value = edge->settings;
		subject.pointer = edge->pointer;
		subject.region = value_text(arena, &edge->region);
		subject.target = edge->to;
		const char *which = name ? name : number_of(arena, edge - edges.items);
		subject.label = arena_concat(arena, "rule ", which, NULL);
		vec_push(arena, ret_subjects, subject);
	}
	return judge_blame(judge, YES, NULL, NULL, NULL);
}

static enum truth evaluate_elsewhere(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	if (judge->estate->complete) {
		return judge_blame(judge, NO, NULL, NULL, NULL);
	}
	const char *reason = judge->estate->incomplete_reason;
	return judge_blame(judge, UNKNOWN, NULL, NULL, "%s",
		reason ? reason : "the stacks given may not be all");
}

static enum truth evaluate_deployed_in_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth truth = truth_of(judge->estate->regions.recovery.count > 0);
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		truth = truth_and(truth, truth_of(estate_has_region(judge->estate, *region)));
	}
	return judge_blame(judge, truth, NULL, NULL, NULL);
}

/* An attribute of the resource beside its properties: DeletionPolicy, for one. */
static struct value attribute_of(struct judge *judge, const char *name, const char **ret_text) {
	const struct resource *resource = judge->subject.resource;
	struct value value =
		eval_attribute(judge->eval, &resource->stack->stack, resource->node, name);
	*ret_text = value_text(judge->eval->arena, &value);
	return value;
}

static enum truth evaluate_retained(struct judge *judge, const struct assertion *assertion) {
	const char *attribute = node_text(node_find(assertion->arguments, "by"));
	const char *missing = node_text(node_find(assertion->arguments, "default"));
	const char *text;
	struct value value = attribute_of(judge, attribute, &text);
	bool absent = value.kind == VALUE_ABSENT;
	text = absent ? (missing ? missing : "Delete") : text;
	enum truth truth = text ? truth_of(strcmp(text, "Delete") != 0) : UNKNOWN;
	const char *whole = judge->subject.pointer;
	size_t length = strlen(whole), tail = strlen("/Properties");
	const char *body = arena_strndup(judge->eval->arena, whole, length - tail);
	const char *pointer = pointer_member(judge->eval->arena, body, attribute);
	judge_blame(judge, truth, absent ? NULL : &value, pointer, text ? NULL : "%s",
		text ? NULL : judge_reason(judge, &value));
	judge_fact(judge, "attribute", attribute);
	return truth;
}

static enum truth evaluate_attribute_is_not(
	struct judge *judge, const struct assertion *assertion) {
	const char *name = node_text(node_find(assertion->arguments, "name"));
	const char *unwanted = node_text(node_find(assertion->arguments, "value"));
	const char *text;
	struct value value = attribute_of(judge, name, &text);
	bool absent = value.kind == VALUE_ABSENT;
	enum truth truth =
		text || absent ? truth_of(absent || strcmp(text, unwanted) != 0) : UNKNOWN;
	return judge_blame(judge, truth, absent ? NULL : &value, NULL,
		truth == UNKNOWN ? "%s" : NULL,
		truth == UNKNOWN ? judge_reason(judge, &value) : NULL);
}

static void check_attribute(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "name")) || !node_text(node_find(arguments, "value"))) {
		ctx_error(ctx, node_span(arguments), "attribute_is_not takes a name and a value");
	}
}

static void check_retained(struct ctx *ctx, const struct node *arguments) {
	const char *by = node_text(node_find(arguments, "by"));
	if (!by || (strcmp(by, "DeletionPolicy") != 0 && strcmp(by, "UpdateReplacePolicy") != 0)) {
		ctx_error(ctx, node_span(arguments),
			"retained takes by: DeletionPolicy or UpdateReplacePolicy");
	}
}

static void check_types(struct ctx *ctx, const struct node *arguments) {
	bool sound = node_items_count(arguments) > 0;
	struct node **type;
	node_each(type, arguments) {
		sound = sound && node_text(*type);
	}
	if (!sound) {
		ctx_error(ctx, node_span(arguments),
			"of_type takes a list of types: [AWS::DynamoDB::Table]");
	}
}

static enum truth evaluate_of_type(struct judge *judge, const struct assertion *assertion) {
	enum truth truth = NO;
	struct node **type;
	node_each(type, assertion->arguments) {
		const char *text = node_text(*type);
		bool same = text && strcmp(text, judge->subject.resource->type) == 0;
		truth = same ? YES : truth;
	}
	return judge_blame(judge, truth, NULL, NULL, NULL);
}

const struct word graph_words[] = {
	{ "elsewhere", "stacks that were not given may hold it: never said of a complete estate",
		"", "", evaluate_elsewhere, NULL, PARTS_NONE },
	{ "deployed_in_recovery", "stacks are deployed in every recovery region", "", "",
		evaluate_deployed_in_recovery, NULL, PARTS_NONE },
	{ "retained",
		"the attribute, DeletionPolicy or UpdateReplacePolicy, keeps the resource or a "
		"snapshot; `default` is what a missing one means",
		"by default", "attribute", evaluate_retained, check_retained, PARTS_NONE },
	{ "attribute_is_not", "an attribute beside the properties has not this value", "name value",
		"", evaluate_attribute_is_not, check_attribute, PARTS_NONE },
	{ "of_type", "the resource is of one of these types", "", "", evaluate_of_type, check_types,
		PARTS_NONE },
	{ "replicated_to", "a copy of the data store is in another, or in a recovery, region",
		"region", "", evaluate_replicated_to, check_wanted, PARTS_NONE },
	{ "is_copy", "another data store of the estate replicates into it", "", "",
		evaluate_is_copy, NULL, PARTS_NONE },
	{ "unique_name", "no other resource of its type has the same physical name", "", "other",
		evaluate_unique_name, NULL, PARTS_NONE },
	{ "has_twin", "the same component is deployed in every recovery region", "", "missing",
		evaluate_has_twin, NULL, PARTS_NONE },
	{ 0 },
};

const struct collection graph_collections[] = {
	{ "replica", "the copies of a data store, one a region, its own included", list_replicas },
	{ "replication", "the links that feed the copies of a data store", list_replications },
	{ 0 },
};
