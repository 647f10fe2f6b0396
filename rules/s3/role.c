#include "rules/s3/role.h"

#include "rules/graph.h"

#include "analyzer/cfn/arn.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#define ROLE "AWS::IAM::Role"

/* One question to a role, and what its statements said so far. */
struct question {
	struct judge *judge;
	const struct resource *role;
	const char *action;
	const struct role_scope *scope;
	enum truth allowed, denied;
	const char *reason;
	bool asked; /* some policy was */
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
	return text ? truth_of(fnmatch(lower(arena, text), lower(arena, q->action), FNM_NOESCAPE) ==
			       0)
		    : UNKNOWN;
}

/* The ARN that is asked about, of an object where objects are; NULL where it is not known. */
static const char *asked_arn(struct question *q) {
	struct arena *arena = q->judge->eval->arena;
	const struct role_scope *scope = q->scope;
	const char *text = value_text(arena, &scope->arn);
	const char *name =
		scope->resource ? resource_physical_name(q->judge->eval, scope->resource) : NULL;
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
	const char *text = value_text(q->judge->eval->arena, pattern), *arn = asked_arn(q);
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

/* `Action` or its opposite `NotAction`; `Resource` or `NotResource`. */
static enum truth member_fits(struct question *q, const struct value *statement, const char *name,
	enum truth (*fits)(struct question *q, const struct value *pattern)) {
	struct value patterns = eval_member(q->judge->eval, statement, name);
	if (patterns.kind != VALUE_ABSENT) {
		return some_fits(q, &patterns, fits);
	}
	const char *opposite = arena_printf(q->judge->eval->arena, "Not%s", name);
	patterns = eval_member(q->judge->eval, statement, opposite);
	return patterns.kind == VALUE_ABSENT ? NO : truth_not(some_fits(q, &patterns, fits));
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

static void ask_statement(struct question *q, const struct value *statement) {
	if (statement->kind == VALUE_UNKNOWN) {
		q->allowed = truth_or(q->allowed, UNKNOWN);
		q->reason = "a statement of its policies is not known";
		return;
	}
	enum truth applies = truth_and(member_fits(q, statement, "Action", names_action),
		member_fits(q, statement, "Resource", covers));
	struct value condition = eval_member(q->judge->eval, statement, "Condition");
	if (applies == YES && condition.kind != VALUE_ABSENT) {
		applies = condition_holds(q, &condition);
		q->reason = applies == UNKNOWN ? "a statement of its policies has a condition"
					       : q->reason;
	}
	struct value effect = eval_member(q->judge->eval, statement, "Effect");
	bool denies = judge_text_equals(&effect, "Deny") == YES;
	enum truth *side = denies ? &q->denied : &q->allowed;
	*side = truth_or(*side, applies);
}

static void ask_document(struct question *q, const struct value *document) {
	q->asked = true;
	struct value statements = eval_member(q->judge->eval, document, "Statement");
	if (statements.kind == VALUE_LIST) {
		for (size_t i = 0; i < statements.count; i++) {
			ask_statement(q, &statements.items[i]);
		}
	} else if (statements.kind != VALUE_ABSENT) {
		ask_statement(q, &statements);
	}
}

static void ask_inline(struct question *q) {
	struct value policies = eval_member(q->judge->eval, &q->role->properties, "Policies");
	for (size_t i = 0; policies.kind == VALUE_LIST && i < policies.count; i++) {
		struct value document =
			eval_member(q->judge->eval, &policies.items[i], "PolicyDocument");
		ask_document(q, &document);
	}
	if (policies.kind == VALUE_UNKNOWN) {
		q->allowed = truth_or(q->allowed, UNKNOWN);
		q->reason = "its inline policies are not known";
	}
}

static bool is_attached(struct question *q, const struct resource *policy) {
	struct value roles = eval_member(q->judge->eval, &policy->properties, "Roles");
	struct value role = eval_member(q->judge->eval, &policy->properties, "RoleName");
	if (role.kind != VALUE_ABSENT) {
		return estate_target(q->judge->estate, q->judge->eval, &role, ROLE) == q->role;
	}
	for (size_t i = 0; roles.kind == VALUE_LIST && i < roles.count; i++) {
		if (estate_target(q->judge->estate, q->judge->eval, &roles.items[i], ROLE) ==
			q->role) {
			return true;
		}
	}
	return false;
}

static void ask_attached(struct question *q) {
	static const char *const types[] = { "AWS::IAM::Policy", "AWS::IAM::RolePolicy",
		"AWS::IAM::ManagedPolicy" };
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct resource *const *policy;
		vec_each(policy, estate_of_type(q->judge->estate, types[i])) {
			if (is_attached(q, *policy)) {
				struct value document = eval_member(
					q->judge->eval, &(*policy)->properties, "PolicyDocument");
				ask_document(q, &document);
			}
		}
	}
}

/* Managed policies by ARN: those in the estate are read, AWS's own are not known by their text. */
static void ask_managed(struct question *q) {
	struct value arns = eval_member(q->judge->eval, &q->role->properties, "ManagedPolicyArns");
	for (size_t i = 0; arns.kind == VALUE_LIST && i < arns.count; i++) {
		struct resource *policy = estate_target(q->judge->estate, q->judge->eval,
			&arns.items[i], "AWS::IAM::ManagedPolicy");
		if (policy) {
			struct value document =
				eval_member(q->judge->eval, &policy->properties, "PolicyDocument");
			ask_document(q, &document);
			continue;
		}
		q->allowed = truth_or(q->allowed, UNKNOWN);
		q->reason = "it has managed policies that are not among the templates";
	}
	if (arns.kind == VALUE_UNKNOWN) {
		q->allowed = truth_or(q->allowed, UNKNOWN);
		q->reason = "its managed policies are not known";
	}
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
		.role = role,
		.action = action,
		.scope = scope,
		.allowed = NO,
		.denied = NO };
	ask_inline(&q);
	ask_attached(&q);
	ask_managed(&q);
	if (q.allowed == NO && strncmp(action, "kms:", 4) == 0) {
		q.allowed = key_lets_in(&q);
	}
	/* Nobody deploys a role that may do nothing: its policies stand elsewhere. */
	if (!q.asked && q.allowed == NO && !judge->estate->complete) {
		q.allowed = UNKNOWN;
		q.reason = "its policies may stand in a stack that was not given";
	}
	*ret_reason = q.reason ? q.reason : "what a statement names is known only when deployed";
	return truth_and(q.allowed, truth_not(q.denied));
}
