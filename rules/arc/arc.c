#include "rules/route53/record.h"

#include <string.h>

/* Words about the routing controls of Application Recovery Controller. */

#define CONTROL "AWS::Route53RecoveryControl::RoutingControl"
#define SAFETY_RULE "AWS::Route53RecoveryControl::SafetyRule"

/* What two properties name: the same resource, or the same as it is written. */
static enum truth same_thing(struct judge *judge, const struct value *a, const struct value *b) {
	const struct resource *x = estate_target(judge->estate, judge->eval, a, NULL);
	const struct resource *y = estate_target(judge->estate, judge->eval, b, NULL);
	if (x && y) {
		return truth_of(x == y);
	}
	if (a->kind == VALUE_ABSENT || b->kind == VALUE_ABSENT) {
		return truth_of(a->kind == b->kind);
	}
	return record_same_host(judge, a, b);
}

/* A control without a panel is of the default panel of its cluster. */
static enum truth same_panel(
	struct judge *judge, const struct resource *a, const struct resource *b) {
	struct value x = eval_member(judge->eval, &a->properties, "ControlPanelArn");
	struct value y = eval_member(judge->eval, &b->properties, "ControlPanelArn");
	enum truth same = same_thing(judge, &x, &y);
	if (x.kind != VALUE_ABSENT || y.kind != VALUE_ABSENT) {
		return same;
	}
	x = eval_member(judge->eval, &a->properties, "ClusterArn");
	y = eval_member(judge->eval, &b->properties, "ClusterArn");
	return same_thing(judge, &x, &y);
}

static enum truth exists(struct judge *judge, const struct resource *resource) {
	const char *reason;
	return eval_exists(judge->eval, &resource->stack->stack, resource->node, &reason);
}

/* Another control of the panel; `here`: in the very stack. */
static enum truth has_sibling(struct judge *judge, bool here) {
	enum truth result = NO;
	struct resource *const *control;
	vec_each(control, estate_of_type(judge->estate, CONTROL)) {
		bool counts = *control != judge->resource &&
			      (!here || (*control)->stack == judge->resource->stack);
		if (counts) {
			result = truth_or(
				result, truth_and(exists(judge, *control),
						same_panel(judge, *control, judge->resource)));
		}
	}
	return result;
}

static enum truth evaluate_shares_panel(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = has_sibling(judge, false);
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the panel of a routing control is not known" : NULL);
}

/* Keeps one control on at least: of any type of rule, with a threshold where that has one. */
static enum truth keeps_one_on(struct judge *judge, const struct resource *rule) {
	struct eval *eval = judge->eval;
	struct value inverted = eval_path(eval, &rule->properties, "RuleConfig.Inverted");
	struct value threshold = eval_path(eval, &rule->properties, "RuleConfig.Threshold");
	struct value type = eval_path(eval, &rule->properties, "RuleConfig.Type");
	enum truth sound = inverted.kind == VALUE_ABSENT
				   ? YES
				   : truth_not(value_truth(eval->arena, &inverted));
	enum truth none = threshold.kind == VALUE_ABSENT ? YES : judge_text_equals(&threshold, "0");
	enum truth by_count = judge_text_equals(&type, "ATLEAST");
	return truth_and(sound, truth_not(truth_and(by_count, none)));
}

static enum truth guards(struct judge *judge, const struct resource *rule) {
	struct value asserted =
		eval_path(judge->eval, &rule->properties, "AssertionRule.AssertedControls");
	if (asserted.kind == VALUE_ABSENT) {
		return NO;
	}
	enum truth concerned = same_panel(judge, rule, judge->resource);
	for (size_t i = 0; asserted.kind == VALUE_LIST && i < asserted.count; i++) {
		const struct resource *control =
			estate_target(judge->estate, judge->eval, &asserted.items[i], CONTROL);
		concerned = control == judge->resource ? YES : concerned;
	}
	return truth_and(truth_and(exists(judge, rule), concerned), keeps_one_on(judge, rule));
}

/* Rules that stand apart from the controls name them by ARN; who declares two declares the rule. */
static enum truth evaluate_panel_is_guarded(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	struct resource *const *rule;
	vec_each(rule, estate_of_type(judge->estate, SAFETY_RULE)) {
		result = truth_or(result, guards(judge, *rule));
	}
	if (result == NO && !judge->estate->complete && has_sibling(judge, true) != YES) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"its safety rules may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what a safety rule asserts is not known" : NULL);
}

/* --- switches_record --- */

static enum truth asks_control(struct judge *judge, const struct resource *check) {
	struct value arn =
		eval_path(judge->eval, &check->properties, "HealthCheckConfig.RoutingControlArn");
	if (arn.kind == VALUE_ABSENT) {
		return NO;
	}
	const struct resource *control = estate_target(judge->estate, judge->eval, &arn, CONTROL);
	if (control) {
		return truth_of(control == judge->resource);
	}
	return arn.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
}

static enum truth evaluate_switches_record(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth asked = NO, used = NO;
	struct resource *const *check;
	vec_each(check, estate_of_type(judge->estate, HEALTH_CHECK)) {
		enum truth asks = truth_and(exists(judge, *check), asks_control(judge, *check));
		asked = truth_or(asked, asks);
		used = truth_or(
			used, asks == NO ? NO : truth_and(asks, record_depends_on(judge, *check)));
	}
	bool open = used == NO && !judge->estate->complete;
	judge_blame(judge, open ? UNKNOWN : used, NULL, NULL,
		open ? "its health check or record may stand in a stack that was not given"
		: used == UNKNOWN ? "which control or check is meant is not known"
				  : NULL);
	judge_fact(judge, "missing",
		asked == YES ? "no record uses its health check" : "no health check asks it");
	return open ? UNKNOWN : used;
}

/* --- plan_has_workflows --- */

/* A workflow without a region is for each region of the plan. */
static enum truth has_workflow(
	struct judge *judge, const struct value *list, const char *action, const char *region) {
	enum truth result = list->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
		struct value does =
			eval_member(judge->eval, &list->items[i], "WorkflowTargetAction");
		struct value where =
			eval_member(judge->eval, &list->items[i], "WorkflowTargetRegion");
		enum truth here =
			where.kind == VALUE_ABSENT ? YES : judge_text_equals(&where, region);
		result = truth_or(result, truth_and(judge_text_equals(&does, action), here));
	}
	return result;
}

/* Each region is activated; where all are active, one is also left. */
static enum truth evaluate_plan_has_workflows(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value regions = eval_member(judge->eval, &judge->resource->properties, "Regions");
	struct value list = judge_property(judge, "Workflows", &pointer);
	struct value approach =
		eval_member(judge->eval, &judge->resource->properties, "RecoveryApproach");
	enum truth one_way = truth_not(judge_text_equals(&approach, "activeActive"));
	enum truth result = regions.kind == VALUE_LIST ? YES : UNKNOWN;
	for (size_t i = 0; regions.kind == VALUE_LIST && i < regions.count; i++) {
		const char *region = value_text(judge->eval->arena, &regions.items[i]);
		enum truth left =
			region ? has_workflow(judge, &list, "deactivate", region) : UNKNOWN;
		enum truth taken =
			region ? has_workflow(judge, &list, "activate", region) : UNKNOWN;
		result = truth_and(result, truth_and(taken, truth_or(one_way, left)));
	}
	return judge_blame(judge, result, &list, pointer,
		result == UNKNOWN ? "a region, workflow or the approach of the plan is not known"
				  : NULL);
}

/* --- plan_names_regions --- */

static enum truth is_listed(struct judge *judge, const struct value *regions, const char *region) {
	if (!region || !estate_has_region(judge->estate, region)) {
		return YES;
	}
	enum truth result = regions->kind == VALUE_LIST ? NO : UNKNOWN;
	for (size_t i = 0; regions->kind == VALUE_LIST && i < regions->count; i++) {
		result = truth_or(result, judge_text_equals(&regions->items[i], region));
	}
	return result;
}

/* Regions that only serve others, as us-east-1 does CloudFront, are in no plan. */
static enum truth evaluate_plan_names_regions(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value regions = judge_property(judge, "Regions", &pointer);
	enum truth result = is_listed(judge, &regions, judge->estate->regions.primary);
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		result = truth_and(result, is_listed(judge, &regions, *region));
	}
	return judge_blame(judge, result, &regions, pointer,
		result == UNKNOWN ? "a region of the plan is not known" : NULL);
}

const struct word arc_words[] = {
	{ "plan_names_regions",
		"the plan is for each of the primary and recovery regions that stacks stand in", "",
		"", evaluate_plan_names_regions, NULL, PARTS_NONE },
	{ "plan_has_workflows",
		"a workflow of the plan activates each of its regions, and where all are active "
		"another leaves it",
		"", "", evaluate_plan_has_workflows, NULL, PARTS_NONE },
	{ "shares_panel", "another routing control stands in the same control panel", "", "",
		evaluate_shares_panel, NULL, PARTS_NONE },
	{ "panel_is_guarded", "a safety rule keeps at least one routing control of the panel on",
		"", "", evaluate_panel_is_guarded, NULL, PARTS_NONE },
	{ "switches_record", "a record depends on a health check that asks the routing control", "",
		"missing", evaluate_switches_record, NULL, PARTS_NONE },
	{ 0 },
};
