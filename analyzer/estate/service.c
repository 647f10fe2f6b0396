#include "analyzer/estate/service.h"

#include "analyzer/estate/links.h"

#include <string.h>

const struct service_type *const services[] = {
	dynamodb_types,
	s3_types,
	kms_types,
	lambda_types,
	apigateway_types,
	route53_types,
	backup_types,
	other_types,
	NULL,
};

const struct service_type *service_find(const char *type) {
	for (const struct service_type *const *table = services; *table; table++) {
		for (const struct service_type *row = *table; row->type; row++) {
			if (strcmp(row->type, type) == 0) {
				return row;
			}
		}
	}
	return NULL;
}

void resource_replicas(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct replica_list *ret_replicas) {
	if (resource->kind && resource->kind->replicas) {
		resource->kind->replicas(eval, estate, resource, ret_replicas);
	} else {
		replica_add_own(eval, resource, ret_replicas);
	}
}

void resource_edges(struct eval *eval, struct estate *estate, const struct resource *resource,
	enum edge_kind kind, struct edge_list *ret_edges) {
	if (!resource->kind || !resource->kind->edges) {
		return;
	}
	struct edge_list all = { 0 };
	resource->kind->edges(eval, estate, resource, &all);
	const struct edge *edge;
	vec_each(edge, &all) {
		if (edge->kind == kind) {
			vec_push(eval->arena, ret_edges, *edge);
		}
	}
}
