#include "analyzer/estate/links.h"

#include <string.h>

#define FUNCTION "AWS::Lambda::Function"

/* Parts of an API that say what it calls, and the property that does. */
static const struct caller {
	const char *type, *uri;
} rest_callers[] = { { "AWS::ApiGateway::Method", "Integration.Uri" }, { NULL, NULL } },
  http_callers[] = { { "AWS::ApiGatewayV2::Integration", "IntegrationUri" }, { NULL, NULL } };

/*
 * The function in ".../functions/FUNCTION_ARN/invocations", the form that proxies need; the URI
 * itself where it has another. Source: the Uri of
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html (read 2026-11).
 */
static struct value called_by(struct arena *arena, const struct value *uri) {
	for (size_t i = 0; i < uri->count; i++) {
		const struct part *part = &uri->parts[i];
		const char *mark =
			part->kind == PART_LITERAL ? strstr(part->text, "/functions/") : NULL;
		if (!mark) {
			continue;
		}
		struct value rest = *uri;
		struct part *parts = arena_alloc(arena, (uri->count - i) * sizeof(*parts));
		memcpy(parts, part, (uri->count - i) * sizeof(*parts));
		parts[0].text = mark + strlen("/functions/");
		rest.parts = *parts[0].text ? parts : parts + 1;
		rest.count = uri->count - i - (*parts[0].text ? 0 : 1);
		return text_until(arena, &rest, "/");
	}
	return *uri;
}

/* The call of the URI at a path below `caller`, where there is one. */
static void add_call(struct eval *eval, struct estate *estate, const struct resource *api,
	const struct place *caller, const char *path, struct edge_list *ret_edges) {
	struct place uri = place_at(eval, caller, path);
	if (uri.value.kind == VALUE_TEXT) {
		uri.value = called_by(eval->arena, &uri.value);
	}
	const struct edge edge = { .kind = EDGE_REQUEST, .from = api, .settings = caller->value };
	if (uri.value.kind == VALUE_TEXT && uri.value.count > 0) {
		edge_add(eval, estate, &edge, &uri, FUNCTION, NULL, ret_edges);
	}
}

struct places VEC(struct place);

/* The members of a map that are maps, each with its pointer. */
static struct places maps_in(struct eval *eval, const struct place *map) {
	struct value_members members = { 0 };
	struct places places = { 0 };
	eval_members(eval, &map->value, &members);
	const struct value_member *m;
	vec_each(m, &members) {
		if (m->value.kind == VALUE_MAP) {
			vec_push(eval->arena, &places,
				(struct place){ m->value,
					pointer_member(eval->arena, map->pointer, m->key) });
		}
	}
	return places;
}

/*
 * What the OpenAPI document of an API says that it calls. Source: the extensions
 * x-amazon-apigateway-integration and -authorizer of
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * (read 2026-11).
 */
static void add_document_calls(struct eval *eval, struct estate *estate, const struct resource *api,
	struct edge_list *ret_edges) {
	static const char *const schemes[] = { "Body.components.securitySchemes",
		"Body.securityDefinitions" };
	struct place properties = place_of(api);
	struct place map = place_at(eval, &properties, "Body.paths");
	struct places paths = maps_in(eval, &map);
	const struct place *path, *method, *scheme;
	vec_each(path, &paths) {
		struct places methods = maps_in(eval, path);
		vec_each(method, &methods) {
			add_call(eval, estate, api, method, "x-amazon-apigateway-integration.uri",
				ret_edges);
		}
	}
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		map = place_at(eval, &properties, schemes[i]);
		struct places found = maps_in(eval, &map);
		vec_each(scheme, &found) {
			add_call(eval, estate, api, scheme,
				"x-amazon-apigateway-authorizer.authorizerUri", ret_edges);
		}
	}
}

static void add_calls(struct eval *eval, struct estate *estate, const struct resource *api,
	const struct caller *row, struct edge_list *ret_edges) {
	add_document_calls(eval, estate, api, ret_edges);
	for (; row->type; row++) {
		struct resource_list callers = { 0 };
		estate_attached(eval, estate, api, row->type, &callers);
		struct resource *const *caller;
		vec_each(caller, &callers) {
			struct place properties = place_of(*caller);
			add_call(eval, estate, api, &properties, row->uri, ret_edges);
		}
	}
}

static void rest_edges(struct eval *eval, struct estate *estate, const struct resource *api,
	struct edge_list *ret_edges) {
	add_calls(eval, estate, api, rest_callers, ret_edges);
}

static void http_edges(struct eval *eval, struct estate *estate, const struct resource *api,
	struct edge_list *ret_edges) {
	add_calls(eval, estate, api, http_callers, ret_edges);
}

/* What maps a domain to an API, and the properties that name both. */
static const struct mapping_row {
	const char *type, *api, *api_type;
} mapping_rows[] = {
	{ "AWS::ApiGateway::BasePathMapping", "RestApiId", "AWS::ApiGateway::RestApi" },
	{ "AWS::ApiGatewayV2::ApiMapping", "ApiId", "AWS::ApiGatewayV2::Api" },
};

static void domain_edges(struct eval *eval, struct estate *estate, const struct resource *domain,
	struct edge_list *ret_edges) {
	for (size_t i = 0; i < sizeof(mapping_rows) / sizeof(mapping_rows[0]); i++) {
		const struct mapping_row *row = &mapping_rows[i];
		struct resource_list mappings = { 0 };
		estate_attached(eval, estate, domain, row->type, &mappings);
		struct resource *const *mapping;
		vec_each(mapping, &mappings) {
			struct place properties = place_of(*mapping);
			struct place api = place_at(eval, &properties, row->api);
			const struct edge edge = { .kind = EDGE_REQUEST,
				.from = domain,
				.settings = (*mapping)->properties };
			edge_add(eval, estate, &edge, &api, row->api_type, NULL, ret_edges);
		}
	}
}

const struct service_type apigateway_types[] = {
	{
		.type = "AWS::ApiGateway::RestApi",
		.noun = "REST API",
		.role = ROLE_ENDPOINT,
		.title_property = "Name",
		.ref_is = "id",
		.edges = rest_edges,
	},
	{
		.type = "AWS::ApiGatewayV2::Api",
		.noun = "HTTP API",
		.role = ROLE_ENDPOINT,
		.title_property = "Name",
		.ref_is = "id",
		.edges = http_edges,
	},
	{
		.type = "AWS::ApiGateway::DomainName",
		.noun = "custom domain",
		.role = ROLE_PART,
		.name_property = "DomainName",
		.ref_is = "name",
		.edges = domain_edges,
	},
	{
		.type = "AWS::ApiGatewayV2::DomainName",
		.noun = "custom domain",
		.role = ROLE_PART,
		.name_property = "DomainName",
		.ref_is = "name",
		.edges = domain_edges,
	},
	{
		.type = "AWS::ApiGateway::BasePathMapping",
		.noun = "base path mapping",
		.role = ROLE_PART,
		.attached_by = "DomainName",
	},
	{
		.type = "AWS::ApiGatewayV2::ApiMapping",
		.noun = "API mapping",
		.role = ROLE_PART,
		.attached_by = "DomainName",
	},
	{
		.type = "AWS::ApiGateway::Stage",
		.noun = "stage",
		.role = ROLE_PART,
		.attached_by = "RestApiId",
	},
	{
		.type = "AWS::ApiGateway::Method",
		.noun = "method",
		.role = ROLE_PART,
		.attached_by = "RestApiId",
	},
	{
		.type = "AWS::ApiGatewayV2::Integration",
		.noun = "integration",
		.role = ROLE_PART,
		.attached_by = "ApiId",
	},
	{ .type = NULL },
};
