#include "analyzer/cfn/sam_event.h"

#include <string.h>

const struct node *event_requires(const struct sam_event *event, const char *name) {
	const struct node *value = sam_find(event->properties, name);
	if (!value) {
		ctx_error(event->item->sam->ctx, node_span(event->key),
			"event %s of %s must have the property %s", event->key->text,
			event->item->id, name);
	}
	return value;
}

void event_permission(const struct sam_event *event, const char *suffix, const char *principal,
	const struct node *source) {
	struct sam *sam = event->item->sam;
	if (event->is_machine) {
		return;
	}
	struct node *permission = sam_generate(event->item, event->key, "AWS::Lambda::Permission",
		"%sPermission%s", event->id, suffix);
	sam_set_text(sam, permission, "Action", "lambda:InvokeFunction", event->key);
	sam_set(sam, permission, "FunctionName", event->target);
	sam_set_text(sam, permission, "Principal", principal, event->key);
	sam_set(sam, permission, "SourceArn", source);
}

const struct node *event_role(const struct sam_event *event, const char *service) {
	const struct node *role = sam_find(event->properties, "RoleArn");
	if (role) {
		return role;
	}
	const char *id = arena_printf(event->item->sam->arena, "%sRole", event->id);
	sam_trusted_role(event->item, id, service, event->key);
	return sam_get_att(event->item->sam, id, "Arn", event->key);
}

const char *event_referred(const struct node *node) {
	if (node && node->tag) {
		return strcmp(node->tag, "Ref") == 0 && node_is_scalar(node) ? node->text : NULL;
	}
	return node_members_count(node) == 1 ? node_text(node_find(node, "Ref")) : NULL;
}

enum { FUNCTIONS = 1, MACHINES = 2 };

static const struct sam_event_type {
	const char *name;
	unsigned owners;
	void (*expand)(const struct sam_event *event);
} event_types[] = {
	{ "Api", FUNCTIONS | MACHINES, event_route },
	{ "HttpApi", FUNCTIONS, event_route },
	{ "S3", FUNCTIONS, event_s3 },
	{ "SNS", FUNCTIONS, event_sns },
	{ "SQS", FUNCTIONS, event_mapping },
	{ "Kinesis", FUNCTIONS, event_mapping },
	{ "DynamoDB", FUNCTIONS, event_mapping },
	{ "MSK", FUNCTIONS, event_mapping },
	{ "MQ", FUNCTIONS, event_mapping },
	{ "DocumentDB", FUNCTIONS, event_mapping },
	{ "SelfManagedKafka", FUNCTIONS, event_mapping },
	{ "Schedule", FUNCTIONS | MACHINES, event_rule },
	{ "ScheduleV2", FUNCTIONS | MACHINES, event_schedule },
	{ "EventBridgeRule", FUNCTIONS | MACHINES, event_rule },
	{ "CloudWatchEvent", FUNCTIONS | MACHINES, event_rule },
	{ "CloudWatchLogs", FUNCTIONS, event_logs },
	{ "IoTRule", FUNCTIONS, event_iot },
	{ "Cognito", FUNCTIONS, event_cognito },
	{ "AlexaSkill", FUNCTIONS, event_alexa },
	{ NULL, 0, NULL },
};

static void expand_event(
	const struct sam_item *item, const struct member *m, const struct sam_event *shared) {
	struct sam *sam = item->sam;
	const char *type = sam_text(node_find(m->value, "Type"));
	if (!type) {
		ctx_error(sam->ctx, node_span(m->key), "event %s of %s must have a Type",
			m->key->text, item->id);
		return;
	}
	unsigned owner = shared->is_machine ? MACHINES : FUNCTIONS;
	const struct sam_event_type *row = event_types;
	while (row->name && !(strcmp(row->name, type) == 0 && row->owners & owner)) {
		row++;
	}
	if (!row->name) {
		ctx_error(sam->ctx, node_span(node_find(m->value, "Type")),
			"%s has no events of type %s",
			shared->is_machine ? "a state machine" : "a function", type);
		return;
	}
	const struct node *properties = sam_map(item, m->value, "Properties");
	struct sam_event event = *shared;
	event.key = m->key;
	event.id = arena_printf(sam->arena, "%s%s", item->id, m->key->text);
	event.type = type;
	event.properties = properties ? properties : node_new(sam->arena, NODE_MAP, m->value);
	row->expand(&event);
}

void sam_events(const struct sam_item *item, const struct node *target, bool is_machine) {
	const struct sam_event shared = { item, NULL, NULL, NULL, NULL, target, is_machine };
	const struct node *events = sam_map(item, item->properties, "Events");
	const struct member *m;
	member_each(m, events) {
		if (strncmp(m->key->text, "Fn::", 4) != 0 && !sam_is_call(m->value)) {
			expand_event(item, m, &shared);
		}
	}
}
