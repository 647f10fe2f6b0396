#include "rules/word.h"

#include <string.h>

/* Words about what was deployed before and what is wanted of the workload. */

static bool same_text(const char *a, const char *b) {
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_same_stack(
	const struct estate *estate, const struct member_stack *now, const struct stack *before) {
	bool lone = estate->stacks.count == 1 && estate->previous->stacks.count == 1;
	return lone ||
	       (same_text(now->stack.name, before->name) &&
		       same_text(now->stack.environment.region, before->environment.region));
}

/* The resource of the same logical ID in the same stack as it was deployed before, or NULL. */
static const struct resource *find_before(
	const struct estate *estate, const struct resource *resource) {
	if (!estate->previous) {
		return NULL;
	}
	struct member_stack *const *stack;
	vec_each(stack, &estate->previous->stacks) {
		const struct resource *before =
			estate_find(estate->previous, &(*stack)->stack, resource->logical_id);
		if (before && is_same_stack(estate, resource->stack, &(*stack)->stack)) {
			return before;
		}
	}
	return NULL;
}

static enum truth evaluate_existed_before(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *before = find_before(judge->estate, judge->subject.resource);
	return judge_blame(judge, truth_of(before != NULL), NULL, NULL, NULL);
}

static enum truth evaluate_same_type_as_before(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *now = judge->subject.resource;
	const struct resource *before = find_before(judge->estate, now);
	bool same = !before || strcmp(before->type, now->type) == 0;
	judge_blame(judge, truth_of(same), NULL, NULL, NULL);
	judge_fact(judge, "before", before ? before->type : "");
	return truth_of(same);
}

static enum truth same_items(struct eval *eval, const struct value *a, const struct value *b) {
	enum truth truth = truth_of(a->count == b->count);
	for (size_t i = 0; truth != NO && i < a->count; i++) {
		truth = truth_and(truth, judge_same_value(eval, &a->items[i], &b->items[i]));
	}
	return truth;
}

static enum truth same_members(struct eval *eval, const struct value *a, const struct value *b) {
	struct value_members left = { 0 }, right = { 0 };
	eval_members(eval, a, &left);
	eval_members(eval, b, &right);
	enum truth truth = truth_of(left.count == right.count);
	for (size_t i = 0; truth != NO && i < left.count; i++) {
		struct value other = eval_member(eval, b, left.items[i].key);
		truth = truth_and(truth, judge_same_value(eval, &left.items[i].value, &other));
	}
	return truth;
}

/* A text that only deployment knows is the same where it is written in the same way. */
static enum truth same_texts(struct eval *eval, const struct value *a, const struct value *b) {
	const char *left = value_text(eval->arena, a), *right = value_text(eval->arena, b);
	if (left && right) {
		return truth_of(strcmp(left, right) == 0);
	}
	const struct part *x = value_reference(a), *y = value_reference(b);
	bool same =
		x && y && same_text(x->text, y->text) && same_text(x->logical_id, y->logical_id);
	return same ? YES : UNKNOWN;
}

enum truth judge_same_value(struct eval *eval, const struct value *a, const struct value *b) {
	if (a->kind == VALUE_UNKNOWN || b->kind == VALUE_UNKNOWN) {
		return UNKNOWN;
	}
	if (a->kind != b->kind) {
		return NO;
	}
	switch (a->kind) {
	case VALUE_TEXT:
		return same_texts(eval, a, b);
	case VALUE_LIST:
		return same_items(eval, a, b);
	case VALUE_MAP:
		return same_members(eval, a, b);
	case VALUE_ABSENT:
	case VALUE_UNKNOWN:
		break;
	}
	return YES;
}

/* A value left out then and now written as its default has not changed. */
static struct value or_default(struct judge *judge, struct value value, const struct value *at,
	const struct node *missing) {
	const char *text = node_text(missing);
	return text && value.kind == VALUE_ABSENT
		       ? value_literal(judge->eval, at->stack, at->node, text)
		       : value;
}

static enum truth evaluate_same_as_before(struct judge *judge, const struct assertion *assertion) {
	const struct resource *before = find_before(judge->estate, judge->subject.resource);
	if (!before) {
		return judge_blame(judge, YES, NULL, NULL, NULL);
	}
	const char *path = node_text(node_find(assertion->arguments, "path")), *pointer;
	const struct node *missing = node_find(assertion->arguments, "default");
	struct eval eval = estate_eval(judge->estate->previous, judge->eval->arena);
	struct value was = eval_path(&eval, &before->properties, path);
	struct value is = judge_property(judge, path, &pointer);
	struct value then = or_default(judge, was, &before->properties, missing);
	struct value now = or_default(judge, is, &judge->subject.value, missing);
	enum truth truth = judge_same_value(judge->eval, &then, &now);
	return judge_blame(judge, truth, &is, pointer, "%s",
		truth == UNKNOWN ? "it or what it was before is not known" : "");
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments), "same_as_before takes the path of a property");
	}
}

static enum truth is_below(struct judge *judge, const struct assertion *assertion,
	const struct recovery_target *target) {
	uint32_t bound = 0;
	duration_parse(node_text(node_find(assertion->arguments, "below")), &bound);
	bool below = target->origin && target->seconds < bound;
	judge_blame(judge, truth_of(below), NULL, NULL, NULL);
	const char *text = arena_printf(judge->eval->arena, "%u s", target->seconds);
	judge_fact(judge, "target", target->origin ? text : "");
	return truth_of(below);
}

static enum truth evaluate_rpo_target(struct judge *judge, const struct assertion *assertion) {
	return is_below(judge, assertion, &judge->estate->objectives.rpo);
}

static enum truth evaluate_rto_target(struct judge *judge, const struct assertion *assertion) {
	return is_below(judge, assertion, &judge->estate->objectives.rto);
}

static void check_bound(struct ctx *ctx, const struct node *arguments) {
	const char *text = node_text(node_find(arguments, "below"));
	uint32_t seconds;
	if (!text || !duration_parse(text, &seconds)) {
		ctx_error(ctx, node_span(arguments), "below takes a time: 30s, 15m, 4h, 1d");
	}
}

static enum truth evaluate_recovers_by(struct judge *judge, const struct assertion *assertion) {
	enum strategy own = objectives_strategy(judge->estate, judge->eval, judge->resource);
	const char *name = strategy_name(own);
	enum truth truth = NO;
	struct node **item;
	node_each(item, assertion->arguments) {
		bool same = strcmp(node_text(*item), name ? name : "unsaid") == 0;
		truth = same ? YES : truth;
	}
	return judge_blame(judge, truth, NULL, NULL, NULL);
}

static void check_strategies(struct ctx *ctx, const struct node *arguments) {
	bool sound = node_items_count(arguments) > 0;
	struct node **item;
	node_each(item, arguments) {
		enum strategy strategy;
		const char *text = node_text(*item);
		sound = sound && text &&
			(strcmp(text, "unsaid") == 0 || strategy_parse(text, &strategy));
	}
	if (!sound) {
		ctx_error(ctx, node_span(arguments),
			"recovers_by takes a list of strategies, or unsaid for none");
	}
}

const struct word change_words[] = {
	{ "existed_before", "the resource was deployed before, under the same logical ID", "", "",
		evaluate_existed_before, NULL, PARTS_NONE },
	{ "same_type_as_before", "the resource has the type that it was deployed with before", "",
		"before", evaluate_same_type_as_before, NULL, PARTS_NONE },
	{ "same_as_before",
		"the property has the value that was deployed before; `default` is what a missing "
		"one counts as",
		"path default", "", evaluate_same_as_before, check_path, PARTS_NONE },
	{ "recovers_by",
		"the strategy by which the resource recovers is one of these; unsaid: nobody said "
		"one",
		"", "", evaluate_recovers_by, check_strategies, PARTS_NONE },
	{ "rpo_target", "the workload's recovery point objective is below a time", "below",
		"target", evaluate_rpo_target, check_bound, PARTS_NONE },
	{ "rto_target", "the workload's recovery time objective is below a time", "below", "target",
		evaluate_rto_target, check_bound, PARTS_NONE },
	{ 0 },
};
