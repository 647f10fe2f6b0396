#include "analyzer/estate/links.h"

static void file_system_replicas(struct eval *eval, struct estate *estate,
	const struct resource *file_system, struct replica_list *ret_replicas) {
	(void)estate;
	replica_add_list(eval, file_system, "ReplicationConfiguration.Destinations", ret_replicas);
}

const struct service_type efs_types[] = {
	{
		.type = "AWS::EFS::FileSystem",
		.noun = "file system",
		.role = ROLE_STORE,
		.ref_is = "id",
		.replicas = file_system_replicas,
		.edges = edge_add_replication,
	},
	{
		.type = "AWS::EFS::MountTarget",
		.noun = "mount target",
		.role = ROLE_PART,
		.ref_is = "id",
		.attached_by = "FileSystemId",
	},
	{ .type = NULL },
};
