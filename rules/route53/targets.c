#include "rules/graph.h"
#include "rules/route53/record.h"

#include <string.h>
#include <strings.h>

/* Words about where records lead: to which region, and whether to the same place. */

#define FOLLOWED 3 /* records that lead to records, at most */

/* Where a record leads, as far as that is known. */
struct lead {
	struct value target;
	const char *region;	    /* NULL: not known */
	const struct resource *end; /* of the estate; NULL: none that is known */
	bool global;		    /* what it leads to is in no region */
	bool website;		    /* the website of a bucket */
};

static bool has_suffix(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcasecmp(text + length - tail, end) == 0;
}

/*
 * How host names end that AWS gives. Source: the endpoints of
 * https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html (read 2026-11).
 */
static const char *const given_suffixes[] = { ".amazonaws.com", ".amazonaws.com.cn",
	".awsapprunner.com", ".elasticbeanstalk.com", ".on.aws", ".cloudfront.net",
	".awsglobalaccelerator.com" };

static bool is_given(const char *host) {
	bool given = false;
	for (size_t i = 0; i < sizeof(given_suffixes) / sizeof(given_suffixes[0]); i++) {
		given = given || has_suffix(host, given_suffixes[i]);
	}
	return given;
}

bool record_host_is_given(struct judge *judge, const struct value *host) {
	static const char *const attributes[] = { "DNSName", "RegionalDomainName",
		"DistributionDomainName", "LoadBalancer.DNSName" };
	const struct part *last =
		host->kind == VALUE_TEXT && host->count ? &host->parts[host->count - 1] : NULL;
	bool given = last && last->kind == PART_LITERAL && is_given(judge_describe(judge, host));
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		given = given || (last && last->kind == PART_REFERENCE &&
					 strcmp(last->text, attributes[i]) == 0);
	}
	return given;
}

/* A label of its own ("x.us-west-2.elb.amazonaws.com"), or the rest of one
 * ("s3-website-us-west-2").
 */
const char *record_region_in(struct judge *judge, const char *host) {
	char *copy = arena_strdup(judge->eval->arena, host), *rest = NULL;
	for (char *label = is_given(host) ? strtok_r(copy, ".", &rest) : NULL; label;
		label = strtok_r(NULL, ".", &rest)) {
		const char *website = "s3-website-";
		bool is_website = strncmp(label, website, strlen(website)) == 0;
		const char *region = is_website ? label + strlen(website) : label;
		if (region_is_known(region)) {
			return region;
		}
	}
	return NULL;
}

static bool is_global(const struct resource *resource) {
	return (resource->kind && resource->kind->global) ||
	       strcmp(resource->type, "AWS::CloudFront::Distribution") == 0 ||
	       strcmp(resource->type, "AWS::GlobalAccelerator::Accelerator") == 0;
}

static struct lead lead_of(struct judge *judge, const struct value *record) {
	struct lead lead = { .target = record_target(judge, record) };
	const struct value *target = &lead.target;
	const char *host = target->kind == VALUE_TEXT ? judge_describe(judge, target) : NULL;
	for (size_t i = 0; host && i < target->count; i++) {
		const struct part *part = &target->parts[i];
		if (part->kind == PART_REFERENCE) {
			lead.end = estate_find(judge->estate, part->stack, part->logical_id);
			lead.website = lead.website || strstr(part->text, "Website");
		}
	}
	if (!host) {
		return lead;
	}
	lead.global = lead.end ? is_global(lead.end)
			       : has_suffix(host, ".cloudfront.net") ||
					 has_suffix(host, ".awsglobalaccelerator.com");
	lead.region = record_region_in(judge, host);
	lead.region = !lead.region && lead.end ? resource_region(lead.end) : lead.region;
	lead.website =
		lead.website || strncmp(host, "s3-website", 10) == 0 || strstr(host, ".s3-website");
	return lead;
}

/* A record may lead to another record, which then says where. */
static struct lead follow(struct judge *judge, const struct value *record) {
	struct lead lead = lead_of(judge, record);
	for (unsigned i = 0; i < FOLLOWED && !lead.region && !lead.end; i++) {
		struct subject_list records = { 0 };
		const struct subject *next = NULL, *candidate;
		size_t count = 0;
		record_list_all(judge, &lead.target, &records);
		vec_each(candidate, &records) {
			struct value name = eval_member(judge->eval, &candidate->value, "Name");
			if (record_same_host(judge, &lead.target, &name) == YES) {
				next = candidate;
				count++;
			}
		}
		if (count != 1) {
			break;
		}
		lead = lead_of(judge, &next->value);
	}
	return lead;
}

static bool same_target(struct judge *judge, const struct lead *a, const struct lead *b) {
	const char *x = value_text(judge->eval->arena, &a->target);
	const char *y = value_text(judge->eval->arena, &b->target);
	if (x && y) {
		return strcasecmp(x, y) == 0;
	}
	return a->end && a->end == b->end;
}

/* YES where the two stand in different regions. */
static enum truth stand_apart(struct judge *judge, const struct lead *a, const struct lead *b) {
	if (same_target(judge, a, b)) {
		return NO;
	}
	if (a->global || b->global) {
		return a->global && b->global ? UNKNOWN : YES;
	}
	if (a->region && b->region) {
		return truth_of(strcmp(a->region, b->region) != 0);
	}
	return a->end && b->end && a->end->stack == b->end->stack ? NO : UNKNOWN;
}

/* The primary record of the subject's pair, where just one is known. */
static enum truth find_primary(struct judge *judge, struct subject *ret_primary) {
	struct subject_list records = { 0 };
	struct record_key own = record_key(judge, &judge->subject);
	enum truth found = record_list_all(judge, &own.name, &records) == YES ? NO : UNKNOWN;
	const struct subject *record;
	vec_each(record, &records) {
		struct value failover = eval_member(judge->eval, &record->value, "Failover");
		struct record_key key = record_key(judge, record);
		enum truth is_primary = failover.kind == VALUE_ABSENT
						? NO
						: judge_text_equals(&failover, "PRIMARY");
		is_primary = truth_and(is_primary, record_exists(judge, record));
		is_primary = truth_and(is_primary, record_same_set(judge, &own, &key));
		if (is_primary == YES) {
			*ret_primary = *record;
		}
		found = truth_or(found, is_primary);
	}
	return found;
}

static enum truth evaluate_leads_elsewhere(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject primary = { 0 };
	enum truth found = find_primary(judge, &primary), result = UNKNOWN;
	struct lead own = follow(judge, &judge->subject.value);
	const char *reason = "where it or the primary record leads is not known";
	if (found == YES) {
		struct lead other = follow(judge, &primary.value);
		result = stand_apart(judge, &own, &other);
	} else if (found == NO && judge->estate->complete) {
		result = YES;
	} else {
		reason = "its primary record is not known";
	}
	judge_blame(judge, result, &own.target, NULL, result == UNKNOWN ? "%s" : NULL, reason);
	const char *place = own.region ? own.region : judge_describe(judge, &own.target);
	judge_fact(judge, "place", place ? place : "the same place");
	return result;
}

/* A page that says sorry is all that a website of a bucket may be for. */
static enum truth evaluate_leads_to_website(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject primary = { 0 };
	bool beside = find_primary(judge, &primary) == YES;
	struct lead own = follow(judge, &judge->subject.value), other = { 0 };
	if (beside) {
		other = follow(judge, &primary.value);
	}
	return judge_blame(judge, truth_of(own.website && !other.website), NULL, NULL, NULL);
}

const struct word route53_target_words[] = {
	{ "leads_elsewhere",
		"of a secondary record: it leads to another region than the primary of its pair",
		"", "place", evaluate_leads_elsewhere, NULL, PARTS_NONE },
	{ "leads_to_website",
		"of a secondary record: it leads to the website of a bucket, which its primary "
		"does "
		"not",
		"", "", evaluate_leads_to_website, NULL, PARTS_NONE },
	{ 0 },
};
