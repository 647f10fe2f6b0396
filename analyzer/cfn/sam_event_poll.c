#include "analyzer/cfn/sam_event.h"

#include <string.h>

static const struct node *failure_destination(
	const struct sam_item *item, const struct node *value) {
	struct arena *arena = item->sam->arena;
	const struct node *failure = sam_find(value, "OnFailure");
	if (sam_is_call(value) || !failure || sam_is_call(failure)) {
		return value;
	}
	struct node *config = node_new(arena, NODE_MAP, value);
	struct node *destination = node_new(arena, NODE_MAP, failure);
	sam_set(item->sam, destination, "Destination", node_find(failure, "Destination"));
	node_map_add(arena, config, "OnFailure", destination);
	return config;
}

static const struct node *endpoints(const struct sam_item *item, const struct node *value) {
	struct arena *arena = item->sam->arena;
	struct node *source = node_new(arena, NODE_MAP, value);
	struct node *servers = node_new(arena, NODE_MAP, value);
	node_map_add(arena, servers, "KafkaBootstrapServers", value);
	node_map_add(arena, source, "Endpoints", servers);
	return source;
}

static const struct sam_property mapping_properties[] = {
	{ "Queue", "EventSourceArn", NULL },
	{ "Stream", "EventSourceArn", NULL },
	{ "Broker", "EventSourceArn", NULL },
	{ "Cluster", "EventSourceArn", NULL },
	{ "KafkaBootstrapServers", "SelfManagedEventSource", endpoints },
	{ "DestinationConfig", "DestinationConfig", failure_destination },
	{ "ConsumerGroupId", NULL, NULL },
	{ "DatabaseName", NULL, NULL },
	{ "CollectionName", NULL, NULL },
	{ "FullDocument", NULL, NULL },
	{ "SecretsManagerKmsKeyId", NULL, NULL },
	{ NULL, NULL, NULL },
};

/* What a function polls, by the property that names it. */
static const struct polled {
	const char *event, *property;
} polled[] = {
	{ "SQS", "Queue" },
	{ "Kinesis", "Stream" },
	{ "DynamoDB", "Stream" },
	{ "MSK", "Stream" },
	{ "MQ", "Broker" },
	{ "DocumentDB", "Cluster" },
	{ "SelfManagedKafka", "KafkaBootstrapServers" },
};

void event_mapping(const struct sam_event *event) {
	struct sam *sam = event->item->sam;
	const char *property = NULL;
	for (size_t i = 0; i < sizeof(polled) / sizeof(polled[0]); i++) {
		property =
			strcmp(polled[i].event, event->type) == 0 ? polled[i].property : property;
	}
	if (!event_requires(event, property)) {
		return;
	}
	struct node *mapping = sam_generate(
		event->item, event->key, "AWS::Lambda::EventSourceMapping", "%s", event->id);
	sam_carry(event->item, event->properties, mapping_properties, mapping);
	sam_set(sam, mapping, "FunctionName", event->target);
	if (strcmp(event->type, "DocumentDB") == 0) {
		static const char *const names[] = { "DatabaseName", "CollectionName",
			"FullDocument" };
		struct node *config = node_new(sam->arena, NODE_MAP, event->properties);
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			sam_set(sam, config, names[i], sam_find(event->properties, names[i]));
		}
		node_map_add(sam->arena, mapping, "DocumentDBEventSourceConfig", config);
	}
}
