#include "rules/s3/role.h"

#include "rules/graph.h"

#include "analyzer/cfn/arn.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#define ROLE "AWS::IAM::Role"

/* One statement of a policy of a role, or why it is not known what stands in its place. */
struct statement {
	const char *open;
	struct value actions, resources, condition;
	bool other_actions, other_resources; /* NotAction, NotResource: all but these */
	bool denies;
};

/* All that the policies of a role say, read once however many actions are asked about. */
struct permissions {
	const struct resource *role;
	struct VEC(struct statement) statements;
	bool any; /* policy */
};

/* One question to a role, and what its statements said so far. */
struct question {
	struct judge *judge;
	const char *action;
	const struct role_scope *scope;
	const char *arn; /* that is asked about; NULL where it is not known */
	enum truth allowed, denied;
	const char *reason;
};

static const char *lower(struct arena *arena, const char *text) {
	char *copy = arena_strdup(arena, text);
	for (char *c = copy; *c; c++) {
		*c = (char)tolower((unsigned char)*c);
	}
	return copy;
}

/* Actions are compared without regard to case. */
static enum truth names_action(struct question *q, const struct value *pattern) {
	struct arena *arena = q->judge->eval->arena;
	const char *text = value_text(arena, pattern);
	size_t plain = text ? strcspn(text, "*?[") : 0;
	if (!text || strncasecmp(text, q->action, plain) != 0) {
		return text ? NO : UNKNOWN;
	}
	if (!text[plain]) {
		return truth_of(!q->action[plain]);
	}
	const char *rest = lower(arena, text + plain), *asked = lower(arena, q->action + plain);
	return truth_of(fnmatch(rest, asked, FNM_NOESCAPE) == 0);
}

/* The ARN that is asked about, of an object where objects are; NULL where it is not known. */
static const char *asked_arn(struct judge *judge, const struct role_scope *scope) {
	struct arena *arena = judge->eval->arena;
	const char *text = value_text(arena, &scope->arn);
	const char *name =
		scope->resource ? resource_physical_name(judge->eval, scope->resource) : NULL;
	if (!text && name && strcmp(scope->type, "AWS::S3::Bucket") == 0) {
		const char *partition = scope->resource->stack->stack.environment.partition;
		text = arena_printf(arena, "arn:%s:s3:::%s", partition ? partition : "aws", name);
	}
	return text && scope->below ? arena_printf(arena, "%s/object", text) : text;
}

/* By what both lead to, where one of the texts is decided by deployment. */
static enum truth names_resource(struct question *q, const struct value *pattern) {
	struct resource *target =
		estate_target(q->judge->estate, q->judge->eval, pattern, q->scope->type);
	bool goes_below = false;
	for (size_t i = 0; pattern->kind == VALUE_TEXT && i < pattern->count; i++) {
		const struct part *part = &pattern->parts[i];
		goes_below = goes_below || (part->kind == PART_LITERAL && strchr(part->text, '/'));
	}
	if (target && target == q->scope->resource) {
		bool bucket = strcmp(q->scope->type, "AWS::S3::Bucket") == 0;
		return truth_of(!bucket || goes_below == q->scope->below);
	}
	const char *rest = graph_text_behind(pattern, &q->scope->arn);
	if (rest) {
		const char *asked = q->scope->below ? "/object" : "";
		return truth_of(fnmatch(rest, asked, FNM_NOESCAPE) == 0);
	}
	return target && q->scope->resource ? NO : UNKNOWN;
}

/* A key that an alias names, or a reference, has an id that only a wildcard surely covers. */
static enum truth covers_some_key(struct question *q, const struct value *pattern) {
	struct arena *arena = q->judge->eval->arena;
	const struct resource *key = q->scope->resource;
	struct arn arn = { 0 };
	bool parsed = arn_parse(arena, &q->scope->arn, &arn);
	const char *region = parsed ? value_text(arena, &arn.region)
			     : key  ? resource_region(key)
				    : NULL;
	const char *account = parsed ? value_text(arena, &arn.account)
			      : key  ? key->stack->stack.environment.account
				     : NULL;
	const char *text = value_text(arena, pattern);
	const char *any = arena_printf(
		arena, "arn:aws:kms:%s:%s:key/*", region ? region : "?", account ? account : "?");
	return text && fnmatch(text, any, FNM_NOESCAPE) == 0 ? YES : names_resource(q, pattern);
}

static enum truth covers(struct question *q, const struct value *pattern) {
	const char *text = value_text(q->judge->eval->arena, pattern), *arn = q->arn;
	bool by_alias = arn && strstr(arn, ":alias/");
	bool is_key = strcmp(q->scope->type, "AWS::KMS::Key") == 0;
	if (is_key && (!arn || by_alias) && !(text && strcmp(text, "*") == 0)) {
		return covers_some_key(q, pattern);
	}
	if (text && strcmp(text, "*") == 0) {
		return YES;
	}
	if (text && arn) {
		return truth_of(fnmatch(text, arn, FNM_NOESCAPE) == 0);
	}
	return names_resource(q, pattern);
}

/* Whether one of the patterns of a member, a text or a list of texts, fits. */
static enum truth some_fits(struct question *q, const struct value *patterns,
	enum truth (*fits)(struct question *q, const struct value *pattern)) {
	if (patterns->kind != VALUE_LIST) {
		return patterns->kind == VALUE_ABSENT ? NO : fits(q, patterns);
	}
	enum truth truth = NO;
	for (size_t i = 0; i < patterns->count && truth != YES; i++) {
		truth = truth_or(truth, fits(q, &patterns->items[i]));
	}
	return truth;
}

static enum truth is_via_s3(struct question *q, const struct value *pattern) {
	struct arena *arena = q->judge->eval->arena;
	const char *text = value_text(arena, pattern), *region = q->scope->service_region;
	if (!text || !region) {
		return UNKNOWN;
	}
	const char *service = arena_printf(arena, "s3.%s.amazonaws.com", region);
	return truth_of(fnmatch(text, service, FNM_NOESCAPE) == 0);
}

/* Of a key, that S3 asks in the region, for an object; other conditions are not told here. */
static enum truth condition_holds(struct question *q, const struct value *condition) {
	if (strncmp(q->action, "kms:", 4) != 0) {
		return UNKNOWN;
	}
	struct value_members operators = { 0 };
	eval_members(q->judge->eval, condition, &operators);
	enum truth result = condition->kind == VALUE_MAP ? YES : UNKNOWN;
	const struct value_member *operator, * key;
	vec_each(operator, & operators) {
		struct value_members keys = { 0 };
		eval_members(q->judge->eval, &operator->value, &keys);
		bool plain = strcmp(operator->key, "StringEquals") == 0 ||
			     strcmp(operator->key, "StringLike") == 0;
		vec_each(key, &keys) {
			bool via = strcasecmp(key->key, "kms:ViaService") == 0;
			bool object = strcasecmp(key->key, "kms:EncryptionContext:aws:s3:arn") == 0;
			enum truth holds = via	    ? some_fits(q, &key->value, is_via_s3)
					   : object ? YES
						    : UNKNOWN;
			result = truth_and(result, plain ? holds : UNKNOWN);
		}
	}
	return result;
}

static void ask_statement(struct question *q, const struct statement *statement) {
	if (statement->open) {
		q->allowed = truth_or(q->allowed, UNKNOWN);
		q->reason = statement->open;
		return;
	}
	enum truth action = some_fits(q, &statement->actions, names_action);
	enum truth applies = statement->other_actions ? truth_not(action) : action;
	if (applies != NO) {
		enum truth covered = some_fits(q, &statement->resources, covers);
		applies = truth_and(
			applies, statement->other_resources ? truth_not(covered) : covered);
	}
	if (applies == YES && statement->condition.kind != VALUE_ABSENT) {
		applies = condition_holds(q, &statement->condition);
		q->reason = applies == UNKNOWN ? "a statement of its policies has a condition"
					       : q->reason;
	}
	enum truth *side = statement->denies ? &q->denied : &q->allowed;
	*side = truth_or(*side, applies);
}

static void add_open(struct judge *judge, struct permissions *permissions, const char *reason) {
	const struct statement statement = { .open = reason };
	vec_push(judge->eval->arena, &permissions->statements, statement);
}

/* A member, or that of the opposite name; where neither is there, nothing is named. */
static struct value read_named(struct eval *eval, const struct value *statement, const char *name,
	const char *opposite, bool *ret_opposite) {
	struct value named = eval_member(eval, statement, name);
	struct value others =
		named.kind == VALUE_ABSENT ? eval_member(eval, statement, opposite) : named;
	*ret_opposite = named.kind == VALUE_ABSENT && others.kind != VALUE_ABSENT;
	return others;
}

static void read_statement(
	struct judge *judge, const struct value *statement, struct permissions *permissions) {
	struct eval *eval = judge->eval;
	if (statement->kind == VALUE_UNKNOWN) {
		add_open(judge, permissions, "a statement of its policies is not known");
		return;
	}
	struct value effect = eval_member(eval, statement, "Effect");
	struct statement read = {
		.condition = eval_member(eval, statement, "Condition"),
		.denies = judge_text_equals(&effect, "Deny") == YES,
	};
	read.actions = read_named(eval, statement, "Action", "NotAction", &read.other_actions);
	read.resources =
		read_named(eval, statement, "Resource", "NotResource", &read.other_resources);
	vec_push(eval->arena, &permissions->statements, read);
}

/* The document that a policy, a resource or an item of a list, holds. */
static void read_policy(
	struct judge *judge, const struct value *policy, struct permissions *permissions) {
	struct value document = eval_member(judge->eval, policy, "PolicyDocument");
	struct value statements = eval_member(judge->eval, &document, "Statement");
	permissions->any = true;
	if (statements.kind == VALUE_LIST) {
		for (size_t i = 0; i < statements.count; i++) {
			read_statement(judge, &statements.items[i], permissions);
		}
	} else if (statements.kind != VALUE_ABSENT) {
		read_statement(judge, &statements, permissions);
	}
}

static void read_inline(struct judge *judge, struct permissions *permissions) {
	struct value policies =
		eval_member(judge->eval, &permissions->role->properties, "Policies");
	for (size_t i = 0; policies.kind == VALUE_LIST && i < policies.count; i++) {
		read_policy(judge, &policies.items[i], permissions);
	}
	if (policies.kind == VALUE_UNKNOWN) {
		add_open(judge, permissions, "its inline policies are not known");
	}
}

static void read_attached(struct judge *judge, struct permissions *permissions) {
	static const struct naming attachments[] = {
		{ "AWS::IAM::Policy", "Roles", ROLE },
		{ "AWS::IAM::RolePolicy", "RoleName", ROLE },
		{ "AWS::IAM::ManagedPolicy", "Roles", ROLE },
	};
	struct resource_list policies = { 0 };
	for (size_t i = 0; i < sizeof(attachments) / sizeof(attachments[0]); i++) {
		estate_naming(
			judge->eval, judge->estate, &attachments[i], permissions->role, &policies);
	}
	struct resource *const *policy;
	vec_each(policy, &policies) {
		read_policy(judge, &(*policy)->properties, permissions);
	}
}

/* Managed policies by ARN: those in the estate are read, AWS's own are not known by their text. */
static void read_managed(struct judge *judge, struct permissions *permissions) {
	struct value arns =
		eval_member(judge->eval, &permissions->role->properties, "ManagedPolicyArns");
	for (size_t i = 0; arns.kind == VALUE_LIST && i < arns.count; i++) {
		struct resource *policy = estate_target(
			judge->estate, judge->eval, &arns.items[i], "AWS::IAM::ManagedPolicy");
		if (policy) {
			read_policy(judge, &policy->properties, permissions);
		} else {
			add_open(judge, permissions,
				"it has managed policies that are not among the templates");
		}
	}
	if (arns.kind == VALUE_UNKNOWN) {
		add_open(judge, permissions, "its managed policies are not known");
	}
}

static const struct permissions *permissions_of(struct judge *judge, const struct resource *role) {
	if (!judge->permissions || judge->permissions->role != role) {
		struct permissions *permissions =
			arena_new_of(judge->eval->arena, struct permissions);
		permissions->role = role;
		read_inline(judge, permissions);
		read_attached(judge, permissions);
		read_managed(judge, permissions);
		judge->permissions = permissions;
	}
	return judge->permissions;
}

/*
 * A key's policy may let the role in by itself; where it lets in the account only, the role's
 * policies decide.
 */
static enum truth key_lets_in(struct question *q) {
	const struct resource *key = q->scope->resource;
	if (!key) {
		q->reason = "the policy of the key is not among the templates";
		return UNKNOWN;
	}
	struct value statements =
		eval_path(q->judge->eval, &key->properties, "KeyPolicy.Statement");
	enum truth result = statements.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; statements.kind == VALUE_LIST && i < statements.count; i++) {
		struct value who = eval_path(q->judge->eval, &statements.items[i], "Principal.AWS");
		const char *text = judge_describe(q->judge, &who);
		bool account = text && strstr(text, ":root");
		result = who.kind == VALUE_ABSENT || account ? result : UNKNOWN;
	}
	q->reason = result == UNKNOWN ? "the policy of the key may let the role in" : q->reason;
	return result;
}

enum truth role_allows(struct judge *judge, const struct resource *role, const char *action,
	const struct role_scope *scope, const char **ret_reason) {
	struct question q = { .judge = judge,
		.action = action,
		.scope = scope,
		.arn = asked_arn(judge, scope),
		.allowed = NO,
		.denied = NO };
	const struct permissions *permissions = permissions_of(judge, role);
	const struct statement *statement;
	vec_each(statement, &permissions->statements) {
		ask_statement(&q, statement);
	}
	if (q.allowed == NO && strncmp(action, "kms:", 4) == 0) {
		q.allowed = key_lets_in(&q);
	}
	/* Nobody deploys a role that may do nothing: its policies stand elsewhere. */
	if (!permissions->any && q.allowed == NO && !judge->estate->complete) {
		q.allowed = UNKNOWN;
		q.reason = "its policies may stand in a stack that was not given";
	}
	*ret_reason = q.reason ? q.reason : "what a statement names is known only when deployed";
	return truth_and(q.allowed, truth_not(q.denied));
}
