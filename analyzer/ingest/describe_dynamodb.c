#include "analyzer/ingest/describe.h"

#include <string.h>

#define TABLE "AWS::DynamoDB::Table"
#define GLOBAL_TABLE "AWS::DynamoDB::GlobalTable"

/* What both types have at the top. */
static const struct renamed table_members[] = {
	{ "TableName", "TableName" },
	{ "AttributeDefinitions", "AttributeDefinitions" },
	{ "KeySchema", "KeySchema" },
	{ "GlobalSecondaryIndexes", "GlobalSecondaryIndexes" },
	{ "LocalSecondaryIndexes", "LocalSecondaryIndexes" },
	{ "MultiRegionConsistency", "MultiRegionConsistency" },
	{ "GlobalTableWitnesses", "GlobalTableWitnesses" },
	{ "StreamSpecification/StreamViewType", "StreamSpecification/StreamViewType" },
	{ "GlobalTableVersion", "GlobalTableVersion" },
	{ "TableStatus", "TableStatus" },
	{ NULL, NULL },
};

static const struct renamed single_members[] = {
	{ "DeletionProtectionEnabled", "DeletionProtectionEnabled" },
	{ "TableClassSummary/TableClass", "TableClass" },
	{ "ProvisionedThroughput/ReadCapacityUnits", "ProvisionedThroughput/ReadCapacityUnits" },
	{ "ProvisionedThroughput/WriteCapacityUnits", "ProvisionedThroughput/WriteCapacityUnits" },
	{ NULL, NULL },
};

static const struct renamed copy_members[] = {
	{ "DeletionProtectionEnabled", "DeletionProtectionEnabled" },
	{ "TableStatus", "TableStatus" },
	{ "TableClassSummary/TableClass", "TableClass" },
	{ NULL, NULL },
};

/* One table under conversion. */
struct conversion {
	struct snapshot *snapshot;
	const struct node *table;
	const char *name, *region;
};

static struct arena *arena_of(const struct conversion *c) {
	return c->snapshot->ingest->ctx->arena;
}

static const struct node *text_node(struct conversion *c, const char *text) {
	return node_new_text(arena_of(c), text, c->table);
}

/* The answer of describe-table in a region, told by its ARN; NULL where there is none. */
static const struct node *table_in(struct conversion *c, const char *region) {
	const struct call *call;
	vec_each(call, &c->snapshot->calls) {
		const struct node *table = node_find(call->answer, "Table");
		const char *name = node_text(node_find(table, "TableName"));
		const char *own =
			arn_field(arena_of(c), node_text(node_find(table, "TableArn")), ARN_REGION);
		if (name && own && strcmp(name, c->name) == 0 && strcmp(own, region) == 0) {
			return table;
		}
	}
	return NULL;
}

/* Whether a key is the customer's: only describe-key tells, since DescribeTable names both kinds.
 */
static const char *manager_of(struct conversion *c, const char *arn) {
	const struct call *call;
	vec_each(call, &c->snapshot->calls) {
		const struct node *key = node_find(call->answer, "KeyMetadata");
		const char *found = node_text(node_find(key, "Arn"));
		if (found && strcmp(found, arn) == 0) {
			return node_text(node_find(key, "KeyManager"));
		}
	}
	return NULL;
}

static void put_key(struct conversion *c, struct node *properties, const struct node *table) {
	const struct node *arn = node_at(table, "SSEDescription/KMSMasterKeyArn");
	const char *manager = node_text(arn) ? manager_of(c, node_text(arn)) : NULL;
	if (!arn || (manager && strcmp(manager, "AWS") == 0)) {
		return;
	}
	if (!manager) {
		arn = snapshot_unknown(c->snapshot, NULL, "kms", "describe-key", arn);
	}
	snapshot_put(c->snapshot, properties, "SSESpecification/KMSMasterKeyId", arn);
}

static void put_encryption(struct conversion *c, struct node *properties) {
	const struct node *description = node_find(c->table, "SSEDescription");
	if (description) {
		snapshot_put(c->snapshot, properties, "SSESpecification/SSEEnabled",
			node_new_bool(arena_of(c), true, description));
	}
}

/* Point-in-time recovery is asked of the table in each region. */
static void put_recovery(struct conversion *c, struct node *properties, const char *region) {
	static const char *const path =
		"PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled";
	const struct call *call = snapshot_call(
		c->snapshot, "dynamodb", "describe-continuous-backups", c->name, region);
	const struct node *status = node_at(call ? call->answer : NULL,
		"ContinuousBackupsDescription/PointInTimeRecoveryDescription/"
		"PointInTimeRecoveryStatus");
	const struct node *days = node_at(call ? call->answer : NULL,
		"ContinuousBackupsDescription/PointInTimeRecoveryDescription/RecoveryPeriodInDays");
	if (!status) {
		snapshot_put(c->snapshot, properties, path,
			snapshot_unknown(c->snapshot, call && call->failure ? call : NULL,
				"dynamodb", "describe-continuous-backups", c->table));
		return;
	}
	const char *text = node_text(status);
	snapshot_put(c->snapshot, properties, path,
		node_new_bool(arena_of(c), text && strcmp(text, "ENABLED") == 0, status));
	if (days) {
		snapshot_put(c->snapshot, properties,
			"PointInTimeRecoverySpecification/RecoveryPeriodInDays", days);
	}
}

static void put_common(struct conversion *c, struct node *properties) {
	snapshot_copy(c->snapshot, properties, c->table, table_members);
	const struct node *mode = node_at(c->table, "BillingModeSummary/BillingMode");
	snapshot_put(
		c->snapshot, properties, "BillingMode", mode ? mode : text_node(c, "PROVISIONED"));
	put_encryption(c, properties);
}

/* What no template says: how a copy is, as the table that was asked sees it. */
static void put_status(struct conversion *c, struct node *copy, const char *region) {
	static const struct renamed members[] = {
		{ "ReplicaStatus", "ReplicaStatus" },
		{ "ReplicaInaccessibleDateTime", "ReplicaInaccessibleDateTime" },
		{ NULL, NULL },
	};
	struct node **replica;
	node_each(replica, node_find(c->table, "Replicas")) {
		const char *own = node_text(node_find(*replica, "RegionName"));
		if (own && strcmp(own, region) == 0) {
			snapshot_copy(c->snapshot, copy, *replica, members);
		}
	}
}

static struct node *copy_in(struct conversion *c, const char *region) {
	struct arena *arena = arena_of(c);
	const struct node *table = table_in(c, region);
	struct node *copy = node_new(arena, NODE_MAP, table ? table : c->table);
	snapshot_put(c->snapshot, copy, "Region", text_node(c, region));
	if (table) {
		snapshot_copy(c->snapshot, copy, table, copy_members);
		put_key(c, copy, table);
	} else {
		const struct node *open = node_new_unknown(arena,
			arena_printf(arena,
				"the output of dynamodb describe-table in %s was not given",
				region),
			c->table);
		snapshot_put(c->snapshot, copy, "DeletionProtectionEnabled", open);
		snapshot_put(c->snapshot, copy, "SSESpecification/KMSMasterKeyId", open);
		snapshot_put(c->snapshot, copy, "TableClass", open);
	}
	put_recovery(c, copy, region);
	put_status(c, copy, region);
	return copy;
}

static bool lists(const struct node *copies, const char *region) {
	struct node **copy;
	node_each(copy, copies) {
		if (strcmp(node_text(node_find(*copy, "Region")), region) == 0) {
			return true;
		}
	}
	return false;
}

/* Whether DescribeTable lists the region that is asked is not the same everywhere: their union. */
static struct node *copies_of(struct conversion *c) {
	struct node *copies = node_new(arena_of(c), NODE_LIST, c->table);
	node_list_add(arena_of(c), copies, copy_in(c, c->region));
	struct node **replica;
	node_each(replica, node_find(c->table, "Replicas")) {
		const char *region = node_text(node_find(*replica, "RegionName"));
		if (region && !lists(copies, region)) {
			node_list_add(arena_of(c), copies, copy_in(c, region));
		}
	}
	return copies;
}

/* A global table is one resource, seen from the primary region, else from the first that was asked.
 */
static bool is_seen_elsewhere(struct conversion *c) {
	const char *primary = c->snapshot->ingest->estate->regions.primary;
	if (primary && strcmp(primary, c->region) == 0) {
		return false;
	}
	if (primary && table_in(c, primary)) {
		return true;
	}
	struct node **replica;
	node_each(replica, node_find(c->table, "Replicas")) {
		const char *region = node_text(node_find(*replica, "RegionName"));
		const struct node *other = region ? table_in(c, region) : NULL;
		if (other &&
			map_has(&c->snapshot->resources, arena_printf(arena_of(c), "%s\n%s\n%s",
								 region, GLOBAL_TABLE, c->name))) {
			return true;
		}
	}
	return false;
}

static void read_table(struct snapshot *snapshot, const struct call *call) {
	struct conversion c = { .snapshot = snapshot, .table = node_find(call->answer, "Table") };
	c.name = node_text(node_find(c.table, "TableName"));
	c.region = arn_field(snapshot->ingest->ctx->arena,
		node_text(node_find(c.table, "TableArn")), ARN_REGION);
	if (!c.name || !c.region) {
		ctx_error(snapshot->ingest->ctx, node_span(call->answer),
			"this describe-table output has no TableName or TableArn");
		return;
	}
	if (node_items_count(node_find(c.table, "Replicas")) == 0) {
		struct node *table = snapshot_resource(snapshot, c.region, TABLE, c.name, c.table);
		put_common(&c, table);
		snapshot_copy(snapshot, table, c.table, single_members);
		put_key(&c, table, c.table);
		put_recovery(&c, table, c.region);
		return;
	}
	if (!is_seen_elsewhere(&c)) {
		struct node *table =
			snapshot_resource(snapshot, c.region, GLOBAL_TABLE, c.name, c.table);
		put_common(&c, table);
		snapshot_put(snapshot, table, "Replicas", copies_of(&c));
	}
}

const struct describe_operation dynamodb_operations[] = {
	{ "dynamodb", "describe-table", "Table", read_table },
	{ "dynamodb", "describe-continuous-backups", "ContinuousBackupsDescription", NULL },
	{ 0 },
};
