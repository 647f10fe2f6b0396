#include "analyzer/estate/links.h"

#define FUNCTION "AWS::Lambda::Function"
#define EVENT_SOURCE "AWS::Lambda::EventSourceMapping"

/* What a variable's name or ARN may be of; a bare name counts where a resource bears it. */
static const char *const callees[] = { "AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket",
	"AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine",
	"AWS::SecretsManager::Secret", "AWS::Kinesis::Stream" };

static void add_variable(struct eval *eval, struct estate *estate, const struct resource *function,
	const struct place *variable, struct edge_list *ret_edges) {
	const struct edge edge = { .kind = EDGE_REQUEST, .from = function };
	for (size_t i = 0; i < sizeof(callees) / sizeof(callees[0]); i++) {
		struct resource *target =
			target_from(estate, eval, &variable->value, callees[i], NULL);
		if (target && target != function) {
			edge_add(eval, estate, &edge, variable, callees[i], NULL, ret_edges);
			return;
		}
	}
}

static void add_variables(struct eval *eval, struct estate *estate, const struct resource *function,
	const struct place *properties, struct edge_list *ret_edges) {
	struct place variables = place_at(eval, properties, "Environment.Variables");
	const struct stack *stack = variables.value.stack;
	const struct member *member;
	member_each(member, variables.value.kind == VALUE_MAP ? variables.value.node : NULL) {
		if (!target_is_possible(estate, stack, member->value)) {
			continue;
		}
		const struct place variable = { eval_node(eval, stack, member->value),
			pointer_member(eval->arena, variables.pointer, member->key->text) };
		add_variable(eval, estate, function, &variable, ret_edges);
	}
}

/* A function polls its event sources: losing the source stops it. */
static void add_event_sources(struct eval *eval, struct estate *estate,
	const struct resource *function, struct edge_list *ret_edges) {
	struct resource_list mappings = { 0 };
	estate_attached(eval, estate, function, EVENT_SOURCE, &mappings);
	struct resource *const *mapping;
	vec_each(mapping, &mappings) {
		struct place properties = place_of(*mapping);
		struct place source = place_at(eval, &properties, "EventSourceArn");
		const struct edge edge = {
			.kind = EDGE_REQUEST, .from = function, .settings = (*mapping)->properties
		};
		edge_add(eval, estate, &edge, &source, NULL, NULL, ret_edges);
	}
}

static void function_edges(struct eval *eval, struct estate *estate,
	const struct resource *function, struct edge_list *ret_edges) {
	struct place properties = place_of(function);
	add_variables(eval, estate, function, &properties, ret_edges);
	add_event_sources(eval, estate, function, ret_edges);
	struct place key = place_at(eval, &properties, "KmsKeyArn");
	const struct edge encryption = { .kind = EDGE_ENCRYPTION, .from = function };
	edge_add(eval, estate, &encryption, &key, "AWS::KMS::Key", NULL, ret_edges);
}

const struct service_type lambda_types[] = {
	{
		.type = FUNCTION,
		.noun = "function",
		.role = ROLE_COMPUTE,
		.name_property = "FunctionName",
		.ref_is = "name",
		.edges = function_edges,
	},
	{
		.type = EVENT_SOURCE,
		.noun = "event source mapping",
		.role = ROLE_PART,
		.attached_by = "FunctionName",
	},
	{ .type = "AWS::Lambda::Permission", .noun = "permission", .role = ROLE_PART },
	{
		.type = "AWS::Lambda::Alias",
		.noun = "function alias",
		.role = ROLE_PART,
		.attached_by = "FunctionName",
	},
	{
		.type = "AWS::Lambda::Version",
		.noun = "function version",
		.role = ROLE_PART,
		.attached_by = "FunctionName",
	},
	{ .type = "AWS::Lambda::LayerVersion", .noun = "layer", .role = ROLE_PART },
	{ .type = NULL },
};
