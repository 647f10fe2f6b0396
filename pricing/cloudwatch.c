#include "pricing/regional.h"

/*
 * Amazon CloudWatch: an alarm by the month for each metric that it looks at, more where it looks
 * more often than each minute, learns what is usual, or combines other alarms; logs by the GB taken
 * in, kept and scanned. Source: https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11).
 */
static const struct regional_use log_uses[] = {
	{ { "monthly_data_ingested_gb", "GB", "logs taken in", "1", NULL, false },
		"cloudwatch.logs_ingested", "logs taken in" },
	{ { "storage_gb", "GB", "logs kept", "1", NULL, false }, "cloudwatch.logs_storage",
		"logs kept" },
	{ { "monthly_data_scanned_gb", "GB", "logs that queries scan", "0", NULL, false },
		"cloudwatch.logs_scanned", "logs scanned" },
	{ .item = NULL },
};
static const struct usage_key *const log_keys[] = { &log_uses[0].key, &log_uses[1].key,
	&log_uses[2].key, NULL };
static const struct usage_key *const alarm_keys[] = { NULL };

#define SECONDS_PER_MINUTE 60

static void cost_log_group(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	regional_serve_all(&regional, log_uses);
}

/* What an alarm looks at: the metrics of its list, without what is computed from them. */
static int64_t count_metrics(struct costing *costing, const struct value *list) {
	int64_t count = 0;
	for (size_t i = 0; i < list->count; i++) {
		struct value expression =
			eval_member(&costing->eval, &list->items[i], "Expression");
		count += value_is_absent(&expression);
	}
	return count;
}

/* The item by which an alarm is paid; NULL, with why, where that is not known. */
static const char *alarm_item(
	struct costing *costing, const struct value *metrics, const char **ret_reason) {
	struct value learnt =
		eval_member(&costing->eval, &costing->resource->properties, "ThresholdMetricId");
	struct decimal period;
	if (!value_is_absent(&learnt)) {
		return "cloudwatch.alarm_anomaly_month";
	}
	if (!costing_number(costing, "Period", SECONDS_PER_MINUTE, &period, ret_reason)) {
		return NULL;
	}
	bool often = decimal_compare(period, decimal_of(SECONDS_PER_MINUTE)) < 0;
	for (size_t i = 0; metrics->kind == VALUE_LIST && i < metrics->count; i++) {
		struct value each =
			eval_path(&costing->eval, &metrics->items[i], "MetricStat.Period");
		const char *text = value_text(costing->estate->ctx->arena, &each);
		often |= text && decimal_parse(text, &period) &&
			 decimal_compare(period, decimal_of(SECONDS_PER_MINUTE)) < 0;
	}
	return often ? "cloudwatch.alarm_high_resolution_month" : "cloudwatch.alarm_month";
}

static void cost_alarm(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	struct value metrics =
		eval_member(&costing->eval, &costing->resource->properties, "Metrics");
	const char *reason = value_unknown_reason(costing->estate->ctx->arena, &metrics);
	const char *item = reason ? NULL : alarm_item(costing, &metrics, &reason);
	if (!item) {
		regional_unpriced(&regional, "cloudwatch.alarm_month", reason);
		return;
	}
	bool listed = metrics.kind == VALUE_LIST;
	regional_stand(&regional, DEPLOYED, item, listed ? "metrics of the alarm" : "alarm",
		decimal_of(listed ? count_metrics(costing, &metrics) : 1));
}

static void cost_composite(struct costing *costing) {
	const struct regional regional = regional_of(costing);
	regional_stand(&regional, DEPLOYED, "cloudwatch.composite_alarm_month", "composite alarm",
		decimal_of(1));
}

const struct cost_model cloudwatch_models[] = {
	{ "AWS::CloudWatch::Alarm", cost_alarm, alarm_keys, "aws_cloudwatch_metric_alarm", NULL,
		true, NULL },
	{ "AWS::CloudWatch::CompositeAlarm", cost_composite, alarm_keys, NULL, NULL, true, NULL },
	{ "AWS::Logs::LogGroup", cost_log_group, log_keys, "aws_cloudwatch_log_group", NULL, true,
		NULL },
	{ 0 },
};
