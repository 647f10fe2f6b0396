#ifndef ANALYZER_ESTATE_INSPECT_H
#define ANALYZER_ESTATE_INSPECT_H

#include "analyzer/estate/origin.h"
#include "analyzer/estate/service.h"

/*
 * One resource as the rules see it, so that a user can see why a verdict came out as it did: each
 * value, why it is not known, what it is made of, and the copies and links found.
 */

/* One value that holds no others. */
struct inspected_value {
	const char *path; /* below the properties: "Replicas.1.Region" */
	const char *text; /* references as "${Id.Attribute}"; NULL: not known, or not to be shown */
	const char *unknown; /* why it, or a part of it, is not known; else NULL */
	struct span span;    /* where it is written */
	struct origin_list origins;
};

/* What holds under one combination of the conditions that decide anything here. */
struct inspected_case {
	struct VEC(struct decision) when;
	enum truth exists;
	const char *unknown; /* why it is not known whether it exists */
	struct VEC(struct inspected_value) values;
	struct replica_list replicas;
	struct edge_list edges[EDGE_KINDS];
};

struct inspection {
	const struct resource *resource;
	struct VEC(struct inspected_case) cases; /* first the one that parameters' defaults give */
	bool exhausted; /* there are more combinations than LIMIT_SCENARIOS */
};
struct inspection_list VEC(struct inspection);

/*
 * Inspects every resource that `name` names: a logical id, a stack's name and a logical id with a
 * slash between, or a construct path. Adds nothing where there is none.
 */
void inspect(struct estate *estate, const char *name, struct inspection_list *ret_inspections);

#endif
