#include "analyzer/estate/service.h"

#include "analyzer/doc/limits.h"
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
	secretsmanager_types,
	efs_types,
	ecr_types,
	rds_types,
	elasticache_types,
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

/*
 * Rules ask for the same links again and again, and few conditions decide any. So a list is made as
 * if for keeping, and kept where nothing on the way to it asked what the scenario is.
 */
struct keeping {
	struct eval eval;
	size_t asked;
};

static struct keeping begin_keeping(const struct eval *eval, struct estate *estate) {
	struct keeping keeping = { .eval = *eval };
	keeping.eval.arena = estate->ctx->arena;
	keeping.asked = eval->scenario ? eval->scenario->asked : 0;
	return keeping;
}

static bool may_keep(const struct keeping *keeping) {
	const struct eval *eval = &keeping->eval;
	return eval->scenario && !eval->scenario->trial &&
	       eval->scenario->asked == keeping->asked && eval->depth == 0 &&
	       eval->steps <= LIMIT_EVALUATION_STEPS;
}

static void list_replicas(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct replica_list *ret_replicas) {
	if (resource->kind && resource->kind->replicas) {
		resource->kind->replicas(eval, estate, resource, ret_replicas);
	} else {
		replica_add_own(eval, resource, ret_replicas);
	}
}

void resource_replicas(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct replica_list *ret_replicas) {
	struct resource_links *links = resource->links;
	if (!links->replicas && (links->varying_replicas || !eval->scenario)) {
		list_replicas(eval, estate, resource, ret_replicas);
		return;
	}
	const struct replica_list *replicas = links->replicas;
	if (!replicas) {
		struct keeping keeping = begin_keeping(eval, estate);
		struct replica_list *made = arena_new_of(estate->ctx->arena, struct replica_list);
		list_replicas(&keeping.eval, estate, resource, made);
		eval->steps = keeping.eval.steps;
		links->replicas = may_keep(&keeping) ? made : NULL;
		links->varying_replicas = !links->replicas;
		replicas = made;
	}
	const struct replica *replica;
	vec_each(replica, replicas) {
		vec_push(eval->arena, ret_replicas, *replica);
	}
}

/* All edges of a resource, parted by kind. */
static const struct edge_list *list_edges(
	struct eval *eval, struct estate *estate, const struct resource *resource) {
	struct edge_list all = { 0 };
	resource->kind->edges(eval, estate, resource, &all);
	struct edge_list *by_kind = arena_zalloc(eval->arena, EDGE_KINDS * sizeof(*by_kind));
	const struct edge *edge;
	vec_each(edge, &all) {
		vec_push(eval->arena, &by_kind[edge->kind], *edge);
	}
	return by_kind;
}

static const struct edge_list *edges_by_kind(
	struct eval *eval, struct estate *estate, const struct resource *resource) {
	struct resource_links *links = resource->links;
	if (links->edges) {
		return links->edges;
	}
	if (links->varying_edges || !eval->scenario) {
		return list_edges(eval, estate, resource);
	}
	struct keeping keeping = begin_keeping(eval, estate);
	const struct edge_list *edges = list_edges(&keeping.eval, estate, resource);
	eval->steps = keeping.eval.steps;
	links->edges = may_keep(&keeping) ? edges : NULL;
	links->varying_edges = !links->edges;
	return edges;
}

void resource_edges(struct eval *eval, struct estate *estate, const struct resource *resource,
	enum edge_kind kind, struct edge_list *ret_edges) {
	if (!resource->kind || !resource->kind->edges) {
		return;
	}
	const struct edge_list *edges = &edges_by_kind(eval, estate, resource)[kind];
	const struct edge *edge;
	vec_each(edge, edges) {
		vec_push(eval->arena, ret_edges, *edge);
	}
}
