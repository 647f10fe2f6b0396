#include "pricing/measure.h"
#include "pricing/volumes.h"

#include <stdlib.h>
#include <string.h>

/* Marks, by index, the resources that another one replicates into. */
static const bool *find_copies(struct estate *estate) {
	bool *copies = arena_zalloc(estate->ctx->arena, estate->resources.count + 1);
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		struct edge_list edges = { 0 };
		eval.steps = 0;
		resource_edges(&eval, estate, *resource, EDGE_REPLICATION, &edges);
		const struct edge *edge;
		vec_each(edge, &edges) {
			if (edge->to && edge->to != *resource) {
				copies[edge->to->index] = true;
			}
		}
	}
	return copies;
}

/* The bill with DR pays at least what the single region does for a charge that both lack. */
struct senses senses_of(unsigned lacks) {
	bool single = lacks & (LACKS_SINGLE | LACKS_BOTH), dr = lacks & (LACKS_DR | LACKS_BOTH);
	return (struct senses){
		.single_region = single ? AT_LEAST : EXACT,
		.with_dr = dr ? AT_LEAST : EXACT,
		.additional = !(lacks & LACKS_SINGLE) ? (dr ? AT_LEAST : EXACT)
			      : dr		      ? PERHAPS
						      : AT_MOST,
	};
}

/* Adds up the lines; the difference of exact sums is exact. */
static void add_up(struct costing *costing) {
	struct component *component = &costing->component;
	const struct line *line;
	vec_each(line, &component->lines) {
		struct decimal *sum = line->once ? &component->one_time
				      : line->dr ? &component->monthly.with_dr
						 : &component->monthly.single_region;
		*sum = costing_add(costing, *sum, line->amount);
	}
	vec_each(line, &component->failover_lines) {
		component->failover = costing_add(costing, component->failover, line->amount);
	}
	decimal_subtract(component->monthly.with_dr, component->monthly.single_region,
		&component->monthly.additional);
	struct projection *projection = costing->projection;
	projection->monthly.single_region = costing_add(
		costing, projection->monthly.single_region, component->monthly.single_region);
	projection->monthly.with_dr =
		costing_add(costing, projection->monthly.with_dr, component->monthly.with_dr);
	projection->one_time = costing_add(costing, projection->one_time, component->one_time);
	projection->failover = costing_add(costing, projection->failover, component->failover);
	projection->lower_bound |= component->lower_bound;
	projection->lacks |= component->lacks;
	projection->failover_lower_bound |= component->failover_lower_bound;
}

#define REUSED(vec) \
	{ (vec).items, 0, (vec).capacity }

/* An empty component, in the memory of the one before where that keeps sums only. */
static struct component next_component(
	const struct costing *costing, const struct resource *resource) {
	const struct component *last = &costing->component;
	size_t begin = costing->projection->unpriced.count;
	if (!costing->terms->sums_only) {
		return (struct component){ .resource = resource, .unpriced_begin = begin };
	}
	return (struct component){ .resource = resource,
		.unpriced_begin = begin,
		.regions = REUSED(last->regions),
		.usage = REUSED(last->usage),
		.lines = REUSED(last->lines),
		.notes = REUSED(last->notes),
		.failover_lines = REUSED(last->failover_lines),
		.configured = REUSED(last->configured) };
}

static struct component sums_of(const struct component *component) {
	return (struct component){ .resource = component->resource,
		.monthly = component->monthly,
		.one_time = component->one_time,
		.lower_bound = component->lower_bound,
		.lacks = component->lacks,
		.failover = component->failover,
		.failover_lower_bound = component->failover_lower_bound,
		.unpriced_begin = component->unpriced_begin,
		.unpriced_end = component->unpriced_end };
}

/* A component whose cost fits no decimal has no lines, as one that has no prices. */
static void give_up(struct costing *costing) {
	const struct resource *resource = costing->resource;
	ctx_error(costing->estate->ctx, node_span(resource->node),
		"the cost of %s is too large to compute", resource->logical_id);
	costing->component.lines.count = 0;
	costing->component.failover_lines.count = 0;
	costing_unpriced(costing, resource->type, resource_region(resource),
		"the cost is too large to compute", BILL_BOTH | BILL_FAILOVER);
	costing->overflow = false;
}

/* `model` may be NULL where a measure is made. */
static void cost_resource(
	struct costing *costing, const struct resource *resource, const struct cost_model *model) {
	struct estate *estate = costing->estate;
	costing->resource = resource;
	costing->component = next_component(costing, resource);
	costing->eval = estate_eval(estate, estate->ctx->arena);
	const char *reason = NULL;
	enum truth exists =
		eval_exists(&costing->eval, &resource->stack->stack, resource->node, &reason);
	if (exists == NO) {
		return;
	}
	if (exists == UNKNOWN) {
		costing_unpriced(
			costing, resource->type, resource_region(resource), reason, BILL_BOTH);
	} else {
		if (model) {
			model->cost(costing);
		}
		measure_charge(costing);
	}
	if (costing->overflow) {
		give_up(costing);
	}
	add_up(costing);
	if (costing->overflow) {
		ctx_error(estate->ctx, node_span(resource->node),
			"with %s, the total is too large to compute", resource->logical_id);
		costing->overflow = false;
	}
	costing->component.unpriced_end = costing->projection->unpriced.count;
	vec_push(estate->ctx->arena, &costing->projection->components,
		costing->terms->sums_only ? sums_of(&costing->component) : costing->component);
}

static void make(struct estate *estate, const struct terms *terms, const bool *copies,
	struct volumes *volumes, struct projection *ret_projection) {
	*ret_projection = (struct projection){
		.book = terms->book,
		.failover_hours = terms->failover_hours,
		.copies = copies,
	};
	struct map shared = { 0 };
	struct costing costing = {
		.estate = estate,
		.terms = terms,
		.shared = &shared,
		.volumes = volumes,
		.projection = ret_projection,
		.copies = copies,
	};
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if (terms->only && terms->only != *resource) {
			continue;
		}
		const struct cost_model *model = cost_model_find((*resource)->type);
		bool is_priced = model || measures_of(terms->measures, *resource);
		if (is_priced && !(*resource)->helper) {
			cost_resource(&costing, *resource, model);
		}
	}
	decimal_subtract(ret_projection->monthly.with_dr, ret_projection->monthly.single_region,
		&ret_projection->monthly.additional);
}

void projection_make(
	struct estate *estate, const struct terms *terms, struct projection *ret_projection) {
	const bool *copies = terms->copies ? terms->copies : find_copies(estate);
	struct volumes *volumes =
		terms->only ? terms->volumes : arena_new_of(estate->ctx->arena, struct volumes);
	make(estate, terms, copies, volumes, ret_projection);
	if (volumes->leave_first_band && !terms->only) {
		volumes->are_known = true;
		make(estate, terms, copies, volumes, ret_projection);
	}
	ret_projection->volumes = volumes;
	ret_projection->is_banded = volumes->leave_first_band;
}

const char *costing_turning_point(
	struct estate *estate, const struct terms *terms, const struct question *question) {
	const struct cost_model *model = cost_model_find(question->resource->type);
	struct projection scratch = { .book = terms->book };
	struct map shared = { 0 };
	struct costing costing = {
		.estate = estate,
		.terms = terms,
		.shared = &shared,
		.projection = &scratch,
		.resource = question->resource,
		.component = { .resource = question->resource },
		.eval = estate_eval(estate, estate->ctx->arena),
	};
	const char *sentence =
		model->turning_point ? model->turning_point(&costing, question) : NULL;
	return costing.overflow ? NULL : sentence;
}
