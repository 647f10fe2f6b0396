#include "analyzer/cfn/sam_event.h"

#include <string.h>

static void add_notification(
	const struct sam_event *event, const struct node *occasion, struct node *ret_list) {
	struct sam *sam = event->item->sam;
	struct node *notification = node_new(sam->arena, NODE_MAP, event->key);
	node_map_add(sam->arena, notification, "Event", occasion);
	node_map_add(sam->arena, notification, "Function", event->target);
	sam_set(sam, notification, "Filter", sam_find(event->properties, "Filter"));
	node_list_add(sam->arena, ret_list,
		sam_if(sam, node_find(event->item->body, "Condition"), notification));
}

void event_s3(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	const struct node *bucket = event_requires(event, "Bucket");
	const struct node *occasions = event_requires(event, "Events");
	if (!bucket || !occasions) {
		return;
	}
	const char *id = event_referred(bucket);
	if (!id || !node_find(sam->template->resources, id)) {
		ctx_error(sam->ctx, node_span(bucket),
			"the Bucket of event %s of %s must be the Ref of a bucket of this template",
			event->key->text, event->item->id);
		return;
	}
	event_permission(event, "", "s3.amazonaws.com", NULL);
	struct node *list =
		sam_open(sam, id, "NotificationConfiguration", "LambdaConfigurations", event->key);
	struct node **occasion;
	node_each(occasion, list ? occasions : NULL) {
		add_notification(event, *occasion, list);
	}
	if (list && !node_is_list(occasions)) {
		add_notification(event, occasions, list);
	}
}

/* SNS by way of a queue that SAM makes, or that is given. */
static const struct node *queue_between(
	const struct sam_event *event, const struct node *subscription) {
	struct sam *sam = event->item->sam;
	const struct node *queue = sam_find(subscription, "QueueArn");
	if (!queue) {
		const char *id = arena_printf(sam->arena, "%sQueue", event->id);
		sam_generate(event->item, subscription, "AWS::SQS::Queue", "%s", id);
		queue = sam_get_att(sam, id, "Arn", subscription);
	}
	struct node *mapping = sam_generate(event->item, subscription,
		"AWS::Lambda::EventSourceMapping", "%sEventSourceMapping", event->id);
	sam_set(sam, mapping, "EventSourceArn", queue);
	sam_set(sam, mapping, "FunctionName", event->target);
	sam_set(sam, mapping, "BatchSize", sam_find(subscription, "BatchSize"));
	sam_set(sam, mapping, "Enabled", sam_find(subscription, "Enabled"));
	return queue;
}

void event_sns(const struct sam_event *event) {
	static const struct sam_property rows[] = {
		{ "Topic", "TopicArn", NULL },
		{ "SqsSubscription", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	struct sam *sam = event->item->sam;
	const struct node *topic = event_requires(event, "Topic");
	if (!topic) {
		return;
	}
	struct node *subscription =
		sam_generate(event->item, event->key, "AWS::SNS::Subscription", "%s", event->id);
	sam_carry(event->item, event->properties, rows, subscription);
	const struct node *between = sam_find(event->properties, "SqsSubscription");
	bool wanted = node_is_map(between);
	if (between && (wanted || (node_bool(between, &wanted) && wanted))) {
		sam_set(sam, subscription, "Endpoint", queue_between(event, between));
		sam_set_text(sam, subscription, "Protocol", "sqs", between);
		return;
	}
	sam_set(sam, subscription, "Endpoint", event->target);
	sam_set_text(sam, subscription, "Protocol", "lambda", event->key);
	event_permission(event, "", "sns.amazonaws.com", topic);
}

/* The target of a rule or schedule, with the queue for what fails. */
static struct node *target_of(const struct sam_event *event, const char *service) {
	struct sam *sam = event->item->sam;
	struct node *target = node_new(sam->arena, NODE_MAP, event->key);
	static const char *const names[] = { "Input", "InputPath", "InputTransformer",
		"RetryPolicy" };
	node_map_add(sam->arena, target, "Arn", event->target);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		sam_set(sam, target, names[i], sam_find(event->properties, names[i]));
	}
	if (event->is_machine || strcmp(service, "scheduler.amazonaws.com") == 0) {
		sam_set(sam, target, "RoleArn", event_role(event, service));
	}
	const struct node *letters = sam_map(event->item, event->properties, "DeadLetterConfig");
	if (letters) {
		const struct node *arn = sam_find(letters, "Arn");
		const char *id = arena_printf(sam->arena, "%sQueue", event->id);
		if (!arn) {
			sam_generate(event->item, letters, "AWS::SQS::Queue", "%s", id);
			arn = sam_get_att(sam, id, "Arn", letters);
		}
		struct node *config = node_new(sam->arena, NODE_MAP, letters);
		node_map_add(sam->arena, config, "Arn", arn);
		node_map_add(sam->arena, target, "DeadLetterConfig", config);
	}
	return target;
}

static const struct node *state_of(const struct sam_item *item, const struct node *value) {
	bool enabled = false;
	if (!node_bool(value, &enabled)) {
		return node_new_unknown(
			item->sam->arena, "whether it is enabled is given by a function", value);
	}
	return node_new_text(item->sam->arena, enabled ? "ENABLED" : "DISABLED", value);
}

/* What a rule and a schedule say of themselves; the rest is said of the target. */
static const struct sam_property rule_properties[] = {
	{ "Schedule", "ScheduleExpression", NULL },
	{ "Pattern", "EventPattern", NULL },
	{ "Enabled", "State", state_of },
	{ "Target", NULL, NULL },
	{ "Input", NULL, NULL },
	{ "InputPath", NULL, NULL },
	{ "InputTransformer", NULL, NULL },
	{ "RetryPolicy", NULL, NULL },
	{ "DeadLetterConfig", NULL, NULL },
	{ "RoleArn", NULL, NULL },
	{ "PermissionsBoundary", NULL, NULL },
	{ "OmitName", NULL, NULL },
	{ NULL, NULL, NULL },
};

void event_rule(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	if (!event_requires(event, strcmp(event->type, "Schedule") == 0 ? "Schedule" : "Pattern")) {
		return;
	}
	struct node *rule =
		sam_generate(event->item, event->key, "AWS::Events::Rule", "%s", event->id);
	sam_carry(event->item, event->properties, rule_properties, rule);
	struct node *targets = node_new(sam->arena, NODE_LIST, event->key);
	node_list_add(sam->arena, targets, target_of(event, "events.amazonaws.com"));
	node_map_add(sam->arena, rule, "Targets", targets);
	event_permission(
		event, "", "events.amazonaws.com", sam_get_att(sam, event->id, "Arn", event->key));
}

void event_schedule(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	if (!event_requires(event, "ScheduleExpression")) {
		return;
	}
	struct node *schedule =
		sam_generate(event->item, event->key, "AWS::Scheduler::Schedule", "%s", event->id);
	sam_carry(event->item, event->properties, rule_properties, schedule);
	bool omitted = false;
	if (!node_find(schedule, "Name") &&
		!(node_bool(sam_find(event->properties, "OmitName"), &omitted) && omitted)) {
		sam_set_text(sam, schedule, "Name", event->id, event->key);
	}
	node_map_add(sam->arena, schedule, "Target", target_of(event, "scheduler.amazonaws.com"));
}

static const struct sam_property as_is[] = { { NULL, NULL, NULL } };

void event_logs(const struct sam_event *event) {
	if (!event_requires(event, "LogGroupName")) {
		return;
	}
	struct node *filter = sam_generate(
		event->item, event->key, "AWS::Logs::SubscriptionFilter", "%s", event->id);
	sam_carry(event->item, event->properties, as_is, filter);
	sam_set(event->item->sam, filter, "DestinationArn", event->target);
	event_permission(event, "", "logs.amazonaws.com", NULL);
}

void event_iot(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	const struct node *sql = event_requires(event, "Sql");
	if (!sql) {
		return;
	}
	struct node *rule =
		sam_generate(event->item, event->key, "AWS::IoT::TopicRule", "%s", event->id);
	struct node *payload = node_new(sam->arena, NODE_MAP, event->key);
	struct node *actions = node_new(sam->arena, NODE_LIST, event->key);
	struct node *action = node_new(sam->arena, NODE_MAP, event->key);
	struct node *call = node_new(sam->arena, NODE_MAP, event->key);
	node_map_add(sam->arena, call, "FunctionArn", event->target);
	node_map_add(sam->arena, action, "Lambda", call);
	node_list_add(sam->arena, actions, action);
	node_map_add(sam->arena, payload, "Sql", sql);
	node_map_add(sam->arena, payload, "Actions", actions);
	node_map_add(sam->arena, rule, "TopicRulePayload", payload);
	event_permission(event, "", "iot.amazonaws.com", NULL);
}

void event_cognito(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	const struct node *pool = event_requires(event, "UserPool");
	const struct node *trigger = event_requires(event, "Trigger");
	const char *id = event_referred(pool);
	if (!pool || !trigger) {
		return;
	}
	if (!id || !node_find(sam->template->resources, id)) {
		ctx_error(sam->ctx, node_span(pool),
			"the UserPool of event %s of %s must be the Ref of a user pool of this "
			"template",
			event->key->text, event->item->id);
		return;
	}
	struct node *config = sam_open(sam, id, "LambdaConfig", NULL, event->key);
	struct node **each;
	node_each(each, config ? trigger : NULL) {
		if (node_text(*each)) {
			node_map_add(sam->arena, config, node_text(*each), event->target);
		}
	}
	if (config && node_text(trigger)) {
		node_map_add(sam->arena, config, node_text(trigger), event->target);
	}
	struct sam_event owner = *event;
	const char *alias = event_referred(event->target);
	owner.id = arena_printf(sam->arena, "%sCognito", alias ? alias : event->item->id);
	event_permission(
		&owner, "", "cognito-idp.amazonaws.com", sam_get_att(sam, id, "Arn", pool));
}

void event_alexa(const struct sam_event *event) {
	event_permission(event, "", "alexa-appkit.amazon.com", NULL);
}
