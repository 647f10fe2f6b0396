#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>
#include <strings.h>

/* What maps a custom domain to an API. */
static const struct naming mapping_types[] = {
	{ "AWS::ApiGateway::BasePathMapping", "RestApiId", "AWS::ApiGateway::RestApi" },
	{ "AWS::ApiGateway::BasePathMappingV2", "RestApiId", "AWS::ApiGateway::RestApi" },
	{ "AWS::ApiGatewayV2::ApiMapping", "ApiId", "AWS::ApiGatewayV2::Api" },
};

static enum truth is_mapped_by(
	struct judge *judge, const struct resource *mapping, const struct naming *naming) {
	const char *reason = NULL;
	enum truth exists =
		eval_exists(judge->eval, &mapping->stack->stack, mapping->node, &reason);
	struct value api = eval_member(judge->eval, &mapping->properties, naming->path);
	const struct resource *target =
		estate_target(judge->estate, judge->eval, &api, naming->target);
	if (target) {
		return truth_and(exists, truth_of(target == judge->resource));
	}
	return value_text(judge->eval->arena, &api) || value_reference(&api) ? NO : UNKNOWN;
}

static enum truth evaluate_has_custom_domain(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(mapping_types) / sizeof(mapping_types[0]); i++) {
		struct resource_list mappings = { 0 };
		estate_may_name(judge->eval->arena, judge->estate, &mapping_types[i],
			judge->resource, &mappings);
		struct resource *const *mapping;
		vec_each(mapping, &mappings) {
			result = truth_or(result, is_mapped_by(judge, *mapping, &mapping_types[i]));
		}
	}
	if (result == UNKNOWN) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"a mapping does not say which API it maps, or may not exist");
	}
	if (result == NO && !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"its domain may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL, NULL);
}

/* --- behind_distribution --- */

#define DISTRIBUTION "AWS::CloudFront::Distribution"

static bool ends_with(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* A host of one's own may lead to the API by ways that the estate does not show. */
static enum truth leads_to(struct judge *judge, const struct value *host) {
	const struct resource *api = judge->subject.resource;
	const struct resource *origin =
		host->kind == VALUE_UNKNOWN ? judge_made_of(judge, host) : NULL;
	if (origin) {
		return truth_of(origin == api);
	}
	const char *text = value_text(judge->eval->arena, host);
	if (text) {
		bool aws = ends_with(text, ".amazonaws.com") && !strstr(text, "execute-api");
		return aws ? NO : UNKNOWN;
	}
	enum truth result = host->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; host->kind == VALUE_TEXT && i < host->count; i++) {
		const struct part *part = &host->parts[i];
		if (part->kind == PART_UNKNOWN) {
			result = truth_or(result, UNKNOWN);
		} else if (part->kind == PART_REFERENCE && part->stack == &api->stack->stack &&
			   strcmp(part->logical_id, api->logical_id) == 0) {
			return YES;
		}
	}
	return result;
}

static enum truth is_origin_of(struct judge *judge, const struct resource *distribution) {
	const char *reason = NULL;
	enum truth exists =
		eval_exists(judge->eval, &distribution->stack->stack, distribution->node, &reason);
	struct value origins =
		eval_path(judge->eval, &distribution->properties, "DistributionConfig.Origins");
	enum truth result = origins.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; origins.kind == VALUE_LIST && i < origins.count; i++) {
		struct value host = eval_member(judge->eval, &origins.items[i], "DomainName");
		result = truth_or(result, leads_to(judge, &host));
	}
	return truth_and(exists, result);
}

static enum truth evaluate_behind_distribution(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	struct resource *const *distribution;
	vec_each(distribution, estate_of_type(judge->estate, DISTRIBUTION)) {
		result = truth_or(result, is_origin_of(judge, *distribution));
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "a distribution among the stacks may stand in front of it"
				  : NULL);
}

static const char *const domain_types[] = { "AWS::ApiGateway::DomainName",
	"AWS::ApiGatewayV2::DomainName" };

/* --- endpoint_is --- */

static enum truth type_is(struct judge *judge, const struct value *type, const char *wanted) {
	(void)judge;
	return type->kind == VALUE_ABSENT ? NO : judge_text_equals(type, wanted);
}

/*
 * What an import of an OpenAPI document sets, and what counts where nothing does. An edge-optimized
 * domain is refused without CertificateArn, a regional one without RegionalCertificateArn.
 */
static enum truth default_is(struct judge *judge, const char *wanted) {
	struct value imported = eval_path(
		judge->eval, &judge->subject.value, "Parameters.endpointConfigurationTypes");
	if (imported.kind != VALUE_ABSENT) {
		return type_is(judge, &imported, wanted);
	}
	bool is_domain = strcmp(judge->subject.resource->type, domain_types[0]) == 0;
	bool regional = is_domain && judge_present(judge, "RegionalCertificateArn") == YES &&
			judge_present(judge, "CertificateArn") == NO;
	return truth_of(strcmp(wanted, regional ? "REGIONAL" : "EDGE") == 0);
}

/*
 * Without a type an endpoint of version 1 is edge-optimized; those of version 2 are regional.
 * Source: EndpointConfiguration of
 * https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html (read 2026-11).
 */
static enum truth evaluate_endpoint_is(struct judge *judge, const struct assertion *assertion) {
	const char *wanted = node_text(assertion->arguments), *type = judge->subject.resource->type;
	if (strncmp(type, "AWS::ApiGatewayV2::", 19) == 0) {
		return judge_blame(
			judge, truth_of(strcmp(wanted, "REGIONAL") == 0), NULL, NULL, NULL);
	}
	const char *pointer;
	struct value found = judge_property(judge, "EndpointConfiguration", &pointer);
	if (found.kind == VALUE_MAP) {
		found = judge_property(judge, "EndpointConfiguration.Types", &pointer);
	}
	bool unsaid = found.kind == VALUE_ABSENT || (found.kind == VALUE_LIST && !found.count);
	enum truth result = unsaid ? default_is(judge, wanted) : NO;
	for (size_t i = 0; found.kind == VALUE_LIST && i < found.count; i++) {
		result = truth_or(result, type_is(judge, &found.items[i], wanted));
	}
	if (found.kind == VALUE_TEXT || found.kind == VALUE_UNKNOWN) {
		result = type_is(judge, &found, wanted);
	}
	return judge_blame(judge, result, &found, pointer, result == UNKNOWN ? "%s" : NULL,
		found.kind == VALUE_ABSENT ? "it names no endpoint type"
					   : judge_reason(judge, &found));
}

static void check_endpoint(struct ctx *ctx, const struct node *arguments) {
	const char *type = node_text(arguments);
	if (!type || (strcmp(type, "EDGE") != 0 && strcmp(type, "REGIONAL") != 0 &&
			     strcmp(type, "PRIVATE") != 0)) {
		ctx_error(ctx, node_span(arguments), "expected EDGE, REGIONAL or PRIVATE");
	}
}

/* --- named_in_every_region --- */

/* An edge-optimized domain takes its name from all other regions. */
static enum truth is_at_edge(struct judge *judge, const struct resource *domain) {
	struct value types =
		eval_path(judge->eval, &domain->properties, "EndpointConfiguration.Types");
	struct value at_edge = eval_member(judge->eval, &domain->properties, "CertificateArn");
	enum truth result = types.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; types.kind == VALUE_LIST && i < types.count; i++) {
		result = truth_or(result, judge_text_equals(&types.items[i], "EDGE"));
	}
	bool unsaid = types.kind == VALUE_ABSENT && at_edge.kind != VALUE_ABSENT;
	return truth_or(result, truth_of(unsaid));
}

/* Both versions of API Gateway share the names of domains. */
static enum truth is_named_in(struct judge *judge, const char *region, const struct value *name) {
	const char *text = value_text(judge->eval->arena, name);
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(domain_types) / sizeof(domain_types[0]); i++) {
		struct resource *const *domain;
		vec_each(domain, estate_of_type(judge->estate, domain_types[i])) {
			const char *own = resource_region(*domain), *reason = NULL;
			if (!own || strcmp(own, region) != 0) {
				continue;
			}
			struct value other =
				eval_member(judge->eval, &(*domain)->properties, "DomainName");
			const char *spelt = value_text(judge->eval->arena, &other);
			enum truth same = text ? judge_text_equals(&other, text) : UNKNOWN;
			same = text && spelt ? truth_of(strcasecmp(text, spelt) == 0) : same;
			same = truth_and(same, truth_not(is_at_edge(judge, *domain)));
			result = truth_or(result,
				truth_and(same, eval_exists(judge->eval, &(*domain)->stack->stack,
							(*domain)->node, &reason)));
		}
	}
	return result;
}

/* Says whether a name may say where it leads: "west.example.com", "api-dr.example.com". */
static bool says_place(const char *name) {
	static const char *const places[] = { "central", "dr", "east", "north", "primary",
		"secondary", "south", "standby", "west" };
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (strstr(name, places[i])) {
			return true;
		}
	}
	return false;
}

/* A name that holds its region is that region's own; its twin's then differs. */
static enum truth has_own_host(struct judge *judge, const char *region, const char *text) {
	struct resource_list twins = { 0 };
	const char *own = resource_region(judge->subject.resource), *reason = NULL;
	graph_twins(judge, judge->subject.resource, region, &twins, &reason);
	if (twins.count == 0) {
		return reason ? UNKNOWN : NO;
	}
	bool regional = own && text && strstr(text, own);
	return regional ? YES : !text || says_place(text) ? UNKNOWN : NO;
}

static enum truth evaluate_named_in_every_region(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer, *own = resource_region(judge->subject.resource), *missing = "";
	struct value name = judge_property(judge, "DomainName", &pointer);
	const char *text = value_text(judge->eval->arena, &name);
	enum truth result = YES;
	const char *const *region;
	vec_each(region, &judge->estate->regions.recovery) {
		if (own && strcmp(own, *region) == 0) {
			continue;
		}
		enum truth found = truth_or(
			is_named_in(judge, *region, &name), has_own_host(judge, *region, text));
		missing = found < result ? *region : missing;
		result = truth_and(result, found);
	}
	const char *reason = text ? "what stands for it in the other region may have another name"
				  : judge_reason(judge, &name);
	if (result == NO && !graph_is_known(judge->estate, missing)) {
		result = UNKNOWN;
		reason = "it may stand in a stack that was not given";
	}
	judge_blame(judge, result, &name, pointer, result == UNKNOWN ? "%s" : NULL, reason);
	judge_fact(judge, "missing", missing);
	return result;
}

const struct word apigateway_words[] = {
	{ "has_custom_domain", "a custom domain is mapped to the API", "", "",
		evaluate_has_custom_domain, NULL, PARTS_NONE },
	{ "behind_distribution", "a CloudFront distribution of one of the stacks leads to the API",
		"", "", evaluate_behind_distribution, NULL, PARTS_NONE },
	{ "endpoint_is",
		"the API or custom domain has an endpoint of type EDGE, REGIONAL or PRIVATE", "",
		"", evaluate_endpoint_is, check_endpoint, PARTS_NONE },
	{ "named_in_every_region", "a custom domain of this name stands in every recovery region",
		"", "missing", evaluate_named_in_every_region, NULL, PARTS_NONE },
	{ 0 },
};
