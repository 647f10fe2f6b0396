#include "rules/graph.h"
#include "rules/s3/role.h"

#include <string.h>

/* Words about the role that replicates a bucket. */

#define BUCKET "AWS::S3::Bucket"
#define ROLE "AWS::IAM::Role"

/* The role of the bucket, NULL where the estate lacks it; with its place. */
static const struct resource *role_of(
	struct judge *judge, struct value *ret_value, const char **ret_pointer) {
	const struct resource *bucket = judge->subject.resource;
	*ret_value = eval_path(judge->eval, &bucket->properties, "ReplicationConfiguration.Role");
	*ret_pointer = arena_printf(
		judge->eval->arena, "%s/ReplicationConfiguration/Role", bucket->pointer);
	return ret_value->kind == VALUE_TEXT
		       ? estate_target(judge->estate, judge->eval, ret_value, ROLE)
		       : NULL;
}

/* The key that a bucket encrypts with by default; ABSENT for one of AWS's own. */
static struct value default_key(struct judge *judge) {
	struct value list = eval_path(judge->eval, &judge->subject.resource->properties,
		"BucketEncryption.ServerSideEncryptionConfiguration");
	if (list.kind != VALUE_LIST || list.count == 0) {
		return list;
	}
	return eval_path(
		judge->eval, &list.items[0], "ServerSideEncryptionByDefault.KMSMasterKeyID");
}

/* What each word of `on` means; `below`: the objects in it. */
static const struct scope_name {
	const char *name;
	bool below;
} scope_names[] = {
	{ "bucket", false },
	{ "objects", true },
	{ "replicas", true },
	{ "key", false },
	{ "replica-key", false },
};

static bool set_scope(struct judge *judge, const char *on, struct role_scope *ret_scope) {
	struct eval *eval = judge->eval;
	const struct value *rule = &judge->subject.value;
	*ret_scope = (struct role_scope){ .resource = judge->subject.resource,
		.type = BUCKET,
		.below = strcmp(on, "bucket") != 0,
		.service_region = resource_region(judge->subject.resource) };
	if (strcmp(on, "replicas") == 0) {
		ret_scope->arn = eval_path(eval, rule, "Destination.Bucket");
		ret_scope->resource = judge->subject.target;
	} else if (strstr(on, "key")) {
		bool there = strcmp(on, "replica-key") == 0;
		ret_scope->arn = there ? eval_path(eval, rule,
						 "Destination.EncryptionConfiguration."
						 "ReplicaKmsKeyID")
				       : default_key(judge);
		ret_scope->type = "AWS::KMS::Key";
		ret_scope->below = false;
		ret_scope->resource =
			estate_target(judge->estate, eval, &ret_scope->arn, ret_scope->type);
		ret_scope->service_region =
			there ? judge->subject.region : ret_scope->service_region;
		return ret_scope->arn.kind != VALUE_ABSENT;
	}
	return true;
}

static enum truth evaluate_role_allows(struct judge *judge, const struct assertion *assertion) {
	struct value value;
	const char *pointer;
	const struct resource *role = role_of(judge, &value, &pointer);
	if (!role) {
		judge_blame(judge, UNKNOWN, &value, pointer,
			"the replication role is not among the templates");
		return UNKNOWN;
	}
	struct role_scope scope;
	bool asked = set_scope(judge, node_text(node_find(assertion->arguments, "on")), &scope);
	enum truth result = YES;
	const char *missing = "", *why = NULL;
	struct node **action;
	node_each(action, asked ? node_find(assertion->arguments, "actions") : NULL) {
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
	bool known = false;
	for (size_t i = 0; on && i < sizeof(scope_names) / sizeof(scope_names[0]); i++) {
		known = known || strcmp(scope_names[i].name, on) == 0;
	}
	if (!known) {
		ctx_error(ctx, node_span(arguments),
			"role_allows takes on: bucket, objects, replicas, key or replica-key");
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

/* Says whether a value, or an item of it, is the service S3. */
static enum truth names_service(const struct value *names) {
	enum truth result = names->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	if (names->kind == VALUE_TEXT) {
		result = judge_text_equals(names, "s3.amazonaws.com");
	}
	for (size_t i = 0; names->kind == VALUE_LIST && i < names->count; i++) {
		result = truth_or(result, judge_text_equals(&names->items[i], "s3.amazonaws.com"));
	}
	return result;
}

static enum truth evaluate_role_trusts_s3(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value value;
	const char *pointer;
	const struct resource *role = role_of(judge, &value, &pointer);
	enum truth result = UNKNOWN;
	if (role) {
		struct value statements = eval_path(
			judge->eval, &role->properties, "AssumeRolePolicyDocument.Statement");
		bool list = statements.kind == VALUE_LIST;
		size_t count = list ? statements.count : statements.kind == VALUE_MAP;
		/* A role that says nothing of it is refused, whoever was to assume it. */
		result = statements.kind == VALUE_ABSENT ? YES : list || count ? NO : UNKNOWN;
		for (size_t i = 0; i < count; i++) {
			const struct value *statement = list ? &statements.items[i] : &statements;
			struct value names =
				statement->kind == VALUE_MAP
					? eval_path(judge->eval, statement, "Principal.Service")
					: *statement;
			result = truth_or(result,
				statement->kind == VALUE_MAP ? names_service(&names) : UNKNOWN);
		}
	}
	const char *reason = role ? "whom the replication role trusts is not known"
				  : "the replication role is not among the templates";
	judge_blame(judge, result, &value, pointer, result == UNKNOWN ? "%s" : NULL, reason);
	judge_fact(judge, "role", role ? role->label : "the role");
	judge_fact(judge, "action", "be assumed by S3");
	return result;
}

const struct word s3_permission_words[] = {
	{ "role_allows",
		"the replication role may do these actions on the bucket, its objects, its key, or "
		"the replicas or key of a rule",
		"actions on", "action role", evaluate_role_allows, check_role_allows, PARTS_NONE },
	{ "role_trusts_s3", "the replication role may be assumed by S3", "", "action role",
		evaluate_role_trusts_s3, NULL, PARTS_NONE },
	{ 0 },
};
