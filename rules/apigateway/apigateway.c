#include "rules/word.h"

#include <string.h>

/* What maps a custom domain to an API, by type and by the property that names the API. */
static const struct mapping_type {
	const char *type, *property, *api_type;
} mapping_types[] = {
	{ "AWS::ApiGateway::BasePathMapping", "RestApiId", "AWS::ApiGateway::RestApi" },
	{ "AWS::ApiGateway::BasePathMappingV2", "RestApiId", "AWS::ApiGateway::RestApi" },
	{ "AWS::ApiGatewayV2::ApiMapping", "ApiId", "AWS::ApiGatewayV2::Api" },
};

static enum truth is_mapped_by(
	struct judge *judge, const struct resource *mapping, const struct mapping_type *row) {
	const char *reason = NULL;
	enum truth exists =
		eval_exists(judge->eval, &mapping->stack->stack, mapping->node, &reason);
	struct value api = eval_member(judge->eval, &mapping->properties, row->property);
	const struct resource *target =
		estate_target(judge->estate, judge->eval, &api, row->api_type);
	if (target) {
		return truth_and(exists, truth_of(target == judge->resource));
	}
	return value_text(judge->eval->arena, &api) || value_reference(&api) ? NO : UNKNOWN;
}

/* A distribution, load balancer or accelerator of one's own can stand in front instead. */
static enum truth is_fronted(struct judge *judge) {
	static const char *const fronts[] = { "AWS::CloudFront::Distribution",
		"AWS::GlobalAccelerator::EndpointGroup" };
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		if (estate_of_type(judge->estate, fronts[i])->count > 0) {
			return UNKNOWN;
		}
	}
	return NO;
}

static enum truth evaluate_has_custom_domain(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(mapping_types) / sizeof(mapping_types[0]); i++) {
		struct resource *const *mapping;
		vec_each(mapping, estate_of_type(judge->estate, mapping_types[i].type)) {
			result = truth_or(result, is_mapped_by(judge, *mapping, &mapping_types[i]));
		}
	}
	if (result == YES) {
		return judge_blame(judge, YES, NULL, NULL, NULL);
	}
	if (is_fronted(judge) == UNKNOWN) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"a distribution or accelerator among the stacks may stand in front of it");
	}
	if (result == UNKNOWN || !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			result == UNKNOWN ? "a mapping does not say which API it maps"
					  : "its domain may stand in a stack that was not given");
	}
	return judge_blame(judge, NO, NULL, NULL, NULL);
}

const struct word apigateway_words[] = {
	{ "has_custom_domain", "a custom domain is mapped to the API", "", "",
		evaluate_has_custom_domain, NULL, PARTS_NONE },
	{ 0 },
};
