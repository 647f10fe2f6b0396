#include "rules/graph.h"
#include "rules/topology/pins.h"
#include "rules/word.h"

#include <string.h>

/* --- in_region --- */

static enum truth evaluate_in_region(struct judge *judge, const struct assertion *assertion) {
	const char *role = node_text(assertion->arguments);
	const char *region = judge->subject.region;
	if (!region) {
		return judge_blame(judge, UNKNOWN, NULL, NULL, "the stack's region was not said");
	}
	if (strcmp(role, "recovery") == 0) {
		return judge_blame(judge, truth_of(graph_is_recovery(judge->estate, region)), NULL,
			NULL, NULL);
	}
	const char *primary = judge->estate->regions.primary;
	if (!primary) {
		return judge_blame(judge, UNKNOWN, NULL, NULL, "the primary region was not said");
	}
	return judge_blame(judge, truth_of(strcmp(primary, region) == 0), NULL, NULL, NULL);
}

static void check_role(struct ctx *ctx, const struct node *arguments) {
	const char *role = node_text(arguments);
	if (!role || (strcmp(role, "primary") != 0 && strcmp(role, "recovery") != 0)) {
		ctx_error(ctx, node_span(arguments), "expected primary or recovery");
	}
}

/* --- consumed_in --- */

/* What is known of who calls a store. */
struct consumers {
	size_t elsewhere; /* that run outside the recovery regions */
	size_t recovery;  /* that run in one */
};

static bool is_code(const struct resource *source, const struct resource *to) {
	(void)to;
	return !source->helper && source->kind->role == ROLE_COMPUTE;
}

/* The code that calls the store itself or its twin in a recovery region. */
static void count_consumers(
	struct judge *judge, const struct resource *store, struct consumers *consumers) {
	struct resource_list callers = { 0 };
	resource_sources(
		judge->eval, judge->estate, store, EDGE_REQUEST, is_code, SIZE_MAX, &callers);
	struct resource *const *caller;
	vec_each(caller, &callers) {
		if (graph_is_recovery(judge->estate, resource_region(*caller))) {
			consumers->recovery++;
		} else {
			consumers->elsewhere++;
		}
	}
}

static void count_all(struct judge *judge, struct consumers *consumers) {
	count_consumers(judge, judge->resource, consumers);
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		struct resource_list twins = { 0 };
		estate_twins(judge->estate, judge->eval, judge->resource, *region, &twins);
		struct resource *const *twin;
		vec_each(twin, &twins) {
			count_consumers(judge, *twin, consumers);
		}
	}
}

/* An ARN or address says of which service it is, though its region or account is not known. */
static bool is_of_other_service(const struct value *value) {
	const char *start = value->parts[0].kind == PART_LITERAL ? value->parts[0].text : "";
	bool says = strncmp(start, "arn:aws:", 8) == 0 || strncmp(start, "https://", 8) == 0;
	return says && start[8] && !strstr(start, "dynamodb") && !strstr(start, "s3");
}

/* What is made of a resource names that one; what nobody knows may name any. */
static bool may_name_any(const struct value *value) {
	bool open = value->kind == VALUE_UNKNOWN;
	if (value->kind == VALUE_TEXT && value->count && is_of_other_service(value)) {
		return false;
	}
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count; i++) {
		open = open || value->parts[i].kind == PART_UNKNOWN;
	}
	return open;
}

/* Whether the environment of some code holds a value that may name a store. */
static bool has_open_environment(struct judge *judge, const struct resource *caller) {
	struct value variables =
		eval_path(judge->eval, &caller->properties, "Environment.Variables");
	const struct member *variable;
	member_each(variable, variables.kind == VALUE_MAP ? variables.node : NULL) {
		struct value value = eval_member(judge->eval, &variables, variable->key->text);
		bool possible =
			target_is_possible(judge->estate, &caller->stack->stack, variable->value);
		if (possible && may_name_any(&value)) {
			return true;
		}
	}
	return variables.kind == VALUE_UNKNOWN;
}

/* Code that may use the store, by a name of either that is not known; NULL where none is. */
static const struct resource *find_possible_consumer(struct judge *judge, bool recovery) {
	const char *property = judge->resource->kind ? judge->resource->kind->name_property : NULL;
	struct value name = { .kind = VALUE_ABSENT };
	if (property) {
		name = eval_member(judge->eval, &judge->resource->properties, property);
	}
	bool nameless = value_unknown_reason(judge->eval->arena, &name);
	struct resource *const *caller;
	vec_each(caller, &judge->estate->resources) {
		const struct resource *r = *caller;
		if (!r->helper && r->kind && r->kind->role == ROLE_COMPUTE &&
			graph_is_recovery(judge->estate, resource_region(r)) == recovery &&
			(nameless || has_open_environment(judge, r))) {
			return r;
		}
	}
	return NULL;
}

static bool recovery_is_known(const struct estate *estate) {
	bool known = true;
	const char *const *region;
	vec_each(region, &estate->regions.recovery) {
		known = known && graph_is_known(estate, *region);
	}
	return known;
}

static enum truth evaluate_has_consumer(struct judge *judge, const struct assertion *assertion) {
	struct consumers consumers = { 0 };
	count_all(judge, &consumers);
	bool recovery = strcmp(node_text(assertion->arguments), "recovery") == 0;
	size_t count = recovery ? consumers.recovery : consumers.elsewhere;
	if (count == 0 && recovery && !recovery_is_known(judge->estate)) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"its consumers there may stand in stacks that were not given");
	}
	const struct resource *maybe = count ? NULL : find_possible_consumer(judge, recovery);
	if (maybe) {
		return judge_blame(
			judge, UNKNOWN, NULL, NULL, "what %s uses is not known", maybe->logical_id);
	}
	return judge_blame(judge, truth_of(count > 0), NULL, NULL, NULL);
}

/* --- local_dependencies --- */

/* What stands in a third region is lost with another one. */
static enum truth judge_edge(struct judge *judge, const struct edge *edge) {
	const char *region = value_text(judge->eval->arena, &edge->region);
	const char *own = resource_region(judge->resource);
	if (edge->to && edge->to->kind && edge->to->kind->global) {
		return YES;
	}
	if (!region || !own) {
		return UNKNOWN;
	}
	const char *primary = judge->estate->regions.primary;
	return truth_of(!(primary && strcmp(primary, region) == 0));
}

/* An ARN or endpoint of the primary region, of whatever no stack declares. */
static enum truth judge_texts(struct judge *judge) {
	const char *primary = judge->estate->regions.primary;
	struct subject_list texts = { 0 };
	pins_deployed(judge, &texts);
	const struct subject *text;
	vec_each(text, &texts) {
		if (strcmp(text->region, primary) == 0 && !pins_lead_back(text)) {
			judge_blame(judge, NO, &text->value, text->pointer, NULL);
			judge_fact(judge, "target", text->label);
			return NO;
		}
	}
	return YES;
}

static const char *open_value(struct judge *judge, const struct value *value,
	const struct node *written, struct value *ret_value) {
	bool open = value->kind == VALUE_UNKNOWN && value->stack &&
		    target_is_possible(judge->estate, value->stack, written);
	*ret_value = *value;
	return open ? value->reason : NULL;
}

/* The first value at a place, or in the list or map there, that may name anything; NULL: none. */
static const char *open_name(
	struct judge *judge, const struct value *above, const char *path, struct value *ret_value) {
	const char *reason = NULL;
	if (above->kind == VALUE_LIST) {
		for (size_t i = 0; i < above->count && !reason; i++) {
			reason = open_name(judge, &above->items[i], path, ret_value);
		}
		return reason;
	}
	size_t length = strcspn(path, ".");
	if (length) {
		const char *key = arena_strndup(judge->eval->arena, path, length);
		struct value at = eval_member(judge->eval, above, key);
		return open_name(judge, &at, path + length + (path[length] == '.'), ret_value);
	}
	const struct member *m;
	member_each(m, above->kind == VALUE_MAP ? above->node : NULL) {
		struct value value = eval_member(judge->eval, above, m->key->text);
		reason = reason ? reason : open_value(judge, &value, m->value, ret_value);
	}
	return above->kind == VALUE_MAP ? reason : open_value(judge, above, above->node, ret_value);
}

/* Where names stand that no edge is made of. */
static enum truth judge_open_names(struct judge *judge) {
	static const char *const paths[] = { "AuthorizerUri", "Environment.Variables",
		"EventSourceArn", "JwtConfiguration.Issuer", "KmsMasterKeyId",
		"LambdaConfig.LambdaFunctionArn", "LaunchTemplateData.UserData", "ProviderARNs",
		"Target.Arn", "Targets.Arn" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct value value;
		const struct value *properties = &judge->resource->properties;
		const char *reason = open_name(judge, properties, paths[i], &value);
		if (reason) {
			return judge_blame(judge, UNKNOWN, &value, NULL, "%s", reason);
		}
	}
	return YES;
}

/* What serves requests: calls and keys. Replication leads back to the primary by design. */
static enum truth evaluate_local_dependencies(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const enum edge_kind kinds[] = { EDGE_REQUEST, EDGE_ENCRYPTION };
	enum truth result = judge_blame(judge, YES, NULL, NULL, NULL);
	for (size_t i = 0; i < 2; i++) {
		struct edge_list edges = { 0 };
		resource_edges(judge->eval, judge->estate, judge->resource, kinds[i], &edges);
		struct edge *edge;
		vec_each(edge, &edges) {
			enum truth local = judge_edge(judge, edge);
			if (local >= result) {
				continue;
			}
			result = judge_blame(judge, local, &edge->target, edge->pointer,
				local == UNKNOWN ? "%s" : NULL, judge_reason(judge, &edge->target));
			if (local == UNKNOWN) {
				continue;
			}
			const char *what = judge_describe(judge, &edge->target);
			judge_fact(judge, "target", edge->to ? edge->to->label : what);
			return NO;
		}
	}
	struct blame blame = judge->blame;
	if (judge_texts(judge) == NO) {
		return NO;
	}
	judge->blame = blame;
	result = result == YES ? judge_open_names(judge) : result;
	judge_fact(judge, "target", "");
	return result;
}

const struct word topology_words[] = {
	{ "in_region",
		"the resource, or the copy at hand, stands in the primary, or in a recovery region",
		"", "", evaluate_in_region, check_role, PARTS_NONE },
	{ "has_consumer",
		"code calls the data store: from outside the recovery regions (primary), or in one "
		"(recovery)",
		"", "", evaluate_has_consumer, check_role, PARTS_NONE },
	{ "local_dependencies",
		"what the resource calls and is encrypted with does not stand in the primary "
		"region, nor does an ARN or endpoint that it names",
		"", "target", evaluate_local_dependencies, NULL, PARTS_NONE },
	{ 0 },
};
