#ifndef ANALYZER_POSTURE_COMPONENT_H
#define ANALYZER_POSTURE_COMPONENT_H

#include "analyzer/estate/service.h"

/*
 * The workload as an architect draws it: a component is a resource with its twins and copies in
 * other regions and the parts that belong to it. This layer sees the estate only; what rules found
 * is told to it by weight.
 */
enum dr_status { DR_IMPLEMENTED, DR_PARTIAL, DR_NEEDS_WORK, DR_UNKNOWN };
const char *dr_status_name(enum dr_status status); /* "implemented", "needs work" ... */

/* A copy or twin of a component, or the component itself, in one region. */
struct standing {
	const char *region;	   /* NULL: not known */
	const struct resource *by; /* what declares it */
	const char *pointer;	   /* of the place that declares it */
	enum { STANDS_ITSELF, STANDS_AS_COPY, STANDS_AS_TWIN } as;
};

struct workload_component {
	const struct resource *resource; /* the one in the primary region where there is one */
	struct VEC(struct standing) standings; /* itself first, then by region */
	enum strategy strategy;		       /* by which it recovers */
	enum truth
		covered; /* stands in every recovery region: data by a copy, the rest by a twin */
	const char *reason;		   /* why `covered` is UNKNOWN, as a phrase, else NULL */
	size_t errors, warnings, unknowns; /* what was found of it and its parts */
};

struct posture {
	struct estate *estate;
	struct VEC(struct workload_component) components; /* by stack and template order */
	size_t *component_of; /* by resource->index; SIZE_MAX: of none */
};

/*
 * The components of the estate, with conditions as parameters at their defaults make them. What the
 * CDK adds for its own ends, what belongs to another resource and types that no service file
 * describes are none.
 */
void posture_make(struct estate *estate, struct posture *ret_posture);

/* The component that a resource is, or is part of; NULL for none. */
struct workload_component *posture_find(
	const struct posture *posture, const struct resource *resource);

/*
 * What the facts amount to. An error, or no copy where the strategy wants one running, needs work;
 * what cannot be known is unknown; a warning, or data with nothing but its backups, leaves it
 * partial. It speaks of configuration, never of a recovery that was tried.
 */
enum dr_status component_status(const struct workload_component *component);

#endif
