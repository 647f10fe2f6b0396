#include "analyzer/estate/service.h"

#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <string.h>

#define KEPT_MOST 16 /* lists kept of one resource; a rule explores no more than some outcomes */

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
 * Rules ask for the same links again and again, and few conditions decide any. What links there are
 * follows from the answers that the scenario gives on the way, so a list is kept with these, and
 * holds wherever the same questions get the same answers.
 */
struct kept {
	struct inquiry_list inquiries;
	const void *list;
};

/* Puts the questions that were put for what is kept, up to the first answer that nothing fits. */
static const void *find_kept(struct eval *eval, const struct kept_list *kept) {
	struct inquiry_list answers = { 0 };
	const struct kept *one;
	vec_each(one, kept) {
		size_t same = 0;
		while (same < one->inquiries.count) {
			const struct inquiry *asked = &one->inquiries.items[same];
			if (same == answers.count) {
				vec_push(eval->arena, &answers,
					scenario_inquire(eval->arena, eval->scenario, asked));
			}
			if (!inquiry_agrees(&answers.items[same], asked)) {
				break;
			}
			same++;
		}
		if (same == one->inquiries.count) {
			return one->list;
		}
	}
	return NULL;
}

/* Whether the condition was asked about before; its outcome stays. */
static bool is_repeated(const struct inquiry_list *inquiries, const struct inquiry *inquiry) {
	const struct inquiry *earlier;
	vec_each(earlier, inquiries) {
		if (!inquiry->of_parameter && !earlier->of_parameter &&
			earlier->stack == inquiry->stack &&
			strcmp(earlier->name, inquiry->name) == 0) {
			return true;
		}
	}
	return false;
}

/* Keeps a list that was made since `first` inquiries were made; not where a limit had a part in it.
 */
static void keep(struct arena *arena, const struct eval *eval, size_t first, const void *list,
	struct kept_list *kept) {
	struct kept new = { .list = list };
	if (eval->depth > 0 || eval->steps > LIMIT_EVALUATION_STEPS || kept->count == KEPT_MOST) {
		return;
	}
	for (size_t i = first; i < eval->scenario->inquiries.count; i++) {
		const struct inquiry *inquiry = &eval->scenario->inquiries.items[i];
		if (!inquiry->of_parameter && inquiry->outcome == UNKNOWN) {
			return;
		}
		if (!is_repeated(&new.inquiries, inquiry)) {
			vec_push(arena, &new.inquiries, *inquiry);
		}
	}
	vec_push(arena, kept, new);
}

static bool holds_always(const struct kept_list *kept) {
	return kept->count > 0 && kept->items[0].inquiries.count == 0;
}

/* The list under the scenario: what is kept, or else a new one, which is kept where it may be. */
static const void *list_once(struct eval *eval, struct estate *estate,
	const struct resource *resource, struct kept_list *kept,
	const void *(*make)(
		struct eval *eval, struct estate *estate, const struct resource *resource)) {
	if (holds_always(kept)) {
		return kept->items[0].list;
	}
	if (!eval->scenario || eval->scenario->trial) {
		return make(eval, estate, resource);
	}
	const void *list = find_kept(eval, kept);
	if (list) {
		return list;
	}
	struct eval keeping = *eval;
	size_t first = eval->scenario->inquiries.count;
	keeping.arena = kept->count < KEPT_MOST ? estate->ctx->arena : eval->arena;
	list = make(&keeping, estate, resource);
	keep(estate->ctx->arena, &keeping, first, list, kept);
	eval->steps = keeping.steps;
	return list;
}

static const void *list_replicas(
	struct eval *eval, struct estate *estate, const struct resource *resource) {
	struct replica_list *replicas = arena_new_of(eval->arena, struct replica_list);
	if (resource->kind && resource->kind->replicas) {
		resource->kind->replicas(eval, estate, resource, replicas);
	} else {
		replica_add_own(eval, resource, replicas);
	}
	return replicas;
}

void resource_replicas(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct replica_list *ret_replicas) {
	const struct replica_list *replicas =
		list_once(eval, estate, resource, &resource->links->replicas, list_replicas);
	const struct replica *replica;
	vec_each(replica, replicas) {
		vec_push(eval->arena, ret_replicas, *replica);
	}
}

/* All edges of a resource, parted by kind. */
static const void *list_edges(
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

void resource_edges(struct eval *eval, struct estate *estate, const struct resource *resource,
	enum edge_kind kind, struct edge_list *ret_edges) {
	if (!resource->kind || !resource->kind->edges) {
		return;
	}
	const struct edge_list *edges =
		list_once(eval, estate, resource, &resource->links->edges, list_edges);
	const struct edge *edge;
	vec_each(edge, &edges[kind]) {
		vec_push(eval->arena, ret_edges, *edge);
	}
}

static bool has_edge(struct eval *eval, struct estate *estate, const struct resource *from,
	const struct resource *to, enum edge_kind kind) {
	const struct edge_list *edges =
		list_once(eval, estate, from, &from->links->edges, list_edges);
	const struct edge *edge;
	vec_each(edge, &edges[kind]) {
		if (edge->to == to) {
			return true;
		}
	}
	return false;
}

/* Notes the resource with all that it leads to in every scenario, or that there is no such list.
 * What no rule asks for is not kept. */
static void note_sources(struct eval *eval, struct estate *estate, struct resource *from) {
	const struct kept_list *kept = &from->links->edges;
	const struct edge_list *edges =
		holds_always(kept) ? kept->items[0].list : list_edges(eval, estate, from);
	if (eval->scenario->inquiries.count > 0 || eval->steps > LIMIT_EVALUATION_STEPS) {
		vec_push(estate->ctx->arena, &estate->varying, from);
		return;
	}
	bool out = false;
	for (size_t kind = 0; kind < EDGE_KINDS; kind++) {
		const struct edge *edge;
		vec_each(edge, &edges[kind]) {
			out = out || (kind == EDGE_REPLICATION && !edge->to);
			struct resource_list *sources =
				edge->to ? &edge->to->links->sources[kind] : NULL;
			if (sources && (sources->count == 0 ||
					       sources->items[sources->count - 1] != from)) {
				vec_push(estate->ctx->arena, sources, from);
			}
		}
	}
	if (out) {
		vec_push(estate->ctx->arena, &estate->replicating_out, from);
	}
}

static void find_sources(struct estate *estate) {
	struct arena *scratch = arena_new();
	struct arena_mark start = arena_mark(scratch);
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if ((*resource)->kind && (*resource)->kind->edges) {
			struct eval eval = estate_eval(estate, scratch);
			struct scenario scenario;
			scenario_begin(&scenario, scratch);
			eval.scenario = &scenario;
			note_sources(&eval, estate, *resource);
			arena_rewind(scratch, start);
		}
	}
	arena_free(scratch);
}

void resource_sources(struct eval *eval, struct estate *estate, const struct resource *to,
	enum edge_kind kind, bool (*fits)(const struct resource *source, const struct resource *to),
	size_t most, struct resource_list *ret_sources) {
	if (!estate->sources_known) {
		estate->sources_known = true;
		find_sources(estate);
	}
	struct resource *const *from;
	vec_each(from, &to->links->sources[kind]) {
		if (ret_sources->count < most && fits(*from, to)) {
			vec_push(eval->arena, ret_sources, *from);
		}
	}
	vec_each(from, &estate->varying) {
		if (ret_sources->count < most && fits(*from, to) &&
			has_edge(eval, estate, *from, to, kind)) {
			vec_push(eval->arena, ret_sources, *from);
		}
	}
}
