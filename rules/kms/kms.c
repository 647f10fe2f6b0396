#include "analyzer/cfn/arn.h"
#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>

#define KEY "AWS::KMS::Key"

/* Where types name the key that encrypts them in their own region. Keys for copies elsewhere are
 * not among these. */
static const struct key_property {
	const char *type, *path;
} key_properties[] = {
	{ "AWS::Backup::BackupVault", "EncryptionKeyArn" },
	{ "AWS::DynamoDB::Table", "SSESpecification.KMSMasterKeyId" },
	{ "AWS::EC2::Volume", "KmsKeyId" },
	{ "AWS::ECR::Repository", "EncryptionConfiguration.KmsKey" },
	{ "AWS::EFS::FileSystem", "KmsKeyId" },
	{ "AWS::Kinesis::Stream", "StreamEncryption.KeyId" },
	{ "AWS::Lambda::Function", "KmsKeyArn" },
	{ "AWS::Logs::LogGroup", "KmsKeyId" },
	{ "AWS::RDS::DBCluster", "KmsKeyId" },
	{ "AWS::RDS::DBInstance", "KmsKeyId" },
	{ "AWS::SecretsManager::Secret", "KmsKeyId" },
	{ "AWS::SNS::Topic", "KmsMasterKeyId" },
	{ "AWS::SQS::Queue", "KmsMasterKeyId" },
};

static const char *key_path(const char *type) {
	for (size_t i = 0; i < sizeof(key_properties) / sizeof(key_properties[0]); i++) {
		if (strcmp(key_properties[i].type, type) == 0) {
			return key_properties[i].path;
		}
	}
	return NULL;
}

static const char *region_of_key(struct judge *judge, const struct value *key) {
	struct arn arn;
	if (arn_parse(judge->eval->arena, key, &arn)) {
		return value_text(judge->eval->arena, &arn.region);
	}
	const struct part *reference = value_reference(key);
	return reference ? reference->stack->environment.region : NULL;
}

/* A key id or alias means a key of the resource's own region. */
static enum truth evaluate_own_key_here(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *path = key_path(judge->subject.resource->type), *pointer = NULL;
	struct value key = { .kind = VALUE_ABSENT };
	if (path) {
		key = judge_property(judge, path, &pointer);
	}
	if (key.kind == VALUE_ABSENT) {
		return judge_blame(judge, YES, NULL, pointer, NULL);
	}
	const char *own = resource_region(judge->subject.resource);
	const char *found = region_of_key(judge, &key);
	bool is_name = !found && value_text(judge->eval->arena, &key);
	const struct part *reference = value_reference(&key);
	bool same_stack = reference && reference->stack == &judge->subject.resource->stack->stack;
	if (is_name || same_stack) {
		return judge_blame(judge, YES, &key, pointer, NULL);
	}
	enum truth truth = own && found ? truth_of(strcmp(own, found) == 0) : UNKNOWN;
	judge_blame(judge, truth, &key, pointer, truth == UNKNOWN ? "%s" : NULL,
		found ? "the stack's region was not said" : judge_reason(judge, &key));
	judge_fact(judge, "key_region", found ? found : "");
	return truth;
}

static bool is_store(const struct resource *source, const struct resource *to) {
	(void)to;
	return !source->helper && source->kind->role == ROLE_STORE;
}

static enum truth evaluate_encrypts_data(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct resource_list stores = { 0 };
	resource_sources(judge->eval, judge->estate, judge->subject.resource, EDGE_ENCRYPTION,
		is_store, 1, &stores);
	return judge_blame(judge, truth_of(stores.count > 0), NULL, NULL, NULL);
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

/* Any key will do: what is copied to a region is encrypted anew there. */
static enum truth evaluate_key_in_recovery(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *missing = NULL;
	enum truth truth = YES;
	const char **region;
	vec_each(region, &judge->estate->regions.recovery) {
		bool stands = stands_in(judge->estate, KEY, *region) ||
			      stands_in(judge->estate, "AWS::KMS::ReplicaKey", *region);
		enum truth there = stands ? YES : is_used_in(judge, *region);
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
	if (own && region && strcmp(own, region) == 0) {
		return blame_primary(judge, NO, &value, pointer, "a key of its own region");
	}
	return blame_primary(judge, own && region && id ? YES : UNKNOWN, &value, pointer,
		own ? "a part of the ARN is not known" : "the stack's region was not said");
}

const struct word kms_words[] = {
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
