#include "analyzer/estate/links.h"

#include <string.h>

#define CDK_REPLICA "Custom::DynamoDBReplica"

/* Each element of Replicas is one copy; the own region is among them. */
static void global_table_replicas(struct eval *eval, struct estate *estate,
	const struct resource *table, struct replica_list *ret_replicas) {
	(void)estate;
	struct place properties = place_of(table);
	struct place list = place_at(eval, &properties, "Replicas");
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place item = place_item(eval, &list, i);
		replica_add_listed(eval, table, &item, ret_replicas);
	}
	if (place_count(&list) == 0) {
		replica_add_own(eval, table, ret_replicas);
	}
}

/* The custom resource calls UpdateTable with the region and sets nothing else. */
static void add_by_cdk(struct eval *eval, const struct resource *table,
	const struct resource *custom, struct replica_list *ret_replicas) {
	const struct stack *stack = &custom->stack->stack;
	const struct node *node = custom->properties.node;
	struct value region = eval_member(eval, &custom->properties, "Region");
	const char *reason = NULL;
	if (eval_exists(eval, stack, custom->node, &reason) == UNKNOWN) {
		region = value_unknown(eval, stack, node, "%s", reason);
	}
	const struct replica replica = {
		.resource = table,
		.region = region_value(eval, custom, &region, "the custom resource"),
		.settings = value_unknown(eval, stack, node,
			"the custom resource %s sets nothing of the replica but its region",
			custom->logical_id),
		.pointer = custom->pointer,
		.declared_by = custom,
	};
	vec_push(eval->arena, ret_replicas, replica);
}

static void table_replicas(struct eval *eval, struct estate *estate, const struct resource *table,
	struct replica_list *ret_replicas) {
	replica_add_own(eval, table, ret_replicas);
	struct resource_list customs = { 0 };
	estate_attached(eval, estate, table, CDK_REPLICA, &customs);
	struct resource *const *custom;
	vec_each(custom, &customs) {
		add_by_cdk(eval, table, *custom, ret_replicas);
	}
}

static bool is_region(struct eval *eval, const struct value *value, const char *region) {
	const char *text = value_text(eval->arena, value);
	return text && strcmp(text, region) == 0;
}

bool table_has_copy_in(struct eval *eval, struct estate *estate, const struct resource *candidate,
	const char *region) {
	if (strcmp(candidate->type, "AWS::DynamoDB::GlobalTable") == 0) {
		struct value list = eval_member(eval, &candidate->properties, "Replicas");
		for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
			struct value own = eval_member(eval, &list.items[i], "Region");
			if (is_region(eval, &own, region)) {
				return true;
			}
		}
	}
	const char *key = arena_printf(eval->arena, CDK_REPLICA "\n%zu", candidate->index);
	const struct resource_list *customs = map_find(&estate->attached, key);
	for (size_t i = 0; customs && i < customs->count; i++) {
		const struct resource *custom = customs->items[i];
		struct value own = eval_member(eval, &custom->properties, "Region");
		const char *reason;
		if (is_region(eval, &own, region) &&
			eval_exists(eval, &custom->stack->stack, custom->node, &reason) != NO) {
			return true;
		}
	}
	return false;
}

static void add_replication(struct eval *eval, const struct resource *table,
	const struct replica *replica, struct edge_list *ret_edges) {
	const char *own = resource_region(table);
	if (own && is_region(eval, &replica->region, own)) {
		return;
	}
	bool is_itself = replica->declared_by == table && replica->settings.kind == VALUE_MAP &&
			 replica->settings.node == table->properties.node;
	if (is_itself) {
		return;
	}
	const struct edge edge = {
		.kind = EDGE_REPLICATION,
		.from = table,
		.to = table,
		.target = replica->region,
		.region = replica->region,
		.settings = replica->settings,
		.pointer = replica->pointer,
	};
	vec_push(eval->arena, ret_edges, edge);
}

/* A key is named per copy, in the terms of the copy's region. */
static void table_edges(struct eval *eval, struct estate *estate, const struct resource *table,
	struct edge_list *ret_edges) {
	struct replica_list replicas = { 0 };
	resource_replicas(eval, estate, table, &replicas);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		add_replication(eval, table, replica, ret_edges);
		if (replica->settings.kind != VALUE_MAP) {
			continue;
		}
		const struct edge edge = {
			.kind = EDGE_ENCRYPTION,
			.from = table,
			.settings = replica->settings,
		};
		struct place place = { replica->settings, replica->pointer };
		struct place key = place_at(eval, &place, "SSESpecification.KMSMasterKeyId");
		edge_add(eval, estate, &edge, &key, "AWS::KMS::Key",
			value_text(eval->arena, &replica->region), ret_edges);
	}
}

const struct service_type dynamodb_types[] = {
	{
		.type = "AWS::DynamoDB::GlobalTable",
		.noun = "table",
		.role = ROLE_STORE,
		.name_property = "TableName",
		.ref_is = "name",
		.replicas = global_table_replicas,
		.edges = table_edges,
	},
	{
		.type = "AWS::DynamoDB::Table",
		.noun = "table",
		.role = ROLE_STORE,
		.name_property = "TableName",
		.ref_is = "name",
		.replicas = table_replicas,
		.edges = table_edges,
	},
	{
		.type = CDK_REPLICA,
		.noun = "replica",
		.role = ROLE_PART,
		.attached_by = "TableName",
	},
	{ .type = NULL },
};
