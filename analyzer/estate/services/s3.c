#include "analyzer/estate/links.h"

#include <string.h>

#define BUCKET "AWS::S3::Bucket"
#define TABLE_BUCKET "AWS::S3Tables::TableBucket"
#define CDK_NOTIFICATIONS "Custom::S3BucketNotifications"

/* Where a kind of configuration stands and which of its members names what it leads to. */
struct target_row {
	const char *list, *member, *type;
};

/* A bucket notifies; CDK sets the same through a custom resource, in the spelling of the API. */
static const struct target_row own_notifications[] = {
	{ "NotificationConfiguration.LambdaConfigurations", "Function", "AWS::Lambda::Function" },
	{ "NotificationConfiguration.QueueConfigurations", "Queue", "AWS::SQS::Queue" },
	{ "NotificationConfiguration.TopicConfigurations", "Topic", "AWS::SNS::Topic" },
	{ NULL, NULL, NULL },
};
static const struct target_row cdk_notifications[] = {
	{ "NotificationConfiguration.LambdaFunctionConfigurations", "LambdaFunctionArn",
		"AWS::Lambda::Function" },
	{ "NotificationConfiguration.QueueConfigurations", "QueueArn", "AWS::SQS::Queue" },
	{ "NotificationConfiguration.TopicConfigurations", "TopicArn", "AWS::SNS::Topic" },
	{ NULL, NULL, NULL },
};

static void add_notifications(struct eval *eval, struct estate *estate,
	const struct resource *bucket, const struct resource *holder, const struct target_row *row,
	struct edge_list *ret_edges) {
	struct place properties = place_of(holder);
	for (; row->list; row++) {
		struct place list = place_at(eval, &properties, row->list);
		for (size_t i = 0; i < place_count(&list); i++) {
			struct place item = place_item(eval, &list, i);
			struct place target = place_at(eval, &item, row->member);
			const struct edge edge = {
				.kind = EDGE_REQUEST,
				.from = bucket,
				.settings = item.value,
			};
			edge_add(eval, estate, &edge, &target, row->type, NULL, ret_edges);
		}
	}
}

static void add_default_encryption(struct eval *eval, struct estate *estate,
	const struct resource *bucket, const struct place *properties,
	struct edge_list *ret_edges) {
	struct place list =
		place_at(eval, properties, "BucketEncryption.ServerSideEncryptionConfiguration");
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place item = place_item(eval, &list, i);
		struct place key =
			place_at(eval, &item, "ServerSideEncryptionByDefault.KMSMasterKeyID");
		const struct edge edge = {
			.kind = EDGE_ENCRYPTION,
			.from = bucket,
			.settings = item.value,
		};
		edge_add(eval, estate, &edge, &key, "AWS::KMS::Key", NULL, ret_edges);
	}
}

/* One rule: a link to the destination, and one to the key that encrypts what arrives there. */
static void add_rule(struct eval *eval, struct estate *estate, const struct resource *bucket,
	const struct place *rule, struct edge_list *ret_edges) {
	struct edge edge = {
		.kind = EDGE_REPLICATION,
		.from = bucket,
		.settings = rule->value,
	};
	struct place destination = place_at(eval, rule, "Destination.Bucket");
	size_t before = ret_edges->count;
	edge_add(eval, estate, &edge, &destination, BUCKET, NULL, ret_edges);
	const char *region = NULL;
	if (ret_edges->count > before) {
		region = value_text(eval->arena, &ret_edges->items[before].region);
	}
	edge.kind = EDGE_ENCRYPTION;
	struct place key =
		place_at(eval, rule, "Destination.EncryptionConfiguration.ReplicaKmsKeyID");
	edge_add(eval, estate, &edge, &key, "AWS::KMS::Key", region, ret_edges);
}

static void add_rules(struct eval *eval, struct estate *estate, const struct resource *bucket,
	const struct place *properties, struct edge_list *ret_edges) {
	struct place list = place_at(eval, properties, "ReplicationConfiguration.Rules");
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place rule = place_item(eval, &list, i);
		add_rule(eval, estate, bucket, &rule, ret_edges);
	}
}

static void bucket_edges(struct eval *eval, struct estate *estate, const struct resource *bucket,
	struct edge_list *ret_edges) {
	struct place properties = place_of(bucket);
	add_rules(eval, estate, bucket, &properties, ret_edges);
	add_default_encryption(eval, estate, bucket, &properties, ret_edges);
	add_notifications(eval, estate, bucket, bucket, own_notifications, ret_edges);
	struct resource_list customs = { 0 };
	estate_attached(eval, estate, bucket, CDK_NOTIFICATIONS, &customs);
	struct resource *const *custom;
	vec_each(custom, &customs) {
		add_notifications(eval, estate, bucket, *custom, cdk_notifications, ret_edges);
	}
}

/* A rule replicates while its Status, which is case-sensitive, is Enabled. */
static enum truth rule_is_enabled(struct eval *eval, const struct edge *edge) {
	if (edge->settings.kind != VALUE_MAP) {
		return UNKNOWN;
	}
	struct value status = eval_member(eval, &edge->settings, "Status");
	const char *text = value_text(eval->arena, &status);
	if (text || status.kind == VALUE_ABSENT) {
		return truth_of(text && strcmp(text, "Enabled") == 0);
	}
	return UNKNOWN;
}

static bool is_listed(const struct replica_list *replicas, const struct resource *bucket) {
	const struct replica *replica;
	vec_each(replica, replicas) {
		if (replica->declared_by == bucket) {
			return true;
		}
	}
	return false;
}

static void add_copy(struct eval *eval, const struct edge *edge, enum truth enabled,
	struct replica_list *ret_replicas) {
	const struct stack *stack = &edge->from->stack->stack;
	struct replica replica = {
		.resource = edge->from,
		.region = edge->region,
		.declared_by = edge->to ? edge->to : edge->from,
		.pointer = edge->pointer,
	};
	if (enabled == UNKNOWN) {
		replica.region = value_unknown(eval, stack, edge->target.node,
			"it is not known whether the replication rule is enabled");
	}
	if (edge->to) {
		replica.settings = edge->to->properties;
		replica.pointer = edge->to->pointer;
	} else {
		replica.settings = value_unknown(eval, stack, edge->target.node,
			"the destination bucket is not in the estate");
	}
	vec_push(eval->arena, ret_replicas, replica);
}

static void bucket_replicas(struct eval *eval, struct estate *estate, const struct resource *bucket,
	struct replica_list *ret_replicas) {
	struct replica_list copies = { 0 };
	replica_add_own(eval, bucket, &copies);
	struct place properties = place_of(bucket);
	struct edge_list edges = { 0 };
	add_rules(eval, estate, bucket, &properties, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (edge->kind != EDGE_REPLICATION) {
			continue;
		}
		enum truth enabled = rule_is_enabled(eval, edge);
		if (enabled != NO && !(edge->to && is_listed(&copies, edge->to))) {
			add_copy(eval, edge, enabled, &copies);
		}
	}
	const struct replica *copy;
	vec_each(copy, &copies) {
		vec_push(eval->arena, ret_replicas, *copy);
	}
}

/* A table bucket replicates to table buckets, whose ARNs name their regions. */
static void table_bucket_edges(struct eval *eval, struct estate *estate,
	const struct resource *bucket, struct edge_list *ret_edges) {
	struct place properties = place_of(bucket);
	struct place rules = place_at(eval, &properties, "ReplicationConfiguration.Rules");
	for (size_t i = 0; i < place_count(&rules); i++) {
		struct place rule = place_item(eval, &rules, i);
		struct place list = place_at(eval, &rule, "Destinations");
		for (size_t j = 0; j < place_count(&list); j++) {
			struct place item = place_item(eval, &list, j);
			struct place target = place_at(eval, &item, "DestinationTableBucketARN");
			const struct edge edge = {
				.kind = EDGE_REPLICATION,
				.from = bucket,
				.settings = item.value,
			};
			edge_add(eval, estate, &edge, &target, TABLE_BUCKET, NULL, ret_edges);
		}
	}
}

static void table_bucket_replicas(struct eval *eval, struct estate *estate,
	const struct resource *bucket, struct replica_list *ret_replicas) {
	replica_add_own(eval, bucket, ret_replicas);
	struct edge_list edges = { 0 };
	table_bucket_edges(eval, estate, bucket, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		add_copy(eval, edge, YES, ret_replicas);
	}
}

/* An access point leads to the bucket of its region that is closest. */
static void access_point_edges(struct eval *eval, struct estate *estate,
	const struct resource *point, struct edge_list *ret_edges) {
	struct place properties = place_of(point);
	struct place list = place_at(eval, &properties, "Regions");
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place item = place_item(eval, &list, i);
		struct place target = place_at(eval, &item, "Bucket");
		const struct edge edge = {
			.kind = EDGE_REQUEST,
			.from = point,
			.settings = item.value,
		};
		edge_add(eval, estate, &edge, &target, BUCKET, NULL, ret_edges);
	}
}

const struct service_type s3_types[] = {
	{
		.type = BUCKET,
		.noun = "bucket",
		.role = ROLE_STORE,
		.name_property = "BucketName",
		.ref_is = "name",
		.replicas = bucket_replicas,
		.edges = bucket_edges,
	},
	{ .type = "AWS::S3::BucketPolicy", .noun = "bucket policy", .role = ROLE_PART },
	{
		.type = CDK_NOTIFICATIONS,
		.noun = "bucket notifications",
		.role = ROLE_PART,
		.attached_by = "BucketName",
	},
	{
		.type = "AWS::S3Express::DirectoryBucket",
		.noun = "directory bucket",
		.role = ROLE_STORE,
		.name_property = "BucketName",
		.ref_is = "name",
	},
	{
		.type = TABLE_BUCKET,
		.noun = "table bucket",
		.role = ROLE_STORE,
		.name_property = "TableBucketName",
		.ref_is = "arn",
		.replicas = table_bucket_replicas,
		.edges = table_bucket_edges,
	},
	{
		.type = "AWS::S3::MultiRegionAccessPoint",
		.noun = "multi-Region access point",
		.role = ROLE_ROUTING,
		.global = true,
		.name_property = "Name",
		.ref_is = "name",
		.edges = access_point_edges,
	},
	{ .type = NULL },
};
