#include "analyzer/estate/links.h"
#include "pricing/regional.h"

/*
 * Amazon API Gateway: REST APIs by the call, HTTP APIs by the call of up to 512 KB, each in bands;
 * WebSocket APIs by the message of up to 32 KB and the minute of connection. A cache of a stage is
 * paid by the hour and its size. An API that is not called costs nothing. Source:
 * https://aws.amazon.com/api-gateway/pricing/ (read 2026-11).
 */
static const struct usage_key requests_key = { "monthly_requests", "requests", "calls of the API",
	"1000000", NULL, false };
static const struct usage_key size_key = { "request_size_kb", "KB",
	"size of a call with its answer; each 512 KB count as a call", "1", NULL, true };
static const struct usage_key messages_key = { "monthly_messages", "messages",
	"messages of a WebSocket API", "1000000", NULL, false };
static const struct usage_key message_size_key = { "message_size_kb", "KB",
	"size of a message; each 32 KB count as one", "1", NULL, true };
static const struct usage_key minutes_key = { "monthly_connection_mins", "minutes",
	"minutes for which clients of a WebSocket API are connected, in sum", "0", NULL, false };

static const struct usage_key *const rest_keys[] = { &requests_key, NULL };
static const struct usage_key *const http_keys[] = { &requests_key, &size_key, &messages_key,
	&message_size_key, &minutes_key, NULL };

#define HTTP_CALL_KB 512
#define MESSAGE_KB 32

static void cost_caches(const struct regional *regional) {
	struct costing *costing = regional->costing;
	struct resource_list stages = { 0 };
	estate_attached(&costing->eval, costing->estate, costing->resource,
		"AWS::ApiGateway::Stage", &stages);
	struct resource *const *stage;
	vec_each(stage, &stages) {
		struct value on =
			eval_member(&costing->eval, &(*stage)->properties, "CacheClusterEnabled");
		if (!value_is_absent(&on) && value_truth(costing->estate->ctx->arena, &on) != NO) {
			regional_unpriced(regional, "apigateway.cache_hour",
				"the price book has no prices for caches of stages");
		}
	}
}

static void cost_rest(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	if (!regional.is_twin) {
		regional_serve(&regional, "apigateway.rest_request", "calls",
			costing_usage_or_default(costing, &requests_key));
	}
	cost_caches(&regional);
}

static void cost_web_socket(const struct regional *regional) {
	struct costing *costing = regional->costing;
	struct decimal messages = costing_usage_or_default(costing, &messages_key);
	regional_serve(regional, "apigateway.websocket_message", "messages",
		costing_in_parts(costing, messages, &message_size_key, MESSAGE_KB));
	regional_serve(regional, "apigateway.websocket_minute", "minutes of connection",
		costing_usage_or_default(costing, &minutes_key));
}

/* An API whose document is imported says no protocol, and is an HTTP API. */
static void cost_http(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	struct value protocol =
		eval_member(&costing->eval, &costing->resource->properties, "ProtocolType");
	const char *reason = NULL;
	if (regional.is_twin) {
		return;
	}
	if (costing_is(costing, &protocol, "WEBSOCKET")) {
		cost_web_socket(&regional);
	} else if (value_is_absent(&protocol) || costing_text(costing, &protocol, &reason)) {
		struct decimal requests = costing_usage_or_default(costing, &requests_key);
		regional_serve(&regional, "apigateway.http_request", "calls",
			costing_in_parts(costing, requests, &size_key, HTTP_CALL_KB));
	} else {
		regional_unpriced(&regional, "apigateway.http_request", reason);
	}
}

const struct cost_model apigateway_models[] = {
	{ "AWS::ApiGateway::RestApi", cost_rest, rest_keys, "aws_api_gateway_rest_api", NULL, true,
		NULL },
	{ "AWS::ApiGatewayV2::Api", cost_http, http_keys, "aws_apigatewayv2_api", NULL, true,
		NULL },
	{ 0 },
};
