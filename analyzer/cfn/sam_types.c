#include "analyzer/cfn/sam_build.h"

#include <string.h>

/* --- SimpleTable --- */

static const struct sam_property table_properties[] = {
	{ "PrimaryKey", NULL, NULL },
	{ "Tags", "Tags", sam_tags },
	{ NULL, NULL, NULL },
};

static const struct node *key_type(
	struct sam *sam, const struct node *primary, const struct node *origin) {
	const struct node *type = sam_find(primary, "Type");
	const char *text = sam_text(type);
	if (type && !text) {
		return node_new_unknown(sam->arena, "its type is given by a function", type);
	}
	bool number = text && strcmp(text, "Number") == 0;
	bool binary = text && strcmp(text, "Binary") == 0;
	return node_new_text(sam->arena, number ? "N" : binary ? "B" : "S", type ? type : origin);
}

void sam_simple_table(const struct sam_item *item) {
	struct sam *sam = item->sam;
	struct node *table = sam_become(item, "AWS::DynamoDB::Table");
	sam_carry(item, item->properties, table_properties, table);
	const struct node *primary = sam_map(item, item->properties, "PrimaryKey");
	const struct node *origin = primary ? primary : item->key;
	const struct node *name = sam_find(primary, "Name");
	name = name ? name : node_new_text(sam->arena, "id", origin);
	struct node *definitions = node_new(sam->arena, NODE_LIST, origin);
	struct node *definition = node_new(sam->arena, NODE_MAP, origin);
	struct node *schema = node_new(sam->arena, NODE_LIST, origin);
	struct node *key = node_new(sam->arena, NODE_MAP, origin);
	node_map_add(sam->arena, definition, "AttributeName", name);
	sam_set(sam, definition, "AttributeType", key_type(sam, primary, origin));
	node_list_add(sam->arena, definitions, definition);
	node_map_add(sam->arena, key, "AttributeName", name);
	sam_set_text(sam, key, "KeyType", "HASH", origin);
	node_list_add(sam->arena, schema, key);
	node_map_add(sam->arena, table, "AttributeDefinitions", definitions);
	node_map_add(sam->arena, table, "KeySchema", schema);
	if (!sam_find(item->properties, "ProvisionedThroughput")) {
		sam_set_text(sam, table, "BillingMode", "PAY_PER_REQUEST", item->key);
	}
}

/* --- StateMachine --- */

static const struct node *definition_location(
	const struct sam_item *item, const struct node *value) {
	const struct node *location = sam_location(item, value, "Bucket", "Key", "Version");
	return location ? location
			: node_new_unknown(item->sam->arena,
				  "it is uploaded when the template is packaged", value);
}

static const struct sam_property machine_properties[] = {
	{ "DefinitionUri", "DefinitionS3Location", definition_location },
	{ "Role", "RoleArn", NULL },
	{ "Name", "StateMachineName", NULL },
	{ "Type", "StateMachineType", NULL },
	{ "Logging", "LoggingConfiguration", NULL },
	{ "Tracing", "TracingConfiguration", NULL },
	{ "Tags", "Tags", sam_tags },
	{ "AutoPublishAlias", NULL, NULL },
	{ "DeploymentPreference", NULL, NULL },
	{ "Events", NULL, NULL },
	{ "PermissionsBoundary", NULL, NULL },
	{ "Policies", NULL, NULL },
	{ "PropagateTags", NULL, NULL },
	{ "RolePath", NULL, NULL },
	{ "UseAliasAsEventTarget", NULL, NULL },
	{ NULL, NULL, NULL },
};

static const char *machine_alias(const struct sam_item *item) {
	struct sam *sam = item->sam;
	const struct node *name = sam_find(item->properties, "AutoPublishAlias");
	if (!name) {
		return NULL;
	}
	const char *version = arena_printf(sam->arena, "%sVersion", item->id);
	const char *alias = arena_printf(
		sam->arena, "%sAlias%s", item->id, sam_is_call(name) ? "" : sam_letters(sam, name));
	struct node *published =
		sam_generate(item, name, "AWS::StepFunctions::StateMachineVersion", "%s", version);
	sam_set(sam, published, "StateMachineArn", sam_ref(sam, item->id, name));
	struct node *made =
		sam_generate(item, name, "AWS::StepFunctions::StateMachineAlias", "%s", alias);
	node_map_add(sam->arena, made, "Name", name);
	sam_name(item, "Version", version);
	sam_name(item, "Alias", alias);
	return alias;
}

void sam_state_machine(const struct sam_item *item) {
	struct sam *sam = item->sam;
	struct node *machine = sam_become(item, "AWS::StepFunctions::StateMachine");
	sam_carry(item, item->properties, machine_properties, machine);
	if (!sam_find(item->properties, "Role")) {
		sam_set(sam, machine, "RoleArn", sam_role(item, "states.amazonaws.com"));
	}
	machine_alias(item);
	sam_events(item, sam_ref(sam, item->id, item->key), true);
}

/* --- Application --- */

static const struct node *template_url(const struct sam_item *item, const struct node *value) {
	if (!node_is_map(value) || sam_is_call(value)) {
		return value;
	}
	return node_new_unknown(item->sam->arena,
		"the application is in the AWS Serverless Application Repository", value);
}

static const struct sam_property application_properties[] = {
	{ "Location", "TemplateURL", template_url },
	{ "Tags", "Tags", sam_tags },
	{ NULL, NULL, NULL },
};

void sam_application(const struct sam_item *item) {
	struct node *stack = sam_become(item, "AWS::CloudFormation::Stack");
	sam_carry(item, item->properties, application_properties, stack);
	if (!sam_find(item->properties, "Location")) {
		ctx_error(
			item->sam->ctx, node_span(item->key), "%s must have a Location", item->id);
	}
}

/* --- LayerVersion --- */

static const struct node *content(const struct sam_item *item, const struct node *value) {
	return sam_location(item, value, "S3Bucket", "S3Key", "S3ObjectVersion");
}

static const struct sam_property layer_properties[] = {
	{ "ContentUri", "Content", content },
	{ "RetentionPolicy", NULL, NULL },
	{ "PublishLambdaVersion", NULL, NULL },
	{ NULL, NULL, NULL },
};

void sam_layer_version(const struct sam_item *item) {
	struct node *layer = sam_become(item, "AWS::Lambda::LayerVersion");
	sam_carry(item, item->properties, layer_properties, layer);
	if (!node_find(layer, "LayerName")) {
		sam_set_text(item->sam, layer, "LayerName", item->id, item->key);
	}
}

/* --- GraphQLApi --- */

/* Kinds of data sources: the member of DataSources, what ends the id, and what it calls. */
static const struct source_kind {
	const char *name, *type, *config;
} source_kinds[] = {
	{ "DynamoDb", "AMAZON_DYNAMODB", "DynamoDBConfig" },
	{ "Lambda", "AWS_LAMBDA", "LambdaConfig" },
};

static void add_source(
	const struct sam_item *item, const struct source_kind *kind, const struct member *source) {
	struct sam *sam = item->sam;
	struct node *made = sam_generate(item, source->key, "AWS::AppSync::DataSource",
		"%s%s%sDataSource", item->id, source->key->text,
		strcmp(kind->name, "DynamoDb") == 0 ? "DynamoDB" : kind->name);
	struct node *config = node_new(sam->arena, NODE_MAP, source->value);
	sam_set(sam, made, "ApiId", sam_get_att(sam, item->id, "ApiId", source->key));
	sam_set(sam, made, "Name", source->key);
	sam_set_text(sam, made, "Type", kind->type, source->key);
	sam_set(sam, config, "TableName", sam_find(source->value, "TableName"));
	sam_set(sam, config, "AwsRegion", sam_find(source->value, "Region"));
	sam_set(sam, config, "LambdaFunctionArn", sam_find(source->value, "FunctionArn"));
	node_map_add(sam->arena, made, kind->config, config);
}

static const struct sam_property graphql_properties[] = {
	{ "Tags", "Tags", sam_tags },
	{ "ApiKeys", NULL, NULL },
	{ "Auth", NULL, NULL },
	{ "Cache", NULL, NULL },
	{ "DataSources", NULL, NULL },
	{ "DomainName", NULL, NULL },
	{ "Functions", NULL, NULL },
	{ "Logging", NULL, NULL },
	{ "Resolvers", NULL, NULL },
	{ "SchemaInline", NULL, NULL },
	{ "SchemaUri", NULL, NULL },
	{ NULL, NULL, NULL },
};

void sam_graphql_api(const struct sam_item *item) {
	struct sam *sam = item->sam;
	struct node *api = sam_become(item, "AWS::AppSync::GraphQLApi");
	sam_carry(item, item->properties, graphql_properties, api);
	if (!node_find(api, "Name")) {
		sam_set_text(sam, api, "Name", item->id, item->key);
	}
	const struct node *sources = sam_map(item, item->properties, "DataSources");
	const struct member *m;
	for (size_t i = 0; i < sizeof(source_kinds) / sizeof(source_kinds[0]); i++) {
		const struct node *of_kind = sam_map(item, sources, source_kinds[i].name);
		member_each(m, of_kind) {
			add_source(item, &source_kinds[i], m);
		}
	}
	const struct node *keys = sam_map(item, item->properties, "ApiKeys");
	member_each(m, keys) {
		struct node *key = sam_generate(
			item, m->key, "AWS::AppSync::ApiKey", "%s%s", item->id, m->key->text);
		sam_set(sam, key, "ApiId", sam_get_att(sam, item->id, "ApiId", m->key));
	}
}

/* --- CapacityProvider --- */

static const struct node *operator_role(const struct sam_item *item, const struct node *value) {
	struct node *config = node_new(item->sam->arena, NODE_MAP, value);
	node_map_add(item->sam->arena, config, "CapacityProviderOperatorRoleArn", value);
	return config;
}

static const struct sam_property provider_properties[] = {
	{ "OperatorRole", "PermissionsConfig", operator_role },
	{ "ScalingConfig", "CapacityProviderScalingConfig", NULL },
	{ "Tags", "Tags", sam_tags },
	{ "PropagateTags", NULL, NULL },
	{ NULL, NULL, NULL },
};

void sam_capacity_provider(const struct sam_item *item) {
	struct sam *sam = item->sam;
	struct node *provider = sam_become(item, "AWS::Lambda::CapacityProvider");
	sam_carry(item, item->properties, provider_properties, provider);
	if (!sam_find(item->properties, "OperatorRole")) {
		const char *id = arena_printf(sam->arena, "%sOperatorRole", item->id);
		sam_trusted_role(item, id, "lambda.amazonaws.com", item->key);
		sam_set(sam, provider, "PermissionsConfig",
			operator_role(item, sam_get_att(sam, id, "Arn", item->key)));
	}
}

/* --- Connector --- */

/* One end: its ARN, from what is said of it or by the resource of this template. */
static const struct node *arn_of(const struct sam_item *item, const struct node *end) {
	struct sam *sam = item->sam;
	const struct node *arn = sam_find(end, "Arn");
	const char *id = sam_text(sam_find(end, "Id"));
	if (arn || !id) {
		return arn;
	}
	const struct node *body = node_find(sam->template->resources, id);
	if (!body) {
		ctx_error(sam->ctx, node_span(end),
			"connector %s names %s, which the template lacks", item->id, id);
		return NULL;
	}
	const char *type = node_text(node_find(body, "Type"));
	bool by_ref = type && (strcmp(type, "AWS::SNS::Topic") == 0 ||
				      strcmp(type, "AWS::StepFunctions::StateMachine") == 0 ||
				      strcmp(type, SAM_PREFIX "StateMachine") == 0);
	return by_ref ? sam_ref(sam, id, end) : sam_get_att(sam, id, "Arn", end);
}

static const struct node *allow(const struct sam_item *item, const struct node *resource) {
	struct sam *sam = item->sam;
	struct node *document = node_new(sam->arena, NODE_MAP, resource);
	struct node *statement = node_new(sam->arena, NODE_MAP, resource);
	sam_set_text(sam, statement, "Effect", "Allow", resource);
	sam_set(sam, statement, "Action",
		node_new_unknown(sam->arena, "the connector's profile decides it", resource));
	sam_set(sam, statement, "Resource", resource);
	node_map_add(sam->arena, document, "Statement", statement);
	return document;
}

/* One policy a destination: numbered where there are several. */
static void connect(const struct sam_item *item, const char *source, const struct node *end,
	const char *suffix) {
	struct sam *sam = item->sam;
	const struct node *arn = arn_of(item, end);
	if (!arn) {
		return;
	}
	struct node *policy =
		sam_generate(item, end, "AWS::IAM::ManagedPolicy", "%sPolicy%s", item->id, suffix);
	node_map_add(sam->arena, policy, "PolicyDocument", allow(item, arn));
	const struct node *body = source ? node_find(sam->template->resources, source) : NULL;
	const char *type = node_text(node_find(body, "Type"));
	if (type && (strcmp(type, SAM_PREFIX "Function") == 0 ||
			    strcmp(type, SAM_PREFIX "StateMachine") == 0)) {
		struct node *roles = node_new(sam->arena, NODE_LIST, end);
		const char *role = arena_printf(sam->arena, "%sRole", source);
		node_list_add(sam->arena, roles, sam_ref(sam, role, end));
		node_map_add(sam->arena, policy, "Roles", roles);
	}
}

static void connect_all(const struct sam_item *item, const char *source) {
	const struct node *ends = sam_find(item->properties, "Destination");
	if (!ends) {
		ctx_error(item->sam->ctx, node_span(item->key),
			"connector %s must have a Destination", item->id);
		return;
	}
	if (!node_is_list(ends)) {
		connect(item, source, ends, "");
	}
	for (size_t i = 0; i < node_items_count(ends); i++) {
		connect(item, source, node_items_begin(ends)[i],
			arena_printf(item->sam->arena, "Destination%zu", i));
	}
}

void sam_connector(const struct sam_item *item) {
	const struct node *source = sam_map(item, item->properties, "Source");
	connect_all(item, sam_text(sam_find(source, "Id")));
}

void sam_connectors(struct sam *sam, const struct member *resource) {
	const struct node *connectors = node_find(resource->value, "Connectors");
	const struct member *m;
	member_each(m, connectors) {
		const struct sam_item item = {
			.sam = sam,
			.key = m->key,
			.id = arena_printf(sam->arena, "%s%s", resource->key->text, m->key->text),
			.owner = resource->key->text,
			.body = resource->value,
			.properties = sam_with_globals(sam, NULL, m->value, m->key->text),
		};
		connect_all(&item, resource->key->text);
	}
}
