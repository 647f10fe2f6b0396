#include "pricing/costing.h"

/*
 * Amazon Application Recovery Controller: a cluster of routing controls by the hour, however many
 * panels and controls it holds; a Region switch plan by the month; a readiness check by the hour.
 * Source: https://aws.amazon.com/application-recovery-controller/pricing/ (as quoted in 2026).
 */
static const struct usage_key *const keys[] = { NULL };

static void cost_cluster(struct costing *costing) {
	costing_charge_global(costing, "arc.cluster_hour", "routing control cluster",
		decimal_of(HOURS_PER_MONTH), BILL_DR);
}

static void cost_plan(struct costing *costing) {
	costing_charge_global(costing, "arc.region_switch_plan_month", "Region switch plan",
		decimal_of(1), BILL_DR);
}

static void cost_readiness(struct costing *costing) {
	costing_charge_global(costing, "arc.readiness_check_hour", "readiness check",
		decimal_of(HOURS_PER_MONTH), BILL_DR);
}

const struct cost_model arc_models[] = {
	{ "AWS::Route53RecoveryControl::Cluster", cost_cluster, keys, NULL, NULL, false, NULL },
	{ "AWS::ARCRegionSwitch::Plan", cost_plan, keys, NULL, NULL, false, NULL },
	{ "AWS::Route53RecoveryReadiness::ReadinessCheck", cost_readiness, keys, NULL, NULL, false,
		NULL },
	{ 0 },
};
