#include "analyzer/cfn/sam_build.h"

#include <string.h>

/* --- what an API calls --- */

#define AUTHORIZATION \
	"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" \
	"${Target}/invocations"

/* The functions and user pools that decide who may call, as OpenAPI writes them. */
static const struct node *authorizers(const struct sam_item *item) {
	struct sam *sam = item->sam;
	const struct node *auth = sam_map(item, item->properties, "Auth");
	const struct node *written = sam_map(item, auth, "Authorizers");
	if (!written) {
		return NULL;
	}
	struct node *schemes = node_new(sam->arena, NODE_MAP, written);
	const struct member *m;
	member_each(m, written) {
		const struct node *function = sam_find(m->value, "FunctionArn");
		const struct node *pool = sam_find(m->value, "UserPoolArn");
		struct node *scheme = node_new(sam->arena, NODE_MAP, m->value);
		struct node *authorizer = node_new(sam->arena, NODE_MAP, m->value);
		if (function) {
			sam_set(sam, authorizer, "authorizerUri",
				sam_sub(sam, AUTHORIZATION, function));
		}
		sam_set(sam, authorizer, "providerARNs", pool);
		node_map_add(sam->arena, scheme, "x-amazon-apigateway-authorizer", authorizer);
		node_map_add_at(sam->arena, schemes, m->key, scheme);
	}
	return schemes;
}

/*
 * The document that the API is made from: what its events ask for, or its own, to which events add
 * only where it says MergeDefinitions.
 */
static void add_body(const struct sam_item *item, struct node *api) {
	struct sam *sam = item->sam;
	const struct node *own = sam_find(item->properties, "DefinitionBody");
	struct sam_routes *routes = sam_routes(sam, item->id, item->key);
	bool merges = false;
	routes->used = true;
	node_bool(sam_find(item->properties, "MergeDefinitions"), &merges);
	if ((own && !merges) || sam_is_call(own) || sam_find(item->properties, "DefinitionUri")) {
		return;
	}
	struct node *body = node_new(sam->arena, NODE_MAP, item->key);
	node_map_add(sam->arena, body, "paths", routes->paths);
	const struct node *schemes = authorizers(item);
	if (schemes) {
		struct node *components = node_new(sam->arena, NODE_MAP, schemes);
		node_map_add(sam->arena, components, "securitySchemes", schemes);
		node_map_add(sam->arena, body, "components", components);
	}
	node_map_add(sam->arena, api, "Body", sam_merge(sam, body, own));
}

/* --- stages --- */

static const char *stage_id(const struct sam_item *item, const char *otherwise) {
	struct sam *sam = item->sam;
	const struct node *name = sam_find(item->properties, "StageName");
	if (!name) {
		return arena_printf(sam->arena, "%s%s", item->id, otherwise);
	}
	return arena_printf(
		sam->arena, "%s%sStage", item->id, sam_is_call(name) ? "" : sam_letters(sam, name));
}

static void carry_to_stage(
	const struct sam_item *item, const char *const *names, struct node *ret_stage) {
	for (; *names; names++) {
		sam_set(item->sam, ret_stage, *names, sam_find(item->properties, *names));
	}
}

/* --- REST APIs --- */

static const struct node *endpoint(const struct sam_item *item, const struct node *value) {
	struct sam *sam = item->sam;
	struct node *configuration = node_new(sam->arena, NODE_MAP, value);
	const struct node *type = value;
	if (node_is_map(value) && !sam_is_call(value)) {
		type = sam_find(value, "Type");
		sam_set(sam, configuration, "VpcEndpointIds", sam_find(value, "VPCEndpointIds"));
		sam_set(sam, configuration, "IpAddressType", sam_find(value, "IpAddressType"));
	}
	if (type) {
		struct node *types = node_new(sam->arena, NODE_LIST, type);
		node_list_add(sam->arena, types, type);
		node_map_add(sam->arena, configuration, "Types", types);
	}
	return configuration;
}

static const struct node *body_location(const struct sam_item *item, const struct node *value) {
	const struct node *location = sam_location(item, value, "Bucket", "Key", "Version");
	return location ? location
			: node_new_unknown(item->sam->arena,
				  "it is uploaded when the template is packaged", value);
}

static const struct sam_property rest_properties[] = {
	{ "EndpointConfiguration", "EndpointConfiguration", endpoint },
	{ "DefinitionBody", "Body", NULL },
	{ "DefinitionUri", "BodyS3Location", body_location },
	{ "Tags", "Tags", sam_tags },
	{ "AccessLogSetting", NULL, NULL },
	{ "AlwaysDeploy", NULL, NULL },
	{ "Auth", NULL, NULL },
	{ "CacheClusterEnabled", NULL, NULL },
	{ "CacheClusterSize", NULL, NULL },
	{ "CanarySetting", NULL, NULL },
	{ "Cors", NULL, NULL },
	{ "Domain", NULL, NULL },
	{ "GatewayResponses", NULL, NULL },
	{ "MergeDefinitions", NULL, NULL },
	{ "MethodSettings", NULL, NULL },
	{ "Models", NULL, NULL },
	{ "OpenApiVersion", NULL, NULL },
	{ "PropagateTags", NULL, NULL },
	{ "StageName", NULL, NULL },
	{ "TracingEnabled", NULL, NULL },
	{ "Variables", NULL, NULL },
	{ NULL, NULL, NULL },
};

/* Keys that API Gateway generates, for the API alone or for all that share a plan. */
static void add_usage_plan(const struct sam_item *item, const char *stage) {
	struct sam *sam = item->sam;
	const struct node *plan =
		sam_map(item, sam_map(item, item->properties, "Auth"), "UsagePlan");
	const char *kind = node_text(sam_find(plan, "CreateUsagePlan"));
	if (!kind || (strcmp(kind, "PER_API") != 0 && strcmp(kind, "SHARED") != 0)) {
		return;
	}
	const char *prefix = strcmp(kind, "SHARED") == 0 ? "Serverless" : item->id;
	struct node *usage =
		sam_generate(item, plan, "AWS::ApiGateway::UsagePlan", "%sUsagePlan", prefix);
	struct node *stages = node_new(sam->arena, NODE_LIST, plan);
	struct node *one = node_new(sam->arena, NODE_MAP, plan);
	sam_set(sam, one, "ApiId", sam_ref(sam, item->id, plan));
	sam_set(sam, one, "Stage", sam_ref(sam, stage, plan));
	node_list_add(sam->arena, stages, one);
	node_map_add(sam->arena, usage, "ApiStages", stages);
	struct node *key = sam_generate(item, plan, "AWS::ApiGateway::ApiKey", "%sApiKey", prefix);
	sam_set(sam, key, "Enabled", node_new_bool(sam->arena, true, plan));
}

void sam_api(const struct sam_item *item) {
	static const char *const stage_names[] = { "StageName", "AccessLogSetting",
		"CacheClusterEnabled", "CacheClusterSize", "CanarySetting", "MethodSettings",
		"TracingEnabled", "Variables", NULL };
	struct sam *sam = item->sam;
	struct node *api = sam_become(item, "AWS::ApiGateway::RestApi");
	sam_carry(item, item->properties, rest_properties, api);
	add_body(item, api);
	if (!sam_find(item->properties, "StageName")) {
		ctx_error(sam->ctx, node_span(item->key), "%s must have a StageName", item->id);
	}
	const char *deployment = arena_printf(sam->arena, "%sDeployment", item->id);
	struct node *deployed =
		sam_generate(item, item->key, "AWS::ApiGateway::Deployment", "%s", deployment);
	sam_set(sam, deployed, "RestApiId", sam_ref(sam, item->id, item->key));
	const char *id = stage_id(item, "Stage");
	struct node *stage = sam_generate(item, item->key, "AWS::ApiGateway::Stage", "%s", id);
	carry_to_stage(item, stage_names, stage);
	sam_set(sam, stage, "RestApiId", sam_ref(sam, item->id, item->key));
	sam_set(sam, stage, "DeploymentId", sam_ref(sam, deployment, item->key));
	sam_name(item, "Stage", id);
	sam_name(item, "Deployment", deployment);
	sam_domain(item, id, true);
	add_usage_plan(item, id);
}

/* --- HTTP and WebSocket APIs --- */

static void add_stage(const struct sam_item *item) {
	static const char *const names[] = { "StageName", "AccessLogSettings",
		"DefaultRouteSettings", "RouteSettings", "StageVariables", NULL };
	struct sam *sam = item->sam;
	const char *id = stage_id(item, "ApiGatewayDefaultStage");
	struct node *stage = sam_generate(item, item->key, "AWS::ApiGatewayV2::Stage", "%s", id);
	sam_set_text(sam, stage, "StageName", "$default", item->key);
	carry_to_stage(item, names, stage);
	sam_set(sam, stage, "ApiId", sam_ref(sam, item->id, item->key));
	sam_name(item, "Stage", id);
	sam_domain(item, id, false);
}

static const struct sam_property http_properties[] = {
	{ "DefinitionBody", "Body", NULL },
	{ "DefinitionUri", "BodyS3Location", body_location },
	{ "AccessLogSettings", NULL, NULL },
	{ "Auth", NULL, NULL },
	{ "DefaultRouteSettings", NULL, NULL },
	{ "Domain", NULL, NULL },
	{ "PropagateTags", NULL, NULL },
	{ "RouteSettings", NULL, NULL },
	{ "Routes", NULL, NULL },
	{ "StageName", NULL, NULL },
	{ "StageVariables", NULL, NULL },
	{ NULL, NULL, NULL },
};

void sam_http_api(const struct sam_item *item) {
	struct node *api = sam_become(item, "AWS::ApiGatewayV2::Api");
	sam_carry(item, item->properties, http_properties, api);
	add_body(item, api);
	add_stage(item);
}

static void add_route(const struct sam_item *item, const struct member *route) {
	struct sam *sam = item->sam;
	const struct node *function = sam_find(route->value, "FunctionArn");
	char *name = arena_strdup(sam->arena, sam_letters(sam, route->key));
	if (*name >= 'a' && *name <= 'z') {
		*name = (char)(*name - 'a' + 'A');
	}
	if (!function) {
		ctx_error(sam->ctx, node_span(route->key), "route %s of %s must have a FunctionArn",
			route->key->text, item->id);
		return;
	}
	struct node *integration = sam_generate(item, route->key, "AWS::ApiGatewayV2::Integration",
		"%s%sIntegration", item->id, name);
	sam_set(sam, integration, "ApiId", sam_ref(sam, item->id, route->key));
	sam_set_text(sam, integration, "IntegrationType", "AWS_PROXY", route->key);
	sam_set(sam, integration, "IntegrationUri", sam_sub(sam, AUTHORIZATION, function));
	struct node *made = sam_generate(
		item, route->key, "AWS::ApiGatewayV2::Route", "%s%sRoute", item->id, name);
	sam_set(sam, made, "ApiId", sam_ref(sam, item->id, route->key));
	node_map_add(sam->arena, made, "RouteKey", route->key);
}

void sam_web_socket_api(const struct sam_item *item) {
	struct node *api = sam_become(item, "AWS::ApiGatewayV2::Api");
	sam_carry(item, item->properties, http_properties, api);
	sam_set_text(item->sam, api, "ProtocolType", "WEBSOCKET", item->key);
	const struct node *routes = sam_map(item, item->properties, "Routes");
	const struct member *m;
	member_each(m, routes) {
		add_route(item, m);
	}
	add_stage(item);
}
