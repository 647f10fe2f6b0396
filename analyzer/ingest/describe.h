#ifndef ANALYZER_INGEST_DESCRIBE_H
#define ANALYZER_INGEST_DESCRIBE_H

#include "analyzer/ingest/input.h"

/*
 * The JSON that `aws` describe calls print, read as CloudFormation-shaped resources. Files are
 * named SERVICE.OPERATION[.NAME].json in a folder named after the region; standard error of a call
 * that failed stands in SERVICE.OPERATION[.NAME].stderr.txt. Nothing outside this folder includes
 * this.
 */

/* One call: what it printed, or the code of its error ("AccessDenied"). */
struct call {
	const struct describe_operation *operation;
	const char *name;   /* of the thing asked about, from the file's name; NULL for none */
	const char *region; /* NULL: not known */
	const char *path;
	const struct node *place;  /* a node in the file, for messages */
	const struct node *answer; /* NULL where it failed */
	const char *failure;	   /* NULL where it did not */
};

/* All calls of a run, and the resources made of them. */
struct snapshot {
	struct ingest *ingest;
	struct VEC(struct call) calls;
	struct map stacks;    /* "region\naccount" -> struct live_stack */
	struct map resources; /* "region\ntype\nname" -> struct node, the properties */
};

/* One operation of a service; the table ends with a row without service. */
struct describe_operation {
	const char *service,
		*name; /* as the command line spells them: "dynamodb", "describe-table" */
	/* Members that an answer has at its top, separated by spaces; the first tells it apart
	 * where the file's name does not. */
	const char *members;
	/* Adds what the answer says; NULL for calls that other operations look up. */
	void (*read)(struct snapshot *snapshot, const struct call *call);
};
extern const struct describe_operation dynamodb_operations[], s3_operations[], kms_operations[],
	regional_operations[], account_operations[], stack_operations[];

/* The call about a thing in a region, or NULL. `region` NULL: any. */
const struct call *snapshot_call(const struct snapshot *snapshot, const char *service,
	const char *operation, const char *name, const char *region);

/*
 * The properties of a resource, new and empty where it is named for the first time. `origin` is
 * where the output says that it exists.
 */
struct node *snapshot_resource(struct snapshot *snapshot, const char *region, const char *type,
	const char *name, const struct node *origin);

/* Where a member of an answer becomes a property; the table ends with a row without `from`. */
struct renamed {
	const char *from; /* path in the answer, with slashes */
	const char *to;	  /* path in the properties, with slashes */
};

/* Copies what is there. */
void snapshot_copy(struct snapshot *snapshot, struct node *properties, const struct node *answer,
	const struct renamed *table);

/* Adds a property, and the maps above it. */
void snapshot_put(struct snapshot *snapshot, struct node *properties, const char *path,
	const struct node *value);

/* A value that a call would tell: why it is not known, naming the call. */
struct node *snapshot_unknown(struct snapshot *snapshot, const struct call *call,
	const char *service, const char *operation, const struct node *origin);

/* The region and account of an ARN, in the arena; NULL where it says none. */
const char *arn_field(struct arena *arena, const char *arn, unsigned index);
enum { ARN_REGION = 3, ARN_ACCOUNT = 4, ARN_RESOURCE = 5 };

#endif
