#include "rules/graph.h"
#include "rules/pin.h"

#include <string.h>

#define FUNCTION "AWS::Lambda::Function"

/* --- called_by_custom_resource --- */

static const struct naming tokens[] = {
	{ "Custom::", "ServiceToken", FUNCTION },
	{ "AWS::CloudFormation::CustomResource", "ServiceToken", FUNCTION },
};

static bool serves_custom_resource(struct judge *judge, const struct resource *function) {
	struct resource_list served = { 0 };
	for (size_t i = 0; !served.count && i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		estate_naming(judge->eval, judge->estate, &tokens[i], function, &served);
	}
	return served.count > 0;
}

static bool is_helper(const struct resource *source, const struct resource *to) {
	(void)to;
	return source->helper && strcmp(source->type, FUNCTION) == 0;
}

/* The provider framework of the CDK stands between the custom resource and the author's function.
 */
static enum truth evaluate_called_by_custom_resource(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *function = judge->subject.resource;
	struct resource_list helpers = { 0 };
	bool called = serves_custom_resource(judge, function);
	if (!called) {
		resource_sources(judge->eval, judge->estate, function, EDGE_REQUEST, is_helper,
			SIZE_MAX, &helpers);
	}
	for (size_t i = 0; !called && i < helpers.count; i++) {
		called = serves_custom_resource(judge, helpers.items[i]);
	}
	return judge_blame(judge, truth_of(called), NULL, NULL, NULL);
}

/* --- runs_at_edge --- */

/* Says whether a text leads to the function, or to a version of it. */
static bool leads_to_function(struct judge *judge, const struct value *arn) {
	const struct resource *to = estate_target(judge->estate, judge->eval, arn, NULL);
	if (to && strcmp(to->type, "AWS::Lambda::Version") == 0) {
		struct value name = eval_member(judge->eval, &to->properties, "FunctionName");
		to = estate_target(judge->estate, judge->eval, &name, FUNCTION);
	}
	return to == judge->subject.resource;
}

static bool behavior_runs(struct judge *judge, const struct value *behavior) {
	struct value list = eval_member(judge->eval, behavior, "LambdaFunctionAssociations");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value arn = eval_member(judge->eval, &list.items[i], "LambdaFunctionARN");
		if (leads_to_function(judge, &arn)) {
			return true;
		}
	}
	return false;
}

/* Says whether a distribution of one of the stacks runs the function. */
static bool is_run_by_distribution(struct judge *judge) {
	struct resource *const *distribution;
	vec_each(distribution, estate_of_type(judge->estate, "AWS::CloudFront::Distribution")) {
		struct value config = eval_member(
			judge->eval, &(*distribution)->properties, "DistributionConfig");
		struct value first = eval_member(judge->eval, &config, "DefaultCacheBehavior");
		struct value others = eval_member(judge->eval, &config, "CacheBehaviors");
		bool runs = behavior_runs(judge, &first);
		for (size_t i = 0; others.kind == VALUE_LIST && i < others.count; i++) {
			runs = runs || behavior_runs(judge, &others.items[i]);
		}
		if (runs) {
			return true;
		}
	}
	return false;
}

#define EDGE_SERVICE "edgelambda.amazonaws.com"

/* Services that a trust policy's statement names, one or a list. */
static enum truth names_service(struct judge *judge, const struct value *statement) {
	struct value named = eval_path(judge->eval, statement, "Principal.Service");
	if (named.kind != VALUE_LIST) {
		return named.kind == VALUE_ABSENT ? NO : judge_text_equals(&named, EDGE_SERVICE);
	}
	enum truth result = NO;
	for (size_t i = 0; i < named.count; i++) {
		result = truth_or(result, judge_text_equals(&named.items[i], EDGE_SERVICE));
	}
	return result;
}

static enum truth trusts_edge(struct judge *judge, const struct value *properties) {
	struct value statements =
		eval_path(judge->eval, properties, "AssumeRolePolicyDocument.Statement");
	if (statements.kind != VALUE_LIST) {
		return statements.kind == VALUE_UNKNOWN ? UNKNOWN
							: names_service(judge, &statements);
	}
	enum truth result = NO;
	for (size_t i = 0; i < statements.count; i++) {
		result = truth_or(result, names_service(judge, &statements.items[i]));
	}
	return result;
}

/*
 * CloudFront runs only functions whose role trusts it. Source:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 * (read 2026-11). A role that the estate lacks leaves it open for what stands in us-east-1, where
 * such functions have to be.
 */
static enum truth evaluate_runs_at_edge(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *function = judge->subject.resource;
	const char *region = resource_region(function), *primary = judge->estate->regions.primary;
	bool elsewhere = region && strcmp(region, "us-east-1") != 0;
	bool at_home = region && primary && strcmp(region, primary) == 0;
	if (elsewhere || is_run_by_distribution(judge)) {
		return judge_blame(judge, truth_of(!elsewhere), NULL, NULL, NULL);
	}
	struct value name = eval_member(judge->eval, &function->properties, "Role");
	const struct resource *role =
		estate_target(judge->estate, judge->eval, &name, "AWS::IAM::Role");
	enum truth result = trusts_edge(judge, role ? &role->properties : &function->properties);
	if (!role && name.kind != VALUE_ABSENT && result == NO && !at_home) {
		result = UNKNOWN;
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "its role, which may let CloudFront run it, is not known"
				  : NULL);
}

/* --- variable --- */

/* The environment variables of a function, each under its name. */
static enum truth list_variables(struct judge *judge, struct subject_list *ret_subjects) {
	const char *pointer;
	struct value variables = judge_property(judge, "Environment.Variables", &pointer);
	if (variables.kind == VALUE_UNKNOWN) {
		return judge_blame(
			judge, UNKNOWN, &variables, pointer, "%s", judge_reason(judge, &variables));
	}
	struct value_members members = { 0 };
	eval_members(judge->eval, &variables, &members);
	const struct value_member *member;
	vec_each(member, &members) {
		struct subject variable = judge->subject;
		variable.value = member->value;
		variable.pointer = pointer_member(judge->eval->arena, pointer, member->key);
		variable.label = member->key;
		variable.within = variables.node;
		vec_push(judge->eval->arena, ret_subjects, variable);
	}
	return judge_blame(judge, YES, &variables, pointer, NULL);
}

/* --- leaves_region_open --- */

/*
 * What fixes the primary region fails in the recovery region, and where no region was said, any
 * that is fixed may be the primary in all but one deployment. Where the recovery region has a
 * function of its own, that one is judged by what it says; where none is, a text that the CDK or a
 * describe call gave may be this deployment's alone.
 */
static enum truth judge_pin(struct judge *judge, const char *text, const char **ret_reason) {
	const struct resource *function = judge->subject.resource;
	const char *own = resource_region(function), *primary = judge->estate->regions.primary;
	bool in_recovery = graph_is_recovery(judge->estate, own);
	const char *wrong = primary || in_recovery ? primary : own;
	bool fixes = wrong ? pin_fixes(text, wrong) : pin_fixes_any(judge->eval->arena, text, own);
	if (!fixes || pin_names_recovery(judge, text)) {
		return YES;
	}
	if (!wrong && own) {
		*ret_reason = "the primary region was not said";
		return UNKNOWN;
	}
	if (in_recovery) {
		return NO;
	}
	enum truth has_twins = pin_has_twins(judge, function, ret_reason);
	if (has_twins != NO) {
		return has_twins;
	}
	if (resource_construct(function) || function->stack->evidence == EVIDENCE_LIVE) {
		*ret_reason =
			"it may be written anew for each region that the stack is deployed in";
		return UNKNOWN;
	}
	return NO;
}

/* In the recovery region what the deployment was given counts, elsewhere what others get too. */
static const char *text_of_variable(struct judge *judge) {
	const struct resource *function = judge->subject.resource;
	const struct value *value = &judge->subject.value;
	if (graph_is_recovery(judge->estate, resource_region(function))) {
		return value->kind == VALUE_TEXT ? judge_describe(judge, value) : NULL;
	}
	const struct node *written = node_find(judge->subject.within, judge->subject.label);
	return pin_written_text(judge->eval, &function->stack->stack, written);
}

static enum truth evaluate_leaves_region_open(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *name = judge->subject.label, *reason = NULL;
	const char *text = text_of_variable(judge);
	enum truth result = YES;
	if (text && !pin_says_role(name)) {
		result = judge_pin(judge, text, &reason);
	}
	return judge_blame(judge, result, &judge->subject.value, judge->subject.pointer,
		result == UNKNOWN ? "%s" : NULL, reason);
}

const struct word lambda_words[] = {
	{ "called_by_custom_resource",
		"CloudFormation calls the function, for a custom resource of one of the stacks", "",
		"", evaluate_called_by_custom_resource, NULL, PARTS_NONE },
	{ "runs_at_edge", "CloudFront runs the function, which its role lets it", "", "",
		evaluate_runs_at_edge, NULL, PARTS_NONE },
	{ "leaves_region_open",
		"the environment variable fixes no value of the primary region, so that it fits a "
		"copy of the function elsewhere",
		"", "", evaluate_leaves_region_open, NULL, PARTS_NONE },
	{ 0 },
};

const struct collection lambda_collections[] = {
	{ "variable", "the environment variables of a function", list_variables },
	{ 0 },
};
