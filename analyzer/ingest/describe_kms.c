#include "analyzer/ingest/describe.h"

#include <string.h>

static const struct renamed key_members[] = {
	{ "MultiRegion", "MultiRegion" },
	{ "Enabled", "Enabled" },
	{ "Origin", "Origin" },
	{ "KeySpec", "KeySpec" },
	{ NULL, NULL },
};

static bool is_text(const struct node *node, const char *text) {
	const char *found = node_text(node);
	return found && strcmp(found, text) == 0;
}

/* AWS's own keys are no resources of the workload. */
static void read_key(struct snapshot *snapshot, const struct call *call) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const struct node *key = node_find(call->answer, "KeyMetadata");
	const char *id = node_text(node_find(key, "KeyId"));
	const char *region = arn_field(arena, node_text(node_find(key, "Arn")), ARN_REGION);
	if (!id || !region || !is_text(node_find(key, "KeyManager"), "CUSTOMER")) {
		return;
	}
	const struct node *primary = node_at(key, "MultiRegionConfiguration/PrimaryKey/Arn");
	const char *home = arn_field(arena, node_text(primary), ARN_REGION);
	if (home && strcmp(home, region) != 0) {
		struct node *replica =
			snapshot_resource(snapshot, region, "AWS::KMS::ReplicaKey", id, key);
		snapshot_put(snapshot, replica, "PrimaryKeyArn", primary);
		snapshot_copy(snapshot, replica, key, key_members + 1);
		return;
	}
	struct node *properties = snapshot_resource(snapshot, region, "AWS::KMS::Key", id, key);
	snapshot_copy(snapshot, properties, key, key_members);
}

static void read_aliases(struct snapshot *snapshot, const struct call *call) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	struct node **alias;
	node_each(alias, node_find(call->answer, "Aliases")) {
		const char *name = node_text(node_find(*alias, "AliasName"));
		const struct node *target = node_find(*alias, "TargetKeyId");
		const char *arn = node_text(node_find(*alias, "AliasArn"));
		const char *region = arn_field(arena, arn, ARN_REGION);
		region = region ? region : call->region;
		if (!name || !target || !region || strncmp(name, "alias/aws/", 10) == 0) {
			continue;
		}
		struct node *properties =
			snapshot_resource(snapshot, region, "AWS::KMS::Alias", name, *alias);
		snapshot_put(snapshot, properties, "AliasName", node_find(*alias, "AliasName"));
		snapshot_put(snapshot, properties, "TargetKeyId", target);
	}
}

const struct describe_operation kms_operations[] = {
	{ "kms", "describe-key", "KeyMetadata", read_key },
	{ "kms", "list-aliases", "Aliases", read_aliases },
	{ 0 },
};
