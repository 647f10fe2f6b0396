#include "rules/word.h"

#include <ctype.h>
#include <string.h>

/* In the order in which they are explained: what is asked of anything, then a row for each table of
 * a service. */
const struct word_table word_tables[] = {
	{ "logic_words", logic_words },
	{ "property_words", property_words },
	{ "arn_words", arn_words },
	{ "change_words", change_words },
	{ "graph_words", graph_words },
	{ "replica_words", replica_words },
	/* Those of one service, by name. */
	{ "apigateway_call_words", apigateway_call_words },
	{ "apigateway_words", apigateway_words },
	{ "arc_words", arc_words },
	{ "backup_copy_words", backup_copy_words },
	{ "backup_selection_words", backup_selection_words },
	{ "backup_words", backup_words },
	{ "dynamodb_copy_words", dynamodb_copy_words },
	{ "dynamodb_key_words", dynamodb_key_words },
	{ "dynamodb_owner_words", dynamodb_owner_words },
	{ "dynamodb_policy_words", dynamodb_policy_words },
	{ "dynamodb_words", dynamodb_words },
	{ "kms_consumer_words", kms_consumer_words },
	{ "kms_policy_words", kms_policy_words },
	{ "kms_words", kms_words },
	{ "lambda_event_words", lambda_event_words },
	{ "lambda_words", lambda_words },
	{ "route53_check_words", route53_check_words },
	{ "route53_end_words", route53_end_words },
	{ "route53_set_words", route53_set_words },
	{ "route53_target_words", route53_target_words },
	{ "route53_words", route53_words },
	{ "s3_chain_words", s3_chain_words },
	{ "s3_copy_words", s3_copy_words },
	{ "s3_permission_words", s3_permission_words },
	{ "s3_words", s3_words },
	{ "stack_words", stack_words },
	{ "topology_availability_words", topology_availability_words },
	{ "topology_cycle_words", topology_cycle_words },
	{ "topology_data_words", topology_data_words },
	{ "topology_drift_words", topology_drift_words },
	{ "topology_loopback_words", topology_loopback_words },
	{ "topology_pin_words", topology_pin_words },
	{ "topology_region_words", topology_region_words },
	{ "topology_target_words", topology_target_words },
	{ "topology_watch_words", topology_watch_words },
	{ "topology_words", topology_words },
	{ NULL, NULL },
};

const struct collection *const collection_tables[] = {
	graph_collections,
	lambda_collections,
	route53_collections,
	topology_collections,
	NULL,
};

const struct word *word_find(const char *name) {
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			if (!strcmp(word->name, name)) {
				return word;
			}
		}
	}
	return NULL;
}

/* A name that begins with a capital is the path of a property. */
const struct collection *collection_find(const char *name) {
	if (isupper((unsigned char)*name)) {
		return NULL;
	}
	for (const struct collection *const *table = collection_tables; *table; table++) {
		for (const struct collection *row = *table; row->name; row++) {
			if (!strcmp(row->name, name)) {
				return row;
			}
		}
	}
	return NULL;
}
