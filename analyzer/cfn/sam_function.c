#include "analyzer/cfn/sam_build.h"

#include <string.h>

/* --- properties --- */

static const struct node *code_of_uri(const struct sam_item *item, const struct node *value) {
	return sam_location(item, value, "S3Bucket", "S3Key", "S3ObjectVersion");
}

static const struct node *wrap(
	const struct sam_item *item, const char *key, const struct node *value) {
	struct node *map = node_new(item->sam->arena, NODE_MAP, value);
	sam_set(item->sam, map, key, value);
	return map;
}

static const struct node *code_of_text(const struct sam_item *item, const struct node *value) {
	return wrap(item, "ZipFile", value);
}

static const struct node *code_of_image(const struct sam_item *item, const struct node *value) {
	return wrap(item, "ImageUri", value);
}

static const struct node *tracing(const struct sam_item *item, const struct node *value) {
	return wrap(item, "Mode", value);
}

static const struct node *dead_letters(const struct sam_item *item, const struct node *value) {
	if (sam_is_call(value)) {
		return node_new_unknown(
			item->sam->arena, "its dead-letter queue is given by a function", value);
	}
	const struct node *target = node_find(value, "TargetArn");
	if (!target) {
		ctx_error(item->sam->ctx, node_span(value),
			"DeadLetterQueue of %s must have a Type and a TargetArn", item->id);
		return NULL;
	}
	return wrap(item, "TargetArn", target);
}

static const struct node *provider(const struct sam_item *item, const struct node *value) {
	return wrap(item, "LambdaManagedInstancesCapacityProviderConfig", value);
}

static const struct sam_property function_properties[] = {
	{ "CodeUri", "Code", code_of_uri },
	{ "InlineCode", "Code", code_of_text },
	{ "ImageUri", "Code", code_of_image },
	{ "DeadLetterQueue", "DeadLetterConfig", dead_letters },
	{ "Tracing", "TracingConfig", tracing },
	{ "Tags", "Tags", sam_tags },
	{ "CapacityProviderConfig", "CapacityProviderConfig", provider },
	{ "AssumeRolePolicyDocument", NULL, NULL },
	{ "AutoPublishAlias", NULL, NULL },
	{ "AutoPublishAliasAllProperties", NULL, NULL },
	{ "AutoPublishCodeSha256", NULL, NULL },
	{ "DeploymentPreference", NULL, NULL },
	{ "EventInvokeConfig", NULL, NULL },
	{ "Events", NULL, NULL },
	{ "FunctionUrlConfig", NULL, NULL },
	{ "PermissionsBoundary", NULL, NULL },
	{ "Policies", NULL, NULL },
	{ "PropagateTags", NULL, NULL },
	{ "ProvisionedConcurrencyConfig", NULL, NULL },
	{ "Role", "Role", NULL },
	{ "RolePath", NULL, NULL },
	{ "VersionDescription", NULL, NULL },
	{ "VersionDeletionPolicy", NULL, NULL },
	{ NULL, NULL, NULL },
};

/* --- role --- */

/* What Policies holds: ARNs and names of managed policies, documents, and SAM's own templates. */
static void add_policy(const struct sam_item *item, const struct node *policy,
	struct node *ret_managed, struct node *ret_inline) {
	struct arena *arena = item->sam->arena;
	if (node_text(policy) || sam_is_call(policy)) {
		node_list_add(arena, ret_managed, policy);
		return;
	}
	struct node *inline_policy = node_new(arena, NODE_MAP, policy);
	bool document = node_find(policy, "Statement") != NULL;
	node_map_add(arena, inline_policy, "PolicyDocument",
		document ? policy
			 : node_new_unknown(arena,
				   "SAM makes it from a policy template at deployment", policy));
	node_list_add(arena, ret_inline, inline_policy);
}

static const struct node *trust(
	const struct sam_item *item, const char *service, const struct node *origin) {
	struct sam *sam = item->sam;
	struct node *document = node_new(sam->arena, NODE_MAP, origin);
	struct node *statement = node_new(sam->arena, NODE_MAP, origin);
	struct node *principal = node_new(sam->arena, NODE_MAP, origin);
	sam_set_text(sam, principal, "Service", service, origin);
	sam_set_text(sam, statement, "Effect", "Allow", origin);
	sam_set_text(sam, statement, "Action", "sts:AssumeRole", origin);
	node_map_add(sam->arena, statement, "Principal", principal);
	node_map_add(sam->arena, document, "Statement", statement);
	return document;
}

struct node *sam_trusted_role(const struct sam_item *item, const char *id, const char *service,
	const struct node *origin) {
	struct node *role = sam_generate(item, origin, "AWS::IAM::Role", "%s", id);
	sam_set(item->sam, role, "AssumeRolePolicyDocument", trust(item, service, origin));
	return role;
}

const struct node *sam_role(const struct sam_item *item, const char *service) {
	struct sam *sam = item->sam;
	const struct node *policies = sam_find(item->properties, "Policies");
	const struct node *origin = policies ? policies : item->key;
	const char *id = arena_printf(sam->arena, "%sRole", item->id);
	struct node *role = sam_trusted_role(item, id, service, origin);
	struct node *managed = node_new(sam->arena, NODE_LIST, origin);
	struct node *documents = node_new(sam->arena, NODE_LIST, origin);
	sam_set(sam, role, "AssumeRolePolicyDocument",
		node_find(item->properties, "AssumeRolePolicyDocument"));
	if (policies && !node_is_list(policies)) {
		add_policy(item, policies, managed, documents);
	}
	struct node **policy;
	node_each(policy, policies) {
		add_policy(item, *policy, managed, documents);
	}
	node_map_add(sam->arena, role, "ManagedPolicyArns", managed);
	node_map_add(sam->arena, role, "Policies", documents);
	sam_set(sam, role, "PermissionsBoundary",
		node_find(item->properties, "PermissionsBoundary"));
	sam_set(sam, role, "Path", node_find(item->properties, "RolePath"));
	return sam_get_att(sam, id, "Arn", item->key);
}

/* --- versions --- */

/* What deploys functions step by step; it belongs to none of them, and so exists always. */
static void add_deployment(const struct sam_item *function) {
	const struct node *preference =
		sam_map(function, function->properties, "DeploymentPreference");
	struct sam_item shared = *function, *item = &shared;
	struct sam *sam = function->sam;
	bool enabled = true;
	shared.body = NULL;
	node_bool(sam_find(preference, "Enabled"), &enabled);
	if (!preference || !enabled) {
		return;
	}
	const char *application = "ServerlessDeploymentApplication";
	struct node *app =
		sam_generate(item, preference, "AWS::CodeDeploy::Application", "%s", application);
	sam_set_text(sam, app, "ComputePlatform", "Lambda", preference);
	struct node *group = sam_generate(item, preference, "AWS::CodeDeploy::DeploymentGroup",
		"%sDeploymentGroup", item->id);
	sam_set(sam, group, "ApplicationName", sam_ref(sam, application, preference));
	sam_set(sam, group, "DeploymentConfigName", sam_find(preference, "Type"));
	const struct node *role = sam_find(preference, "Role");
	if (!role) {
		const char *id = "CodeDeployServiceRole";
		sam_trusted_role(item, id, "codedeploy.amazonaws.com", preference);
		role = sam_get_att(sam, id, "Arn", preference);
	}
	sam_set(sam, group, "ServiceRoleArn", role);
}

/* The published version and its alias; the id of the alias, NULL for none. */
static const char *add_alias(const struct sam_item *item) {
	struct sam *sam = item->sam;
	const struct node *name = sam_find(item->properties, "AutoPublishAlias");
	if (!name) {
		return NULL;
	}
	if (!sam_is_call(name) && !node_text(name)) {
		ctx_error(sam->ctx, node_span(name),
			"AutoPublishAlias of %s must be a name, not %s", item->id,
			node_kind_name(name));
		return NULL;
	}
	const char *version = arena_printf(sam->arena, "%sVersion", item->id);
	const char *alias = arena_printf(
		sam->arena, "%sAlias%s", item->id, sam_is_call(name) ? "" : sam_letters(sam, name));
	struct node *published = sam_generate(item, name, "AWS::Lambda::Version", "%s", version);
	sam_set(sam, published, "FunctionName", sam_ref(sam, item->id, name));
	sam_set(sam, published, "Description", node_find(item->properties, "VersionDescription"));
	struct node *made = sam_generate(item, name, "AWS::Lambda::Alias", "%s", alias);
	node_map_add(sam->arena, made, "Name", name);
	sam_set(sam, made, "FunctionName", sam_ref(sam, item->id, name));
	sam_set(sam, made, "FunctionVersion", sam_get_att(sam, version, "Version", name));
	sam_set(sam, made, "ProvisionedConcurrencyConfig",
		sam_find(item->properties, "ProvisionedConcurrencyConfig"));
	add_deployment(item);
	sam_name(item, "Version", version);
	sam_name(item, "Alias", alias);
	return alias;
}

/* --- what else a function brings --- */

/* The destination of OnSuccess or OnFailure; one without ARN is made. */
static void add_destination(const struct sam_item *item, const struct node *destinations,
	const char *when, struct node *ret_config) {
	struct sam *sam = item->sam;
	const struct node *destination = sam_map(item, destinations, when);
	if (!destination) {
		const struct node *call = sam_find(destinations, when);
		sam_set(sam, ret_config, when,
			sam_is_call(call)
				? node_new_unknown(sam->arena, "it is given by a function", call)
				: NULL);
		return;
	}
	const struct node *arn = sam_find(destination, "Destination");
	const char *type = node_text(node_find(destination, "Type"));
	if (!arn && type && (strcmp(type, "SQS") == 0 || strcmp(type, "SNS") == 0)) {
		bool queue = strcmp(type, "SQS") == 0;
		const char *kind = queue ? "Queue" : "Topic";
		const char *id =
			arena_printf(sam->arena, "%sEventInvokeConfig%s%s", item->id, when, kind);
		sam_generate(
			item, destination, queue ? "AWS::SQS::Queue" : "AWS::SNS::Topic", "%s", id);
		sam_name(item, arena_printf(sam->arena, "Destination%s", kind), id);
		arn = queue ? sam_get_att(sam, id, "Arn", destination)
			    : sam_ref(sam, id, destination);
	}
	sam_set(sam, ret_config, when, arn ? wrap(item, "Destination", arn) : NULL);
}

static void add_invocation(const struct sam_item *item, const char *alias) {
	struct sam *sam = item->sam;
	const struct node *config = sam_map(item, item->properties, "EventInvokeConfig");
	if (!config) {
		return;
	}
	static const struct sam_property rows[] = {
		{ "DestinationConfig", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	struct node *made = sam_generate(
		item, config, "AWS::Lambda::EventInvokeConfig", "%sEventInvokeConfig", item->id);
	sam_carry(item, config, rows, made);
	sam_set(sam, made, "FunctionName", sam_ref(sam, item->id, config));
	if (alias) {
		sam_set(sam, made, "Qualifier", sam_find(item->properties, "AutoPublishAlias"));
	} else {
		sam_set_text(sam, made, "Qualifier", "$LATEST", config);
	}
	const struct node *destinations = sam_map(item, config, "DestinationConfig");
	if (destinations) {
		struct node *both = node_new(sam->arena, NODE_MAP, destinations);
		add_destination(item, destinations, "OnSuccess", both);
		add_destination(item, destinations, "OnFailure", both);
		node_map_add(sam->arena, made, "DestinationConfig", both);
	}
}

static void add_url(const struct sam_item *item, const struct node *target) {
	static const struct sam_property rows[] = { { NULL, NULL, NULL } };
	const struct node *config = sam_map(item, item->properties, "FunctionUrlConfig");
	if (!config) {
		return;
	}
	struct node *url = sam_generate(item, config, "AWS::Lambda::Url", "%sUrl", item->id);
	sam_carry(item, config, rows, url);
	sam_set(item->sam, url, "TargetFunctionArn", target);
}

/* Role: !If [X, ARN, NoValue] makes the role for when there is none. */
static bool needs_role(const struct node *role) {
	return !role || strcmp(role->tag ? role->tag : "", "If") == 0 || node_find(role, "Fn::If");
}

void sam_function(const struct sam_item *item) {
	struct sam *sam = item->sam;
	struct node *properties = sam_become(item, "AWS::Lambda::Function");
	sam_carry(item, item->properties, function_properties, properties);
	const struct node *role = sam_find(item->properties, "Role");
	if (needs_role(role)) {
		const struct node *made = sam_role(item, "lambda.amazonaws.com");
		sam_set(sam, properties, "Role", role ? role : made);
	}
	const char *alias = add_alias(item);
	const struct node *target = sam_ref(sam, alias ? alias : item->id, item->key);
	add_invocation(item, alias);
	add_url(item, target);
	sam_events(item, alias ? target : sam_get_att(sam, item->id, "Arn", item->key), false);
}
