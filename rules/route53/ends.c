#include "rules/route53/record.h"

#include <string.h>
#include <strings.h>

/* Words about what a record leads to: by the resource, by the zone of the alias, by the host. */

/* The first resource that a target is made of; NULL where none is. */
static const struct resource *named_by(struct judge *judge, const struct value *target) {
	for (size_t i = 0; target->kind == VALUE_TEXT && i < target->count; i++) {
		const struct part *part = &target->parts[i];
		if (part->kind == PART_REFERENCE) {
			return estate_find(judge->estate, part->stack, part->logical_id);
		}
	}
	return NULL;
}

/* Outputs of stacks, what custom resources give, and other records may lead anywhere. */
static bool leads_on(const char *type) {
	return strncmp(type, "AWS::", 5) != 0 || strncmp(type, "AWS::CloudFormation::", 21) == 0 ||
	       strncmp(type, "AWS::Route53", 12) == 0;
}

/* What leads to a region that works by itself, by type, by zone of aliases, and by host name. */
static const char *const global_types[] = { "AWS::CloudFront::ConnectionGroup",
	"AWS::CloudFront::Distribution", "AWS::CloudFront::DistributionTenant",
	"AWS::GlobalAccelerator::Accelerator", "AWS::Lightsail::Distribution",
	"AWS::S3::MultiRegionAccessPoint", NULL };
/* Source: AliasTarget of
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (read 2026-11). */
static const char *const global_zones[] = { "Z2FDTNDATAQYW2", "Z2BJ6XQ5FK7U4H", NULL };
static const char *const distribution_hosts[] = { ".cloudfront.net", NULL };
static const char *const balancer_hosts[] = { ".elb.amazonaws.com", ".elb.amazonaws.com.cn",
	".elasticbeanstalk.com", NULL };
static const char *const global_hosts[] = { ".cloudfront.net", ".awsglobalaccelerator.com",
	".accesspoint.s3-global.amazonaws.com", NULL };

static bool is_one_of(const char *text, const char *const *list) {
	while (*list && strcasecmp(text, *list) != 0) {
		list++;
	}
	return *list;
}

static bool ends_with_one_of(const char *host, const char *const *ends) {
	size_t length = strlen(host);
	bool found = false;
	for (; *ends && !found; ends++) {
		size_t tail = strlen(*ends);
		found = length > tail && strcasecmp(host + length - tail, *ends) == 0;
	}
	return found;
}

/* What is known of where the subject leads. */
struct end {
	struct value target, zone;	 /* the zone of an alias */
	const struct resource *resource; /* of the stacks; NULL: none, or it leads anywhere */
	const char *host;		 /* whose end at least is known; else NULL */
};

/* What a host name ends in may be known where its beginning is not. */
static const char *known_host(struct judge *judge, const struct value *target) {
	const struct part *last = target->kind == VALUE_TEXT && target->count
					  ? &target->parts[target->count - 1]
					  : NULL;
	const char *host =
		last && last->kind == PART_LITERAL ? judge_describe(judge, target) : NULL;
	size_t length = host ? strlen(host) : 0;
	return length && host[length - 1] == '.'
		       ? arena_strndup(judge->eval->arena, host, length - 1)
		       : host;
}

static struct end end_of(struct judge *judge) {
	struct end end = { .target = record_target(judge, &judge->subject.value) };
	const struct resource *named = named_by(judge, &end.target);
	end.zone = eval_path(judge->eval, &judge->subject.value, "AliasTarget.HostedZoneId");
	end.resource = named && !leads_on(named->type) ? named : NULL;
	end.host = known_host(judge, &end.target);
	return end;
}

static enum truth blame_end(struct judge *judge, const struct end *end, enum truth result) {
	return judge_blame(judge, result, &end->target, NULL, result == UNKNOWN ? "%s" : NULL,
		judge_reason(judge, &end->target));
}

/* --- leads_to_global_service --- */

/* A service that enters through a distribution of its own, as an API may, stays in its region. */
static enum truth evaluate_leads_to_global_service(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct end end = end_of(judge);
	const char *zone = value_text(judge->eval->arena, &end.zone);
	enum truth result = end.host || end.target.kind == VALUE_ABSENT ? NO : UNKNOWN;
	if (end.resource) {
		result = truth_of(is_one_of(end.resource->type, global_types));
	} else if ((zone && is_one_of(zone, global_zones)) ||
		   (end.host && ends_with_one_of(end.host, global_hosts))) {
		result = YES;
	}
	return blame_end(judge, &end, result);
}

/* --- leads_to_distribution --- */

static bool has_text(struct judge *judge, const struct value *value, const char *text) {
	const char *known = value_text(judge->eval->arena, value);
	return known && strcmp(known, text) == 0;
}

/* Route 53 evaluates no health of a distribution; API Gateway's own are not meant. */
static enum truth evaluate_leads_to_distribution(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct end end = end_of(judge);
	enum truth result = end.host ? NO : UNKNOWN;
	if (end.resource) {
		result = truth_of(strcmp(end.resource->type, "AWS::CloudFront::Distribution") == 0);
	} else if (has_text(judge, &end.zone, global_zones[0]) ||
		   (end.host && ends_with_one_of(end.host, distribution_hosts))) {
		result = YES;
	} else if (value_text(judge->eval->arena, &end.zone)) {
		result = NO;
	}
	return blame_end(judge, &end, result);
}

/* --- tells_health --- */

/*
 * Of all that AWS gives, Route 53 evaluates load balancers and environments, and of one's own other
 * records; what else an alias may lead to always counts as healthy. Source: EvaluateTargetHealth of
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (read 2026-11).
 */
static enum truth evaluate_tells_health(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct end end = end_of(judge);
	enum truth result = UNKNOWN;
	if (end.resource) {
		result = truth_of(
			strncmp(end.resource->type, "AWS::ElasticLoadBalancing", 25) == 0 ||
			strncmp(end.resource->type, "AWS::ElasticBeanstalk", 21) == 0);
	} else if (has_text(judge, &end.zone, global_zones[0])) {
		result = NO;
	} else if (end.host) {
		result = truth_of(!record_host_is_given(judge, &end.target) ||
				  ends_with_one_of(end.host, balancer_hosts));
	}
	return blame_end(judge, &end, result);
}

/* --- proves_identity --- */

/* Amazon SES gives names and values of the records by which it knows a domain. */
static enum truth evaluate_proves_identity(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value name = eval_member(judge->eval, &judge->subject.value, "Name");
	const struct resource *giver = named_by(judge, &name);
	bool proves = giver && strcmp(giver->type, "AWS::SES::EmailIdentity") == 0;
	return judge_blame(judge, truth_of(proves), &name, NULL, NULL);
}

const struct word route53_end_words[] = {
	{ "leads_to_global_service",
		"the record leads to CloudFront, Global Accelerator or a multi-Region access "
		"point, which find a region that works",
		"", "", evaluate_leads_to_global_service, NULL, PARTS_NONE },
	{ "proves_identity", "the name of the record is a token by which mail is signed", "", "",
		evaluate_proves_identity, NULL, PARTS_NONE },
	{ "leads_to_distribution",
		"the record leads to a distribution, of which Route 53 evaluates no health", "", "",
		evaluate_leads_to_distribution, NULL, PARTS_NONE },
	{ "tells_health",
		"the record leads to a load balancer or another record, whose health Route 53 can "
		"evaluate",
		"", "", evaluate_tells_health, NULL, PARTS_NONE },
	{ 0 },
};
