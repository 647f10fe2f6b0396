#include "analyzer/base/buf.h"
#include "analyzer/estate/links.h"
#include "rules/graph.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

/* Words about key policies, which are never copied from one region to another. */

#define KEY "AWS::KMS::Key"
#define ALIAS "AWS::KMS::Alias"

/* Items of a value: those of a list, or itself. */
static size_t item_count(const struct value *value) {
	return value->kind == VALUE_LIST ? value->count : value->kind != VALUE_ABSENT;
}

static const struct value *item_at(const struct value *value, size_t i) {
	return value->kind == VALUE_LIST ? &value->items[i] : value;
}

static struct value statements_of(struct judge *judge, const struct resource *key) {
	return eval_path(judge->eval, &key->properties, "KeyPolicy.Statement");
}

/* --- allows_like_primary --- */

/* The key of the primary region that goes by an alias of this one; NULL where several do. */
static const struct resource *namesake(struct judge *judge, const char *primary) {
	struct resource_list own = { 0 };
	estate_attached(judge->eval, judge->estate, judge->resource, ALIAS, &own);
	const struct resource *found = NULL;
	struct resource *const *alias, *const *other;
	vec_each(alias, &own) {
		vec_each(other, estate_of_type(judge->estate, ALIAS)) {
			const char *region = resource_region(*other);
			if (!region || strcmp(region, primary) != 0 ||
				graph_same_name(judge, *alias, *other) != YES) {
				continue;
			}
			struct value target =
				eval_member(judge->eval, &(*other)->properties, "TargetKeyId");
			const struct resource *key =
				estate_target(judge->estate, judge->eval, &target, KEY);
			if (found && key && key != found) {
				return NULL;
			}
			found = key ? key : found;
		}
	}
	return found;
}

/*
 * The key that this one stands in for: its primary, or its only twin in the primary region, or the
 * one there of the same alias.
 */
static const struct resource *counterpart(struct judge *judge) {
	const struct resource *own = judge->resource;
	const char *primary = judge->estate->regions.primary, *reason;
	if (strcmp(own->type, KEY) != 0) {
		struct value arn = eval_member(judge->eval, &own->properties, "PrimaryKeyArn");
		return estate_target(judge->estate, judge->eval, &arn, KEY);
	}
	struct resource_list twins = { 0 };
	if (primary && graph_is_recovery(judge->estate, resource_region(own))) {
		graph_twins(judge, own, primary, &twins, &reason);
		if (twins.count == 0) {
			return namesake(judge, primary);
		}
	}
	return twins.count == 1 ? twins.items[0] : NULL;
}

static enum truth evaluate_has_primary_policy(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *primary = counterpart(judge);
	bool given = primary && eval_member(judge->eval, &primary->properties, "KeyPolicy").kind !=
					VALUE_ABSENT;
	return judge_blame(judge, truth_of(given), NULL, NULL, NULL);
}

/* A text but for the region and account of its stack. */
static const char *blanked(
	struct judge *judge, const struct resource *key, const struct value *value) {
	const struct environment *environment = &key->stack->stack.environment;
	const char *const own[] = { environment->region, environment->account };
	const char *text = judge_describe(judge, value);
	struct buf out = buf_new(judge->eval->arena);
	buf_puts(&out, "");
	while (text && *text) {
		size_t skipped = 0;
		for (size_t i = 0; i < 2 && !skipped; i++) {
			size_t length = own[i] ? strlen(own[i]) : 0;
			skipped = length && strncmp(text, own[i], length) == 0 ? length : 0;
		}
		buf_putc(&out, skipped ? '\1' : *text);
		text += skipped ? skipped : 1;
	}
	return out.bytes;
}

/* Whom a permission is for, what it lets them do and when, in the terms of one key. */
struct permission {
	const struct resource *key;
	const char *kind; /* "AWS", "Service", "Federated" */
	struct value who, action, condition;
};

/* A reference or a part that is not known may name the same as another that is written otherwise.
 */
static bool is_open(struct judge *judge, const struct value *value) {
	return !value_text(judge->eval->arena, value);
}

/* The short form of Fn::Sub, or the long one, of the same text; Fn::Join of the same parts. */
static bool same_text(const struct node *a, const struct node *b) {
	if (a->kind != b->kind || node_items_count(a) != node_items_count(b) ||
		node_members_count(a) != node_members_count(b)) {
		return false;
	}
	bool same = !node_is_scalar(a) || strcmp(node_text(a), node_text(b)) == 0;
	for (size_t i = 0; same && i < node_items_count(a); i++) {
		same = same_text(a->items[i], b->items[i]);
	}
	const struct member *m;
	member_each(m, a) {
		const struct node *other = node_find(b, m->key->text);
		same = same && other && same_text(m->value, other);
	}
	return same;
}

/* Says whether two texts end differently, whatever their parts that are not known are. */
static bool tails_differ(const char *a, const char *b) {
	size_t left = strlen(a), right = strlen(b);
	while (left > 0 && right > 0 && a[left - 1] != '}' && b[right - 1] != '}') {
		left--, right--;
		if (a[left] != b[right]) {
			return true;
		}
	}
	return false;
}

static enum truth same_who(
	struct judge *judge, const struct permission *wanted, const struct permission *given) {
	const char *text = value_text(judge->eval->arena, &given->who);
	if (text && strcmp(text, "*") == 0) {
		return YES;
	}
	if (strcmp(wanted->kind, given->kind) != 0) {
		return NO;
	}
	const char *a = blanked(judge, wanted->key, &wanted->who);
	const char *b = blanked(judge, given->key, &given->who);
	bool written =
		wanted->who.node && given->who.node && same_text(wanted->who.node, given->who.node);
	if (written && arn_says_own(judge, wanted->who.node, "AWS::AccountId")) {
		return YES;
	}
	bool open = is_open(judge, &wanted->who) || is_open(judge, &given->who);
	bool texts = wanted->who.kind == VALUE_TEXT && given->who.kind == VALUE_TEXT;
	if (texts && a && b && tails_differ(a, b)) {
		return NO;
	}
	bool alike = texts && a && b && strcmp(a, b) == 0 && !strstr(a, "${?}");
	return alike ? YES : open ? UNKNOWN : NO;
}

static enum truth same_action(
	struct judge *judge, const struct permission *wanted, const struct permission *given) {
	const char *a = value_text(judge->eval->arena, &wanted->action);
	const char *pattern = value_text(judge->eval->arena, &given->action);
	return a && pattern ? truth_of(fnmatch(pattern, a, FNM_NOESCAPE) == 0) : UNKNOWN;
}

/* Says whether a text names the region of a key. */
static bool names_region_of(const struct resource *key, const char *text) {
	const char *region = resource_region(key);
	return text && region && strstr(text, region);
}

/*
 * Says whether a list of values, in the terms of one key, has all of another's. A value of the
 * other's list may name the region of this key as it is: a list of both regions is the same on both
 * sides.
 */
static enum truth has_values(struct judge *judge, const struct resource *key,
	const struct value *values, const struct resource *other, const struct value *wanted) {
	enum truth all = YES;
	for (size_t i = 0; i < item_count(wanted); i++) {
		const char *text = blanked(judge, other, item_at(wanted, i));
		const char *direct = blanked(judge, key, item_at(wanted, i));
		bool named = names_region_of(key, judge_describe(judge, item_at(wanted, i)));
		enum truth has = NO;
		for (size_t j = 0; j < item_count(values); j++) {
			const char *pattern = blanked(judge, key, item_at(values, j));
			bool same = fnmatch(pattern, text, FNM_NOESCAPE) == 0 ||
				    (named && fnmatch(pattern, direct, FNM_NOESCAPE) == 0);
			bool open = is_open(judge, item_at(values, j)) ||
				    is_open(judge, item_at(wanted, i));
			has = truth_or(has, same && !strstr(text, "${?}") ? YES
					    : open			  ? UNKNOWN
									  : NO);
		}
		all = truth_and(all, has);
	}
	return all;
}

/* Says whether whatever meets one condition on a key of the context meets the other. */
static enum truth is_no_narrower(struct judge *judge, const struct permission *wanted,
	const struct permission *given, const char *operator, const struct value_member * key) {
	struct value tests = eval_member(judge->eval, &wanted->condition, operator);
	struct value values = eval_member(judge->eval, &tests, key->key);
	if (values.kind == VALUE_UNKNOWN) {
		return UNKNOWN;
	}
	if (values.kind == VALUE_ABSENT) {
		return NO;
	}
	return strstr(operator, "Not")
		       ? has_values(judge, wanted->key, &values, given->key, &key->value)
		       : has_values(judge, given->key, &key->value, wanted->key, &values);
}

/* A statement that asks for more than the primary's lets fewer in. */
static enum truth same_condition(
	struct judge *judge, const struct permission *wanted, const struct permission *given) {
	enum truth result = given->condition.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	struct value_members operators = { 0 };
	eval_members(judge->eval, &given->condition, &operators);
	const struct value_member *operator, * key;
	vec_each(operator, & operators) {
		struct value_members keys = { 0 };
		eval_members(judge->eval, &operator->value, &keys);
		vec_each(key, &keys) {
			result = truth_and(
				result, is_no_narrower(judge, wanted, given, operator->key, key));
		}
	}
	return result;
}

typedef enum truth permission_visitor(
	struct judge *judge, const struct permission *permission, const struct permission *other);

/* Asks of each permission of an allowing statement, until it is said of one. */
static enum truth some_permission(struct judge *judge, const struct resource *key,
	const struct value *statement, permission_visitor *asks, const struct permission *other) {
	struct value effect = eval_member(judge->eval, statement, "Effect");
	struct value principal = eval_member(judge->eval, statement, "Principal");
	struct value actions = eval_member(judge->eval, statement, "Action");
	struct value condition = eval_member(judge->eval, statement, "Condition");
	enum truth allows = judge_text_equals(&effect, "Allow");
	if (allows == NO) {
		return NO;
	}
	struct value_members kinds = { 0 };
	struct value_member everybody = { "AWS", principal };
	eval_members(judge->eval, &principal, &kinds);
	if (principal.kind == VALUE_TEXT) {
		vec_push(judge->eval->arena, &kinds, everybody);
	}
	bool known = kinds.count && actions.kind != VALUE_UNKNOWN && actions.kind != VALUE_ABSENT;
	enum truth result = known ? NO : UNKNOWN;
	const struct value_member *kind;
	vec_each(kind, &kinds) {
		for (size_t i = 0; i < item_count(&kind->value); i++) {
			for (size_t j = 0; j < item_count(&actions) && result != YES; j++) {
				const struct permission permission = { key, kind->key,
					*item_at(&kind->value, i), *item_at(&actions, j),
					condition };
				result = truth_or(result, asks(judge, &permission, other));
			}
		}
	}
	return truth_and(allows, result);
}

/* Asks of the permissions of each statement of a key's policy. */
static enum truth some_statement(struct judge *judge, const struct resource *key,
	permission_visitor *asks, const struct permission *other) {
	struct value statements = statements_of(judge, key);
	enum truth result = statements.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; statements.kind != VALUE_UNKNOWN && i < item_count(&statements); i++) {
		result = truth_or(
			result, some_permission(judge, key, item_at(&statements, i), asks, other));
	}
	return result;
}

static enum truth grants(
	struct judge *judge, const struct permission *given, const struct permission *wanted) {
	enum truth same =
		truth_and(same_who(judge, wanted, given), same_action(judge, wanted, given));
	return same == NO ? NO : truth_and(same, same_condition(judge, wanted, given));
}

/* A key without a policy of its own lets the account decide. */
static enum truth is_missing(
	struct judge *judge, const struct permission *wanted, const struct permission *unused) {
	(void)unused;
	struct value policy = eval_member(judge->eval, &judge->resource->properties, "KeyPolicy");
	if (policy.kind == VALUE_ABSENT) {
		const char *who = judge_describe(judge, &wanted->who);
		return truth_of(!who || !strstr(who, ":root"));
	}
	return truth_not(some_statement(judge, judge->resource, grants, wanted));
}

static enum truth evaluate_allows_like_primary(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *primary = counterpart(judge);
	enum truth missing = primary ? some_statement(judge, primary, is_missing, NULL) : UNKNOWN;
	const char *pointer =
		pointer_member(judge->eval->arena, judge->subject.pointer, "KeyPolicy");
	judge_blame(judge, truth_not(missing), NULL, pointer,
		missing == UNKNOWN ? "whom or what one of the two policies allows is not known"
				   : NULL);
	judge_fact(judge, "primary_key", primary ? primary->logical_id : "");
	return truth_not(missing);
}

/* --- policy_fits_region --- */

/* What a statement says of a region: its text, and how that text goes on in another one. */
struct region_check {
	const char *primary, *own;
	const struct resource *key;
	enum truth pinned;
	const char *found;
};

/* The region, "SERVICE.REGION.amazonaws.com", or "arn:...:SERVICE:REGION:..." as far as that. */
static bool names_region(const char *text, const char *region) {
	const char *at = strstr(text, region);
	size_t length = strlen(region);
	return strcmp(text, region) == 0 || (at && at > text && (at[-1] == '.' || at[-1] == ':') &&
						    (at[length] == '.' || at[length] == ':'));
}

/* The texts of a value, or of the items of its list. */
static void check_value(struct judge *judge, struct region_check *check, enum truth binds,
	const struct value *value) {
	bool primary = false, own = false, open = value->kind == VALUE_UNKNOWN;
	const char *found = NULL;
	for (size_t i = 0; i < item_count(value); i++) {
		const struct value *item = item_at(value, i);
		const char *text = judge_describe(judge, item);
		bool unknown = item->kind == VALUE_UNKNOWN || (text && strstr(text, "${?}"));
		bool other = text && names_region(text, check->primary);
		primary = primary || other;
		open = open || unknown;
		own = own || (!other && !unknown);
		found = other ? text : found;
	}
	enum truth pinned = truth_and(binds, own ? NO : open ? UNKNOWN : truth_of(primary));
	check->found = pinned == YES ? found : check->found;
	check->pinned = truth_or(check->pinned, pinned);
}

static bool limits_by_region(const char *key) {
	static const char *const keys[] = { "kms:ViaService", "aws:SourceArn",
		"aws:RequestedRegion", "kms:EncryptionContext:" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strncasecmp(key, keys[i], strlen(keys[i])) == 0) {
			return true;
		}
	}
	return false;
}

/* An allowance for what is there, or a denial of what is not, binds the statement to it. */
static void check_statement(
	struct judge *judge, struct region_check *check, const struct value *statement) {
	struct value effect = eval_member(judge->eval, statement, "Effect");
	struct value condition = eval_member(judge->eval, statement, "Condition");
	struct value principal = eval_member(judge->eval, statement, "Principal");
	struct value service = { .kind = VALUE_ABSENT };
	if (principal.kind == VALUE_MAP) {
		service = eval_member(judge->eval, &principal, "Service");
	}
	struct value_members operators = { 0 };
	eval_members(judge->eval, &condition, &operators);
	enum truth allows = judge_text_equals(&effect, "Allow");
	if (service.kind != VALUE_ABSENT) {
		check_value(judge, check, allows, &service);
	}
	const struct value_member *operator;
	vec_each(operator, & operators) {
		bool negated = strstr(operator->key, "Not") != NULL;
		struct value_members keys = { 0 };
		eval_members(judge->eval, &operator->value, &keys);
		const struct value_member *key;
		vec_each(key, &keys) {
			if (limits_by_region(key->key)) {
				check_value(judge, check, negated ? truth_not(allows) : allows,
					&key->value);
			}
		}
	}
}

/* One region each in statements of their own is as good as both in one. */
static enum truth is_repeated(struct judge *judge, const struct region_check *check) {
	struct value statements = statements_of(judge, check->key);
	struct region_check other = *check;
	other.primary = check->own;
	other.pinned = NO;
	for (size_t i = 0; i < item_count(&statements); i++) {
		check_statement(judge, &other, item_at(&statements, i));
	}
	return other.pinned;
}

static enum truth evaluate_policy_fits_region(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct region_check check = { .primary = judge->estate->regions.primary,
		.own = resource_region(judge->resource),
		.key = judge->resource,
		.pinned = NO };
	struct value statements = statements_of(judge, judge->resource);
	const char *pointer =
		pointer_member(judge->eval->arena, judge->subject.pointer, "KeyPolicy");
	bool said = check.primary && check.own && statements.kind != VALUE_UNKNOWN;
	for (size_t i = 0; said && i < item_count(&statements); i++) {
		check_statement(judge, &check, item_at(&statements, i));
	}
	enum truth result = !said ? UNKNOWN : truth_not(check.pinned);
	if (result == NO) {
		result = is_repeated(judge, &check);
	}
	judge_blame(judge, result, NULL, pointer,
		result == UNKNOWN ? "a region in the policy is not known" : NULL);
	judge_fact(judge, "pinned", check.found ? check.found : "");
	return result;
}

const struct word kms_policy_words[] = {
	{ "has_primary_policy",
		"the key stands in for one of the primary region, whose policy is given", "", "",
		evaluate_has_primary_policy, NULL, PARTS_NONE },
	{ "allows_like_primary",
		"the policy of the key allows what that of its primary, or twin in the primary "
		"region, does",
		"", "primary_key", evaluate_allows_like_primary, NULL, PARTS_NONE },
	{ "policy_fits_region",
		"no statement of the key's policy is bound to the primary region alone", "",
		"pinned", evaluate_policy_fits_region, NULL, PARTS_NONE },
	{ 0 },
};
