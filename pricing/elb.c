#include "pricing/regional.h"

/*
 * Elastic Load Balancing: each load balancer by the hour, and by capacity unit (LCU), which is the
 * largest of what it does: connections, traffic, rules. A unit of an Application Load Balancer is
 * 25 new connections a second, 3,000 active ones, a GB an hour or 1,000 rule evaluations a second;
 * one of a Network Load Balancer 800, 100,000 and a GB, for TCP. Source:
 * https://aws.amazon.com/elasticloadbalancing/pricing/ (read 2026-11).
 */
static const struct usage_key processed_key = { "processed_bytes_gb", "GB",
	"data that passes in a month", "1", NULL, false };
static const struct usage_key new_key = { "new_connections_per_second", "connections",
	"connections begun in a second, on average", "0", NULL, false };
static const struct usage_key active_key = { "active_connections_on_average", "connections",
	"connections open at a time, on average", "0", NULL, false };
static const struct usage_key rules_key = { "rule_evaluations_per_second", "evaluations",
	"rules evaluated in a second, beyond ten a request, on average", "0", NULL, false };
static const struct usage_key *const keys[] = { &processed_key, &new_key, &active_key, &rules_key,
	NULL };
static const struct usage_key *const classic_keys[] = { &processed_key, NULL };

static const struct balancer {
	const char *type, *hour_item, *unit_item;
	int64_t new_connections, active_connections, rules; /* of a unit; 0: does not count */
} balancers[] = {
	{ "application", "elb.alb_hour", "elb.alb_lcu_hour", 25, 3000, 1000 },
	{ "network", "elb.nlb_hour", "elb.nlb_lcu_hour", 800, 100000, 0 },
	{ "gateway", "elb.gwlb_hour", "elb.gwlb_lcu_hour", 600, 60000, 0 },
};

/* The unit hours of a month that one dimension makes, where it is more than `*most`. */
static void consider(struct costing *costing, const struct usage_key *key, int64_t of_unit,
	struct decimal *most) {
	struct decimal hours = costing_times(
		costing, costing_usage_or_default(costing, key), decimal_of(HOURS_PER_MONTH));
	if (of_unit) {
		hours = costing_over(costing, hours, decimal_of(of_unit));
		*most = decimal_compare(hours, *most) > 0 ? hours : *most;
	}
}

static struct decimal unit_hours(struct costing *costing, const struct balancer *balancer) {
	struct decimal most = costing_usage_or_default(costing, &processed_key);
	consider(costing, &new_key, balancer->new_connections, &most);
	consider(costing, &active_key, balancer->active_connections, &most);
	consider(costing, &rules_key, balancer->rules, &most);
	return most;
}

static const struct balancer *find_balancer(struct costing *costing, const char **ret_reason) {
	struct value type = eval_member(&costing->eval, &costing->resource->properties, "Type");
	if (value_is_absent(&type)) {
		return &balancers[0];
	}
	const char *name = costing_text(costing, &type, ret_reason);
	for (size_t i = 0; name && i < sizeof(balancers) / sizeof(*balancers); i++) {
		if (costing_is(costing, &type, balancers[i].type)) {
			return &balancers[i];
		}
	}
	*ret_reason = name ? "its type has no price" : *ret_reason;
	return NULL;
}

static void cost_balancer(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	const char *reason = NULL;
	const struct balancer *balancer = find_balancer(costing, &reason);
	if (!balancer) {
		regional_unpriced(&regional, "elb.hour", reason);
		return;
	}
	regional_stand(&regional, DEPLOYED, balancer->hour_item, "load balancer",
		decimal_of(HOURS_PER_MONTH));
	if (!regional.is_twin) {
		regional_serve(&regional, balancer->unit_item, "capacity units",
			unit_hours(costing, balancer));
	}
}

static void cost_classic(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	regional_stand(&regional, DEPLOYED, "elb.classic_hour", "load balancer",
		decimal_of(HOURS_PER_MONTH));
	if (!regional.is_twin) {
		regional_serve(&regional, "elb.classic_gb", "data processed",
			costing_usage_or_default(costing, &processed_key));
	}
}

const struct cost_model elb_models[] = {
	{ "AWS::ElasticLoadBalancingV2::LoadBalancer", cost_balancer, keys, "aws_lb", NULL, true,
		NULL },
	{ "AWS::ElasticLoadBalancing::LoadBalancer", cost_classic, classic_keys, "aws_elb", NULL,
		true, NULL },
	{ 0 },
};
