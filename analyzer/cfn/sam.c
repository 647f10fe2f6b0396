#include "analyzer/cfn/sam_build.h"

#include <string.h>

/* A type of SAM. Those that collect what events ask of them are expanded after the events. */
static const struct sam_type {
	const char *name;    /* after AWS::Serverless:: */
	const char *globals; /* its member of the Globals section; NULL: there is none */
	bool collects;
	const char *help;
	void (*expand)(const struct sam_item *item);
} sam_types[] = {
	{ "Function", "Function", false, "function, role, version, alias, URL and its events",
		sam_function },
	{ "Api", "Api", true, "REST API, stage, domain and records", sam_api },
	{ "HttpApi", "HttpApi", true, "HTTP API, stage, domain and records", sam_http_api },
	{ "WebSocketApi", "WebSocketApi", false, "WebSocket API, routes, stage, domain and records",
		sam_web_socket_api },
	{ "SimpleTable", "SimpleTable", false, "table with a partition key", sam_simple_table },
	{ "StateMachine", "StateMachine", false, "state machine, role, alias and its events",
		sam_state_machine },
	{ "Application", NULL, false, "nested stack", sam_application },
	{ "LayerVersion", "LayerVersion", false, "layer", sam_layer_version },
	{ "Connector", NULL, false, "the policy by which one resource calls another",
		sam_connector },
	{ "GraphQLApi", NULL, false, "GraphQL API, schema, keys and data sources",
		sam_graphql_api },
	{ "CapacityProvider", "CapacityProvider", false, "capacity provider of functions",
		sam_capacity_provider },
	{ NULL, NULL, false, NULL, NULL },
};

static bool is_of_sam(const struct node *resource) {
	const char *type = node_text(node_find(resource, "Type"));
	return type && strncmp(type, SAM_PREFIX, strlen(SAM_PREFIX)) == 0;
}

static const struct sam_type *type_of(const struct node *body) {
	if (!is_of_sam(body)) {
		return NULL;
	}
	const char *type = node_find(body, "Type")->text;
	for (const struct sam_type *row = sam_types; row->name; row++) {
		if (strcmp(row->name, type + strlen(SAM_PREFIX)) == 0) {
			return row;
		}
	}
	return NULL;
}

static void expand(struct sam *sam, const struct sam_type *type, const struct member *resource) {
	const struct sam_item item = {
		.sam = sam,
		.key = resource->key,
		.id = resource->key->text,
		.body = resource->value,
		.properties =
			sam_with_globals(sam, type->globals, resource->value, resource->key->text),
	};
	type->expand(&item);
}

static void check_globals(struct sam *sam) {
	const struct node *globals = node_find(sam->template->root, "Globals");
	if (globals && !node_is_map(globals)) {
		ctx_error(sam->ctx, node_span(globals), "section Globals must be a map, not %s",
			node_kind_name(globals));
		return;
	}
	sam->globals = globals;
	const struct member *m;
	member_each(m, globals) {
		const struct sam_type *row = sam_types;
		while (row->name && !(row->globals && strcmp(row->globals, m->key->text) == 0)) {
			row++;
		}
		if (!row->name && strncmp(m->key->text, "Fn::", 4) != 0) {
			ctx_error(sam->ctx, node_span(m->key), "%s is not a section of Globals",
				m->key->text);
		} else if (row->name && !node_is_map(m->value)) {
			ctx_error(sam->ctx, node_span(m->value),
				"%s of Globals must be a map, not %s", m->key->text,
				node_kind_name(m->value));
		}
	}
}

/* Everything at its place among the resources, before anything is expanded or added to. */
static void place_resources(struct sam *sam) {
	const struct member *m;
	member_each(m, sam->template->resources) {
		const struct sam_type *type = type_of(m->value);
		if (!type || type->expand != sam_connector) {
			node_map_add_at(sam->arena, sam->resources, m->key, m->value);
		}
	}
}

static void expand_all(struct sam *sam, bool collectors) {
	const struct member *m;
	member_each(m, sam->template->resources) {
		const struct sam_type *type = type_of(m->value);
		if (type && type->collects == collectors) {
			expand(sam, type, m);
		}
		if (!collectors && node_find(m->value, "Connectors")) {
			sam_connectors(sam, m);
		}
	}
}

/* The root with the sections that the expansion changed, so that pointers lead through them. */
static const struct node *changed_root(struct sam *sam) {
	struct node *root = node_new(sam->arena, NODE_MAP, sam->template->root);
	const struct member *m;
	member_each(m, sam->template->root) {
		bool resources = strcmp(m->key->text, "Resources") == 0;
		node_map_add_at(sam->arena, root, m->key, resources ? sam->resources : m->value);
	}
	return root;
}

/* Without the transform they stay types that nothing describes. */
static void report_untransformed(struct ctx *ctx, const struct template *template) {
	const struct member *m;
	member_each(m, template->resources) {
		if (is_of_sam(m->value)) {
			const struct node *type = node_find(m->value, "Type");
			ctx_error(ctx, node_span(type),
				"the type %s of %s needs Transform: " SAM_TRANSFORM
				" in the template",
				type->text, m->key->text);
		}
	}
}

static const struct template *expanded(struct ctx *ctx, const struct template *written) {
	struct template *template = arena_new_of(ctx->arena, struct template);
	*template = *written;
	struct sam sam = {
		.ctx = ctx,
		.arena = ctx->arena,
		.template = template,
		.resources = node_new(ctx->arena, NODE_MAP, written->resources),
	};
	check_globals(&sam);
	place_resources(&sam);
	expand_all(&sam, false);
	expand_all(&sam, true);
	sam_implicit_apis(&sam);
	template->resources = sam.resources;
	template->root = changed_root(&sam);
	template->written_root = written->root;
	if (sam.conditions) {
		template->conditions = sam.conditions;
	}
	return template;
}

void sam_expand(struct ctx *ctx, struct stack *stack) {
	const struct template *template = stack->template;
	if (template_uses(template, SAM_TRANSFORM)) {
		/* What another macro is given need not have SAM's shape. */
		struct ctx aside = { ctx->arena, diags_new(ctx->arena) };
		stack->template = expanded(template->macro ? &aside : ctx, template);
		stack->conditions = NULL;
	} else if (!template->open) {
		report_untransformed(ctx, template);
	}
}
