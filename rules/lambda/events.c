#include "rules/graph.h"
#include "rules/pin.h"

#include <string.h>

#define FUNCTION "AWS::Lambda::Function"

/* --- called_asynchronously --- */

/*
 * What sends events without waiting for the answer. Source:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html (read 2026-11).
 */
static const struct naming senders[] = {
	{ "AWS::CloudWatch::Alarm", "AlarmActions", FUNCTION },
	{ "AWS::CloudWatch::Alarm", "OKActions", FUNCTION },
	{ "AWS::Config::ConfigRule", "Source.SourceIdentifier", FUNCTION },
	{ "AWS::Events::Rule", "Targets.Arn", FUNCTION },
	{ "AWS::Scheduler::Schedule", "Target.Arn", FUNCTION },
	{ "AWS::Lambda::EventInvokeConfig", "DestinationConfig.OnFailure.Destination", FUNCTION },
	{ "AWS::Lambda::EventInvokeConfig", "DestinationConfig.OnSuccess.Destination", FUNCTION },
	{ "AWS::SES::ReceiptRule", "Rule.Actions.LambdaAction.FunctionArn", FUNCTION },
	{ "AWS::SNS::Subscription", "Endpoint", FUNCTION },
	{ "AWS::SNS::Topic", "Subscription.Endpoint", FUNCTION },
	{ "AWS::Logs::SubscriptionFilter", "DestinationArn", FUNCTION },
	{ "AWS::IoT::TopicRule", "TopicRulePayload.Actions.Lambda.FunctionArn", FUNCTION },
};

static bool is_bucket(const struct resource *source, const struct resource *to) {
	(void)to;
	return strcmp(source->type, "AWS::S3::Bucket") == 0;
}

static enum truth evaluate_called_asynchronously(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *function = judge->subject.resource;
	struct resource_list callers = { 0 };
	resource_sources(
		judge->eval, judge->estate, function, EDGE_REQUEST, is_bucket, 1, &callers);
	for (size_t i = 0; !callers.count && i < sizeof(senders) / sizeof(senders[0]); i++) {
		estate_naming(judge->eval, judge->estate, &senders[i], function, &callers);
	}
	return judge_blame(judge, truth_of(callers.count > 0), NULL, NULL, NULL);
}

/* --- has_failure_destination --- */

static enum truth evaluate_has_failure_destination(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const struct naming naming = { "AWS::Lambda::EventInvokeConfig", "FunctionName",
		FUNCTION };
	enum truth result = judge_present(judge, "DeadLetterConfig.TargetArn");
	struct resource_list configs = { 0 };
	estate_naming(judge->eval, judge->estate, &naming, judge->subject.resource, &configs);
	struct resource *const *config;
	vec_each(config, &configs) {
		struct value destination = eval_path(judge->eval, &(*config)->properties,
			"DestinationConfig.OnFailure.Destination");
		const char *reason;
		if (destination.kind != VALUE_ABSENT) {
			enum truth exists = eval_exists(
				judge->eval, &(*config)->stack->stack, (*config)->node, &reason);
			result = truth_or(result, exists);
		}
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what becomes of failed events is not known" : NULL);
}

/* --- reads_queue --- */

/*
 * Only streams and topics of Kafka are read from a position. Source: StartingPosition of
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (read 2026-11).
 */
static enum truth evaluate_reads_queue(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value source = judge_property(judge, "EventSourceArn", &pointer);
	const struct resource *target = estate_target(judge->estate, judge->eval, &source, NULL);
	const char *text = source.kind == VALUE_TEXT ? judge_describe(judge, &source) : NULL;
	enum truth result = NO;
	if (target) {
		result = truth_of(strcmp(target->type, "AWS::SQS::Queue") == 0 ||
				  strcmp(target->type, "AWS::AmazonMQ::Broker") == 0);
	} else if (text && strncmp(text, "arn:", 4) == 0) {
		result = truth_of(strstr(text, ":sqs:") || strstr(text, ":mq:"));
	} else if (source.kind != VALUE_ABSENT && !value_reference(&source)) {
		result = judge_present(judge, "StartingPosition") == YES ? NO : UNKNOWN;
	}
	return judge_blame(judge, result, &source, pointer, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, &source));
}

/* --- code_in_region --- */

/* The region of a registry's host: ACCOUNT.dkr.ecr.REGION.amazonaws.com. */
static const char *image_region(struct arena *arena, const char *uri) {
	const char *mark = uri ? strstr(uri, ".dkr.ecr.") : NULL;
	mark = mark ? mark + strlen(".dkr.ecr.") : NULL;
	const char *region = mark ? arena_strndup(arena, mark, strcspn(mark, "./")) : NULL;
	return region && region_is_known(region) ? region : NULL;
}

/* The region that a name ends in after a hyphen, as those of the CDK's asset buckets do. */
static const char *last_region(const char *name) {
	for (const char *dash = name; (dash = strchr(dash, '-'));) {
		dash++;
		if (region_is_known(dash)) {
			return dash;
		}
	}
	return NULL;
}

/* Says whether a text is written for the stack's own region, whichever that is. */
static bool is_for_own_region(struct judge *judge, const struct value *value) {
	const struct stack *own = &judge->resource->stack->stack;
	const struct part *first = value->kind == VALUE_TEXT && value->count ? value->parts : NULL;
	bool refers = first && first->kind == PART_REFERENCE && first->stack == own;
	bool unsaid = value->stack == own && !resource_region(judge->resource) && value->node;
	return refers || (unsaid && pin_mentions_region(value->node));
}

/* The region that an asset comes from: of the bucket where it stands in the estate. */
static const char *asset_region(struct judge *judge, const struct value *bucket) {
	const struct resource *target =
		estate_target(judge->estate, judge->eval, bucket, "AWS::S3::Bucket");
	if (target) {
		return resource_region(target);
	}
	const struct part *last = bucket->kind == VALUE_TEXT && bucket->count
					  ? &bucket->parts[bucket->count - 1]
					  : NULL;
	return last && last->kind == PART_LITERAL ? last_region(last->text) : NULL;
}

static enum truth judge_code(
	struct judge *judge, const struct value *code, const char *pointer, const char *region) {
	const char *own = resource_region(judge->resource);
	enum truth result = own && region ? truth_of(strcmp(own, region) == 0) : UNKNOWN;
	judge_blame(judge, result, code, pointer, result == UNKNOWN ? "%s" : NULL,
		region ? "the stack's region was not said"
		       : "what it names does not say which region it is in");
	judge_fact(judge, "code_region", region ? region : "another region");
	return result;
}

static enum truth evaluate_code_in_region(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const char *const paths[] = { "Code.ImageUri", "Code.S3Bucket", "Content.S3Bucket" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *pointer;
		struct value code = judge_property(judge, paths[i], &pointer);
		if (code.kind == VALUE_ABSENT) {
			continue;
		}
		if (is_for_own_region(judge, &code)) {
			return judge_blame(judge, YES, &code, pointer, NULL);
		}
		const char *uri = code.kind == VALUE_TEXT ? judge_describe(judge, &code) : NULL;
		return judge_code(judge, &code, pointer,
			i == 0 ? image_region(judge->eval->arena, uri)
			       : asset_region(judge, &code));
	}
	return judge_blame(judge, YES, NULL, NULL, NULL);
}

/* --- subnets_in_several_zones --- */

/* The number in Fn::Select of Fn::GetAZs, or the zone's name; NULL for neither. */
static const char *zone_of(struct judge *judge, const struct value *subnet) {
	const struct resource *resource =
		estate_target(judge->estate, judge->eval, subnet, "AWS::EC2::Subnet");
	if (!resource) {
		return NULL;
	}
	struct value zone = eval_member(judge->eval, &resource->properties, "AvailabilityZone");
	if (zone.kind == VALUE_ABSENT) {
		zone = eval_member(judge->eval, &resource->properties, "AvailabilityZoneId");
	}
	const char *text = value_text(judge->eval->arena, &zone), *name;
	const struct node *arguments,
		*written = node_find(resource->properties.node, "AvailabilityZone");
	if (!text && written && intrinsic_call(judge->eval->arena, written, &name, &arguments) &&
		strcmp(name, "Fn::Select") == 0) {
		text = node_text(node_at(arguments, "0"));
	}
	return text;
}

/* One subnet listed twice is one. */
static bool is_repeated(struct judge *judge, const struct value *list, size_t index) {
	const char *own = value_text(judge->eval->arena, &list->items[index]);
	for (size_t i = 0; own && i < index; i++) {
		if (judge_text_equals(&list->items[i], own) == YES) {
			return true;
		}
	}
	return false;
}

static enum truth evaluate_subnets_in_several_zones(
	struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path")), *pointer;
	struct value list = judge_property(judge, path, &pointer);
	if (list.kind != VALUE_LIST) {
		return judge_blame(
			judge, UNKNOWN, &list, pointer, "%s", judge_reason(judge, &list));
	}
	const char *first = NULL;
	enum truth result = NO;
	for (size_t i = 0; i < list.count; i++) {
		const char *zone = zone_of(judge, &list.items[i]);
		bool other = zone && first && strcmp(zone, first) != 0;
		bool open = i > 0 && !zone && !is_repeated(judge, &list, i);
		open = open || (zone && !first && i > 0);
		result = truth_or(result, other ? YES : open ? UNKNOWN : NO);
		first = first ? first : zone;
	}
	return judge_blame(judge, result, &list, pointer, result == UNKNOWN ? "%s" : NULL,
		"the zones of its subnets are not known");
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments), "expected the path of a list of subnets");
	}
}

/* --- doubles_primary --- */

static enum truth is_on(struct judge *judge, const struct resource *mapping) {
	struct value enabled = eval_member(judge->eval, &mapping->properties, "Enabled");
	return enabled.kind == VALUE_ABSENT ? YES : value_truth(judge->eval->arena, &enabled);
}

/* Every copy's stream carries every write, so two mappings that are on take each write twice. */
static enum truth evaluate_doubles_primary(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *primary = judge->estate->regions.primary, *reason;
	struct resource_list twins = { 0 };
	if (primary && graph_is_recovery(judge->estate, resource_region(judge->resource))) {
		graph_twins(judge, judge->resource, primary, &twins, &reason);
	}
	enum truth result = NO;
	struct resource *const *twin;
	vec_each(twin, &twins) {
		struct value source =
			eval_member(judge->eval, &(*twin)->properties, "EventSourceArn");
		const struct resource *table = estate_target(
			judge->estate, judge->eval, &source, "AWS::DynamoDB::GlobalTable");
		if (table && strcmp(table->type, "AWS::DynamoDB::GlobalTable") == 0) {
			result = truth_or(result,
				truth_and(is_on(judge, *twin), is_on(judge, judge->resource)));
		}
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "whether the mappings are on is not known" : NULL);
}

const struct word lambda_event_words[] = {
	{ "called_asynchronously",
		"a bucket, topic, rule or schedule of one of the stacks sends the function events",
		"", "", evaluate_called_asynchronously, NULL, PARTS_NONE },
	{ "has_failure_destination", "events that the function fails on are kept", "", "",
		evaluate_has_failure_destination, NULL, PARTS_NONE },
	{ "reads_queue", "the mapping reads a queue or a broker, not a stream", "", "",
		evaluate_reads_queue, NULL, PARTS_NONE },
	{ "code_in_region", "the function's or layer's code comes from the stack's region", "",
		"code_region", evaluate_code_in_region, NULL, PARTS_NONE },
	{ "subnets_in_several_zones", "the subnets at a path are in more than one zone", "path", "",
		evaluate_subnets_in_several_zones, check_path, PARTS_NONE },
	{ "doubles_primary",
		"the mapping, and the same one of the primary region, both follow a global table",
		"", "", evaluate_doubles_primary, NULL, PARTS_NONE },
	{ 0 },
};
