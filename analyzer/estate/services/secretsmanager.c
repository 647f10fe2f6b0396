#include "analyzer/estate/links.h"

/* Each region listed gets a copy, which follows every change of the secret. */
static void secret_replicas(struct eval *eval, struct estate *estate, const struct resource *secret,
	struct replica_list *ret_replicas) {
	(void)estate;
	replica_add_list(eval, secret, "ReplicaRegions", ret_replicas);
}

const struct service_type secretsmanager_types[] = {
	{
		.type = "AWS::SecretsManager::Secret",
		.noun = "secret",
		.role = ROLE_STORE,
		.name_property = "Name",
		.ref_is = "arn",
		.replicas = secret_replicas,
		.edges = edge_add_replication,
	},
	{ .type = NULL },
};
