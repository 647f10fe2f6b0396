#include "pricing/s3.h"

/* Rules that a bucket has not, and that remedies give it beside those that it has. */

/* A further rule for what the others leave out, of which usage has to say how much they cover. */
static void cost_rest(struct bucket *bucket, const struct edge_list *edges) {
	struct costing *costing = bucket->costing;
	struct bucket_rule rule = rule_assumed(bucket);
	const struct edge *edge;
	vec_each(edge, edges) {
		const struct usage_key key = rule_percent_key(costing, &edge->settings);
		if (rule_replicates(costing, edge) == YES &&
			!costing_usage_is_said(costing, &key)) {
			costing_unpriced(costing, "s3.put", rule.region,
				arena_printf(costing->estate->ctx->arena,
					"how much the rules cover is not known; say %s", key.name),
				BILL_DR);
			return;
		}
		decimal_subtract(
			rule.percent, rule_covered(costing, &edge->settings), &rule.percent);
	}
	if (decimal_compare(rule.percent, decimal_of(0)) > 0) {
		rule_cost(bucket, &rule, false);
	}
}

static bool leads_to(const struct edge_list *edges, const struct resource *bucket) {
	const struct edge *edge;
	vec_each(edge, edges) {
		if (edge->to == bucket) {
			return true;
		}
	}
	return false;
}

/* A further rule to each bucket that a destination replicates to. */
static void cost_ends(struct bucket *bucket, const struct edge_list *edges) {
	struct costing *costing = bucket->costing;
	const struct edge *edge, *next;
	vec_each(edge, edges) {
		struct edge_list handed_on = { 0 };
		if (!edge->to || edge->to == costing->resource) {
			continue;
		}
		resource_edges(
			&costing->eval, costing->estate, edge->to, EDGE_REPLICATION, &handed_on);
		vec_each(next, &handed_on) {
			struct value status =
				eval_member(&costing->eval, &next->settings, "Status");
			struct bucket_rule rule = rule_assumed(bucket);
			rule.region = costing_text(costing, &next->region, &rule.reason);
			if (next->to != costing->resource && !leads_to(edges, next->to) &&
				costing_is(costing, &status, "Enabled")) {
				rule_cost(bucket, &rule, false);
			}
		}
	}
}

void bucket_cost_further_rules(struct bucket *bucket, const struct edge_list *edges) {
	if (costing_remedies(bucket->costing, "s3.rest", NULL)) {
		cost_rest(bucket, edges);
	}
	if (costing_remedies(bucket->costing, "s3.rule", NULL)) {
		cost_ends(bucket, edges);
	}
}
