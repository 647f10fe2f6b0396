#include "analyzer/cfn/arn.h"
#include "rules/backup/selection.h"
#include "rules/graph.h"

#include <string.h>

/* Words about what plans copy, and whether they can. */

/* --- copies_tables_away --- */

/* The rules of the plan that the selection is for. */
static struct value plan_rules(struct judge *judge, const struct resource *selection) {
	struct value id = eval_member(judge->eval, &selection->properties, "BackupPlanId");
	const struct resource *plan =
		estate_target(judge->estate, judge->eval, &id, "AWS::Backup::BackupPlan");
	return plan ? eval_path(judge->eval, &plan->properties, "BackupPlan.BackupPlanRule")
		    : value_unknown(judge->eval, &selection->stack->stack, selection->node,
			      "its plan is not among the templates");
}

static enum truth copies(struct judge *judge, const struct resource *selection) {
	struct value rules = plan_rules(judge, selection);
	enum truth result = rules.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		struct value actions = eval_member(judge->eval, &rules.items[i], "CopyActions");
		enum truth some = actions.kind == VALUE_UNKNOWN
					  ? UNKNOWN
					  : truth_of(actions.kind == VALUE_LIST && actions.count);
		result = truth_or(result, some);
	}
	return result;
}

/* Tables of the region that a plan with copies takes. */
static enum truth evaluate_copies_tables_away(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	static const char *const types[] = { "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table" };
	const char *own = resource_region(judge->resource);
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct resource *const *table;
		vec_each(table, estate_of_type(judge->estate, types[i])) {
			const char *region = resource_region(*table);
			bool elsewhere = own && region && strcmp(own, region) != 0;
			struct resource *const *selection;
			vec_each(selection, estate_of_type(judge->estate, BACKUP_SELECTION)) {
				enum truth taken =
					elsewhere ? NO : selection_takes(judge, *selection, *table);
				taken = taken == NO ? NO
						    : truth_and(taken, copies(judge, *selection));
				result = truth_or(result, taken);
			}
		}
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what a backup plan takes or copies is not known" : NULL);
}

/* --- backed_up_elsewhere --- */

/* Says whether a vault, by its ARN or as a resource, stands in another region than `own`. */
static enum truth leads_elsewhere(struct judge *judge, const struct value *vault, const char *own) {
	struct arn arn;
	const struct part *reference = value_reference(vault);
	bool parsed = arn_parse(judge->eval->arena, vault, &arn);
	const char *region = parsed	 ? value_text(judge->eval->arena, &arn.region)
			     : reference ? reference->stack->environment.region
					 : NULL;
	bool here = parsed ? !region && arn_says_own(judge, vault->node, "AWS::Region")
			   : reference && reference->stack == &judge->resource->stack->stack;
	return here ? NO : own && region ? truth_of(strcmp(own, region) != 0) : UNKNOWN;
}

static enum truth copies_to_other_region(
	struct judge *judge, const struct resource *selection, const char *own) {
	struct value rules = plan_rules(judge, selection);
	enum truth result = rules.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		struct value actions = eval_member(judge->eval, &rules.items[i], "CopyActions");
		for (size_t j = 0; actions.kind == VALUE_LIST && j < actions.count; j++) {
			struct value vault = eval_member(
				judge->eval, &actions.items[j], "DestinationBackupVaultArn");
			result = truth_or(result, leads_elsewhere(judge, &vault, own));
		}
	}
	return result;
}

static enum truth evaluate_backed_up_elsewhere(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *own = resource_region(judge->subject.resource);
	enum truth result = NO;
	struct resource *const *selection;
	vec_each(selection, estate_of_type(judge->estate, BACKUP_SELECTION)) {
		enum truth taken = selection_takes(judge, *selection, judge->subject.resource);
		taken = taken == NO
				? NO
				: truth_and(taken, copies_to_other_region(judge, *selection, own));
		result = truth_or(result, taken);
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what a backup plan takes or copies is not known" : NULL);
}

/* --- copies_keep_aws_key --- */

/*
 * What AWS Backup copies under the key of its source, by which property it is encrypted and by
 * which key. An AWS managed key cannot be used from another account. Source:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html (read 2026-11).
 */
static const struct source_keyed {
	const char *type, *encrypted, *key;
} source_keyed[] = {
	{ "AWS::DocDB::DBCluster", "StorageEncrypted", "KmsKeyId" },
	{ "AWS::EC2::Volume", "Encrypted", "KmsKeyId" },
	{ "AWS::Neptune::DBCluster", "StorageEncrypted", "KmsKeyId" },
	{ "AWS::RDS::DBCluster", "StorageEncrypted", "KmsKeyId" },
	{ "AWS::RDS::DBInstance", "StorageEncrypted", "KmsKeyId" },
};

/* Says whether the store is encrypted with an AWS managed key: it names none, or that by its alias.
 */
static enum truth has_aws_key(
	struct judge *judge, const struct source_keyed *row, const struct resource *store) {
	struct value encrypted = eval_member(judge->eval, &store->properties, row->encrypted);
	struct value key = eval_member(judge->eval, &store->properties, row->key);
	enum truth is =
		encrypted.kind == VALUE_ABSENT ? NO : value_truth(judge->eval->arena, &encrypted);
	const char *text = value_text(judge->eval->arena, &key);
	bool managed = key.kind == VALUE_ABSENT || (text && strstr(text, "alias/aws/"));
	return managed ? is : key.kind == VALUE_UNKNOWN ? truth_and(is, UNKNOWN) : NO;
}

static enum truth takes_aws_keyed(
	struct judge *judge, const struct resource *selection, const char **ret_store) {
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(source_keyed) / sizeof(source_keyed[0]); i++) {
		const struct source_keyed *row = &source_keyed[i];
		struct resource *const *store;
		vec_each(store, estate_of_type(judge->estate, row->type)) {
			enum truth keyed = has_aws_key(judge, row, *store);
			keyed = keyed == NO ? NO
					    : truth_and(keyed,
						      selection_takes(judge, selection, *store));
			*ret_store = keyed > result ? (*store)->logical_id : *ret_store;
			result = truth_or(result, keyed);
		}
	}
	return result;
}

static enum truth evaluate_copies_keep_aws_key(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	const char *store = "";
	struct resource *const *selection;
	vec_each(selection, estate_of_type(judge->estate, BACKUP_SELECTION)) {
		struct value id =
			eval_member(judge->eval, &(*selection)->properties, "BackupPlanId");
		if (estate_target(judge->estate, judge->eval, &id, judge->resource->type) ==
			judge->resource) {
			result = truth_or(result, takes_aws_keyed(judge, *selection, &store));
		}
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "whether %s is taken, and by which key it is encrypted, is not "
				    "known"
				  : NULL,
		store);
	judge_fact(judge, "store", store);
	return result;
}

const struct word backup_copy_words[] = {
	{ "backed_up_elsewhere",
		"a backup plan of the stacks takes the data store and copies it to another region",
		"", "", evaluate_backed_up_elsewhere, NULL, PARTS_NONE },
	{ "copies_tables_away", "a backup plan with copies takes a DynamoDB table of the region",
		"", "", evaluate_copies_tables_away, NULL, PARTS_NONE },
	{ "copies_keep_aws_key",
		"the plan takes a data store whose backups are copied under its own key, an AWS "
		"managed one",
		"", "store", evaluate_copies_keep_aws_key, NULL, PARTS_NONE },
	{ 0 },
};
