#include "pricing/measure_targets.h"

#include "analyzer/estate/links.h"

#include <string.h>

static void measure_instead(const struct estate *estate, const struct measure *measure,
	const struct resource *resource, struct measure_list *ret_instead) {
	const struct measure instead = { resource, measure->name, measure->region };
	vec_push(estate->ctx->arena, ret_instead, instead);
}

void target_key(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	struct edge_list edges = { 0 };
	resource_edges(eval, estate, measure->resource, EDGE_ENCRYPTION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (edge->to && strcmp(edge->to->type, "AWS::KMS::Key") == 0) {
			measure_instead(estate, measure, edge->to, ret_instead);
			return;
		}
	}
}

void target_key_here(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	const struct measure here = { measure->resource, "kms.key",
		resource_region(measure->resource) };
	if (here.region) {
		target_key(eval, estate, &here, ret_instead);
	}
}

void target_table(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	const struct value *properties = &measure->resource->properties;
	struct value name = eval_member(eval, properties, "TableName");
	struct value region = eval_member(eval, properties, "Region");
	const struct resource *table = estate_target(estate, eval, &name, "AWS::DynamoDB::Table");
	const struct measure there = { table, measure->name,
		value_text(estate->ctx->arena, &region) };
	if (table && there.region) {
		vec_push(estate->ctx->arena, ret_instead, there);
	}
}

void target_function(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	struct value name = eval_member(eval, &measure->resource->properties, "FunctionName");
	const struct resource *function =
		estate_target(estate, eval, &name, "AWS::Lambda::Function");
	if (function) {
		measure_instead(estate, measure, function, ret_instead);
	}
}

void target_vaults(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	struct value rules =
		eval_path(eval, &measure->resource->properties, "BackupPlan.BackupPlanRule");
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		struct value name = eval_member(eval, &rules.items[i], "TargetBackupVault");
		const struct resource *vault =
			estate_target(estate, eval, &name, "AWS::Backup::BackupVault");
		if (vault) {
			measure_instead(estate, measure, vault, ret_instead);
		}
	}
}

/* The zone of every distribution, whose state of health nothing tells. */
#define DISTRIBUTIONS "Z2FDTNDATAQYW2"

/* Says whether a record is an alias whose target has a state of health. */
static bool has_target_health(
	struct eval *eval, struct estate *estate, const struct value *record) {
	struct value zone = eval_path(eval, record, "AliasTarget.HostedZoneId");
	struct value name = eval_path(eval, record, "AliasTarget.DNSName");
	const char *text = value_text(eval->arena, &zone);
	return !value_is_absent(&name) && !(text && strcmp(text, DISTRIBUTIONS) == 0) &&
	       !estate_target(estate, eval, &name, "AWS::CloudFront::Distribution");
}

void target_health(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	const struct value *properties = &measure->resource->properties;
	struct value list = eval_member(eval, properties, "RecordSets");
	bool all = list.kind == VALUE_LIST ? list.count > 0
					   : has_target_health(eval, estate, properties);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		all &= has_target_health(eval, estate, &list.items[i]);
	}
	const struct measure health = { measure->resource,
		all ? "route53.target_health" : "route53.health_check", NULL };
	vec_push(estate->ctx->arena, ret_instead, health);
}

/* The first resource of a type (NULL: of any) that is deployed; or NULL. */
static const struct resource *find_deployed(
	struct eval *eval, struct estate *estate, const char *type) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const char *reason = NULL;
		bool fits = !(*resource)->helper && (!type || strcmp((*resource)->type, type) == 0);
		if (fits && eval_exists(eval, &(*resource)->stack->stack, (*resource)->node,
				    &reason) == YES) {
			return *resource;
		}
	}
	return NULL;
}

/* The estate needs one, which it has, or which is charged to its first resource. */
static void find_one(struct eval *eval, struct estate *estate, const struct measure *measure,
	const char *type, struct measure_list *ret_instead) {
	const struct resource *one = find_deployed(eval, estate, type);
	one = one ? one : find_deployed(eval, estate, NULL);
	if (one) {
		measure_instead(estate, measure, one, ret_instead);
	}
}

void target_cluster(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	find_one(eval, estate, measure, ROUTING_CLUSTER, ret_instead);
}

void target_plan(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	find_one(eval, estate, measure, SWITCH_PLAN, ret_instead);
}

/* The same in a region, where that is known. */
static void target_key_in(struct eval *eval, struct estate *estate, const struct measure *measure,
	const struct value *region, struct measure_list *ret_instead) {
	struct measure there = { measure->resource, "kms.key",
		value_text(estate->ctx->arena, region) };
	size_t count = ret_instead->count;
	if (there.region) {
		target_key(eval, estate, &there, ret_instead);
	}
	if (there.region && ret_instead->count == count) {
		vec_push(estate->ctx->arena, ret_instead, there);
	}
}

void target_destination_keys(struct eval *eval, struct estate *estate,
	const struct measure *measure, struct measure_list *ret_instead) {
	struct edge_list edges = { 0 };
	if (measure->region) {
		target_key(eval, estate, measure, ret_instead);
		return;
	}
	resource_edges(eval, estate, measure->resource, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		target_key_in(eval, estate, measure, &edge->region, ret_instead);
	}
}

void target_lacking_keys(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	struct replica_list replicas = { 0 };
	resource_replicas(eval, estate, measure->resource, &replicas);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		struct value key =
			eval_path(eval, &replica->settings, "SSESpecification.KMSMasterKeyId");
		if (value_is_absent(&key)) {
			target_key_in(eval, estate, measure, &replica->region, ret_instead);
		}
	}
}

static size_t count_tags(struct eval *eval, const struct replica *replica) {
	struct value tags = eval_member(eval, &replica->settings, "Tags");
	return tags.kind == VALUE_LIST ? tags.count : 0;
}

void target_untagged(struct eval *eval, struct estate *estate, const struct measure *measure,
	struct measure_list *ret_instead) {
	struct replica_list replicas = { 0 };
	resource_replicas(eval, estate, measure->resource, &replicas);
	size_t most = 0;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		size_t count = count_tags(eval, replica);
		most = count > most ? count : most;
	}
	vec_each(replica, &replicas) {
		const struct measure there = { measure->resource, "backup",
			value_text(estate->ctx->arena, &replica->region) };
		if (there.region && count_tags(eval, replica) < most) {
			vec_push(estate->ctx->arena, ret_instead, there);
		}
	}
}
