#include "analyzer/cfn/sam_event.h"

#include <string.h>

struct sam_routes *sam_routes(struct sam *sam, const char *api, const struct node *place) {
	struct sam_routes *routes = map_find(&sam->routes, api);
	if (!routes) {
		routes = arena_new_of(sam->arena, struct sam_routes);
		routes->paths = node_new(sam->arena, NODE_MAP, place);
		routes->place = place;
		map_set(sam->arena, &sam->routes, api, routes);
	}
	return routes;
}

#define INVOCATION \
	"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" \
	"${Target}/invocations"
#define EXECUTION "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"

/* The call that a route makes, as OpenAPI writes it. */
static const struct node *integration(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	struct node *call = node_new(sam->arena, NODE_MAP, event->key);
	sam_set_text(sam, call, "type", event->is_machine ? "aws" : "aws_proxy", event->key);
	sam_set_text(sam, call, "httpMethod", "POST", event->key);
	sam_set(sam, call, "uri",
		sam_sub(sam, event->is_machine ? EXECUTION : INVOCATION, event->target));
	if (event->is_machine) {
		struct node *templates = node_new(sam->arena, NODE_MAP, event->key);
		node_map_add(sam->arena, templates, "application/json",
			sam_sub(sam, "{\"stateMachineArn\": \"${Target}\"}", event->target));
		node_map_add(sam->arena, call, "requestTemplates", templates);
		sam_set(sam, call, "credentials", event_role(event, "apigateway.amazonaws.com"));
	}
	struct node *method = node_new(sam->arena, NODE_MAP, event->key);
	node_map_add(sam->arena, method, "x-amazon-apigateway-integration", call);
	return method;
}

/* The method as OpenAPI writes it: "any" has a name of its own. */
static const char *method_of(struct sam *sam, const struct node *method) {
	char *name = arena_strdup(sam->arena, sam_text(method) ? sam_text(method) : "any");
	for (char *c = name; *c; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	}
	bool any = strcmp(name, "any") == 0 || strcmp(name, "*") == 0;
	return any ? "x-amazon-apigateway-any-method" : name;
}

static void add_route(const struct sam_event *event, struct sam_routes *routes, const char *path) {
	struct sam *sam = event->item->sam;
	const struct node *condition = node_find(event->item->body, "Condition");
	struct node *operations = (struct node *)node_find(routes->paths, path);
	if (!operations) {
		operations = node_new(sam->arena, NODE_MAP, event->key);
		node_map_add(sam->arena, routes->paths, path, operations);
	}
	node_map_add(sam->arena, operations, method_of(sam, sam_find(event->properties, "Method")),
		sam_if(sam, condition, integration(event)));
}

/* The routes of the API that the event names, which then exists when the event's owner does. */
static struct sam_routes *routes_of(const struct sam_event *event, const char *api) {
	struct sam *sam = event->item->sam;
	struct sam_routes *routes = sam_routes(sam, api, event->key);
	const struct node *condition = node_find(event->item->body, "Condition");
	routes->always = routes->always || !condition;
	if (condition) {
		vec_push(sam->arena, &routes->conditions, condition);
	}
	return routes;
}

/* What SAM ends the id of a permission in: the stage that is named, or that all are meant. */
static const char *stage_of(const struct sam_event *event, const char *api) {
	struct sam *sam = event->item->sam;
	if (!api) {
		return "Prod";
	}
	const struct node *stage =
		node_at(node_find(sam->template->resources, api), "Properties/StageName");
	return node_text(stage) && !sam_is_call(stage) ? sam_letters(sam, stage) : "AllStages";
}

/* SAM takes no function for a path or method. */
static bool is_text(const struct sam_event *event, const char *name) {
	const struct node *value = sam_find(event->properties, name);
	if (value && !sam_text(value)) {
		ctx_error(event->item->sam->ctx, node_span(value),
			"the %s of event %s of %s must be a string", name, event->key->text,
			event->item->id);
		return false;
	}
	return true;
}

void event_route(const struct sam_event *event) {
	bool http = strcmp(event->type, "HttpApi") == 0;
	const struct node *api = sam_find(event->properties, http ? "ApiId" : "RestApiId");
	const char *id = http ? "ServerlessHttpApi" : "ServerlessRestApi";
	if (!http && (!event_requires(event, "Path") || !event_requires(event, "Method"))) {
		return;
	}
	if (api) {
		id = event_referred(api);
	}
	event_permission(event, http ? "" : stage_of(event, api ? (id ? id : "") : NULL),
		"apigateway.amazonaws.com", NULL);
	bool sound = is_text(event, "Path") && is_text(event, "Method");
	struct sam_routes *routes = id ? routes_of(event, id) : NULL;
	if (routes && sound) {
		const char *path = sam_text(sam_find(event->properties, "Path"));
		add_route(event, routes, path ? path : "$default");
	}
}

/* --- APIs that no resource defines --- */

/* The condition under which an API exists that only resources with conditions need. */
static const struct node *condition_of(
	struct sam *sam, const char *api, const struct sam_routes *routes) {
	const struct node *const *name, *first = routes->conditions.items[0];
	struct node *any = node_new(sam->arena, NODE_LIST, routes->place);
	struct map seen = { 0 };
	vec_each(name, &routes->conditions) {
		if (!node_text(*name) || map_has(&seen, node_text(*name))) {
			continue;
		}
		map_set(sam->arena, &seen, node_text(*name), *name);
		struct node *reference = node_new(sam->arena, NODE_MAP, *name);
		node_map_add(sam->arena, reference, "Condition", *name);
		node_list_add(sam->arena, any, reference);
	}
	if (any->count < 2) {
		return first;
	}
	const char *id = arena_printf(sam->arena, "%sCondition", api);
	struct node *formula = node_new(sam->arena, NODE_MAP, routes->place);
	struct node *conditions = node_new(sam->arena, NODE_MAP, sam->template->conditions);
	node_map_add(sam->arena, formula, "Fn::Or", any);
	const struct member *m;
	member_each(m, sam->conditions ? sam->conditions : sam->template->conditions) {
		node_map_add_at(sam->arena, conditions, m->key, m->value);
	}
	node_map_add(sam->arena, conditions, id, formula);
	sam->conditions = conditions;
	return node_new_text(sam->arena, id, routes->place);
}

static void add_implicit(struct sam *sam, const char *id, const char *section, const char *stage,
	void (*expand)(const struct sam_item *item)) {
	const struct sam_routes *routes = map_find(&sam->routes, id);
	if (!routes || routes->used || node_find(sam->resources, id)) {
		return;
	}
	struct node *body = node_new(sam->arena, NODE_MAP, routes->place);
	struct node *own = node_new(sam->arena, NODE_MAP, routes->place);
	if (stage) {
		sam_set_text(sam, own, "StageName", stage, routes->place);
	}
	node_map_add(sam->arena, body, "Properties", own);
	if (!routes->always) {
		node_map_add(sam->arena, body, "Condition", condition_of(sam, id, routes));
	}
	const struct sam_item item = {
		.sam = sam,
		.key = node_new_text(sam->arena, id, routes->place),
		.id = id,
		.body = body,
		.properties = sam_with_globals(sam, section, body, id),
	};
	expand(&item);
}

void sam_implicit_apis(struct sam *sam) {
	add_implicit(sam, "ServerlessRestApi", "Api", "Prod", sam_api);
	add_implicit(sam, "ServerlessHttpApi", "HttpApi", NULL, sam_http_api);
}
