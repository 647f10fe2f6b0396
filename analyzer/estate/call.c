#include "analyzer/doc/inside.h"
#include "analyzer/doc/load.h"
#include "analyzer/estate/links.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * What the CDK's AwsCustomResource does at deployment: it makes the call that stands in its
 * property Create as JSON, {service, action, parameters}, with references in between. From the
 * source of aws-cdk-lib's aws-custom-resource.ts (2.276, read 2026-11); the parameters are those of
 * the AWS API. A call that copies data is put into the estate as the resource or property that does
 * the same.
 */
struct call {
	struct estate *estate;
	struct arena *arena;
	struct member_stack *stack;
	const struct resource *custom;
	const struct node *parameters;
	struct VEC(const struct node *) references; /* those between the pieces of the JSON */
};

/* Where a reference stands in the JSON: its number between two characters for private use. */
#define MARK "\xEE\x80\x80"
#define MARK_END "\xEE\x80\x81"

static void add_reference(struct call *call, struct inside *inside, const struct node *node) {
	inside_add_mark(inside,
		arena_printf(call->arena, MARK "%zu" MARK_END, call->references.count), node);
	vec_push(call->arena, &call->references, node);
}

/* A text with "${Name}" in it. */
static void add_substituted(struct call *call, struct inside *inside, const struct node *text) {
	const char *rest = text->text, *open;
	while ((open = strstr(rest, "${")) && strchr(open, '}')) {
		const char *close = strchr(open, '}') + 1;
		inside_add_mark(
			inside, arena_strndup(call->arena, rest, (size_t)(open - rest)), text);
		struct node *sub = node_new(call->arena, NODE_MAP, text);
		const char *name = arena_strndup(call->arena, open, (size_t)(close - open));
		node_map_add(call->arena, sub, "Fn::Sub", node_new_text(call->arena, name, text));
		add_reference(call, inside, sub);
		rest = close;
	}
	inside_add_mark(inside, rest, text);
}

static bool is_plain_text(const struct node *node) {
	return node_is_string(node) && !node->tag;
}

/* The JSON of the property, put together; NULL where it is written in no known way. */
static struct source *read_pieces(struct call *call, const struct node *node) {
	struct inside *inside = inside_new(call->arena, node);
	const char *name;
	const struct node *arguments;
	if (is_plain_text(node)) {
		inside_add(inside, node);
		return inside_source(inside);
	}
	if (!intrinsic_call(call->arena, node, &name, &arguments)) {
		return NULL;
	}
	if (strcmp(name, "Fn::Sub") == 0 && node_text(arguments)) {
		add_substituted(call, inside, arguments);
		return inside_source(inside);
	}
	struct node **parts = node_items_begin(arguments);
	if (strcmp(name, "Fn::Join") != 0 || node_items_count(arguments) != 2 ||
		!node_text(parts[0]) || *node_text(parts[0])) {
		return NULL;
	}
	struct node **piece;
	node_each(piece, parts[1]) {
		if (is_plain_text(*piece)) {
			inside_add(inside, *piece);
		} else {
			add_reference(call, inside, *piece);
		}
	}
	return inside_source(inside);
}

/* A text with references in it as what gives it at deployment. */
static const struct node *revive_text(struct call *call, const struct node *text) {
	struct arena *arena = call->arena;
	struct node *pieces = node_new(arena, NODE_LIST, text);
	const char *rest = text->text, *open;
	while ((open = strstr(rest, MARK))) {
		size_t number = (size_t)atoi(open + strlen(MARK));
		const char *close = strstr(open, MARK_END);
		if (!close || number >= call->references.count) {
			return text;
		}
		if (open > rest) {
			const char *before = arena_strndup(arena, rest, (size_t)(open - rest));
			node_list_add(arena, pieces, node_new_text(arena, before, text));
		}
		node_list_add(arena, pieces, call->references.items[number]);
		rest = close + strlen(MARK_END);
	}
	if (*rest) {
		node_list_add(arena, pieces, node_new_text(arena, rest, text));
	}
	if (pieces->count == 1) {
		return pieces->items[0];
	}
	struct node *arguments = node_new(arena, NODE_LIST, text);
	node_list_add(arena, arguments, node_new_text(arena, "", text));
	node_list_add(arena, arguments, pieces);
	struct node *join = node_new(arena, NODE_MAP, text);
	node_map_add(arena, join, "Fn::Join", arguments);
	return join;
}

/* The tree with its references in their places; `capitalize`: with keys as templates write them. */
static const struct node *revive(struct call *call, const struct node *node, bool capitalize) {
	if (node_is_string(node)) {
		return strstr(node->text, MARK) ? revive_text(call, node) : node;
	}
	if (!node_is_map(node) && !node_is_list(node)) {
		return node;
	}
	struct node *made = node_new(call->arena, node->kind, node);
	made->tag = node->tag;
	struct node **item;
	node_each(item, node) {
		node_list_add(call->arena, made, revive(call, *item, capitalize));
	}
	const struct member *m;
	member_each(m, node) {
		char *key = arena_strdup(call->arena, m->key->text);
		if (capitalize) {
			key[0] = (char)toupper((unsigned char)key[0]);
		}
		node_map_add(call->arena, made, key, revive(call, m->value, capitalize));
	}
	return made;
}

/* A body like that of the custom resource, under its condition. */
static struct node *new_body(struct call *call, const char *type, struct node **ret_properties) {
	struct arena *arena = call->arena;
	const struct node *custom = call->custom->node;
	struct node *body = node_new(arena, NODE_MAP, custom);
	*ret_properties = node_new(arena, NODE_MAP, custom);
	node_map_add(arena, body, "Type", node_new_text(arena, type, custom));
	const struct node *condition = node_find(custom, "Condition");
	if (condition) {
		node_map_add(arena, body, "Condition", condition);
	}
	node_map_add(arena, body, "Properties", *ret_properties);
	return body;
}

static void add_replica(struct call *call, const struct node *table, const struct node *region) {
	struct node *properties;
	struct node *body = new_body(call, "Custom::DynamoDBReplica", &properties);
	if (table && region) {
		node_map_add(call->arena, properties, "TableName", table);
		node_map_add(call->arena, properties, "Region", region);
		estate_add_resource(call->estate, call->stack, call->custom->key, body);
	}
}

static void update_table(struct call *call) {
	const struct node *table = node_find(call->parameters, "TableName");
	struct node **update;
	node_each(update, node_find(call->parameters, "ReplicaUpdates")) {
		add_replica(call, table, node_at(*update, "Create/RegionName"));
	}
}

/* Version 2017.11.29: tables of one name that exist already are joined. */
static void create_global_table(struct call *call) {
	const struct node *table = node_find(call->parameters, "GlobalTableName");
	const char *own = call->stack->stack.environment.region;
	struct node **replica;
	node_each(replica, node_find(call->parameters, "ReplicationGroup")) {
		const struct node *region = node_find(*replica, "RegionName");
		if (own && node_text(region) && strcmp(node_text(region), own) != 0) {
			add_replica(call, table, region);
		}
	}
}

static void replicate_registry(struct call *call) {
	const struct node *found = node_find(call->parameters, "replicationConfiguration");
	struct node *properties;
	struct node *body = new_body(call, "AWS::ECR::ReplicationConfiguration", &properties);
	if (found) {
		node_map_add(call->arena, properties, "ReplicationConfiguration",
			revive(call, found, true));
		estate_add_resource(call->estate, call->stack, call->custom->key, body);
	}
}

/* The resource of the same stack that a Ref or GetAtt names. */
static struct resource *target_of(struct call *call, const struct node *node) {
	struct eval eval = estate_eval(call->estate, call->arena);
	struct value value = eval_node(&eval, &call->stack->stack, node);
	const struct part *reference = value_reference(&value);
	return reference && reference->stack == &call->stack->stack
		       ? estate_find(call->estate, reference->stack, reference->logical_id)
		       : NULL;
}

/* Gives the resource a property that its template leaves out, under the call's condition. */
static void set_property(struct call *call, const char *target, const char *type, const char *name,
	const struct node *value) {
	struct arena *arena = call->arena;
	struct resource *resource = target_of(call, node_find(call->parameters, target));
	if (!resource || !value || strcmp(resource->type, type) != 0 ||
		node_find(resource->properties.node, name)) {
		return;
	}
	const struct node *condition = node_find(call->custom->node, "Condition");
	if (condition) {
		struct node *no_value = node_new(arena, NODE_MAP, value);
		node_map_add(arena, no_value, "Ref", node_new_text(arena, "AWS::NoValue", value));
		struct node *arguments = node_new(arena, NODE_LIST, value);
		node_list_add(arena, arguments, condition);
		node_list_add(arena, arguments, value);
		node_list_add(arena, arguments, no_value);
		struct node *choice = node_new(arena, NODE_MAP, value);
		node_map_add(arena, choice, "Fn::If", arguments);
		value = choice;
	}
	struct node *properties = node_new(arena, NODE_MAP, resource->properties.node);
	const struct member *m;
	member_each(m, resource->properties.node) {
		node_map_add_at(arena, properties, m->key, m->value);
	}
	node_map_add(arena, properties, name, value);
	resource->properties.node = properties;
}

static void replicate_bucket(struct call *call) {
	set_property(call, "Bucket", "AWS::S3::Bucket", "ReplicationConfiguration",
		node_find(call->parameters, "ReplicationConfiguration"));
}

static void replicate_secret(struct call *call) {
	set_property(call, "SecretId", "AWS::SecretsManager::Secret", "ReplicaRegions",
		node_find(call->parameters, "AddReplicaRegions"));
}

/* The copy stands where the call says, whatever the region of the stack. */
static void replicate_key(struct call *call) {
	const struct node *key = node_find(call->parameters, "KeyId");
	const char *region = node_text(node_find(call->parameters, "ReplicaRegion"));
	struct node *properties;
	struct node *body = new_body(call, "AWS::KMS::ReplicaKey", &properties);
	if (!key || !region || !region_is_known(region)) {
		return;
	}
	node_map_add(call->arena, properties, "PrimaryKeyArn", key);
	struct resource *copy =
		estate_add_resource(call->estate, call->stack, call->custom->key, body);
	copy->elsewhere = region;
	copy->helper =
		true; /* what rules ask of a key that a template declares, nobody can set here */
}

static void replicate_file_system(struct call *call) {
	const struct node *destinations = node_find(call->parameters, "Destinations");
	struct node *configuration = node_new(call->arena, NODE_MAP, destinations);
	if (destinations) {
		node_map_add(call->arena, configuration, "Destinations", destinations);
		set_property(call, "SourceFileSystemId", "AWS::EFS::FileSystem",
			"ReplicationConfiguration", configuration);
	}
}

/* The calls that copy data; all others do nothing that matters here. */
static const struct call_kind {
	const char *service, *action;
	void (*apply)(struct call *call);
} call_kinds[] = {
	{ "DynamoDB", "updateTable", update_table },
	{ "DynamoDB", "createGlobalTable", create_global_table },
	{ "ECR", "putReplicationConfiguration", replicate_registry },
	{ "EFS", "createReplicationConfiguration", replicate_file_system },
	{ "KMS", "replicateKey", replicate_key },
	{ "S3", "putBucketReplication", replicate_bucket },
	{ "SecretsManager", "replicateSecretToRegions", replicate_secret },
};

/* "@aws-sdk/client-dynamodb" is DynamoDB, "secrets-manager" SecretsManager. */
static bool is_service(const char *text, const char *service) {
	static const char package[] = "@aws-sdk/client-";
	if (strncmp(text, package, sizeof(package) - 1) == 0) {
		text += sizeof(package) - 1;
	}
	while (*text && *service) {
		text += *text == '-';
		if (tolower((unsigned char)*text++) != tolower((unsigned char)*service++)) {
			return false;
		}
	}
	return !*text && !*service;
}

/* "UpdateTableCommand" is updateTable. */
static bool is_action(const char *text, const char *action) {
	size_t length = strlen(action);
	return strncasecmp(text, action, length) == 0 &&
	       (!text[length] || strcmp(text + length, "Command") == 0);
}

/* A call made in another region is about what is there. */
static bool is_made_here(const struct call *call, const struct node *root) {
	const struct node *region = node_find(root, "region");
	const char *own = call->stack->stack.environment.region;
	return !region || (own && node_text(region) && strcmp(own, node_text(region)) == 0);
}

static void apply(struct call *call, const struct node *root) {
	const char *service = node_text(node_find(root, "service"));
	const char *action = node_text(node_find(root, "action"));
	for (size_t i = 0; i < sizeof(call_kinds) / sizeof(*call_kinds); i++) {
		const struct call_kind *kind = &call_kinds[i];
		if (service && action && is_service(service, kind->service) &&
			is_action(action, kind->action) && is_made_here(call, root)) {
			call->parameters = revive(call, node_find(root, "parameters"), false);
			kind->apply(call);
		}
	}
}

static void read_call(
	struct estate *estate, struct member_stack *stack, const struct resource *custom) {
	struct ctx *ctx = estate->ctx;
	struct call call = {
		.estate = estate,
		.arena = ctx->arena,
		.stack = stack,
		.custom = custom,
	};
	const struct node *create = node_find(custom->properties.node, "Create");
	if (node_find(create, "service")) {
		apply(&call, create);
		return;
	}
	struct source *source = create ? read_pieces(&call, create) : NULL;
	if (source && strstr(source->text, "\"action\"")) {
		struct ctx aside = { .arena = ctx->arena, .diags = diags_new(ctx->arena) };
		apply(&call, doc_parse_json(&aside, source));
	}
}

void call_apply(struct estate *estate, struct member_stack *stack) {
	size_t count = stack->resources.count;
	for (size_t i = 0; i < count; i++) {
		const struct resource *resource = stack->resources.entries[i].value;
		if (strncmp(resource->type, "Custom::", 8) == 0) {
			read_call(estate, stack, resource);
		}
	}
}
