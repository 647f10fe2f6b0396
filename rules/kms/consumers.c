#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"
#include "rules/graph.h"

#include <ctype.h>
#include <string.h>

/* Words about what uses a multi-Region key, its replicas and its aliases. */

/* What a type does with a key; a type that is not here may need the same key everywhere. */
enum use { USE_NEEDS_KEY, USE_ENCRYPTS_ANEW, USE_OPEN, USE_NONE };

/*
 * Services that encrypt anew what they copy to another region. Source: the replication and copy
 * pages of each, and
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html (read
 * 2026-11).
 */
static const struct type_use {
	const char *type;
	enum use use;
} uses[] = {
	{ "AWS::Backup::BackupVault", USE_ENCRYPTS_ANEW },
	{ "AWS::EC2::Volume", USE_ENCRYPTS_ANEW },
	{ "AWS::RDS::DBCluster", USE_ENCRYPTS_ANEW },
	{ "AWS::RDS::DBInstance", USE_ENCRYPTS_ANEW },
	{ "AWS::S3::Bucket", USE_ENCRYPTS_ANEW },
	{ "AWS::SecretsManager::Secret", USE_ENCRYPTS_ANEW },
	{ "AWS::IAM::ManagedPolicy", USE_OPEN },
	{ "AWS::IAM::Policy", USE_OPEN },
	{ "AWS::IAM::Role", USE_OPEN },
	{ "AWS::SSM::Parameter", USE_OPEN },
	{ "AWS::KMS::Alias", USE_NONE },
	{ "AWS::KMS::Key", USE_NONE },
	{ "AWS::KMS::ReplicaKey", USE_NONE },
};

static enum use use_of(const struct resource *resource) {
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		if (strcmp(uses[i].type, resource->type) == 0) {
			return uses[i].use;
		}
	}
	return resource->helper ? USE_OPEN : USE_NEEDS_KEY;
}

/* How often the key is used in each way; what a stack gives out is open. */
struct usage {
	size_t count[USE_NONE + 1];
};

/* The key, its replicas and its aliases, where each parameter has its default. */
static struct resource_list family_of(struct judge *judge) {
	static const char *const types[] = { "AWS::KMS::ReplicaKey", "AWS::KMS::Alias" };
	struct resource_list members = { 0 };
	struct eval eval = *judge->eval;
	eval.scenario = NULL;
	struct resource *own = estate_find(
		judge->estate, &judge->resource->stack->stack, judge->resource->logical_id);
	vec_push(eval.arena, &members, own);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		estate_attached(&eval, judge->estate, judge->resource, types[i], &members);
	}
	return members;
}

static struct usage usage_of(struct judge *judge) {
	struct usage usage = { 0 };
	const struct resource_list family = family_of(judge);
	struct resource *const *member;
	vec_each(member, &family) {
		const struct users *users = estate_users(judge->estate, *member);
		const struct resource *const *user;
		vec_each(user, &users->resources) {
			usage.count[use_of(*user)]++;
		}
		const struct stack *const *stack;
		vec_each(stack, &users->outputs) {
			usage.count[USE_OPEN] += *stack == &judge->resource->stack->stack;
		}
	}
	return usage;
}

static enum truth evaluate_encrypts_resources(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct usage usage = usage_of(judge);
	bool used = usage.count[USE_ENCRYPTS_ANEW] + usage.count[USE_NEEDS_KEY] > 0;
	return judge_blame(judge, truth_of(used), NULL, NULL, NULL);
}

static enum truth evaluate_needed_in_each_region(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct usage usage = usage_of(judge);
	enum truth needed = usage.count[USE_NEEDS_KEY] ? YES : usage.count[USE_OPEN] ? UNKNOWN : NO;
	return judge_blame(judge, needed, NULL, NULL,
		needed == UNKNOWN
			? "what a policy, parameter or output gives the key to may use it directly"
			: NULL);
}

/* --- named_in_recovery --- */

/* Says whether a text names the alias, whole or in an ARN or message. */
static bool text_names(const struct value *value, const char *alias) {
	bool found = false;
	for (size_t i = 0; i < value->count && !found; i++) {
		const struct part *part = &value->parts[i];
		const char *at = part->kind == PART_LITERAL ? strstr(part->text, alias) : NULL;
		char next = at ? at[strlen(alias)] : '/';
		found = at && !isalnum((unsigned char)next) && !strchr("/_-", next ? next : ' ');
	}
	return found;
}

/*
 * Says whether a value, or anything in it, names the alias. What is not known may be its name only
 * where a key is named: `of_key`.
 */
static enum truth names_alias(struct judge *judge, const struct value *value, const char *alias,
	bool of_key, unsigned depth) {
	enum truth result = of_key && value->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	if (value->kind == VALUE_TEXT) {
		bool open = of_key && value->count && value->parts[0].kind == PART_UNKNOWN;
		result = text_names(value, alias) ? YES : open ? UNKNOWN : NO;
	}
	for (size_t i = 0; value->kind == VALUE_LIST && depth < LIMIT_DEPTH && i < value->count;
		i++) {
		result = truth_or(
			result, names_alias(judge, &value->items[i], alias, of_key, depth + 1));
	}
	struct value_members members = { 0 };
	if (value->kind == VALUE_MAP && depth < LIMIT_DEPTH) {
		eval_members(judge->eval, value, &members);
	}
	for (size_t i = 0; i < members.count && result != YES; i++) {
		const struct value_member *member = &members.items[i];
		bool key = strstr(member->key, "Kms") || strstr(member->key, "KMS");
		result =
			truth_or(result, names_alias(judge, &member->value, alias, key, depth + 1));
	}
	return result;
}

/* Whether anything of a recovery region asks for a key by the name of the alias. */
static enum truth evaluate_named_in_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value name = eval_member(judge->eval, &judge->resource->properties, "AliasName");
	const char *text = value_text(judge->eval->arena, &name);
	enum truth result = text ? NO : UNKNOWN;
	struct resource *const *resource;
	vec_each(resource, &judge->estate->resources) {
		const char *region = resource_region(*resource);
		bool asks = text && graph_is_recovery(judge->estate, region) &&
			    strcmp((*resource)->type, "AWS::KMS::Alias") != 0;
		enum truth names =
			asks && result != YES
				? names_alias(judge, &(*resource)->properties, text, false, 0)
				: NO;
		result = truth_or(result, names);
	}
	return judge_blame(judge, result, &name, NULL,
		result == UNKNOWN ? "the name of a key of a recovery region is not known" : NULL);
}

const struct word kms_consumer_words[] = {
	{ "named_in_recovery", "a resource of a recovery region names the alias", "", "",
		evaluate_named_in_recovery, NULL, PARTS_NONE },
	{ "encrypts_resources", "a resource of the estate, other than aliases, names the key", "",
		"", evaluate_encrypts_resources, NULL, PARTS_NONE },
	{ "needed_in_each_region",
		"something other than services that encrypt copies anew uses the key", "", "",
		evaluate_needed_in_each_region, NULL, PARTS_NONE },
	{ 0 },
};
