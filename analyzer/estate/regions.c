#include "analyzer/estate/links.h"

#include <stdlib.h>
#include <string.h>

/* How much of the workload is in a region, and what first pointed there. */
struct presence {
	const char *region;
	size_t resources;	      /* of the author's, in stacks deployed there */
	size_t copies;		      /* of stores that stand elsewhere */
	const struct resource *store; /* whose copy is there; NULL for none */
};

struct presences VEC(struct presence);

static struct presence *presence_in(
	struct arena *arena, struct presences *all, const char *region) {
	struct presence *p;
	vec_each(p, all) {
		if (strcmp(p->region, region) == 0) {
			return p;
		}
	}
	const struct presence found = { .region = region };
	vec_push(arena, all, found);
	return &all->items[all->count - 1];
}

static void count_copies(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct presences *all) {
	struct replica_list replicas = { 0 };
	resource_replicas(eval, estate, resource, &replicas);
	const char *own = resource_region(resource);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *region = value_text(eval->arena, &replica->region);
		if (!region || !region_is_known(region) || (own && strcmp(own, region) == 0)) {
			continue;
		}
		struct presence *p = presence_in(estate->ctx->arena, all, region);
		p->copies++;
		p->store = p->store ? p->store : resource;
	}
}

static void survey(struct estate *estate, struct presences *all) {
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const struct service_type *kind = (*resource)->kind;
		const char *region = resource_region(*resource);
		if ((*resource)->helper || !kind) {
			continue;
		}
		if (region && !kind->global && kind->role != ROLE_PART) {
			presence_in(estate->ctx->arena, all, region)->resources++;
		}
		if (kind->role == ROLE_STORE || kind->role == ROLE_KEY) {
			eval.steps = 0;
			count_copies(&eval, estate, *resource, all);
		}
	}
}

static bool is_recovery(const struct regions *regions, const char *region) {
	for (size_t i = 0; i < regions->recovery.count; i++) {
		if (strcmp(regions->recovery.items[i], region) == 0) {
			return true;
		}
	}
	return false;
}

/* The region, no recovery region, with most of the workload; NULL where two have as much. */
static const char *heaviest(const struct regions *regions, const struct presences *all) {
	const struct presence *best = NULL, *p;
	bool tied = false;
	vec_each(p, all) {
		if (p->resources == 0 || is_recovery(regions, p->region) ||
			(best && p->resources < best->resources)) {
			continue;
		}
		tied = best && p->resources == best->resources;
		best = p;
	}
	return best && !tied ? best->region : NULL;
}

/* Where all stands in one region beside the recovery regions, whatever it is; else NULL. */
static const char *only_region(const struct estate *estate) {
	const char *only = NULL;
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const char *region = resource_region(*resource);
		if (!region || is_recovery(&estate->regions, region)) {
			continue;
		}
		if (only && strcmp(only, region) != 0) {
			return NULL;
		}
		only = region;
	}
	return only;
}

static int by_text(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void infer_recovery(struct estate *estate, const struct presences *all) {
	struct arena *arena = estate->ctx->arena;
	struct regions *regions = &estate->regions;
	const struct presence *p, *first = NULL;
	vec_each(p, all) {
		if (strcmp(p->region, regions->primary) != 0) {
			vec_push(arena, &regions->recovery, p->region);
			first = first ? first : p;
		}
	}
	if (!first) {
		return;
	}
	qsort(regions->recovery.items, regions->recovery.count, sizeof(char *), by_text);
	const char *origin = first->resources
				     ? "inferred from where the stacks are deployed"
				     : arena_printf(arena, "inferred from the copies of %s",
					       first->store->logical_id);
	regions->origin = regions->origin ? regions->origin : origin;
}

void estate_rival_regions(struct estate *estate, struct region_names *ret_rivals) {
	struct presences all = { 0 };
	const struct presence *p;
	if (estate->regions.primary) {
		return;
	}
	survey(estate, &all);
	vec_each(p, &all) {
		if (p->resources > 0 && !is_recovery(&estate->regions, p->region)) {
			vec_push(estate->ctx->arena, ret_rivals, p->region);
		}
	}
	if (ret_rivals->count == 1) {
		ret_rivals->count = 0;
	}
	if (ret_rivals->count) {
		qsort(ret_rivals->items, ret_rivals->count, sizeof(char *), by_text);
	}
}

void estate_infer_regions(struct estate *estate) {
	struct regions *regions = &estate->regions;
	if (regions->primary && regions->recovery.count > 0) {
		return;
	}
	struct presences all = { 0 };
	survey(estate, &all);
	if (!regions->primary) {
		regions->primary = heaviest(regions, &all);
		regions->primary = regions->primary ? regions->primary : only_region(estate);
	}
	if (regions->primary && regions->recovery.count == 0) {
		infer_recovery(estate, &all);
	}
}
