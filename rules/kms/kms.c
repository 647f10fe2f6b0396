#include "analyzer/cfn/arn.h"
#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>

#define KEY "AWS::KMS::Key"

/*
 * Where types name the key that encrypts them in their own region, sorted; "[]" stands for the
 * items of a list. Keys for copies elsewhere are not among these, nor is that of a trail, which is
 * of the region of its bucket. Property names from the CloudFormation resource specification (read
 * 2026-11).
 */
static const struct key_property {
	const char *type, *path;
	bool holds_data; /* what would be lost with the key, backups included */
} key_properties[] = {
	{ "AWS::AmazonMQ::Broker", "EncryptionOptions.KmsKeyId", false },
	{ "AWS::Backup::BackupVault", "EncryptionKeyArn", true },
	{ "AWS::Backup::LogicallyAirGappedBackupVault", "EncryptionKeyArn", true },
	{ "AWS::Cassandra::Table", "EncryptionSpecification.KmsKeyIdentifier", true },
	{ "AWS::CodeBuild::Project", "EncryptionKey", false },
	{ "AWS::DMS::ReplicationInstance", "KmsKeyId", false },
	{ "AWS::DocDB::DBCluster", "KmsKeyId", true },
	{ "AWS::DynamoDB::Table", "SSESpecification.KMSMasterKeyId", true },
	{ "AWS::EC2::Instance", "BlockDeviceMappings[]Ebs.KmsKeyId", false },
	{ "AWS::EC2::LaunchTemplate", "LaunchTemplateData.BlockDeviceMappings[]Ebs.KmsKeyId",
		false },
	{ "AWS::EC2::Volume", "KmsKeyId", true },
	{ "AWS::ECR::Repository", "EncryptionConfiguration.KmsKey", true },
	{ "AWS::EFS::FileSystem", "KmsKeyId", true },
	{ "AWS::EKS::Cluster", "EncryptionConfig[]Provider.KeyArn", false },
	{ "AWS::ElastiCache::ReplicationGroup", "KmsKeyId", false },
	{ "AWS::ElastiCache::ServerlessCache", "KmsKeyId", false },
	{ "AWS::Elasticsearch::Domain", "EncryptionAtRestOptions.KmsKeyId", true },
	{ "AWS::Events::EventBus", "KmsKeyIdentifier", false },
	{ "AWS::FSx::FileSystem", "KmsKeyId", true },
	{ "AWS::KMS::Alias", "TargetKeyId", false },
	{ "AWS::Kinesis::Stream", "StreamEncryption.KeyId", true },
	{ "AWS::KinesisFirehose::DeliveryStream",
		"DeliveryStreamEncryptionConfigurationInput.KeyARN", false },
	{ "AWS::Lambda::Function", "KmsKeyArn", false },
	{ "AWS::Logs::LogGroup", "KmsKeyId", false },
	{ "AWS::MSK::Cluster", "EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId", true },
	{ "AWS::MemoryDB::Cluster", "KmsKeyId", true },
	{ "AWS::Neptune::DBCluster", "KmsKeyId", true },
	{ "AWS::OpenSearchService::Domain", "EncryptionAtRestOptions.KmsKeyId", true },
	{ "AWS::RDS::DBCluster", "KmsKeyId", true },
	{ "AWS::RDS::DBCluster", "MasterUserSecret.KmsKeyId", true },
	{ "AWS::RDS::DBCluster", "PerformanceInsightsKmsKeyId", false },
	{ "AWS::RDS::DBInstance", "KmsKeyId", true },
	{ "AWS::RDS::DBInstance", "MasterUserSecret.KmsKeyId", true },
	{ "AWS::RDS::DBInstance", "PerformanceInsightsKMSKeyId", false },
	{ "AWS::Redshift::Cluster", "KmsKeyId", true },
	{ "AWS::RedshiftServerless::Namespace", "KmsKeyId", true },
	{ "AWS::S3::Bucket",
		"BucketEncryption.ServerSideEncryptionConfiguration[]"
		"ServerSideEncryptionByDefault.KMSMasterKeyID",
		true },
	{ "AWS::SNS::Topic", "KmsMasterKeyId", false },
	{ "AWS::SQS::Queue", "KmsMasterKeyId", false },
	{ "AWS::Scheduler::Schedule", "KmsKeyArn", false },
	{ "AWS::SecretsManager::Secret", "KmsKeyId", true },
	{ "AWS::StepFunctions::StateMachine", "EncryptionConfiguration.KmsKeyId", false },
	{ "AWS::Timestream::Database", "KmsKeyId", true },
};

/* Where types name a key for a copy in another region, in the settings of which region. */
static const struct remote_key {
	const char *type, *list, *key, *region; /* list NULL: the properties themselves */
} remote_keys[] = {
	{ "AWS::EFS::FileSystem", "ReplicationConfiguration.Destinations", "KmsKeyId", "Region" },
	{ "AWS::RDS::DBInstance", NULL, "AutomaticBackupReplicationKmsKeyId",
		"AutomaticBackupReplicationRegion" },
	{ "AWS::SecretsManager::Secret", "ReplicaRegions", "KmsKeyId", "Region" },
};

static const char *region_of_key(struct judge *judge, const struct value *key) {
	struct arn arn;
	if (arn_parse(judge->eval->arena, key, &arn)) {
		return value_text(judge->eval->arena, &arn.region);
	}
	const struct part *reference = value_reference(key);
	return reference ? reference->stack->environment.region : NULL;
}

/* A key id or alias means a key of the resource's own region. */
static enum truth is_own_key(struct judge *judge, const struct value *key, const char *pointer) {
	if (key->kind == VALUE_ABSENT) {
		return judge_blame(judge, YES, NULL, pointer, NULL);
	}
	const char *own = resource_region(judge->subject.resource);
	const char *found = region_of_key(judge, key);
	bool is_name = !found && value_text(judge->eval->arena, key);
	const struct part *reference = value_reference(key);
	bool same_stack = reference && reference->stack == &judge->subject.resource->stack->stack;
	if (is_name || same_stack || arn_says_own(judge, key->node, "AWS::Region")) {
		return judge_blame(judge, YES, key, pointer, NULL);
	}
	enum truth truth = own && found ? truth_of(strcmp(own, found) == 0) : UNKNOWN;
	judge_blame(judge, truth, key, pointer, truth == UNKNOWN ? "%s" : NULL,
		found ? "the stack's region was not said" : judge_reason(judge, key));
	judge_fact(judge, "key_region", found ? found : "");
	return truth;
}

/* Takes an answer of several; what is kept, with its blame, is the least of them. */
static void take_least(
	struct judge *judge, enum truth truth, enum truth *result, struct blame *kept) {
	if (truth < *result || (truth == YES && *result == YES)) {
		*result = truth;
		*kept = judge->blame;
	}
}

/* Asks of the key at a path, or of that of each item of the list on the way. */
static enum truth are_own_keys(struct judge *judge, const char *path) {
	struct arena *arena = judge->eval->arena;
	const char *items = strstr(path, "[]"), *pointer;
	if (!items) {
		struct value key = judge_property(judge, path, &pointer);
		return is_own_key(judge, &key, pointer);
	}
	const char *list_path = arena_strndup(arena, path, (size_t)(items - path));
	struct value list = judge_property(judge, list_path, &pointer);
	enum truth result = list.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	judge_blame(judge, result, &list, pointer, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, &list));
	struct blame kept = judge->blame;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count && result != NO; i++) {
		struct value key = eval_path(judge->eval, &list.items[i], items + 2);
		enum truth own = is_own_key(judge, &key, pointer_item(arena, pointer, i));
		take_least(judge, own, &result, &kept);
	}
	judge->blame = kept;
	return result;
}

/* The first row about a type, or where it would be. */
static const struct key_property *first_about(const char *type) {
	size_t first = 0, end = sizeof(key_properties) / sizeof(key_properties[0]);
	while (first < end) {
		size_t middle = (first + end) / 2;
		bool before = strcmp(key_properties[middle].type, type) < 0;
		first = before ? middle + 1 : first;
		end = before ? end : middle;
	}
	return &key_properties[first];
}

static enum truth evaluate_own_key_here(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const struct key_property *const end =
		key_properties + sizeof(key_properties) / sizeof(key_properties[0]);
	const char *type = judge->subject.resource->type;
	enum truth result = YES;
	struct blame kept = judge->blame;
	for (const struct key_property *row = first_about(type);
		row < end && result != NO && strcmp(row->type, type) == 0; row++) {
		take_least(judge, are_own_keys(judge, row->path), &result, &kept);
	}
	judge->blame = kept;
	return result;
}

static bool is_store(const struct resource *source, const struct resource *to) {
	(void)to;
	return !source->helper && source->kind->role == ROLE_STORE;
}

static bool may_exist(struct judge *judge, const struct resource *resource) {
	const char *reason;
	return eval_exists(judge->eval, &resource->stack->stack, resource->node, &reason) != NO;
}

static bool leads_to_key(
	struct judge *judge, const struct value *value, const struct resource *key) {
	return value->kind == VALUE_TEXT &&
	       estate_target(judge->estate, judge->eval, value, KEY) == key;
}

/* Says whether the resource names the key at a path, or in an item of the list on the way. */
static bool names_key_at(struct judge *judge, const struct resource *resource, const char *path,
	const struct resource *key) {
	const char *items = strstr(path, "[]");
	if (!items) {
		struct value own = eval_path(judge->eval, &resource->properties, path);
		return leads_to_key(judge, &own, key);
	}
	path = arena_strndup(judge->eval->arena, path, (size_t)(items - path));
	struct value list = eval_path(judge->eval, &resource->properties, path);
	bool found = false;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count && !found; i++) {
		struct value own = eval_path(judge->eval, &list.items[i], items + 2);
		found = leads_to_key(judge, &own, key);
	}
	return found;
}

/* Stores that no link leads from to their keys are asked themselves. */
static bool encrypts_store(struct judge *judge, const struct resource *key) {
	for (size_t i = 0; i < sizeof(key_properties) / sizeof(key_properties[0]); i++) {
		const struct key_property *row = &key_properties[i];
		const struct resource_list *stores =
			row->holds_data ? estate_of_type(judge->estate, row->type) : NULL;
		for (size_t j = 0; stores && j < stores->count; j++) {
			const struct resource *store = stores->items[j];
			if (!store->helper && names_key_at(judge, store, row->path, key) &&
				may_exist(judge, store)) {
				return true;
			}
		}
	}
	return false;
}

static enum truth evaluate_encrypts_data(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *key = judge->subject.resource;
	struct resource_list stores = { 0 };
	resource_sources(judge->eval, judge->estate, key, EDGE_ENCRYPTION, is_store, 1, &stores);
	bool encrypts = stores.count > 0 || encrypts_store(judge, key);
	return judge_blame(judge, truth_of(encrypts), NULL, NULL, NULL);
}

/* Says whether the settings of a copy elsewhere name a key, and for this region. */
static enum truth names_key_for(struct judge *judge, const struct remote_key *row,
	const struct value *settings, const char *region) {
	struct value key = eval_member(judge->eval, settings, row->key);
	struct value where = eval_member(judge->eval, settings, row->region);
	return key.kind == VALUE_ABSENT ? NO : judge_text_equals(&where, region);
}

/* Says whether a store names a key for its copy in a region. */
static enum truth is_named_for_copy(struct judge *judge, const char *region) {
	enum truth named = NO;
	for (size_t i = 0; i < sizeof(remote_keys) / sizeof(remote_keys[0]); i++) {
		const struct remote_key *row = &remote_keys[i];
		struct resource *const *store;
		vec_each(store, estate_of_type(judge->estate, row->type)) {
			const struct value *settings = &(*store)->properties;
			struct value list = { .kind = VALUE_ABSENT };
			if (row->list) {
				list = eval_path(judge->eval, settings, row->list);
				settings = list.items;
			}
			size_t count = !row->list ? 1 : list.kind == VALUE_LIST ? list.count : 0;
			for (size_t j = 0; j < count; j++) {
				named = truth_or(
					named, names_key_for(judge, row, &settings[j], region));
			}
		}
	}
	return named;
}

/* Says whether some data store is encrypted with a key of a region, in the estate or not. */
static enum truth is_used_in(struct judge *judge, const char *region) {
	enum truth used = NO;
	struct resource *const *store;
	vec_each(store, &judge->estate->resources) {
		if ((*store)->helper || !(*store)->kind || (*store)->kind->role != ROLE_STORE) {
			continue;
		}
		struct edge_list edges = { 0 };
		resource_edges(judge->eval, judge->estate, *store, EDGE_ENCRYPTION, &edges);
		const struct edge *edge;
		vec_each(edge, &edges) {
			const char *where = value_text(judge->eval->arena, &edge->region);
			used = truth_or(
				used, where ? truth_of(strcmp(where, region) == 0) : UNKNOWN);
		}
	}
	return used;
}

static bool stands_in(const struct estate *estate, const char *type, const char *region) {
	struct resource *const *key;
	vec_each(key, estate_of_type(estate, type)) {
		const char *own = resource_region(*key);
		if (own && strcmp(own, region) == 0) {
			return true;
		}
	}
	return false;
}

static enum truth has_key(struct judge *judge, const char *region) {
	bool stands = stands_in(judge->estate, KEY, region) ||
		      stands_in(judge->estate, "AWS::KMS::ReplicaKey", region);
	return stands ? YES : truth_or(is_used_in(judge, region), is_named_for_copy(judge, region));
}

/* Any key will do: what is copied to a region is encrypted anew there. */
static enum truth evaluate_key_in_recovery(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *missing = NULL;
	enum truth truth = YES;
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		enum truth there = judge_once(judge, "has a key", has_key, *region);
		missing = there < YES ? *region : missing;
		truth = truth_and(truth, there);
	}
	const char *reason = "the region of a key in use is not known";
	if (truth == NO && !judge->estate->complete) {
		truth = UNKNOWN;
		reason = judge->estate->incomplete_reason ? judge->estate->incomplete_reason
							  : "the stacks given may not be all";
	}
	judge_blame(judge, truth, NULL, NULL, truth == UNKNOWN ? "%s" : NULL, reason);
	judge_fact(judge, "missing", missing ? missing : "");
	return truth;
}

static enum truth blame_primary(struct judge *judge, enum truth truth, const struct value *arn,
	const char *pointer, const char *problem) {
	judge_blame(judge, truth, arn, pointer, truth == UNKNOWN ? "%s" : NULL, problem);
	judge_fact(judge, "problem", problem);
	return truth;
}

/* The primary as a resource of the estate. */
static enum truth judge_primary(struct judge *judge, const struct resource *primary,
	const struct value *arn, const char *pointer) {
	const char *own = resource_region(judge->subject.resource);
	const char *region = resource_region(primary);
	bool same_stack = primary->stack == judge->subject.resource->stack;
	if (same_stack || (own && region && strcmp(own, region) == 0)) {
		return blame_primary(judge, NO, arn, pointer, "a key of its own region");
	}
	struct value multi = eval_member(judge->eval, &primary->properties, "MultiRegion");
	enum truth truth =
		multi.kind == VALUE_ABSENT ? NO : value_truth(judge->eval->arena, &multi);
	return blame_primary(judge, truth, arn, pointer,
		truth == NO ? "a key that is not multi-Region"
			    : "whether its primary is multi-Region is not known");
}

static enum truth evaluate_valid_primary(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value value = judge_property(judge, "PrimaryKeyArn", &pointer);
	const struct resource *primary =
		value.kind == VALUE_TEXT ? estate_target(judge->estate, judge->eval, &value, KEY)
					 : NULL;
	if (primary) {
		return judge_primary(judge, primary, &value, pointer);
	}
	struct arn arn;
	if (!arn_parse(judge->eval->arena, &value, &arn)) {
		const char *text = value_text(judge->eval->arena, &value);
		return blame_primary(judge, text ? NO : UNKNOWN, &value, pointer,
			text ? "no ARN" : judge_reason(judge, &value));
	}
	const char *own = resource_region(judge->subject.resource);
	const char *region = value_text(judge->eval->arena, &arn.region);
	const char *id = value_text(judge->eval->arena, &arn.resource);
	if (id && strncmp(id, "key/mrk-", 8) != 0) {
		return blame_primary(judge, NO, &value, pointer, "a key that is not multi-Region");
	}
	if ((own && region && strcmp(own, region) == 0) ||
		(!region && arn_says_own(judge, value.node, "AWS::Region"))) {
		return blame_primary(judge, NO, &value, pointer, "a key of its own region");
	}
	const char *partition = value_text(judge->eval->arena, &arn.partition);
	const char *home = judge->resource->stack->stack.environment.partition;
	if (partition && home && strcmp(partition, home) != 0) {
		return blame_primary(judge, NO, &value, pointer, "a key of another partition");
	}
	return blame_primary(judge, own && region && id ? YES : UNKNOWN, &value, pointer,
		own ? "a part of the ARN is not known" : "the stack's region was not said");
}

/* A data store that names a multi-Region key of a recovery region, which no stack declares. */
static enum truth is_named_there(struct judge *judge, const char *about) {
	(void)about;
	struct resource *const *store;
	vec_each(store, &judge->estate->resources) {
		struct edge_list edges = { 0 };
		if (!(*store)->helper && (*store)->kind && (*store)->kind->role == ROLE_STORE) {
			resource_edges(judge->eval, judge->estate, *store, EDGE_ENCRYPTION, &edges);
		}
		const struct edge *edge;
		vec_each(edge, &edges) {
			const char *region = value_text(judge->eval->arena, &edge->region);
			const char *key = value_text(judge->eval->arena, &edge->target);
			bool there = !region || graph_is_recovery(judge->estate, region);
			if (!edge->to && there && (!key || strstr(key, "key/mrk-"))) {
				return YES;
			}
		}
	}
	return NO;
}

/* An ARN that is known tells the replicas of other keys: its id is a multi-Region one's, its region
 * the primary's. */
static bool may_be_primary(struct judge *judge, const struct value *value) {
	struct arn arn;
	if (!arn_parse(judge->eval->arena, value, &arn)) {
		return YES;
	}
	const char *id = value_text(judge->eval->arena, &arn.resource);
	const char *region = value_text(judge->eval->arena, &arn.region);
	const char *own = resource_region(judge->subject.resource);
	return !(id && strncmp(id, "key/mrk-", 8) != 0) &&
	       !(own && region && strcmp(own, region) != 0);
}

/* A replica key whose primary is not known may be this key's. */
static enum truth evaluate_may_be_replicated(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *open = judge_once(judge, "a store names a replica", is_named_there, "") == YES
				   ? "a key that a data store names"
				   : NULL;
	struct resource *const *replica;
	vec_each(replica, estate_of_type(judge->estate, "AWS::KMS::ReplicaKey")) {
		struct value arn =
			eval_member(judge->eval, &(*replica)->properties, "PrimaryKeyArn");
		bool known = estate_target(judge->estate, judge->eval, &arn, KEY);
		if (!known && may_be_primary(judge, &arn) &&
			graph_is_recovery(judge->estate, resource_region(*replica))) {
			open = (*replica)->logical_id;
		}
	}
	return judge_blame(judge, open ? UNKNOWN : NO, NULL, NULL,
		open ? "whether %s is its replica is not known" : NULL, open);
}

const struct word kms_words[] = {
	{ "may_be_replicated", "a replica key of a recovery region may be of the key", "", "",
		evaluate_may_be_replicated, NULL, PARTS_NONE },
	{ "own_key_here", "the key that encrypts the resource stands in its own region", "",
		"key_region", evaluate_own_key_here, NULL, PARTS_NONE },
	{ "encrypts_data", "a data store of the estate is encrypted with the key", "", "",
		evaluate_encrypts_data, NULL, PARTS_NONE },
	{ "key_in_recovery",
		"a key stands in every recovery region, in the estate or named by a data store", "",
		"missing", evaluate_key_in_recovery, NULL, PARTS_NONE },
	{ "valid_primary", "of a replica key: its primary is a multi-Region key of another region",
		"", "problem", evaluate_valid_primary, NULL, PARTS_NONE },
	{ 0 },
};
