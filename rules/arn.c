#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <string.h>

/* Words about where the thing is that an ARN or a reference at a path names. */

/* The value at the path of the arguments, or the subject itself where they say none. */
static struct value value_at(
	struct judge *judge, const struct node *arguments, const char **ret_pointer) {
	const char *path = node_text(node_find(arguments, "path"));
	if (path) {
		return judge_property(judge, path, ret_pointer);
	}
	*ret_pointer = judge->subject.pointer;
	return judge->subject.value;
}

static bool is_ref_to(const struct node *node, const char *parameter) {
	const char *name = node->tag ? (strcmp(node->tag, "Ref") ? NULL : node_text(node))
				     : node_text(node_find(node, "Ref"));
	return name && strcmp(name, parameter) == 0;
}

bool arn_says_own(struct judge *judge, const struct node *node, const char *parameter) {
	const char *name;
	const struct node *arguments;
	if (!node || !intrinsic_call(judge->eval->arena, node, &name, &arguments)) {
		return false;
	}
	const char *text = node_text(arguments);
	text = text ? text : node_text(node_at(arguments, "0"));
	if (strcmp(name, "Fn::Sub") == 0) {
		return text && strncmp(text, "arn:", 4) == 0 &&
		       strstr(text, arena_printf(judge->eval->arena, ":${%s}:", parameter));
	}
	bool found = false;
	struct node **item;
	node_each(item, strcmp(name, "Fn::Join") == 0 ? node_at(arguments, "1") : NULL) {
		found = found || is_ref_to(*item, parameter);
	}
	return found;
}

/* Where something is: in the very stack, or in what an ARN or another stack says. */
struct standing {
	bool in_stack, in_account;    /* of the stack, whichever its region and account are */
	const char *region, *account; /* NULL: not known */
};

/* Custom resources, outputs of stacks and parameters give what may be anywhere. */
static bool gives_anything(const struct resource *resource) {
	return strncmp(resource->type, "AWS::", 5) != 0 ||
	       strncmp(resource->type, "AWS::CloudFormation::", 21) == 0 ||
	       strcmp(resource->type, "AWS::SSM::Parameter") == 0;
}

static struct standing standing_of(struct judge *judge, const struct value *value) {
	const struct stack *own = &judge->resource->stack->stack;
	struct arena *arena = judge->eval->arena;
	struct arn arn;
	if (value->kind != VALUE_TEXT) {
		return (struct standing){ 0 };
	}
	if (arn_parse(arena, value, &arn)) {
		const char *region = value_text(arena, &arn.region);
		const char *account = value_text(arena, &arn.account);
		return (struct standing){ .in_stack = !region && arn_says_own(judge, value->node,
									 "AWS::Region"),
			.in_account =
				!account && arn_says_own(judge, value->node, "AWS::AccountId"),
			.region = region && *region ? region : NULL,
			.account = account && *account ? account : NULL };
	}
	const struct part *first = value->count ? &value->parts[0] : NULL;
	const struct resource *named =
		first && first->kind == PART_REFERENCE
			? estate_find(judge->estate, first->stack, first->logical_id)
			: NULL;
	if (named && !gives_anything(named)) {
		return (struct standing){ .in_stack = first->stack == own && !named->elsewhere,
			.in_account = first->stack == own,
			.region = resource_region(named),
			.account = first->stack->environment.account };
	}
	return (struct standing){ 0 };
}

static enum truth is_wanted(struct judge *judge, const struct standing *at, const char *wanted) {
	const char *own = resource_region(judge->resource);
	bool wants_own = strcmp(wanted, "own") == 0, wants_other = strcmp(wanted, "other") == 0;
	if (at->in_stack && (wants_own || wants_other)) {
		return truth_of(wants_own);
	}
	const char *region = at->in_stack ? own : at->region;
	if (!region) {
		return UNKNOWN;
	}
	if (strcmp(wanted, "recovery") == 0) {
		return truth_of(graph_is_recovery(judge->estate, region));
	}
	if (!wants_own && !wants_other) {
		return truth_of(strcmp(region, wanted) == 0);
	}
	return own ? truth_of((strcmp(own, region) == 0) == wants_own) : UNKNOWN;
}

static enum truth evaluate_arn_in_region(struct judge *judge, const struct assertion *assertion) {
	const char *wanted = node_text(node_find(assertion->arguments, "region")), *pointer;
	struct value value = value_at(judge, assertion->arguments, &pointer);
	struct standing at = standing_of(judge, &value);
	enum truth result = value.kind == VALUE_ABSENT ? NO : is_wanted(judge, &at, wanted);
	bool unsaid = at.region && !resource_region(judge->resource);
	judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL,
		unsaid ? "the stack's region was not said" : judge_reason(judge, &value));
	judge_fact(judge, "found_region", at.region ? at.region : "another region");
	return result;
}

static void check_region(struct ctx *ctx, const struct node *arguments) {
	const char *wanted = node_text(node_find(arguments, "region"));
	bool role = wanted && (strcmp(wanted, "own") == 0 || strcmp(wanted, "other") == 0 ||
				      strcmp(wanted, "recovery") == 0);
	if (!role && !(wanted && region_is_known(wanted))) {
		ctx_error(ctx, node_span(arguments),
			"region must be own, other, recovery or the code of a region");
	}
}

static enum truth evaluate_arn_in_other_account(
	struct judge *judge, const struct assertion *assertion) {
	const char *pointer, *own = judge->resource->stack->stack.environment.account;
	struct value value = value_at(judge, assertion->arguments, &pointer);
	struct standing at = standing_of(judge, &value);
	enum truth result = own && at.account ? truth_of(strcmp(own, at.account) != 0) : UNKNOWN;
	result = value.kind == VALUE_ABSENT || at.in_account ? NO : result;
	return judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL,
		at.account ? "the stack's account was not said" : judge_reason(judge, &value));
}

const struct word arn_words[] = {
	{ "arn_in_region",
		"the ARN or reference at a path (without one: the element) is of the region: the "
		"stack's own, an other, a recovery region, or the one named",
		"path region", "found_region", evaluate_arn_in_region, check_region, PARTS_NONE },
	{ "arn_in_other_account",
		"the ARN or reference at a path is of another account than the stack", "path", "",
		evaluate_arn_in_other_account, NULL, PARTS_NONE },
	{ 0 },
};
