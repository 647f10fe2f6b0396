#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <string.h>

#define BUCKET "AWS::S3::Bucket"
#define LB_ATTRIBUTES "LoadBalancerAttributes"
#define REPLICA_KEY "Destination.EncryptionConfiguration.ReplicaKmsKeyID"

/*
 * Where services name the bucket that they write logs, reports or artifacts to. Of the items of a
 * list of attributes, only that with this `key` counts.
 */
static const struct writer {
	struct naming naming;
	const char *key;
} writers[] = {
	{ { BUCKET, "LoggingConfiguration.DestinationBucketName", BUCKET }, NULL },
	{ { BUCKET, "InventoryConfigurations.Destination.BucketArn", BUCKET }, NULL },
	{ { "AWS::CloudFront::Distribution", "DistributionConfig.Logging.Bucket", BUCKET }, NULL },
	{ { "AWS::CloudTrail::Trail", "S3BucketName", BUCKET }, NULL },
	{ { "AWS::CodeBuild::Project", "Artifacts.Location", BUCKET }, NULL },
	{ { "AWS::CodePipeline::Pipeline", "ArtifactStore.Location", BUCKET }, NULL },
	{ { "AWS::CodePipeline::Pipeline", "ArtifactStores.ArtifactStore.Location", BUCKET },
		NULL },
	{ { "AWS::Config::DeliveryChannel", "S3BucketName", BUCKET }, NULL },
	{ { "AWS::EC2::FlowLog", "LogDestination", BUCKET }, NULL },
	{ { "AWS::ElasticLoadBalancing::LoadBalancer", "AccessLoggingPolicy.S3BucketName", BUCKET },
		NULL },
	{ { "AWS::ElasticLoadBalancingV2::LoadBalancer", LB_ATTRIBUTES ".Value", BUCKET },
		"access_logs.s3.bucket" },
	{ { "AWS::ElasticLoadBalancingV2::LoadBalancer", LB_ATTRIBUTES ".Value", BUCKET },
		"connection_logs.s3.bucket" },
	{ { "AWS::MSK::Cluster", "LoggingInfo.BrokerLogs.S3.Bucket", BUCKET }, NULL },
	{ { "AWS::Redshift::Cluster", "LoggingProperties.BucketName", BUCKET }, NULL },
	{ { "AWS::Route53Resolver::ResolverQueryLoggingConfig", "DestinationArn", BUCKET }, NULL },
	{ { "AWS::WAFv2::LoggingConfiguration", "LogDestinationConfigs", BUCKET }, NULL },
};

/* Whether the attribute of this key, among those of a load balancer, names the bucket. */
static enum truth attribute_names(
	struct judge *judge, const struct resource *balancer, const char *wanted) {
	struct value list = eval_member(judge->eval, &balancer->properties, LB_ATTRIBUTES);
	enum truth result = NO;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value key = eval_member(judge->eval, &list.items[i], "Key");
		struct value value = eval_member(judge->eval, &list.items[i], "Value");
		if (estate_target(judge->estate, judge->eval, &value, BUCKET) ==
			judge->subject.resource) {
			result = truth_or(result, judge_text_equals(&key, wanted));
		}
	}
	return result;
}

static enum truth writes_here(struct judge *judge, const struct writer *writer) {
	struct resource_list naming = { 0 };
	estate_naming(
		judge->eval, judge->estate, &writer->naming, judge->subject.resource, &naming);
	if (!writer->key) {
		return truth_of(naming.count > 0);
	}
	enum truth result = NO;
	struct resource *const *balancer;
	vec_each(balancer, &naming) {
		result = truth_or(result, attribute_names(judge, *balancer, writer->key));
	}
	return result;
}

/* A bucket that says itself what it is for: to S3, or by the name that `cdk bootstrap` gives. */
static enum truth is_made_for_logs(struct judge *judge) {
	const struct resource *bucket = judge->subject.resource;
	struct value access = eval_member(judge->eval, &bucket->properties, "AccessControl");
	struct value name = eval_member(judge->eval, &bucket->properties, "BucketName");
	const char *text = judge_describe(judge, &name);
	bool assets = text && strncmp(text, "cdk-", 4) == 0 && strstr(text, "-assets-");
	enum truth logs =
		access.kind == VALUE_ABSENT ? NO : judge_text_equals(&access, "LogDeliveryWrite");
	return truth_or(truth_of(assets), logs);
}

/* Services that write logs with leave of a bucket's policy. */
static enum truth writes_logs(const struct value *service) {
	static const char *const writing[] = { "cloudtrail.amazonaws.com", "config.amazonaws.com",
		"delivery.logs.amazonaws.com", "logdelivery.elasticloadbalancing.amazonaws.com",
		"logging.s3.amazonaws.com" };
	enum truth result = service->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; i < sizeof(writing) / sizeof(writing[0]); i++) {
		result = truth_or(result, judge_text_equals(service, writing[i]));
	}
	for (size_t i = 0; service->kind == VALUE_LIST && i < service->count; i++) {
		result = truth_or(result, writes_logs(&service->items[i]));
	}
	return result;
}

/* Says whether a policy lets a service write logs. */
static enum truth lets_logs_in(struct judge *judge, const struct resource *policy) {
	struct value statements =
		eval_path(judge->eval, &policy->properties, "PolicyDocument.Statement");
	bool list = statements.kind == VALUE_LIST;
	enum truth result = NO;
	for (size_t i = 0; i < (list ? statements.count : 1); i++) {
		const struct value *statement = list ? &statements.items[i] : &statements;
		struct value service = eval_path(judge->eval, statement, "Principal.Service");
		enum truth writes = service.kind == VALUE_ABSENT ? NO : writes_logs(&service);
		struct value effect = eval_member(judge->eval, statement, "Effect");
		result = truth_or(result,
			writes == NO ? NO : truth_and(writes, judge_text_equals(&effect, "Allow")));
	}
	return result;
}

/* A policy of the bucket, or one that may be its, as far as their names are known. */
static enum truth policy_lets_logs_in(struct judge *judge, const struct resource *bucket) {
	static const struct naming policies = { "AWS::S3::BucketPolicy", "Bucket", BUCKET };
	struct resource_list naming = { 0 }, lost = { 0 };
	estate_naming(judge->eval, judge->estate, &policies, bucket, &naming);
	if (resource_says_name(judge->eval, bucket)) {
		estate_naming_none(judge->eval->arena, judge->estate, &policies, &lost);
	}
	enum truth result = NO;
	struct resource *const *policy;
	vec_each(policy, &naming) {
		result = truth_or(result, lets_logs_in(judge, *policy));
	}
	vec_each(policy, &lost) {
		struct value of = eval_member(judge->eval, &(*policy)->properties, "Bucket");
		if ((*policy)->stack == bucket->stack &&
			!estate_target(judge->estate, judge->eval, &of, BUCKET) &&
			graph_may_name(judge, &of, bucket)) {
			result = truth_or(result, truth_and(UNKNOWN, lets_logs_in(judge, *policy)));
		}
	}
	return result;
}

static enum truth receives_logs(struct judge *judge, const char *about) {
	(void)about;
	const struct resource *bucket = judge->subject.resource;
	enum truth result = is_made_for_logs(judge);
	for (size_t i = 0; result != YES && i < sizeof(writers) / sizeof(writers[0]); i++) {
		result = truth_or(result, writes_here(judge, &writers[i]));
	}
	return result == YES ? YES : truth_or(result, policy_lets_logs_in(judge, bucket));
}

/* Most rules about buckets ask it first. */
static enum truth evaluate_receives_logs(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *bucket = arena_decimal(judge->eval->arena, judge->subject.resource->index);
	enum truth result = judge_once(judge, "receives logs", receives_logs, bucket);
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what is written to the bucket is not known" : NULL);
}

/* The subject is a replication rule from here on; its region is the destination's. */
static enum truth blame_destination(struct judge *judge, enum truth truth) {
	const char *pointer;
	struct value bucket = judge_property(judge, "Destination.Bucket", &pointer);
	const char *text = bucket.kind == VALUE_UNKNOWN ? NULL : judge_describe(judge, &bucket);
	judge_blame(judge, truth, &bucket, pointer,
		truth == UNKNOWN ? "the region of %s is not known: no bucket of that name is among "
				   "those analysed"
				 : NULL,
		text ? text : "the destination");
	judge_fact(judge, "destination",
		judge->subject.target ? judge_name(judge, judge->subject.target)
		: text		      ? text
				      : "its destination");
	return truth;
}

static enum truth evaluate_region_known(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	return blame_destination(judge, judge->subject.region ? YES : UNKNOWN);
}

static enum truth evaluate_crosses_regions(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *own = resource_region(judge->subject.resource), *region = judge->subject.region;
	const struct resource *target = judge->subject.target;
	if (target && target->stack == judge->subject.resource->stack) {
		return blame_destination(judge, NO);
	}
	return blame_destination(
		judge, own && region ? truth_of(strcmp(own, region) != 0) : UNKNOWN);
}

static enum truth is_enabled(struct judge *judge, const struct value *rule) {
	struct value status = eval_member(judge->eval, rule, "Status");
	return judge_text_equals(&status, "Enabled");
}

/* A bucket that is a destination of several sources answers each of them. */
static enum truth evaluate_replicates_back(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *target = judge->subject.target;
	if (!target) {
		return blame_destination(judge, UNKNOWN);
	}
	struct edge_list edges = { 0 };
	resource_edges(judge->eval, judge->estate, target, EDGE_REPLICATION, &edges);
	enum truth truth = NO;
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (edge->to == judge->subject.resource) {
			truth = truth_or(truth, is_enabled(judge, &edge->settings));
		} else if (!edge->to &&
			   graph_may_name(judge, &edge->target, judge->subject.resource)) {
			truth = truth_or(truth, UNKNOWN);
		}
	}
	return blame_destination(judge, truth);
}

/* The region that a key surely stands in, or NULL. */
static const char *key_region(struct judge *judge, const struct value *key) {
	struct arn arn;
	if (arn_parse(judge->eval->arena, key, &arn)) {
		return value_text(judge->eval->arena, &arn.region);
	}
	const struct part *reference = value_reference(key);
	return reference ? reference->stack->environment.region : NULL;
}

static enum truth evaluate_replica_key_in_destination(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value key = judge_property(judge, REPLICA_KEY, &pointer);
	if (key.kind == VALUE_ABSENT) {
		return judge_blame(judge, YES, &key, pointer, NULL);
	}
	const char *found = key_region(judge, &key), *region = judge->subject.region;
	enum truth truth = found && region ? truth_of(strcmp(found, region) == 0) : UNKNOWN;
	judge_blame(judge, truth, &key, pointer, truth == UNKNOWN ? "%s" : NULL,
		found ? "the destination's region is not known" : judge_reason(judge, &key));
	judge_fact(judge, "key_region", found ? found : "");
	return truth;
}

const struct word s3_words[] = {
	{ "receives_logs", "services write logs or build artifacts to the bucket", "", "",
		evaluate_receives_logs, NULL, PARTS_NONE },
	{ "region_known", "of a replication rule: it is known where its destination is", "",
		"destination", evaluate_region_known, NULL, PARTS_NONE },
	{ "crosses_regions", "of a replication rule: its destination is in another region", "",
		"destination", evaluate_crosses_regions, NULL, PARTS_NONE },
	{ "replicates_back", "of a replication rule: its destination replicates to its source", "",
		"destination", evaluate_replicates_back, NULL, PARTS_NONE },
	{ "replica_key_in_destination",
		"of a replication rule: the key that it names stands in the destination's region",
		"", "key_region", evaluate_replica_key_in_destination, NULL, PARTS_NONE },
	{ 0 },
};
