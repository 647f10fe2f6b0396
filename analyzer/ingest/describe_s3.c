#include "analyzer/ingest/describe.h"

#include <string.h>

#define BUCKET "AWS::S3::Bucket"

/* One bucket under conversion. */
struct bucket {
	struct snapshot *snapshot;
	const char *name;
	struct node *properties;
};

static const struct renamed versioning[] = {
	{ "Status", "VersioningConfiguration/Status" },
	{ NULL, NULL },
};
static const struct renamed lock[] = {
	{ "ObjectLockConfiguration/Rule", "ObjectLockConfiguration/Rule" },
	{ NULL, NULL },
};
static const struct renamed tags[] = {
	{ "TagSet", "Tags" },
	{ NULL, NULL },
};
static const struct renamed logging[] = {
	{ "LoggingEnabled/TargetBucket", "LoggingConfiguration/DestinationBucketName" },
	{ NULL, NULL },
};
static const struct renamed rule_members[] = {
	{ "ID", "Id" },
	{ "Status", "Status" },
	{ "Priority", "Priority" },
	{ "Prefix", "Prefix" },
	{ "Filter/Prefix", "Filter/Prefix" },
	{ "Filter/Tag", "Filter/TagFilter" },
	{ "Filter/And/Prefix", "Filter/And/Prefix" },
	{ "Filter/And/Tags", "Filter/And/TagFilters" },
	{ "Destination", "Destination" },
	{ "SourceSelectionCriteria", "SourceSelectionCriteria" },
	{ "DeleteMarkerReplication", "DeleteMarkerReplication" },
	{ NULL, NULL },
};
static const struct renamed encryption_members[] = {
	{ "ApplyServerSideEncryptionByDefault", "ServerSideEncryptionByDefault" },
	{ "BucketKeyEnabled", "BucketKeyEnabled" },
	{ NULL, NULL },
};
static const struct renamed lifecycle_members[] = {
	{ "ID", "Id" },
	{ "Status", "Status" },
	{ "Prefix", "Prefix" },
	{ "Filter/Prefix", "Prefix" },
	{ "Filter/And/Prefix", "Prefix" },
	{ "Filter/And/Tags", "TagFilters" },
	{ "Expiration/Days", "ExpirationInDays" },
	{ "NoncurrentVersionExpiration", "NoncurrentVersionExpiration" },
	{ "AbortIncompleteMultipartUpload", "AbortIncompleteMultipartUpload" },
	{ NULL, NULL },
};

static void put_list(struct bucket *bucket, const struct node *list, const struct renamed *members,
	const char *property) {
	struct arena *arena = bucket->snapshot->ingest->ctx->arena;
	struct node *converted = node_new(arena, NODE_LIST, list);
	struct node **item;
	node_each(item, list) {
		struct node *map = node_new(arena, NODE_MAP, *item);
		snapshot_copy(bucket->snapshot, map, *item, members);
		node_list_add(arena, converted, map);
	}
	snapshot_put(bucket->snapshot, bucket->properties, property, converted);
}

static void put_replication(struct bucket *bucket, const struct node *answer) {
	const struct node *configuration = node_find(answer, "ReplicationConfiguration");
	const struct node *role = node_find(configuration, "Role");
	if (role) {
		snapshot_put(bucket->snapshot, bucket->properties, "ReplicationConfiguration/Role",
			role);
	}
	put_list(bucket, node_find(configuration, "Rules"), rule_members,
		"ReplicationConfiguration/Rules");
}

static void put_encryption(struct bucket *bucket, const struct node *answer) {
	put_list(bucket, node_at(answer, "ServerSideEncryptionConfiguration/Rules"),
		encryption_members, "BucketEncryption/ServerSideEncryptionConfiguration");
}

static void put_lifecycle(struct bucket *bucket, const struct node *answer) {
	put_list(bucket, node_find(answer, "Rules"), lifecycle_members,
		"LifecycleConfiguration/Rules");
}

static void put_lock(struct bucket *bucket, const struct node *answer) {
	const struct node *enabled = node_at(answer, "ObjectLockConfiguration/ObjectLockEnabled");
	const char *text = node_text(enabled);
	snapshot_put(bucket->snapshot, bucket->properties, "ObjectLockEnabled",
		node_new_bool(bucket->snapshot->ingest->ctx->arena,
			text && strcmp(text, "Enabled") == 0, enabled ? enabled : answer));
	snapshot_copy(bucket->snapshot, bucket->properties, answer, lock);
}

/* What each call tells of a bucket, and the errors that are answers: the feature is off. */
static const struct aspect {
	const char *operation, *property, *off;
	const struct renamed *members;
	void (*put)(struct bucket *bucket, const struct node *answer);
} aspects[] = {
	{ "get-bucket-versioning", "VersioningConfiguration", "", versioning, NULL },
	{ "get-bucket-replication", "ReplicationConfiguration",
		"ReplicationConfigurationNotFoundError", NULL, put_replication },
	{ "get-bucket-encryption", "BucketEncryption",
		"ServerSideEncryptionConfigurationNotFoundError", NULL, put_encryption },
	{ "get-bucket-lifecycle-configuration", "LifecycleConfiguration",
		"NoSuchLifecycleConfiguration", NULL, put_lifecycle },
	{ "get-object-lock-configuration", "ObjectLockEnabled",
		"ObjectLockConfigurationNotFoundError", NULL, put_lock },
	{ "get-bucket-tagging", "Tags", "NoSuchTagSet", tags, NULL },
	{ "get-bucket-logging", "LoggingConfiguration", "", logging, NULL },
};

static void put_aspect(struct bucket *bucket, const struct aspect *aspect) {
	const struct call *call =
		snapshot_call(bucket->snapshot, "s3api", aspect->operation, bucket->name, NULL);
	if (call && call->failure && strcmp(call->failure, aspect->off) == 0) {
		return;
	}
	if (!call || call->failure) {
		bool optional = !call && strcmp(aspect->property, "LoggingConfiguration") == 0;
		if (!optional) {
			snapshot_put(bucket->snapshot, bucket->properties, aspect->property,
				snapshot_unknown(bucket->snapshot, call, "s3api", aspect->operation,
					bucket->properties));
		}
	} else if (aspect->put) {
		aspect->put(bucket, call->answer);
	} else {
		snapshot_copy(bucket->snapshot, bucket->properties, call->answer, aspect->members);
	}
}

/* No constraint means us-east-1, and EU is an older name of eu-west-1. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html (read 2026-11). */
static const char *region_of(
	struct snapshot *snapshot, const char *bucket, const struct call *call) {
	const struct call *location =
		snapshot_call(snapshot, "s3api", "get-bucket-location", bucket, NULL);
	const struct node *constraint =
		location ? node_find(location->answer, "LocationConstraint") : NULL;
	if (!location || location->failure) {
		return call->region;
	}
	const char *text = constraint && constraint->kind != NODE_NULL ? node_text(constraint) : "";
	if (!text || !*text) {
		return "us-east-1";
	}
	return strcmp(text, "EU") == 0 ? "eu-west-1" : text;
}

static void add_bucket(struct snapshot *snapshot, const char *name, const struct call *call,
	const struct node *origin) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const char *region = region_of(snapshot, name, call);
	if (!region) {
		ctx_warning(snapshot->ingest->ctx, node_span(origin),
			"the region of bucket %s is not known: give the output of "
			"get-bucket-location",
			name);
		return;
	}
	if (map_has(&snapshot->resources,
		    arena_printf(arena, "%s\n%s\n%s", region, BUCKET, name))) {
		return;
	}
	struct bucket bucket = { snapshot, name,
		snapshot_resource(snapshot, region, BUCKET, name, origin) };
	snapshot_put(snapshot, bucket.properties, "BucketName", node_new_text(arena, name, origin));
	for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++) {
		put_aspect(&bucket, &aspects[i]);
	}
}

static void read_bucket_call(struct snapshot *snapshot, const struct call *call) {
	if (call->name) {
		add_bucket(snapshot, call->name, call, call->place);
	} else {
		ctx_error(snapshot->ingest->ctx, node_span(call->place),
			"this output does not say which bucket it is about: name the file "
			"s3api.%s.BUCKET.json",
			call->operation->name);
	}
}

/* Buckets that no other call is about have no region here. */
static void read_bucket_list(struct snapshot *snapshot, const struct call *call) {
	struct node **bucket;
	node_each(bucket, node_find(call->answer, "Buckets")) {
		const char *name = node_text(node_find(*bucket, "Name"));
		if (name && snapshot_call(snapshot, "s3api", "get-bucket-location", name, NULL)) {
			add_bucket(snapshot, name, call, *bucket);
		}
	}
}

const struct describe_operation s3_operations[] = {
	{ "s3api", "get-bucket-versioning", NULL, read_bucket_call },
	{ "s3api", "get-bucket-replication", "ReplicationConfiguration", read_bucket_call },
	{ "s3api", "get-bucket-encryption", "ServerSideEncryptionConfiguration", read_bucket_call },
	{ "s3api", "get-bucket-lifecycle-configuration", NULL, read_bucket_call },
	{ "s3api", "get-object-lock-configuration", "ObjectLockConfiguration", read_bucket_call },
	{ "s3api", "get-bucket-tagging", "TagSet", read_bucket_call },
	{ "s3api", "get-bucket-logging", "LoggingEnabled", read_bucket_call },
	{ "s3api", "get-bucket-location", "LocationConstraint", read_bucket_call },
	{ "s3api", "list-buckets", "Buckets", read_bucket_list },
	{ 0 },
};
