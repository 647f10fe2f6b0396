#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"
#include "rules/word.h"

#include <string.h>

/* Words about what uses a multi-Region key, its replicas and its aliases. */

/* What one key is known by. */
struct family {
	struct resource_list members; /* the key, its replicas and its aliases */
	struct eval eval;	      /* without outcomes: each parameter at its default */
};

static struct family family_of(struct judge *judge) {
	static const char *const types[] = { "AWS::KMS::ReplicaKey", "AWS::KMS::Alias" };
	struct family family = { .eval = *judge->eval };
	family.eval.scenario = NULL;
	struct resource *own = estate_find(
		judge->estate, &judge->resource->stack->stack, judge->resource->logical_id);
	vec_push(judge->eval->arena, &family.members, own);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		estate_attached(
			&family.eval, judge->estate, judge->resource, types[i], &family.members);
	}
	return family;
}

static bool is_member(const struct family *family, const struct part *part) {
	struct resource *const *member;
	vec_each(member, &family->members) {
		if (part->kind == PART_REFERENCE && part->stack == &(*member)->stack->stack &&
			strcmp(part->logical_id, (*member)->logical_id) == 0) {
			return true;
		}
	}
	return false;
}

/* Says whether a value, or anything in it, names the key. */
static bool names_key(struct family *family, const struct value *value, unsigned depth) {
	bool found = false;
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count && !found; i++) {
		found = is_member(family, &value->parts[i]);
	}
	for (size_t i = 0; value->kind == VALUE_LIST && depth < LIMIT_DEPTH && i < value->count;
		i++) {
		found = found || names_key(family, &value->items[i], depth + 1);
	}
	struct value_members members = { 0 };
	if (value->kind == VALUE_MAP && depth < LIMIT_DEPTH) {
		eval_members(&family->eval, value, &members);
	}
	for (size_t i = 0; i < members.count && !found; i++) {
		found = names_key(family, &members.items[i].value, depth + 1);
	}
	return found;
}

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

/* How many resources use the key in each way; what a stack gives out is open. */
struct usage {
	size_t count[USE_NONE + 1];
};

static struct usage usage_of(struct judge *judge) {
	struct usage usage = { 0 };
	struct family family = family_of(judge);
	struct resource *const *resource;
	vec_each(resource, &judge->estate->resources) {
		family.eval.steps = 0;
		enum use use = use_of(*resource);
		if (use != USE_NONE && names_key(&family, &(*resource)->properties, 0)) {
			usage.count[use]++;
		}
	}
	const struct stack *stack = &judge->resource->stack->stack;
	const struct member *output;
	member_each(output, stack->template->outputs) {
		struct value value = eval_node(&family.eval, stack, output->value);
		usage.count[USE_OPEN] += names_key(&family, &value, 0);
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

const struct word kms_consumer_words[] = {
	{ "encrypts_resources", "a resource of the estate, other than aliases, names the key", "",
		"", evaluate_encrypts_resources, NULL, PARTS_NONE },
	{ "needed_in_each_region",
		"something other than services that encrypt copies anew uses the key", "", "",
		evaluate_needed_in_each_region, NULL, PARTS_NONE },
	{ 0 },
};
