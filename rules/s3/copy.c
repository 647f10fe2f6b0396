#include "analyzer/base/buf.h"
#include "rules/graph.h"

#include <string.h>

/* Words about the two ends of replication rules, and about what empties a bucket. */

#define EMPTIER "Custom::S3AutoDeleteObjects"

/* --- priorities_differ --- */

static enum truth same_member(
	struct judge *judge, const struct value *a, const struct value *b, const char *path) {
	struct value x = eval_path(judge->eval, a, path), y = eval_path(judge->eval, b, path);
	if (x.kind == VALUE_ABSENT || y.kind == VALUE_ABSENT) {
		return NO;
	}
	return judge_same_value(judge->eval, &x, &y);
}

static enum truth evaluate_priorities_differ(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value rules = judge_property(judge, "ReplicationConfiguration.Rules", &pointer);
	enum truth result = rules.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	for (size_t i = 1; rules.kind == VALUE_LIST && i < rules.count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct value *a = &rules.items[j], *b = &rules.items[i];
			enum truth same = same_member(judge, a, b, "Priority");
			same = same == NO ? NO
					  : truth_and(same,
						    same_member(judge, a, b, "Destination.Bucket"));
			result = truth_and(result, truth_not(same));
		}
	}
	return judge_blame(judge, result, &rules, pointer,
		result == UNKNOWN ? "the priority or destination of a rule is not known" : NULL);
}

/* --- expires_like_target --- */

/* What the enabled lifecycle rules of a bucket remove, one text a rule, in order. */
struct expiry {
	struct VEC(const char *) rules;
	bool absent; /* the bucket has no lifecycle at all */
	bool open;   /* a part of a rule is not known */
};

static void add_expiry(struct judge *judge, const struct value *rule, struct expiry *expiry) {
	static const char *const paths[] = { "Status", "Prefix", "ExpirationInDays",
		"ExpirationDate", "NoncurrentVersionExpiration.NoncurrentDays",
		"NoncurrentVersionExpirationInDays" };
	struct buf out = buf_new(judge->eval->arena);
	buf_puts(&out, "");
	bool removes = false;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct value value = eval_path(judge->eval, rule, paths[i]);
		const char *text = value_text(judge->eval->arena, &value);
		expiry->open = expiry->open || (!text && value.kind != VALUE_ABSENT);
		if (i == 0 && text && strcmp(text, "Enabled") != 0) {
			return;
		}
		removes = removes || (i > 1 && value.kind != VALUE_ABSENT);
		buf_puts(&out, text ? text : "");
		/* The two ways of saying after how many days versions go are one. */
		buf_puts(&out, i == 4 ? "" : " ");
	}
	if (removes) {
		vec_push(judge->eval->arena, &expiry->rules, out.bytes);
	}
}

static struct expiry expiry_of(struct judge *judge, const struct resource *bucket) {
	struct expiry expiry = { 0 };
	struct value rules =
		eval_path(judge->eval, &bucket->properties, "LifecycleConfiguration.Rules");
	struct value whole =
		eval_member(judge->eval, &bucket->properties, "LifecycleConfiguration");
	expiry.open = rules.kind == VALUE_UNKNOWN;
	expiry.absent = whole.kind == VALUE_ABSENT;
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		add_expiry(judge, &rules.items[i], &expiry);
	}
	return expiry;
}

static bool holds_all(const struct expiry *whole, const struct expiry *part) {
	for (size_t i = 0; i < part->rules.count; i++) {
		bool found = false;
		for (size_t j = 0; j < whole->rules.count; j++) {
			found = found || strcmp(whole->rules.items[j], part->rules.items[i]) == 0;
		}
		if (!found) {
			return false;
		}
	}
	return true;
}

static enum truth evaluate_expires_like_target(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *source = judge->resource, *target = judge->subject.target;
	const char *pointer =
		pointer_member(judge->eval->arena, source->pointer, "LifecycleConfiguration");
	if (!target) {
		return judge_blame(judge, UNKNOWN, NULL, pointer,
			"its destination is not among the buckets analysed");
	}
	struct expiry here = expiry_of(judge, source), there = expiry_of(judge, target);
	bool same =
		here.absent == there.absent && holds_all(&here, &there) && holds_all(&there, &here);
	enum truth result = here.open || there.open ? UNKNOWN : truth_of(same);
	judge_blame(judge, result, NULL, pointer,
		result == UNKNOWN ? "what a lifecycle rule removes is not known" : NULL);
	judge_fact(judge, "destination", judge_name(judge, target));
	return result;
}

/* --- leaves_account --- */

static bool is_own_account(const struct value *account) {
	const struct node *node = account->node;
	const char *name = node && node->tag ? (strcmp(node->tag, "Ref") ? NULL : node_text(node))
					     : node_text(node_find(node, "Ref"));
	return name && strcmp(name, "AWS::AccountId") == 0;
}

static enum truth evaluate_leaves_account(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer, *own = judge->resource->stack->stack.environment.account;
	const struct resource *target = judge->subject.target;
	struct value account = judge_property(judge, "Destination.Account", &pointer);
	const char *text = value_text(judge->eval->arena, &account);
	const char *there = target ? target->stack->stack.environment.account : NULL;
	enum truth result = UNKNOWN;
	if (account.kind == VALUE_ABSENT) {
		result = truth_of(own && there && strcmp(own, there) != 0);
	} else if (text) {
		result = truth_of(!own || strcmp(own, text) != 0);
	} else if (is_own_account(&account)) {
		result = NO;
	}
	return judge_blame(judge, result, &account, pointer, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, &account));
}

/* --- owns_what_arrives --- */

/*
 * Says whether the destination owns all its objects, whoever writes them: new buckets do unless
 * they say otherwise. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html (read 2026-11).
 */
static enum truth evaluate_owns_what_arrives(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *target = judge->subject.target;
	if (!target) {
		return judge_blame(judge, NO, NULL, NULL, NULL);
	}
	struct value rules = eval_path(judge->eval, &target->properties, "OwnershipControls.Rules");
	bool live = target->stack->evidence == EVIDENCE_LIVE;
	enum truth result = rules.kind == VALUE_ABSENT && !live ? YES : UNKNOWN;
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		struct value owner = eval_member(judge->eval, &rules.items[i], "ObjectOwnership");
		result = judge_text_equals(&owner, "BucketOwnerEnforced");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "who owns the objects of the destination is not known" : NULL);
}

/* --- empties_data, emptied_by_helper --- */

/* --- rules_cover_bucket --- */

/* Where a rule says its prefix, in either schema; the newer one also filters by tags. */
static const char *const prefix_paths[] = { "Prefix", "Filter.Prefix", "Filter.And.Prefix" };
static const char *const tag_paths[] = { "Filter.TagFilter", "Filter.And.TagFilters" };

static bool has_tags(struct judge *judge, const struct value *rule, enum truth *ret_plain) {
	bool tags = false;
	for (size_t i = 0; i < sizeof(tag_paths) / sizeof(tag_paths[0]); i++) {
		struct value filter = eval_path(judge->eval, rule, tag_paths[i]);
		tags = tags || filter.kind != VALUE_ABSENT;
		*ret_plain = truth_and(*ret_plain, filter.kind == VALUE_UNKNOWN
							   ? UNKNOWN
							   : truth_of(filter.kind == VALUE_ABSENT));
	}
	return tags;
}

/* Says whether a rule takes every object; adds what it takes to the text. */
static enum truth takes_all(struct judge *judge, const struct value *rule, struct buf *covered) {
	const char *prefix = "";
	enum truth plain = YES;
	for (size_t i = 0; i < sizeof(prefix_paths) / sizeof(prefix_paths[0]); i++) {
		struct value value = eval_path(judge->eval, rule, prefix_paths[i]);
		const char *text = judge_describe(judge, &value);
		prefix = value.kind != VALUE_ABSENT && text ? text : prefix;
		plain = truth_and(
			plain, value.kind == VALUE_ABSENT ? YES : judge_text_equals(&value, ""));
	}
	bool tags = has_tags(judge, rule, &plain);
	struct value status = eval_member(judge->eval, rule, "Status");
	enum truth enabled = judge_text_equals(&status, "Enabled");
	if (enabled != NO) {
		buf_printf(covered, "%s%s%s%s", covered->length ? ", " : "",
			*prefix ? "what begins with " : "", prefix,
			!tags	  ? ""
			: *prefix ? " and has a tag"
				  : "what has a tag");
	}
	return truth_and(enabled, plain);
}

static enum truth evaluate_rules_cover_bucket(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value rules = judge_property(judge, "ReplicationConfiguration.Rules", &pointer);
	enum truth result = rules.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	struct buf covered = buf_new(judge->eval->arena);
	buf_puts(&covered, "");
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		result = truth_or(result, takes_all(judge, &rules.items[i], &covered));
	}
	judge_blame(judge, result, &rules, pointer,
		result == UNKNOWN ? "what one of the rules takes is not known" : NULL);
	judge_fact(judge, "covered", covered.bytes);
	return result;
}

static const struct resource *emptied_by(struct judge *judge, const struct resource *helper) {
	struct value name = eval_member(judge->eval, &helper->properties, "BucketName");
	return estate_target(judge->estate, judge->eval, &name, "AWS::S3::Bucket");
}

/* A bucket that may be lost with its region may be emptied too. */
static enum truth evaluate_empties_data(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value name = judge_property(judge, "BucketName", &pointer);
	const struct resource *bucket = emptied_by(judge, judge->resource);
	bool lost =
		bucket && objectives_strategy(judge->estate, judge->eval, bucket) == STRATEGY_NONE;
	judge_blame(judge, truth_of(!lost), &name, pointer, NULL);
	const char *text = judge_describe(judge, &name);
	judge_fact(judge, "bucket", bucket ? bucket->logical_id : text ? text : "a bucket");
	return truth_of(!lost);
}

static enum truth evaluate_emptied_by_helper(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	struct resource *const *helper;
	vec_each(helper, estate_of_type(judge->estate, EMPTIER)) {
		result = emptied_by(judge, *helper) == judge->resource ? YES : result;
	}
	judge_blame(judge, result, NULL, NULL, NULL);
	judge_fact(judge, "bucket", judge->resource->logical_id);
	return result;
}

const struct word s3_copy_words[] = {
	{ "priorities_differ", "no two replication rules to one destination have the same priority",
		"", "", evaluate_priorities_differ, NULL, PARTS_NONE },
	{ "rules_cover_bucket", "an enabled replication rule takes every object of the bucket", "",
		"covered", evaluate_rules_cover_bucket, NULL, PARTS_NONE },
	{ "expires_like_target",
		"of a replication rule: source and destination remove objects and versions alike",
		"", "destination", evaluate_expires_like_target, NULL, PARTS_NONE },
	{ "leaves_account", "of a replication rule: its destination is of another account", "", "",
		evaluate_leaves_account, NULL, PARTS_NONE },
	{ "owns_what_arrives",
		"of a replication rule: its destination owns all objects that are written to it",
		"", "", evaluate_owns_what_arrives, NULL, PARTS_NONE },
	{ "empties_data", "of the CDK's helper: the bucket that it empties is to survive", "",
		"bucket", evaluate_empties_data, NULL, PARTS_NONE },
	{ "emptied_by_helper", "the CDK's helper of one of the stacks empties the bucket", "",
		"bucket", evaluate_emptied_by_helper, NULL, PARTS_NONE },
	{ 0 },
};
