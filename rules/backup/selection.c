#include "rules/backup/selection.h"

#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <string.h>

#define TAG_OF_RESOURCE "aws:ResourceTag/"

/*
 * How the ARNs of what AWS Backup protects go on after the account. Formats from the "Resource
 * types" tables of the Service Authorization Reference (read 2026-11).
 */
static const struct arn_form {
	const char *type, *service, *prefix;
} arn_forms[] = {
	{ "AWS::DocDB::DBCluster", "rds", "cluster:" },
	{ "AWS::DynamoDB::GlobalTable", "dynamodb", "table/" },
	{ "AWS::DynamoDB::Table", "dynamodb", "table/" },
	{ "AWS::EC2::Instance", "ec2", "instance/" },
	{ "AWS::EC2::Volume", "ec2", "volume/" },
	{ "AWS::EFS::FileSystem", "elasticfilesystem", "file-system/" },
	{ "AWS::FSx::FileSystem", "fsx", "file-system/" },
	{ "AWS::Neptune::DBCluster", "rds", "cluster:" },
	{ "AWS::RDS::DBCluster", "rds", "cluster:" },
	{ "AWS::RDS::DBInstance", "rds", "db:" },
	{ "AWS::S3::Bucket", "s3", "" },
};

static const struct arn_form *form_of(const char *type) {
	for (size_t i = 0; i < sizeof(arn_forms) / sizeof(arn_forms[0]); i++) {
		if (strcmp(arn_forms[i].type, type) == 0) {
			return &arn_forms[i];
		}
	}
	return NULL;
}

/* Says whether a pattern with `*` matches the text: the last `*` is gone back to. */
static bool matches(const char *pattern, const char *text) {
	const char *star = NULL, *again = NULL;
	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			again = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++again;
		} else {
			return false;
		}
	}
	pattern += strspn(pattern, "*");
	return !*pattern;
}

/* What stands for a part of a name that is not known: no pattern spells it. */
#define OPEN "\1"

/* The name of a resource, with OPEN for what is not known of it. */
static const char *open_name(struct judge *judge, const struct resource *resource) {
	const char *name = resource_physical_name(judge->eval, resource);
	const char *property = resource->kind ? resource->kind->name_property : NULL;
	struct value value = { .kind = VALUE_ABSENT };
	if (!name && property) {
		value = eval_member(judge->eval, &resource->properties, property);
	}
	name = name ? name : value.kind == VALUE_TEXT ? "" : OPEN;
	for (size_t i = 0; value.kind == VALUE_TEXT && i < value.count; i++) {
		const struct part *part = &value.parts[i];
		name = arena_concat(judge->eval->arena, name,
			part->kind == PART_LITERAL ? part->text : OPEN, NULL);
	}
	return name;
}

/* A name that is not known is matched by what matches any that it may be. */
static enum truth matches_name(
	const char *pattern, const char *prefix, const char *name, struct arena *arena) {
	const char *whole = arena_concat(arena, prefix, name, NULL);
	if (matches(pattern, whole)) {
		return YES;
	}
	const char *open = strstr(whole, OPEN);
	if (!open) {
		return NO;
	}
	size_t fixed = strcspn(pattern, "*"), known = (size_t)(open - whole);
	bool ends = !pattern[fixed] && fixed < known;
	return !ends && strncmp(pattern, whole, fixed < known ? fixed : known) == 0 ? UNKNOWN : NO;
}

static enum truth matches_field(const char *pattern, const char *own) {
	if (!*pattern || strcmp(pattern, "*") == 0) {
		return YES;
	}
	return own ? truth_of(matches(pattern, own)) : UNKNOWN;
}

/* A pattern of ARNs, written out: "arn:aws:dynamodb:*:*:table/docs-*". */
static enum truth pattern_covers(
	struct judge *judge, const char *pattern, const struct resource *resource) {
	const struct arn_form *form = form_of(resource->type);
	if (strcmp(pattern, "*") == 0) {
		return YES;
	}
	const char *fields[6] = { 0 };
	char *copy = arena_strdup(judge->eval->arena, pattern);
	for (size_t i = 0; i < 6 && copy; i++) {
		fields[i] = copy;
		copy = i < 5 ? strchr(copy, ':') : NULL;
		if (copy) {
			*copy++ = '\0';
		}
	}
	if (!form || !fields[5] || !matches(fields[2], form->service)) {
		return NO;
	}
	const struct environment *at = &resource->stack->stack.environment;
	enum truth there = truth_and(
		matches_field(fields[3], at->region), matches_field(fields[4], at->account));
	return truth_and(there, matches_name(fields[5], form->prefix, open_name(judge, resource),
					judge->eval->arena));
}

static enum truth item_covers(
	struct judge *judge, const struct value *item, const struct resource *resource) {
	const struct resource *target =
		estate_target(judge->estate, judge->eval, item, resource->type);
	if (target) {
		return truth_of(target == resource);
	}
	const char *text = value_text(judge->eval->arena, item);
	if (text) {
		return pattern_covers(judge, text, resource);
	}
	const struct arn_form *form = form_of(resource->type);
	struct arn arn;
	if (form && item->kind == VALUE_TEXT && arn_parse(judge->eval->arena, item, &arn)) {
		const char *service = value_text(judge->eval->arena, &arn.service);
		const char *rest = value_text(judge->eval->arena, &arn.resource);
		if (service && !matches(service, form->service)) {
			return NO;
		}
		const char *name = open_name(judge, resource);
		return rest ? truth_and(matches_name(rest, form->prefix, name, judge->eval->arena),
				      UNKNOWN)
			    : UNKNOWN;
	}
	return value_reference(item) ? NO : UNKNOWN;
}

static enum truth list_covers(
	struct judge *judge, const struct value *list, const struct resource *resource) {
	enum truth result = list->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
		result = truth_or(result, item_covers(judge, &list->items[i], resource));
	}
	return result;
}

/* A tag that is asked for; its value may hold `*` where it is a pattern. */
struct tag_wanted {
	const char *key;
	const struct value *value;
	bool pattern;
};

static enum truth value_fits(
	struct judge *judge, const struct value *value, const struct tag_wanted *wanted) {
	const char *text = value_text(judge->eval->arena, wanted->value);
	const char *own = value_text(judge->eval->arena, value);
	if (!text || (wanted->pattern && !own)) {
		return UNKNOWN;
	}
	return wanted->pattern ? truth_of(matches(text, own)) : judge_text_equals(value, text);
}

/* Says whether a list of {Key, Value} holds the tag. */
static enum truth tags_hold(
	struct judge *judge, const struct value *tags, const struct tag_wanted *wanted) {
	enum truth result = tags->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; tags->kind == VALUE_LIST && i < tags->count; i++) {
		struct value own = eval_member(judge->eval, &tags->items[i], "Key");
		struct value value = eval_member(judge->eval, &tags->items[i], "Value");
		enum truth same = judge_text_equals(&own, wanted->key);
		result = truth_or(result, truth_and(same, value_fits(judge, &value, wanted)));
	}
	return result;
}

/* The tags of a resource; of a global table those of the copy in the stack's region. */
static struct value tags_of(struct judge *judge, const struct resource *resource) {
	struct value replicas = eval_member(judge->eval, &resource->properties, "Replicas");
	for (size_t i = 0; replicas.kind == VALUE_LIST && i < replicas.count; i++) {
		struct value region = eval_member(judge->eval, &replicas.items[i], "Region");
		if (graph_is_own_region(judge, resource, &region) == YES) {
			return eval_member(judge->eval, &replicas.items[i], "Tags");
		}
	}
	bool is_efs = strcmp(resource->type, "AWS::EFS::FileSystem") == 0;
	return eval_member(judge->eval, &resource->properties, is_efs ? "FileSystemTags" : "Tags");
}

/* Tags of the stack, a map or a list of {Key, Value}, are its resources' too. */
static enum truth stack_tags_hold(
	struct judge *judge, const struct resource *resource, const struct tag_wanted *wanted) {
	const struct node *tags = resource->stack->tags;
	const char *found = node_text(node_find(tags, wanted->key));
	struct node **item;
	node_each(item, tags) {
		const char *own = node_text(node_find(*item, "Key"));
		bool same = own && strcmp(own, wanted->key) == 0;
		found = same ? node_text(node_find(*item, "Value")) : found;
	}
	struct value value = { .kind = VALUE_ABSENT };
	if (found) {
		value = value_literal(judge->eval, &resource->stack->stack, tags, found);
	}
	return found ? value_fits(judge, &value, wanted) : NO;
}

static enum truth has_tag(
	struct judge *judge, const struct resource *resource, const struct tag_wanted *wanted) {
	struct value tags = tags_of(judge, resource);
	enum truth own = tags_hold(judge, &tags, wanted);
	return own == NO ? stack_tags_hold(judge, resource, wanted) : own;
}

static enum truth tag_listed(
	struct judge *judge, const struct value *selection, const struct resource *resource) {
	struct value list = eval_member(judge->eval, selection, "ListOfTags");
	enum truth result = list.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value key = eval_member(judge->eval, &list.items[i], "ConditionKey");
		struct value value = eval_member(judge->eval, &list.items[i], "ConditionValue");
		const char *text = value_text(judge->eval->arena, &key);
		const struct tag_wanted wanted = { text, &value, false };
		result = truth_or(result, text ? has_tag(judge, resource, &wanted) : UNKNOWN);
	}
	return result;
}

/* What is asked of tags; a resource without the tag has none that is equal or alike. */
static const struct condition_kind {
	const char *name;
	bool pattern, negated;
} condition_kinds[] = {
	{ "StringEquals", false, false },
	{ "StringLike", true, false },
	{ "StringNotEquals", false, true },
	{ "StringNotLike", true, true },
};

static enum truth condition_holds(struct judge *judge, const char *name, const struct value *item,
	const struct resource *resource) {
	struct value key = eval_member(judge->eval, item, "ConditionKey");
	struct value value = eval_member(judge->eval, item, "ConditionValue");
	const char *text = value_text(judge->eval->arena, &key);
	size_t length = strlen(TAG_OF_RESOURCE);
	if (!text || strncmp(text, TAG_OF_RESOURCE, length) != 0) {
		return UNKNOWN;
	}
	for (size_t i = 0; i < sizeof(condition_kinds) / sizeof(condition_kinds[0]); i++) {
		const struct condition_kind *kind = &condition_kinds[i];
		if (strcmp(kind->name, name) == 0) {
			const struct tag_wanted wanted = { text + length, &value, kind->pattern };
			enum truth has = has_tag(judge, resource, &wanted);
			return kind->negated ? truth_not(has) : has;
		}
	}
	return UNKNOWN;
}

static enum truth conditions_hold(
	struct judge *judge, const struct value *selection, const struct resource *resource) {
	struct value conditions = eval_member(judge->eval, selection, "Conditions");
	struct value_members kinds = { 0 };
	eval_members(judge->eval, &conditions, &kinds);
	enum truth result = conditions.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	const struct value_member *kind;
	vec_each(kind, &kinds) {
		for (size_t i = 0; kind->value.kind == VALUE_LIST && i < kind->value.count; i++) {
			result = truth_and(result,
				condition_holds(judge, kind->key, &kind->value.items[i], resource));
		}
	}
	return result;
}

/* A plan takes what stands in its own region and account; a table also has copies in others. */
static enum truth stands_apart(
	struct judge *judge, const struct resource *selection, const struct resource *resource) {
	const struct environment *plan = &selection->stack->stack.environment;
	const struct environment *own = &resource->stack->stack.environment;
	bool account = plan->account && own->account && strcmp(plan->account, own->account) != 0;
	bool region = plan->region && own->region && strcmp(plan->region, own->region) != 0;
	if (account || !region) {
		return truth_of(account);
	}
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, resource, &replicas);
	enum truth there = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		bool listed = strncmp(resource->type, "AWS::DynamoDB::", 15) == 0;
		there = truth_or(
			there, listed ? judge_text_equals(&replica->region, plan->region) : NO);
	}
	return truth_not(there);
}

enum truth selection_takes(
	struct judge *judge, const struct resource *selection, const struct resource *resource) {
	struct value body = eval_member(judge->eval, &selection->properties, "BackupSelection");
	struct value listed = eval_member(judge->eval, &body, "Resources");
	struct value excluded = eval_member(judge->eval, &body, "NotResources");
	struct value tags = eval_member(judge->eval, &body, "ListOfTags");
	bool all = listed.kind == VALUE_ABSENT && tags.kind == VALUE_ABSENT;
	enum truth named = body.kind == VALUE_UNKNOWN ? UNKNOWN
			   : all		      ? YES
				 : truth_or(list_covers(judge, &listed, resource),
					   tag_listed(judge, &body, resource));
	enum truth kept = truth_not(list_covers(judge, &excluded, resource));
	enum truth taken =
		truth_and(named, truth_and(kept, conditions_hold(judge, &body, resource)));
	return taken == NO ? NO
			   : truth_and(taken, truth_not(stands_apart(judge, selection, resource)));
}

/* --- in_backup_selection --- */

static enum truth evaluate_in_backup_selection(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	const struct resource_list selections =
		selections_that_may_take(judge, judge->subject.resource);
	struct resource *const *selection;
	vec_each(selection, &selections) {
		const char *reason;
		enum truth exists = eval_exists(
			judge->eval, &(*selection)->stack->stack, (*selection)->node, &reason);
		result = truth_or(result, truth_and(exists, selection_takes(judge, *selection,
								    judge->subject.resource)));
	}
	if (result == NO && !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"its backup selection may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what one of the backup selections takes is not known" : NULL);
}

/* --- selects_only_replicated --- */

static enum truth is_replicated(struct judge *judge, const struct resource *store) {
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, store, &replicas);
	enum truth result = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *region = value_text(judge->eval->arena, &replica->region);
		bool is_recovery = graph_is_recovery(judge->estate, region);
		result = truth_or(result, region ? truth_of(is_recovery) : UNKNOWN);
	}
	return result;
}

static enum truth lists_only_replicated(struct judge *judge, const struct resource *selection) {
	struct value body = eval_member(judge->eval, &selection->properties, "BackupSelection");
	struct value listed = eval_member(judge->eval, &body, "Resources");
	struct value tags = eval_member(judge->eval, &body, "ListOfTags");
	enum truth only = truth_of(
		listed.kind == VALUE_LIST && listed.count > 0 && tags.kind == VALUE_ABSENT);
	for (size_t i = 0; only != NO && i < listed.count; i++) {
		const struct resource *store =
			estate_target(judge->estate, judge->eval, &listed.items[i], NULL);
		only = truth_and(only, store ? is_replicated(judge, store) : NO);
	}
	return only;
}

static enum truth evaluate_selects_only_replicated(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const struct naming naming = { BACKUP_SELECTION, "BackupPlanId",
		"AWS::Backup::BackupPlan" };
	struct resource_list selections = { 0 };
	estate_naming(judge->eval, judge->estate, &naming, judge->resource, &selections);
	enum truth only = truth_of(selections.count > 0);
	struct resource *const *selection;
	vec_each(selection, &selections) {
		only = truth_and(only, lists_only_replicated(judge, *selection));
	}
	return judge_blame(judge, only, NULL, NULL,
		only == UNKNOWN ? "where the copies are of what it backs up is not known" : NULL);
}

/* --- selected_tags_on_each_replica --- */

/* Each copy has the tag where the one in the stack's region has it. */
static enum truth tag_on_each(
	struct judge *judge, const char *key, const struct value *value, const char **ret_region) {
	struct subject_list replicas = { 0 };
	collection_find("replica")->list(judge, &replicas);
	enum truth own = UNKNOWN, each = YES, some = NO;
	const char *region = NULL;
	const struct subject *replica;
	vec_each(replica, &replicas) {
		struct value tags = eval_member(judge->eval, &replica->value, "Tags");
		struct value where = eval_member(judge->eval, &replica->value, "Region");
		const struct tag_wanted wanted = { key, value, false };
		enum truth found = tags_hold(judge, &tags, &wanted);
		if (graph_is_own_region(judge, judge->resource, &where) == YES) {
			own = found;
		}
		region = found < each ? replica->region : region;
		each = truth_and(each, found);
		some = truth_or(some, found);
	}
	enum truth result = truth_or(each, truth_or(truth_not(own), truth_not(some)));
	*ret_region = result != YES ? region : *ret_region;
	return result;
}

/* The tags of one list of conditions that a table's own copy has and another lacks. */
static enum truth tags_on_each(struct judge *judge, const struct value *list, const char *prefix,
	const char **ret_tag, const char **ret_region) {
	enum truth result = YES;
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
		struct value key = eval_member(judge->eval, &list->items[i], "ConditionKey");
		struct value value = eval_member(judge->eval, &list->items[i], "ConditionValue");
		const char *text = value_text(judge->eval->arena, &key);
		if (text && strncmp(text, prefix, strlen(prefix)) != 0) {
			continue;
		}
		text = text ? text + strlen(prefix) : NULL;
		enum truth found = text ? tag_on_each(judge, text, &value, ret_region) : UNKNOWN;
		*ret_tag = found < result && text ? text : *ret_tag;
		result = truth_and(result, found);
	}
	return result;
}

static enum truth evaluate_selected_tags_on_each_replica(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = YES;
	const char *tag = "", *region = NULL;
	struct resource *const *selection;
	vec_each(selection, selections_by_tags(judge)) {
		const struct value *properties = &(*selection)->properties;
		struct value listed =
			eval_path(judge->eval, properties, "BackupSelection.ListOfTags");
		struct value equal = eval_path(
			judge->eval, properties, "BackupSelection.Conditions.StringEquals");
		enum truth found = truth_and(tags_on_each(judge, &listed, "", &tag, &region),
			tags_on_each(judge, &equal, TAG_OF_RESOURCE, &tag, &region));
		result = truth_and(result, found);
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the tags of one of the copies are not known" : NULL);
	judge_fact(judge, "tag", tag);
	judge_fact(judge, "copy_region", region ? region : "another region");
	return result;
}

const struct word backup_selection_words[] = {
	{ "in_backup_selection", "a backup selection of one of the stacks takes the data store", "",
		"", evaluate_in_backup_selection, NULL, PARTS_NONE },
	{ "selects_only_replicated",
		"all that the plan backs up has a copy in a recovery region by itself", "", "",
		evaluate_selects_only_replicated, NULL, PARTS_NONE },
	{ "selected_tags_on_each_replica",
		"the tags by which a selection takes the table are on each of its copies", "",
		"tag copy_region", evaluate_selected_tags_on_each_replica, NULL, PARTS_NONE },
	{ 0 },
};
