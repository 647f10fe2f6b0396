#include "rules/s3/role.h"

#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <string.h>

#define BUCKET "AWS::S3::Bucket"
#define REPLICA_KEY "Destination.EncryptionConfiguration.ReplicaKmsKeyID"

/* Where services name the bucket that they write logs or artifacts to. */
static const struct writer {
	const char *type, *property;
	const char *path; /* in the property, or in each of its items */
} writers[] = {
	{ BUCKET, "LoggingConfiguration", "DestinationBucketName" },
	{ "AWS::CloudTrail::Trail", "S3BucketName", "" },
	{ "AWS::CodePipeline::Pipeline", "ArtifactStore", "Location" },
	{ "AWS::CodePipeline::Pipeline", "ArtifactStores", "ArtifactStore.Location" },
	{ "AWS::Config::DeliveryChannel", "S3BucketName", "" },
	{ "AWS::EC2::FlowLog", "LogDestination", "" },
};

static bool leads_here(struct judge *judge, const struct value *value, const char *path) {
	struct value bucket = eval_path(judge->eval, value, path);
	return bucket.kind == VALUE_TEXT && estate_target(judge->estate, judge->eval, &bucket,
						    BUCKET) == judge->subject.resource;
}

/* Most resources name no bucket at all, and all of them are asked for each bucket. */
static bool writes_here(
	struct judge *judge, const struct resource *resource, const struct writer *writer) {
	if (!node_find(resource->properties.node, writer->property)) {
		return false;
	}
	struct value value = eval_member(judge->eval, &resource->properties, writer->property);
	bool found = value.kind != VALUE_LIST && leads_here(judge, &value, writer->path);
	for (size_t i = 0; value.kind == VALUE_LIST && i < value.count; i++) {
		found = found || leads_here(judge, &value.items[i], writer->path);
	}
	return found;
}

static enum truth evaluate_receives_logs(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++) {
		struct resource *const *resource;
		vec_each(resource, estate_of_type(judge->estate, writers[i].type)) {
			if (writes_here(judge, *resource, &writers[i])) {
				return judge_blame(judge, YES, NULL, NULL, NULL);
			}
		}
	}
	return judge_blame(judge, NO, NULL, NULL, NULL);
}

/* The subject is a replication rule from here on; its region is the destination's. */
static enum truth blame_destination(struct judge *judge, enum truth truth) {
	const char *pointer;
	struct value bucket = judge_property(judge, "Destination.Bucket", &pointer);
	const char *text = judge_describe(judge, &bucket);
	judge_blame(judge, truth, &bucket, pointer,
		truth == UNKNOWN ? "the region of %s is not known: no bucket of that name is among "
				   "those analysed"
				 : NULL,
		text ? text : "the destination");
	judge_fact(judge, "destination",
		judge->subject.target ? judge->subject.target->label
		: text		      ? text
				      : "");
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

static enum truth evaluate_same_as_target(struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path"));
	const struct resource *source = judge->subject.resource, *target = judge->subject.target;
	if (!target) {
		return blame_destination(judge, UNKNOWN);
	}
	struct value here = eval_path(judge->eval, &source->properties, path);
	struct value there = eval_path(judge->eval, &target->properties, path);
	enum truth truth = judge_same_value(judge->eval, &here, &there);
	const struct value *written = here.kind == VALUE_ABSENT ? &there : &here;
	const char *pointer = arena_printf(
		judge->eval->arena, "%s/%s", resource_pointer(judge->eval->arena, source), path);
	judge_blame(judge, truth, written, pointer,
		truth == UNKNOWN ? "one of the two values is not known" : NULL);
	judge_fact(judge, "destination", target->label);
	return truth;
}

static void check_path(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments), "same_as_target takes the path of a property");
	}
}

/* What `on` says: the bucket, its objects, or the objects of the destination. */
static void set_scope(struct judge *judge, const char *on, struct role_scope *ret_scope) {
	struct eval *eval = judge->eval;
	bool there = strcmp(on, "replicas") == 0;
	*ret_scope = (struct role_scope){
		.arn = there ? eval_path(eval, &judge->subject.value, "Destination.Bucket")
			     : (struct value){ .kind = VALUE_ABSENT },
		.resource = there ? judge->subject.target : judge->subject.resource,
		.type = BUCKET,
		.below = strcmp(on, "bucket") != 0,
	};
}

static enum truth evaluate_role_allows(struct judge *judge, const struct assertion *assertion) {
	const struct resource *bucket = judge->subject.resource;
	struct value value =
		eval_path(judge->eval, &bucket->properties, "ReplicationConfiguration.Role");
	const char *pointer = arena_printf(judge->eval->arena, "%s/ReplicationConfiguration/Role",
		resource_pointer(judge->eval->arena, bucket));
	const struct resource *role =
		value.kind == VALUE_TEXT
			? estate_target(judge->estate, judge->eval, &value, "AWS::IAM::Role")
			: NULL;
	if (!role) {
		judge_blame(judge, UNKNOWN, &value, pointer,
			"the replication role is not among the templates");
		return UNKNOWN;
	}
	struct role_scope scope;
	set_scope(judge, node_text(node_find(assertion->arguments, "on")), &scope);
	enum truth result = YES;
	const char *missing = "", *why = NULL;
	struct node **action;
	node_each(action, node_find(assertion->arguments, "actions")) {
		const char *reason;
		enum truth truth = role_allows(judge, role, node_text(*action), &scope, &reason);
		missing = truth < result ? node_text(*action) : missing;
		why = truth < result ? reason : why;
		result = truth_and(result, truth);
	}
	judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL, why);
	judge_fact(judge, "action", missing);
	judge_fact(judge, "role", role->label);
	return result;
}

static void check_role_allows(struct ctx *ctx, const struct node *arguments) {
	const char *on = node_text(node_find(arguments, "on"));
	const struct node *actions = node_find(arguments, "actions");
	if (!on || (strcmp(on, "bucket") != 0 && strcmp(on, "objects") != 0 &&
			   strcmp(on, "replicas") != 0)) {
		ctx_error(ctx, node_span(arguments),
			"role_allows takes on: bucket, objects or replicas");
	}
	if (node_items_count(actions) == 0) {
		ctx_error(ctx, node_span(arguments), "role_allows takes actions, a list");
	}
	struct node **action;
	node_each(action, actions) {
		if (!node_text(*action)) {
			ctx_error(
				ctx, node_span(*action), "an action is a text: s3:ReplicateObject");
		}
	}
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
	{ "same_as_target", "of a link: source and target have the same value of a property",
		"path", "destination", evaluate_same_as_target, check_path, PARTS_NONE },
	{ "role_allows",
		"the replication role may do these actions on the bucket, its objects, or the "
		"replicas of a rule",
		"actions on", "action role", evaluate_role_allows, check_role_allows, PARTS_NONE },
	{ 0 },
};
