#include "rules/word.h"

#include <string.h>
#include <strings.h>

/* --- lets_replication_act --- */

/*
 * What replication has to be let do, and what its service-linked role does to the table's data.
 * Sources:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html and
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/DynamoDBReplicationServiceRolePolicy.html
 * (read 2026-11).
 */
static const char *const needed[] = { "dynamodb:readdataforreplication",
	"dynamodb:writedataforreplication", "dynamodb:replicatesettings" };
static const char *const used[] = { "dynamodb:deleteitem", "dynamodb:describetable",
	"dynamodb:getitem", "dynamodb:getrecords", "dynamodb:putitem", "dynamodb:scan",
	"dynamodb:updateitem", "dynamodb:updatetable" };

#define REPLICATION_ROLE "AWSServiceRoleForDynamoDBReplication"

static char lower(char c) {
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Matches an action against a pattern with `*`, whichever case that has. */
static bool covers(const char *pattern, const char *action) {
	const char *star = NULL, *again = NULL;
	while (*action) {
		if (*pattern == '*') {
			star = pattern++;
			again = action;
		} else if (lower(*pattern) == *action) {
			pattern++;
			action++;
		} else if (star) {
			pattern = star + 1;
			action = ++again;
		} else {
			return false;
		}
	}
	pattern += strspn(pattern, "*");
	return !*pattern;
}

/* YES where it denies what replication needs, UNKNOWN where only what its role may do. */
static enum truth action_hits(struct judge *judge, const struct value *action) {
	const char *pattern = value_text(judge->eval->arena, action);
	if (!pattern) {
		return UNKNOWN;
	}
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (covers(pattern, needed[i])) {
			return YES;
		}
	}
	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++) {
		if (covers(pattern, used[i])) {
			return UNKNOWN;
		}
	}
	return NO;
}

/* Asks of a value or, where it is a list, of any of its items. */
static enum truth any_of(struct judge *judge, const struct value *value,
	enum truth (*asks)(struct judge *, const struct value *)) {
	if (value->kind != VALUE_LIST) {
		return value->kind == VALUE_ABSENT ? NO : asks(judge, value);
	}
	enum truth result = NO;
	for (size_t i = 0; i < value->count; i++) {
		result = truth_or(result, asks(judge, &value->items[i]));
	}
	return result;
}

static enum truth is_everybody(struct judge *judge, const struct value *principal) {
	if (value_reference(principal)) {
		return NO;
	}
	const char *text = value_text(judge->eval->arena, principal);
	if (text) {
		return truth_of(strcmp(text, "*") == 0 || strstr(text, REPLICATION_ROLE));
	}
	return judge_text_equals(principal, "*");
}

static enum truth principal_hits(struct judge *judge, const struct value *statement) {
	struct value principal = eval_member(judge->eval, statement, "Principal");
	if (principal.kind == VALUE_ABSENT) {
		return UNKNOWN;
	}
	if (principal.kind == VALUE_MAP) {
		principal = eval_member(judge->eval, &principal, "AWS");
	}
	return any_of(judge, &principal, is_everybody);
}

static bool names_role(struct judge *judge, const struct value *map) {
	struct value_members members = { 0 };
	eval_members(judge->eval, map, &members);
	bool found = false;
	for (size_t i = 0; i < members.count; i++) {
		const struct value *value = &members.items[i].value;
		const char *text = judge_describe(judge, value);
		for (size_t j = 0; value->kind == VALUE_LIST && j < value->count; j++) {
			const char *item = judge_describe(judge, &value->items[j]);
			found = found || (item && strstr(item, REPLICATION_ROLE));
		}
		found = found || (text && strstr(text, REPLICATION_ROLE));
	}
	return found;
}

/*
 * Keys of where a request comes from, which those of a service-linked role do not have: a denial of
 * what comes from elsewhere hits them. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read
 * 2026-11).
 */
static bool all_of_network(struct judge *judge, const struct value *map) {
	static const char *const keys[] = { "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce",
		"aws:VpcSourceIp" };
	struct value_members members = { 0 };
	eval_members(judge->eval, map, &members);
	size_t found = 0;
	for (size_t i = 0; i < members.count; i++) {
		for (size_t j = 0; j < sizeof(keys) / sizeof(keys[0]); j++) {
			found += strcasecmp(members.items[i].key, keys[j]) == 0;
		}
	}
	return found > 0 && found == members.count;
}

/* Conditions that leave replication out of a denial for everybody; others leave it open. */
static enum truth condition_hits(struct judge *judge, const struct value *statement) {
	struct value condition = eval_member(judge->eval, statement, "Condition");
	struct value_members kinds = { 0 };
	eval_members(judge->eval, &condition, &kinds);
	if (kinds.count == 0) {
		return condition.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	}
	enum truth result = YES;
	const struct value_member *kind;
	vec_each(kind, &kinds) {
		bool negated = strstr(kind->key, "Not") != NULL;
		bool elsewhere = negated && !strstr(kind->key, "IfExists") &&
				 all_of_network(judge, &kind->value);
		result = elsewhere ? result : UNKNOWN;
		struct value secure = eval_member(judge->eval, &kind->value, "aws:SecureTransport");
		struct value service =
			eval_member(judge->eval, &kind->value, "aws:PrincipalIsAWSService");
		if ((negated && names_role(judge, &kind->value)) || secure.kind != VALUE_ABSENT ||
			service.kind != VALUE_ABSENT) {
			return NO;
		}
	}
	return result;
}

static enum truth denies(struct judge *judge, const struct value *statement) {
	struct value effect = eval_member(judge->eval, statement, "Effect");
	struct value actions = eval_member(judge->eval, statement, "Action");
	enum truth hit =
		statement->kind == VALUE_UNKNOWN ? UNKNOWN : judge_text_equals(&effect, "Deny");
	if (hit == NO) {
		return NO;
	}
	hit = truth_and(hit, principal_hits(judge, statement));
	hit = truth_and(
		hit, actions.kind == VALUE_ABSENT ? UNKNOWN : any_of(judge, &actions, action_hits));
	return truth_and(hit, condition_hits(judge, statement));
}

static enum truth evaluate_lets_replication_act(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value policy = judge_property(judge, "ResourcePolicy.PolicyDocument", &pointer);
	struct value statements = eval_member(judge->eval, &policy, "Statement");
	enum truth denied = policy.kind == VALUE_ABSENT	    ? NO
			    : statements.kind == VALUE_LIST ? any_of(judge, &statements, denies)
							    : denies(judge, &statements);
	return judge_blame(judge, truth_not(denied), &policy, pointer,
		denied == UNKNOWN ? "whom or what a statement of its policy denies is not known"
				  : NULL);
}

/* --- lets_replication_in --- */

#define REPLICATION_SERVICE "replication.dynamodb.amazonaws.com"

static enum truth is_replication(struct judge *judge, const struct value *service) {
	(void)judge;
	return judge_text_equals(service, REPLICATION_SERVICE);
}

static enum truth allows(struct judge *judge, const struct value *statement) {
	struct value effect = eval_member(judge->eval, statement, "Effect");
	struct value names = eval_path(judge->eval, statement, "Principal.Service");
	return truth_and(
		judge_text_equals(&effect, "Allow"), any_of(judge, &names, is_replication));
}

/* Between accounts the service acts under its own name, which the policy has to let in. */
static enum truth evaluate_lets_replication_in(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value policy = judge_property(judge, "ResourcePolicy.PolicyDocument", &pointer);
	struct value statements = eval_member(judge->eval, &policy, "Statement");
	enum truth allowed = policy.kind == VALUE_ABSENT ? NO : any_of(judge, &statements, allows);
	allowed = policy.kind == VALUE_UNKNOWN ? UNKNOWN : allowed;
	return judge_blame(judge, allowed, &policy, pointer,
		allowed == UNKNOWN ? "whom its policy lets in is not known" : NULL);
}

const struct word dynamodb_policy_words[] = {
	{ "lets_replication_in",
		"a statement of the copy's resource policy lets DynamoDB's replication service in",
		"", "", evaluate_lets_replication_in, NULL, PARTS_NONE },
	{ "lets_replication_act",
		"no statement of the copy's resource policy denies DynamoDB's replication", "", "",
		evaluate_lets_replication_act, NULL, PARTS_NONE },
	{ 0 },
};
