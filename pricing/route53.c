#include "pricing/regional.h"

#include <string.h>

/*
 * Amazon Route 53: a month of a hosted zone, of a health check (endpoints in AWS cost less than
 * others) and of each of its options: HTTPS, string matching, requests every 10 seconds, latency
 * measured. Queries are paid by the routing of the record that answers: latency, geography and IP
 * address cost more than the rest; those of an alias to an AWS resource are free. What directs
 * between regions stands on the bill with DR alone, for which a single region has a plain record.
 * The first 50 health checks of endpoints in AWS are free once an account and are not taken off.
 * Sources: https://aws.amazon.com/route53/pricing/ (read 2026-09) and
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html (read 2026-11).
 */
static const struct usage_key outside_key = { "endpoint_outside_aws", "0 or 1",
	"1: the endpoint of the check is not in AWS, which costs more", "0", "endpoint_type",
	true };
static const struct usage_key *const check_keys[] = { &outside_key, NULL };
static const struct usage_key *const zone_keys[] = { NULL };

/* The routings that a query is priced by, and the property that makes a record one of them. */
static const struct routing {
	const char *property;
	struct usage_key key;
	const char *item, *description;
} routings[] = {
	{ "Region",
		{ "monthly_latency_based_queries", "queries", "queries of a record by latency", "0",
			NULL, false },
		"route53.query_latency", "queries by latency" },
	{ "GeoLocation",
		{ "monthly_geo_queries", "queries", "queries of a record by geography", "0", NULL,
			false },
		"route53.query_geo", "queries by geography" },
	{ "GeoProximityLocation",
		{ "monthly_geo_queries", "queries", "queries of a record by geography", "0", NULL,
			false },
		"route53.query_geo", "queries by geography" },
	{ "CidrRoutingConfig",
		{ "monthly_ip_based_queries", "queries", "queries of a record by IP address", "0",
			NULL, false },
		"route53.query_ip_based", "queries by IP address" },
	{ NULL,
		{ "monthly_standard_queries", "queries",
			"queries of a record with any other routing, or none", "0", NULL, false },
		"route53.query_standard", "queries" },
};
static const struct routing *const plain = &routings[4];
static const struct usage_key *const record_keys[] = { &routings[4].key, &routings[0].key,
	&routings[1].key, &routings[3].key, NULL };

static void cost_zone(struct costing *costing) {
	costing_charge_global(costing, "route53.hosted_zone_month", "hosted zone", decimal_of(1),
		costing_bills(costing, resource_region(costing->resource)));
}

static bool is_true(struct costing *costing, const struct value *map, const char *name) {
	struct value value = eval_member(&costing->eval, map, name);
	return !value_is_absent(&value) && value_truth(costing->estate->ctx->arena, &value) == YES;
}

/* How many options the check has. */
static int64_t count_options(
	struct costing *costing, const struct value *settings, const char *type) {
	struct value interval = eval_member(&costing->eval, settings, "RequestInterval");
	bool is_matched = strstr(type, "_STR_MATCH") != NULL ||
			  costing_remedies(costing, "route53.string_match", NULL);
	return (strncmp(type, "HTTPS", strlen("HTTPS")) == 0) + is_matched +
	       costing_is(costing, &interval, "10") + is_true(costing, settings, "MeasureLatency");
}

static void cost_check(struct costing *costing) {
	struct value settings =
		eval_member(&costing->eval, &costing->resource->properties, "HealthCheckConfig");
	struct value value = eval_member(&costing->eval, &settings, "Type");
	const char *reason = NULL, *type = costing_text(costing, &value, &reason);
	bool probes =
		type && (strncmp(type, "HTTP", strlen("HTTP")) == 0 || strcmp(type, "TCP") == 0);
	if (!probes) {
		costing_unpriced(costing, "route53.health_check", NULL,
			type ? "no public source states what a health check of its type costs"
			     : reason,
			BILL_DR);
		return;
	}
	struct decimal outside = costing_usage_or_default(costing, &outside_key);
	bool is_outside = decimal_compare(outside, decimal_of(0)) > 0;
	costing_charge_global(costing,
		is_outside ? "route53.health_check_non_aws" : "route53.health_check_aws",
		"health check", decimal_of(1), BILL_DR);
	costing_charge_global(costing,
		is_outside ? "route53.health_check_option_non_aws"
			   : "route53.health_check_option_aws",
		"options of the health check", decimal_of(count_options(costing, &settings, type)),
		BILL_DR);
}

/* How queries of a record are priced; NULL where that is not known. */
static const struct routing *find_routing(
	struct costing *costing, const struct value *record, const char **ret_reason) {
	for (const struct routing *routing = routings; routing->property; routing++) {
		struct value value = eval_member(&costing->eval, record, routing->property);
		if (value_is_unknown(&value)) {
			*ret_reason = value_unknown_reason(costing->estate->ctx->arena, &value);
			return NULL;
		}
		if (!value_is_absent(&value)) {
			return routing;
		}
	}
	return plain;
}

/* An alias is free but where it leads to another record, which stands in the same zone. */
static bool is_free(struct costing *costing, const struct value *record) {
	struct value zone = eval_path(&costing->eval, record, "AliasTarget.HostedZoneId");
	struct value own = eval_member(&costing->eval, record, "HostedZoneId");
	const struct part *there = value_reference(&zone), *here = value_reference(&own);
	const char *text = value_text(costing->estate->ctx->arena, &zone);
	bool is_same = there && here ? strcmp(there->logical_id, here->logical_id) == 0
				     : text && costing_is(costing, &own, text);
	return !value_is_absent(&zone) && !is_same;
}

static void cost_queries(
	struct costing *costing, const struct routing *routing, unsigned single, unsigned with_dr) {
	struct decimal queries = costing_usage_or_default(costing, &routing->key);
	costing_charge_global(costing, plain->item, plain->description, queries, single);
	costing_charge_global(costing, routing->item, routing->description, queries, with_dr);
}

/*
 * The queries of a record, or those of the first in a group that are paid for. A secondary answers
 * after a failover; a record and its twin in the recovery region answer the same queries.
 */
static void cost_record(struct costing *costing, const struct value *record) {
	const char *reason = NULL;
	const struct routing *routing = find_routing(costing, record, &reason);
	struct value failover = eval_member(&costing->eval, record, "Failover");
	if (!routing) {
		costing_unpriced(costing, plain->item, NULL, reason, BILL_DR);
		return;
	}
	bool is_secondary = costing_is(costing, &failover, "SECONDARY");
	unsigned bills = costing_bills(costing, resource_region(costing->resource));
	if (is_secondary) {
		cost_queries(costing, routing, BILL_NONE, BILL_FAILOVER);
	} else if (!regional_is_twin(costing)) {
		cost_queries(costing, routing, bills & BILL_SINGLE, BILL_DR);
	}
}

static void cost_record_set(struct costing *costing) {
	const struct value *record = &costing->resource->properties;
	if (is_free(costing, record)) {
		costing_note(costing, "Queries of an alias to an AWS resource are free.");
	} else {
		cost_record(costing, record);
	}
}

static void cost_group(struct costing *costing) {
	struct value list =
		eval_member(&costing->eval, &costing->resource->properties, "RecordSets");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		if (!is_free(costing, &list.items[i])) {
			cost_record(costing, &list.items[i]);
			return;
		}
	}
	costing_note(costing, "Queries of an alias to an AWS resource are free.");
}

const struct cost_model route53_models[] = {
	{ "AWS::Route53::HostedZone", cost_zone, zone_keys, "aws_route53_zone", NULL, false, NULL },
	{ "AWS::Route53::HealthCheck", cost_check, check_keys, "aws_route53_health_check", NULL,
		false, NULL },
	{ "AWS::Route53::RecordSet", cost_record_set, record_keys, "aws_route53_record", NULL,
		false, NULL },
	{ "AWS::Route53::RecordSetGroup", cost_group, record_keys, "aws_route53_record", NULL,
		false, NULL },
	{ 0 },
};
