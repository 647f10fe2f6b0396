#include "analyzer/posture/component.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *dr_status_name(enum dr_status status) {
	static const char *const names[] = {
		[DR_IMPLEMENTED] = "implemented",
		[DR_PARTIAL] = "partial",
		[DR_NEEDS_WORK] = "needs work",
		[DR_UNKNOWN] = "unknown",
	};
	return names[status];
}

static bool is_same_region(const char *a, const char *b) {
	return a && b && strcmp(a, b) == 0;
}

/* Says whether a resource is drawn as a box of its own. */
static bool is_drawn(struct eval *eval, const struct resource *resource) {
	const char *reason;
	return resource->kind && resource->kind->role != ROLE_PART && !resource->helper &&
	       eval_exists(eval, &resource->stack->stack, resource->node, &reason) != NO;
}

/* A region that is not known may be the component's own: then it is the same place twice. */
static bool is_same_place(const struct standing *a, const struct standing *b) {
	return a->region && b->region ? strcmp(a->region, b->region) == 0
				      : strcmp(a->pointer, b->pointer) == 0;
}

static void add_standing(
	struct eval *eval, struct workload_component *component, const struct standing *standing) {
	const struct standing *known;
	vec_each(known, &component->standings) {
		if (is_same_place(known, standing)) {
			return;
		}
	}
	vec_push(eval->arena, &component->standings, *standing);
}

static void claim(struct posture *posture, const struct resource *resource) {
	size_t *owner = &posture->component_of[resource->index];
	if (*owner == SIZE_MAX) {
		*owner = posture->components.count;
	}
}

/* Targets of replication, and copies that the service keeps. */
static void add_copies(
	struct posture *posture, struct eval *eval, struct workload_component *component) {
	struct edge_list edges = { 0 };
	resource_edges(eval, posture->estate, component->resource, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		const struct standing standing = { value_text(eval->arena, &edge->region),
			component->resource, edge->pointer, STANDS_AS_COPY };
		add_standing(eval, component, &standing);
		if (edge->to && strcmp(edge->to->type, component->resource->type) == 0) {
			claim(posture, edge->to);
		}
	}
	struct replica_list replicas = { 0 };
	resource_replicas(eval, posture->estate, component->resource, &replicas);
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const struct standing standing = { value_text(eval->arena, &replica->region),
			replica->declared_by, replica->pointer, STANDS_AS_COPY };
		add_standing(eval, component, &standing);
		claim(posture, replica->declared_by);
	}
}

/* A twin runs by itself; of a store it is another, empty one, unless something copies to it. */
static void add_twins(
	struct posture *posture, struct eval *eval, struct workload_component *component) {
	bool is_store = component->resource->kind->role == ROLE_STORE;
	struct member_stack *const *stack;
	vec_each(stack, &posture->estate->stacks) {
		const char *region = (*stack)->stack.environment.region;
		struct resource_list twins = { 0 };
		if (!region || is_same_region(region, resource_region(component->resource))) {
			continue;
		}
		estate_twins(posture->estate, eval, component->resource, region, &twins);
		struct resource *const *twin;
		vec_each(twin, &twins) {
			const struct standing standing = { region, *twin, (*twin)->pointer,
				STANDS_AS_TWIN };
			if (!is_store) {
				add_standing(eval, component, &standing);
			}
			claim(posture, *twin);
		}
	}
}

static bool stands_in(const struct workload_component *component, const char *region) {
	const struct standing *standing;
	vec_each(standing, &component->standings) {
		if (is_same_region(standing->region, region)) {
			return true;
		}
	}
	return false;
}

/* Why it may stand in a region where nothing says that it does; NULL where it surely does not. */
static const char *doubt(const struct estate *estate, const struct workload_component *component) {
	const struct service_type *kind = component->resource->kind;
	const struct standing *standing;
	vec_each(standing, &component->standings) {
		if (!standing->region) {
			return standing->as == STANDS_ITSELF ? "its region was not said"
							     : "the region of a copy is not known";
		}
	}
	if (kind->role != ROLE_STORE) {
		return estate->complete ? NULL : estate->incomplete_reason;
	}
	return kind->replicas || kind->edges ? NULL : "copies of this type are not read yet";
}

static void settle_coverage(const struct estate *estate, struct workload_component *component) {
	component->covered = YES;
	if (component->resource->kind->global) {
		return;
	}
	if (estate->regions.recovery.count == 0) {
		component->covered = UNKNOWN;
		component->reason = "no recovery region was said or could be inferred";
		return;
	}
	for (size_t i = 0; i < estate->regions.recovery.count; i++) {
		if (!stands_in(component, estate->regions.recovery.items[i])) {
			component->reason = doubt(estate, component);
			component->covered = component->reason ? UNKNOWN : NO;
		}
	}
}

static int by_region(const void *a, const void *b) {
	const struct standing *x = a, *y = b;
	int order = (x->as != STANDS_ITSELF) - (y->as != STANDS_ITSELF);
	return order ? order : strcmp(x->region ? x->region : "~", y->region ? y->region : "~");
}

static void add_component(
	struct posture *posture, struct eval *eval, const struct resource *resource) {
	struct workload_component component = {
		.resource = resource,
		.strategy = objectives_strategy(posture->estate, eval, resource),
	};
	const struct standing itself = { resource_region(resource), resource, resource->pointer,
		STANDS_ITSELF };
	vec_push(eval->arena, &component.standings, itself);
	claim(posture, resource);
	add_copies(posture, eval, &component);
	add_twins(posture, eval, &component);
	qsort(component.standings.items, component.standings.count, sizeof(itself), by_region);
	settle_coverage(posture->estate, &component);
	vec_push(eval->arena, &posture->components, component);
}

/* Gives each part to the component that its property names. */
static void claim_parts(struct posture *posture, struct eval *eval) {
	struct resource *const *part;
	vec_each(part, &posture->estate->resources) {
		const char *path = (*part)->kind ? (*part)->kind->attached_by : NULL;
		size_t *owner = &posture->component_of[(*part)->index];
		if (!path || *owner != SIZE_MAX) {
			continue;
		}
		struct value named = eval_path(eval, &(*part)->properties, path);
		const struct resource *whole = estate_target(posture->estate, eval, &named, NULL);
		*owner = whole ? posture->component_of[whole->index] : SIZE_MAX;
	}
}

/* Adds what is drawn and in no component yet: of the primary region first, so that twins and copies
 * follow it. */
static void add_unclaimed(struct posture *posture, struct eval *eval, bool primary_only) {
	const char *primary = posture->estate->regions.primary;
	struct resource *const *resource;
	vec_each(resource, &posture->estate->resources) {
		bool is_primary = is_same_region(resource_region(*resource), primary);
		if (posture->component_of[(*resource)->index] == SIZE_MAX &&
			(is_primary || !primary_only) && is_drawn(eval, *resource)) {
			add_component(posture, eval, *resource);
		}
	}
}

void posture_make(struct estate *estate, struct posture *ret_posture) {
	struct arena *arena = estate->ctx->arena;
	struct eval eval = estate_eval(estate, arena);
	size_t count = estate->resources.count;
	ret_posture->estate = estate;
	ret_posture->component_of = arena_alloc(arena, (count + 1) * sizeof(size_t));
	for (size_t i = 0; i < count; i++) {
		ret_posture->component_of[i] = SIZE_MAX;
	}
	add_unclaimed(ret_posture, &eval, true);
	add_unclaimed(ret_posture, &eval, false);
	claim_parts(ret_posture, &eval);
}

struct workload_component *posture_find(
	const struct posture *posture, const struct resource *resource) {
	size_t owner = posture->component_of[resource->index];
	return owner < posture->components.count ? &posture->components.items[owner] : NULL;
}

enum dr_status component_status(const struct workload_component *component) {
	bool is_store = component->resource->kind->role == ROLE_STORE;
	bool live = component->strategy != STRATEGY_BACKUP_RESTORE;
	bool wanted = component->strategy != STRATEGY_NONE && (live || is_store);
	if (component->errors || (wanted && live && component->covered == NO)) {
		return DR_NEEDS_WORK;
	}
	if (wanted && component->covered == UNKNOWN) {
		return DR_UNKNOWN;
	}
	if (component->warnings || (wanted && component->covered == NO)) {
		return DR_PARTIAL;
	}
	return component->unknowns ? DR_UNKNOWN : DR_IMPLEMENTED;
}
