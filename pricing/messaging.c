#include "pricing/regional.h"

/*
 * Amazon SQS, Amazon SNS and Amazon EventBridge: by the request, message or event, of which each 64
 * KB count as one; those in order cost more. A global endpoint that replicates pays every event
 * again in its other region. What is not sent costs nothing. Sources:
 * https://aws.amazon.com/sqs/pricing/, https://aws.amazon.com/sns/pricing/ and
 * https://aws.amazon.com/eventbridge/pricing/ (read 2026-11). The shipped book has none of their
 * prices.
 */
static const struct usage_key requests_key = { "monthly_requests", "requests",
	"requests: to send, to receive and to delete are three; of a topic, to publish", "1000000",
	NULL, false };
static const struct usage_key size_key = { "request_size_kb", "KB",
	"size of a request; each 64 KB count as one", "1", NULL, true };
static const struct usage_key events_key = { "monthly_custom_events", "events",
	"events put on the bus, of up to 64 KB", "1000000", NULL, false };
static const struct usage_key *const message_keys[] = { &requests_key, &size_key, NULL };
static const struct usage_key *const event_keys[] = { &events_key, NULL };

#define PART_KB 64

static void cost_messages(struct costing *costing, const char *fifo_property, const char *item,
	const char *fifo_item) {
	const struct regional regional = regional_of(costing);
	struct value fifo =
		eval_member(&costing->eval, &costing->resource->properties, fifo_property);
	if (regional.is_twin) {
		return;
	}
	enum truth is_fifo =
		value_is_absent(&fifo) ? NO : value_truth(costing->estate->ctx->arena, &fifo);
	if (is_fifo == UNKNOWN) {
		regional_unpriced(
			&regional, item, value_unknown_reason(costing->estate->ctx->arena, &fifo));
		return;
	}
	regional_serve(&regional, is_fifo == YES ? fifo_item : item, "requests",
		costing_in_parts(costing, costing_usage_or_default(costing, &requests_key),
			&size_key, PART_KB));
}

static void cost_queue(struct costing *costing) {
	cost_messages(costing, "FifoQueue", "sqs.request", "sqs.fifo_request");
}

static void cost_topic(struct costing *costing) {
	cost_messages(costing, "FifoTopic", "sns.request", "sns.fifo_request");
}

static void cost_bus(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	if (!regional.is_twin) {
		regional_serve(&regional, "events.custom_event", "events",
			costing_usage_or_default(costing, &events_key));
	}
}

/* An endpoint replicates unless it says that it does not. */
static void cost_endpoint(struct costing *costing) {
	struct value state = eval_path(
		&costing->eval, &costing->resource->properties, "ReplicationConfig.State");
	struct value secondary = eval_path(&costing->eval, &costing->resource->properties,
		"RoutingConfig.FailoverConfig.Secondary.Route");
	struct charge replicated = { .item = "events.replicated_event",
		.description = "events replicated",
		.quantity = costing_usage_or_default(costing, &events_key),
		.bills = BILL_DR };
	replicated.region = costing_text(costing, &secondary, &replicated.reason);
	costing_region(costing, resource_region(costing->resource));
	if (!costing_is(costing, &state, "DISABLED")) {
		costing_region(costing, replicated.region);
		costing_charge(costing, &replicated);
	}
}

const struct cost_model messaging_models[] = {
	{ "AWS::SQS::Queue", cost_queue, message_keys, "aws_sqs_queue", NULL, true, NULL },
	{ "AWS::SNS::Topic", cost_topic, message_keys, "aws_sns_topic", NULL, true, NULL },
	{ "AWS::Events::EventBus", cost_bus, event_keys, "aws_cloudwatch_event_bus", NULL, true,
		NULL },
	{ "AWS::Events::Endpoint", cost_endpoint, event_keys, NULL, NULL, false, NULL },
	{ 0 },
};
