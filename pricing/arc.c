#include "pricing/costing.h"

/*
 * Amazon Application Recovery Controller: a cluster of routing controls by the hour, however many
 * panels and controls it holds; a Region switch plan by the month; a readiness check by the hour.
 * Source: https://aws.amazon.com/application-recovery-controller/pricing/ (as quoted in 2026).
 */
static const struct usage_key *const keys[] = { NULL };

static void charge(struct costing *costing, const char *item, const char *description,
	struct decimal quantity) {
	const struct charge charge = { .item = item,
		.description = description,
		.global = true,
		.quantity = quantity,
		.bills = BILL_DR };
	costing_charge(costing, &charge);
}

static void cost_cluster(struct costing *costing) {
	charge(costing, "arc.cluster_hour", "routing control cluster", decimal_of(HOURS_PER_MONTH));
}

static void cost_plan(struct costing *costing) {
	charge(costing, "arc.region_switch_plan_month", "Region switch plan", decimal_of(1));
}

static void cost_readiness(struct costing *costing) {
	charge(costing, "arc.readiness_check_hour", "readiness check", decimal_of(HOURS_PER_MONTH));
}

const struct cost_model arc_models[] = {
	{ "AWS::Route53RecoveryControl::Cluster", cost_cluster, keys, NULL, NULL, false, NULL },
	{ "AWS::ARCRegionSwitch::Plan", cost_plan, keys, NULL, NULL, false, NULL },
	{ "AWS::Route53RecoveryReadiness::ReadinessCheck", cost_readiness, keys, NULL, NULL, false,
		NULL },
	{ 0 },
};
