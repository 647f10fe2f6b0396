#include "rules/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void list_replicas(struct judge *judge, struct subject_list *ret_replicas) {
	struct blame blame = judge->blame;
	collection_find("replica")->list(judge, ret_replicas);
	judge->blame = blame;
}

/* --- same_across_replicas --- */

/* What one replica has at the path: a text, or only whether anything stands there. */
struct setting {
	enum truth present;
	const char *text; /* NULL: not known */
};

static struct setting setting_of(
	struct judge *judge, const struct subject *replica, const struct node *arguments) {
	const char *path = node_text(node_find(arguments, "path"));
	struct subject whole = judge->subject;
	judge->subject = *replica;
	struct setting setting = { .present = judge_present(judge, path) };
	judge->subject = whole;
	struct value value = eval_path(judge->eval, &replica->value, path);
	setting.text = value.kind == VALUE_ABSENT ? node_text(node_find(arguments, "default"))
						  : value_text(judge->eval->arena, &value);
	return setting;
}

/* Without a default it is the presence that has to be the same. */
static enum truth is_same(const struct setting *a, const struct setting *b, bool by_text) {
	if (!by_text) {
		bool known = a->present != UNKNOWN && b->present != UNKNOWN;
		return known ? truth_of(a->present == b->present) : UNKNOWN;
	}
	return a->text && b->text ? truth_of(strcmp(a->text, b->text) == 0) : UNKNOWN;
}

static enum truth evaluate_same_across_replicas(
	struct judge *judge, const struct assertion *assertion) {
	const struct node *arguments = assertion->arguments;
	bool by_text = node_find(arguments, "default");
	struct subject_list replicas = { 0 };
	list_replicas(judge, &replicas);
	enum truth result = judge_blame(judge, YES, NULL, NULL, NULL);
	const char *found = "", *other = "";
	for (size_t i = 1; i < replicas.count && result != NO; i++) {
		struct setting first = setting_of(judge, &replicas.items[0], arguments);
		struct setting setting = setting_of(judge, &replicas.items[i], arguments);
		enum truth same = is_same(&first, &setting, by_text);
		if (same >= result) {
			continue;
		}
		result = judge_blame(judge, same, NULL, replicas.items[i].pointer,
			same == UNKNOWN ? "what one of the replicas has there is not known" : NULL);
		judge->blame.subject = replicas.items[i];
		found = setting.text ? setting.text : "nothing";
		other = first.text ? first.text : "nothing";
	}
	judge_fact(judge, "found", found);
	judge_fact(judge, "other", other);
	return result;
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments), "expected the path of a property");
	}
}

/* --- not_below_primary --- */

/* The number at a path, or what `missing` says; with unlimited, -1 is above all others too. */
static enum truth number_of(struct judge *judge, const struct value *value,
	const struct node *arguments, double *ret_number) {
	const char *missing = node_text(node_find(arguments, "missing"));
	bool unlimited = missing && strcmp(missing, "unlimited") == 0;
	if (value->kind == VALUE_ABSENT) {
		*ret_number = unlimited ? INFINITY : missing ? strtod(missing, NULL) : 0;
		return missing ? YES : NO;
	}
	const char *text = value_text(judge->eval->arena, value);
	char *end = NULL;
	*ret_number = text ? strtod(text, &end) : 0;
	if (!text || !*text || *end) {
		return UNKNOWN;
	}
	*ret_number = unlimited && *ret_number < 0 ? INFINITY : *ret_number;
	return YES;
}

/* Compares with what stands in the primary region; what has no number there has none to miss. */
static enum truth compare_with(
	struct judge *judge, const struct node *arguments, const struct value *reference) {
	const char *pointer, *path = node_text(node_find(arguments, "path"));
	struct value value = judge_property(judge, path, &pointer);
	double found = 0, wanted = 0;
	enum truth known = number_of(judge, &value, arguments, &found);
	enum truth reference_known = number_of(judge, reference, arguments, &wanted);
	enum truth result = YES;
	if (known == UNKNOWN || reference_known == UNKNOWN) {
		result = known == NO || reference_known == NO ? YES : UNKNOWN;
	} else if (known == YES && reference_known == YES) {
		result = truth_of(found >= wanted);
	}
	const struct value *open = known == UNKNOWN ? &value : reference;
	judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, open));
	const char *text = judge_describe(judge, reference);
	const char *missing = node_text(node_find(arguments, "missing"));
	bool unlimited = missing && strcmp(missing, "unlimited") == 0;
	judge_fact(judge, "primary_value", text ? text : unlimited ? "no limit" : "nothing");
	return result;
}

static enum truth not_compared(struct judge *judge) {
	judge_blame(judge, YES, NULL, NULL, NULL);
	judge_fact(judge, "primary_value", "");
	return YES;
}

static enum truth evaluate_not_below_primary(
	struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path"));
	const char *primary = judge->estate->regions.primary, *here = judge->subject.region;
	primary = primary ? primary : resource_region(judge->subject.resource);
	struct subject_list replicas = { 0 };
	list_replicas(judge, &replicas);
	bool open = false, limited = false;
	const struct subject *replica;
	vec_each(replica, &replicas) {
		struct value reference = eval_path(judge->eval, &replica->value, path);
		open = open || !replica->region;
		limited = limited || reference.kind != VALUE_ABSENT;
		if (primary && replica->region && strcmp(primary, replica->region) == 0 &&
			graph_is_recovery(judge->estate, here)) {
			return compare_with(judge, assertion->arguments, &reference);
		}
	}
	if (!limited || !open || (here && !graph_is_recovery(judge->estate, here))) {
		return not_compared(judge);
	}
	judge_blame(judge, UNKNOWN, NULL, NULL, "the region of one of the copies is not known");
	judge_fact(judge, "primary_value", "");
	return UNKNOWN;
}

/* --- not_below_twin --- */

/* A component in the recovery region, beside what stands for it in the primary one. */
static enum truth evaluate_not_below_twin(struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path"));
	const char *primary = judge->estate->regions.primary, *reason;
	struct resource_list twins = { 0 };
	if (primary && graph_is_recovery(judge->estate, resource_region(judge->resource))) {
		graph_twins(judge, judge->resource, primary, &twins, &reason);
	}
	if (twins.count == 0) {
		return not_compared(judge);
	}
	struct value reference = eval_path(judge->eval, &twins.items[0]->properties, path);
	return compare_with(judge, assertion->arguments, &reference);
}

static void check_number(struct ctx *ctx, const struct node *arguments) {
	check_path(ctx, arguments);
	const struct node *missing = node_find(arguments, "missing");
	const char *text = node_text(missing);
	if (missing && missing->kind != NODE_NUMBER && (!text || strcmp(text, "unlimited") != 0)) {
		ctx_error(ctx, node_span(missing), "missing takes a number or unlimited");
	}
}

const struct word replica_words[] = {
	{ "same_across_replicas",
		"every replica has the same at a path; `default` is what a missing one counts as, "
		"without it each or none has the property",
		"path default", "found other", evaluate_same_across_replicas, check_path,
		PARTS_NONE },
	{ "not_below_primary",
		"the number at a path is no lower on a replica in a recovery region than on the "
		"primary's; `missing`, a number or unlimited, is what none means",
		"path missing", "primary_value", evaluate_not_below_primary, check_number,
		PARTS_NONE },
	{ "not_below_twin",
		"the number at a path is no lower in a recovery region than on the same component "
		"in the primary one",
		"path missing", "primary_value", evaluate_not_below_twin, check_number,
		PARTS_NONE },
	{ 0 },
};
