#include "analyzer/estate/links.h"

#define PLAN "AWS::Backup::BackupPlan"
#define VAULT "AWS::Backup::BackupVault"

/* The copies that one rule of a plan makes of what it puts into the vault. */
static void add_copies(struct eval *eval, struct estate *estate, const struct resource *vault,
	const struct place *rule, struct edge_list *ret_edges) {
	struct place target = place_at(eval, rule, "TargetBackupVault");
	if (estate_target(estate, eval, &target.value, VAULT) != vault) {
		return;
	}
	struct place copies = place_at(eval, rule, "CopyActions");
	for (size_t i = 0; i < place_count(&copies); i++) {
		struct place copy = place_item(eval, &copies, i);
		struct place destination = place_at(eval, &copy, "DestinationBackupVaultArn");
		const struct edge edge = {
			.kind = EDGE_REPLICATION,
			.from = vault,
			.settings = copy.value,
		};
		edge_add(eval, estate, &edge, &destination, VAULT, NULL, ret_edges);
	}
}

static void vault_edges(struct eval *eval, struct estate *estate, const struct resource *vault,
	struct edge_list *ret_edges) {
	struct resource *const *plan;
	vec_each(plan, estate_of_type(estate, PLAN)) {
		const char *reason;
		if (eval_exists(eval, &(*plan)->stack->stack, (*plan)->node, &reason) == NO) {
			continue;
		}
		struct place properties = place_of(*plan);
		struct place rules = place_at(eval, &properties, "BackupPlan.BackupPlanRule");
		for (size_t i = 0; i < place_count(&rules); i++) {
			struct place rule = place_item(eval, &rules, i);
			add_copies(eval, estate, vault, &rule, ret_edges);
		}
	}
	struct place properties = place_of(vault);
	struct place key = place_at(eval, &properties, "EncryptionKeyArn");
	const struct edge encryption = { .kind = EDGE_ENCRYPTION, .from = vault };
	edge_add(eval, estate, &encryption, &key, "AWS::KMS::Key", NULL, ret_edges);
}

/* What is backed up stands in the vault, and in those that plans copy it to. */
static void vault_replicas(struct eval *eval, struct estate *estate, const struct resource *vault,
	struct replica_list *ret_replicas) {
	replica_add_own(eval, vault, ret_replicas);
	struct edge_list edges = { 0 };
	resource_edges(eval, estate, vault, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		const struct replica copy = {
			.resource = vault,
			.region = region_value(eval, vault, &edge->region, "the copy"),
			.settings = edge->settings,
			.pointer = edge->pointer,
			.declared_by = edge->to ? edge->to : vault,
		};
		vec_push(eval->arena, ret_replicas, copy);
	}
}

const struct service_type backup_types[] = {
	{
		.type = VAULT,
		.noun = "backup vault",
		.role = ROLE_STORE,
		.name_property = "BackupVaultName",
		.ref_is = "name",
		.replicas = vault_replicas,
		.edges = vault_edges,
	},
	{
		.type = "AWS::Backup::LogicallyAirGappedBackupVault",
		.noun = "backup vault",
		.role = ROLE_STORE,
		.name_property = "BackupVaultName",
		.ref_is = "name",
	},
	{ .type = PLAN, .noun = "backup plan", .role = ROLE_PART, .ref_is = "id" },
	{
		.type = "AWS::Backup::BackupSelection",
		.noun = "backup selection",
		.role = ROLE_PART,
		.attached_by = "BackupPlanId",
	},
	{
		.type = "AWS::Backup::RestoreTestingPlan",
		.noun = "restore testing plan",
		.role = ROLE_PART,
		.name_property = "RestoreTestingPlanName",
		.ref_is = "name",
	},
	{ .type = NULL },
};
