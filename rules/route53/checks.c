#include "rules/alarm.h"
#include "rules/graph.h"
#include "rules/route53/record.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Words about health checks: what they ask, who uses them, who watches them. */

#define NAME "HealthCheckConfig.FullyQualifiedDomainName"

/* --- resolves_through_itself --- */

/* Whether `id` names the check, or a calculated check that has it among its children. */
static enum truth names_check(
	struct judge *judge, const struct value *id, const struct resource *check) {
	const struct resource *named = record_check(judge, id);
	if (!named || named == check) {
		return named ? YES : id->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	}
	struct value children =
		eval_path(judge->eval, &named->properties, "HealthCheckConfig.ChildHealthChecks");
	enum truth result = children.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; children.kind == VALUE_LIST && i < children.count; i++) {
		bool same = record_check(judge, &children.items[i]) == check;
		result = truth_or(result, truth_of(same));
	}
	return result;
}

static void add_users(
	struct judge *judge, const struct resource *check, struct resource_list *ret_users) {
	static const struct naming places[] = {
		{ "AWS::Route53::RecordSet", "HealthCheckId", HEALTH_CHECK },
		{ "AWS::Route53::RecordSetGroup", "RecordSets.HealthCheckId", HEALTH_CHECK },
	};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		estate_may_name(judge->eval->arena, judge->estate, &places[i], check, ret_users);
	}
}

/* The records of what may use the check, or a calculated one that has it among its children. */
static enum truth list_users(
	struct judge *judge, const struct resource *check, struct subject_list *ret_records) {
	static const struct naming children = { HEALTH_CHECK, "HealthCheckConfig.ChildHealthChecks",
		HEALTH_CHECK };
	struct resource_list calculated = { 0 }, users = { 0 };
	estate_may_name(judge->eval->arena, judge->estate, &children, check, &calculated);
	add_users(judge, check, &users);
	struct resource *const *parent, *const *user;
	vec_each(parent, &calculated) {
		add_users(judge, *parent, &users);
	}
	enum truth known = YES;
	vec_each(user, &users) {
		const char *reason;
		if (eval_exists(judge->eval, &(*user)->stack->stack, (*user)->node, &reason) !=
			NO) {
			known = truth_and(known, record_list(judge, *user, ret_records));
		}
	}
	return known;
}

/* Asks of each routed record that uses the check. */
static enum truth some_user(struct judge *judge, const struct resource *check,
	enum truth (*asks)(struct judge *judge, const struct value *record)) {
	struct subject_list records = { 0 };
	enum truth result = list_users(judge, check, &records) == YES ? NO : UNKNOWN;
	const struct subject *record;
	vec_each(record, &records) {
		struct value id = eval_member(judge->eval, &record->value, "HealthCheckId");
		if (id.kind == VALUE_ABSENT) {
			continue;
		}
		enum truth uses = truth_and(names_check(judge, &id, check),
			truth_and(record_exists(judge, record),
				record_is_routed(judge, &record->value)));
		enum truth said = uses == NO ? NO : asks(judge, &record->value);
		result = truth_or(result, truth_and(uses, said));
	}
	return result;
}

static enum truth has_any_name(struct judge *judge, const struct value *record) {
	(void)judge;
	(void)record;
	return YES;
}

static enum truth has_checked_name(struct judge *judge, const struct value *record) {
	struct value asked = eval_path(judge->eval, &judge->resource->properties, NAME);
	struct value name = eval_member(judge->eval, record, "Name");
	return record_host_is_given(judge, &asked) ? NO : record_same_host(judge, &asked, &name);
}

enum truth record_depends_on(struct judge *judge, const struct resource *check) {
	return some_user(judge, check, has_any_name);
}

static enum truth evaluate_decides_record(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = record_depends_on(judge, judge->resource);
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the health check or policy of a record is not known" : NULL);
}

static enum truth evaluate_resolves_through_itself(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value asked = judge_property(judge, NAME, &pointer);
	enum truth result = asked.kind == VALUE_ABSENT
				    ? NO
				    : some_user(judge, judge->resource, has_checked_name);
	return judge_blame(judge, result, &asked, pointer,
		result == UNKNOWN ? "the name that it asks or that of a record is not known"
				  : NULL);
}

/* --- reachable --- */

/*
 * Addresses that Route 53 does not check: those of RFC 1918, 6598, 1122, 3927 and 5771, of IPv6
 * those of RFC 4291 and 4193, and what RFC 2544 keeps for benchmarks, which is not routed. The
 * ranges of RFC 5737 for documentation are left out: in templates they stand for an address to fill
 * in. Source: IPAddress of
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (read
 * 2026-11).
 */
static const struct range {
	unsigned base, mask;
} closed_ranges[] = {
	{ 0x00000000, 0xff000000 }, /* 0.0.0.0/8 */
	{ 0x0a000000, 0xff000000 }, /* 10.0.0.0/8 */
	{ 0x64400000, 0xffc00000 }, /* 100.64.0.0/10 */
	{ 0x7f000000, 0xff000000 }, /* 127.0.0.0/8 */
	{ 0xa9fe0000, 0xffff0000 }, /* 169.254.0.0/16 */
	{ 0xac100000, 0xfff00000 }, /* 172.16.0.0/12 */
	{ 0xc0a80000, 0xffff0000 }, /* 192.168.0.0/16 */
	{ 0xc6120000, 0xfffe0000 }, /* 198.18.0.0/15 */
	{ 0xe0000000, 0xe0000000 }, /* 224.0.0.0/3 */
};

static bool is_closed_address(const char *text) {
	static const char *const prefixes[] = { "fc", "fd", "fe8", "fe9", "fea", "feb", "ff" };
	unsigned a, b, c, d;
	char end;
	if (sscanf(text, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &end) == 4) {
		unsigned address = (a & 255) << 24 | (b & 255) << 16 | (c & 255) << 8 | (d & 255);
		for (size_t i = 0; i < sizeof(closed_ranges) / sizeof(closed_ranges[0]); i++) {
			if ((address & closed_ranges[i].mask) == closed_ranges[i].base) {
				return true;
			}
		}
		return false;
	}
	bool closed = strcmp(text, "::1") == 0;
	for (size_t i = 0; strchr(text, ':') && i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		closed = closed || strncasecmp(text, prefixes[i], strlen(prefixes[i])) == 0;
	}
	return closed;
}

static bool has_suffix(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcasecmp(text + length - tail, end) == 0;
}

/* What a host name of AWS or a reference says of its end. */
static enum truth end_is_open(struct judge *judge, const struct value *host) {
	static const char *const closed[] = { "PrivateIp", "PrivateDnsName",
		"PrimaryPrivateIpAddress" };
	const struct part *part = NULL;
	for (size_t i = 0; host->kind == VALUE_TEXT && i < host->count; i++) {
		part = host->parts[i].kind == PART_REFERENCE ? &host->parts[i] : part;
	}
	for (size_t i = 0; part && i < sizeof(closed) / sizeof(closed[0]); i++) {
		if (strcmp(part->text, closed[i]) == 0) {
			return NO;
		}
	}
	const struct resource *end =
		part ? estate_find(judge->estate, part->stack, part->logical_id)
		     : judge_made_of(judge, host);
	if (!end || (!part && strncmp(end->type, "AWS::ApiGateway", 15) != 0)) {
		return UNKNOWN;
	}
	struct value types =
		eval_path(judge->eval, &end->properties, "EndpointConfiguration.Types.0");
	if (types.kind != VALUE_ABSENT) {
		return truth_not(judge_text_equals(&types, "PRIVATE"));
	}
	struct value scheme = eval_member(judge->eval, &end->properties, "Scheme");
	return scheme.kind == VALUE_ABSENT ? YES
					   : truth_not(judge_text_equals(&scheme, "internal"));
}

/* A zone with networks answers in them only. */
static enum truth is_private_zone(struct judge *judge, const struct value *zone) {
	const struct resource *resource =
		estate_target(judge->estate, judge->eval, zone, "AWS::Route53::HostedZone");
	if (!resource) {
		return UNKNOWN;
	}
	struct value networks = eval_member(judge->eval, &resource->properties, "VPCs");
	return networks.kind == VALUE_UNKNOWN
		       ? UNKNOWN
		       : truth_of(networks.kind == VALUE_LIST && networks.count > 0);
}

/*
 * Private where each record of that name, of one at least, stands in a private zone; a record whose
 * name is not known may be one of them.
 */
static enum truth is_private_name(struct judge *judge, const struct value *host) {
	struct subject_list records = { 0 };
	record_list_all(judge, host, &records);
	size_t named = 0, closed = 0;
	bool maybe_closed = false, maybe_open = false;
	const struct subject *record;
	vec_each(record, &records) {
		struct value name = eval_member(judge->eval, &record->value, "Name");
		struct record_key key = record_key(judge, record);
		enum truth same = record_same_host(judge, host, &name);
		bool in_private = is_private_zone(judge, &key.zone) == YES;
		bool is_open = same == UNKNOWN && value_text(judge->eval->arena, host);
		named += same == YES;
		closed += same == YES && in_private;
		maybe_closed = maybe_closed || (is_open && in_private);
		maybe_open = maybe_open || (is_open && !in_private);
	}
	if (named > 0 && closed == named) {
		return maybe_open ? UNKNOWN : YES;
	}
	return named == 0 && maybe_closed ? UNKNOWN : NO;
}

static enum truth evaluate_reachable(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value host = judge_property(judge, "HealthCheckConfig.IPAddress", &pointer);
	bool by_address = host.kind != VALUE_ABSENT;
	if (!by_address) {
		host = judge_property(judge, NAME, &pointer);
	}
	const char *text = value_text(judge->eval->arena, &host);
	enum truth result = UNKNOWN;
	if (text) {
		bool internal = strncasecmp(text, "internal-", 9) == 0 &&
				has_suffix(text, ".elb.amazonaws.com");
		result = truth_of(!is_closed_address(text) && !internal &&
				  !has_suffix(text, ".internal") &&
				  strcasecmp(text, "localhost") != 0);
	} else if (host.kind == VALUE_ABSENT) {
		result = YES;
	} else {
		result = end_is_open(judge, &host);
	}
	enum truth closed =
		by_address || host.kind == VALUE_ABSENT ? NO : is_private_name(judge, &host);
	result = closed == YES ? NO : truth_and(result, truth_not(closed));
	return judge_blame(judge, result, &host, pointer, result == UNKNOWN ? "%s" : NULL,
		closed == UNKNOWN ? "the name of a record is not known"
				  : judge_reason(judge, &host));
}

static enum truth evaluate_in_private_zone(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct record_key key = record_key(judge, &judge->subject);
	return judge_blame(
		judge, truth_of(is_private_zone(judge, &key.zone) == YES), NULL, NULL, NULL);
}

/* --- asks_alarm_in_primary --- */

/* An alarm of the stack's own region, whichever that is, is of the region that the stack serves. */
static enum truth evaluate_asks_alarm_in_primary(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer, *primary = judge->estate->regions.primary;
	struct value region =
		judge_property(judge, "HealthCheckConfig.AlarmIdentifier.Region", &pointer);
	const char *text = value_text(judge->eval->arena, &region);
	enum truth result = text && primary ? truth_of(strcmp(text, primary) == 0) : UNKNOWN;
	if (!primary && region.kind != VALUE_ABSENT) {
		result = graph_is_own_region(judge, judge->resource, &region);
		result = result == NO ? UNKNOWN : result;
	}
	return judge_blame(judge, result, &region, pointer, result == UNKNOWN ? "%s" : NULL,
		text ? "the primary region was not said" : judge_reason(judge, &region));
}

/* --- has_status_alarm --- */

/* A template names its own check by Ref: an id that it writes out is another's. */
static enum truth is_id_of_own(struct judge *judge, const struct value *id) {
	const struct resource *check = record_check(judge, id);
	bool written =
		id->stack == &judge->resource->stack->stack && value_text(judge->eval->arena, id);
	if (check || written || value_reference(id)) {
		return truth_of(check == judge->resource);
	}
	return UNKNOWN;
}

static enum truth watches(struct judge *judge, const struct value *metric) {
	struct value space = eval_member(judge->eval, metric, "Namespace");
	struct value name = eval_member(judge->eval, metric, "MetricName");
	enum truth result =
		space.kind == VALUE_ABSENT
			? NO
			: truth_and(judge_text_equals(&space, "AWS/Route53"),
				  truth_or(judge_text_equals(&name, "HealthCheckStatus"),
					  judge_text_equals(
						  &name, "HealthCheckPercentageHealthy")));
	if (result == NO) {
		return NO;
	}
	struct value dimensions = eval_member(judge->eval, metric, "Dimensions");
	enum truth own = dimensions.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; dimensions.kind == VALUE_LIST && i < dimensions.count; i++) {
		struct value key = eval_member(judge->eval, &dimensions.items[i], "Name");
		struct value id = eval_member(judge->eval, &dimensions.items[i], "Value");
		own = truth_or(own, truth_and(judge_text_equals(&key, "HealthCheckId"),
					    is_id_of_own(judge, &id)));
	}
	return truth_and(result, own);
}

/* The metrics of health checks are told in us-east-1 only: an alarm elsewhere never fires. */
struct watch {
	enum truth heard, unheard; /* by an alarm there, by one elsewhere */
};

static struct watch watch_of(struct judge *judge) {
	struct watch watch = { NO, NO };
	const struct resource_list alarms = alarms_of(judge, "AWS/Route53");
	struct resource *const *alarm;
	vec_each(alarm, &alarms) {
		const char *region = resource_region(*alarm);
		enum truth watches_it = alarm_watches(judge, *alarm, watches);
		enum truth there = region ? truth_of(strcmp(region, "us-east-1") == 0) : UNKNOWN;
		watch.heard = truth_or(watch.heard, truth_and(watches_it, there));
		watch.unheard = truth_or(watch.unheard, truth_and(watches_it, truth_not(there)));
	}
	return watch;
}

static enum truth evaluate_has_status_alarm(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct watch watch = watch_of(judge);
	bool open = watch.heard == NO && watch.unheard == NO && !judge->estate->complete;
	enum truth result = open ? UNKNOWN : watch.heard;
	judge_blame(judge, result, NULL, NULL, result == UNKNOWN ? "%s" : NULL,
		open ? "its alarm may stand in a stack that was not given"
		     : "what an alarm watches, or its region, is not known");
	judge_fact(judge, "alarm",
		watch.unheard == YES ? "the alarm on it stands outside us-east-1 and never fires"
				     : "no alarm tells of it");
	return result;
}

static enum truth evaluate_has_deaf_alarm(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct watch watch = watch_of(judge);
	return judge_blame(judge, watch.unheard, NULL, NULL,
		watch.unheard == UNKNOWN ? "what an alarm watches is not known" : NULL);
}

const struct word route53_check_words[] = {
	{ "decides_record", "a record with a routing policy depends on the health check", "", "",
		evaluate_decides_record, NULL, PARTS_NONE },
	{ "resolves_through_itself",
		"the health check asks the name of a record that depends on the check", "", "",
		evaluate_resolves_through_itself, NULL, PARTS_NONE },
	{ "reachable", "the checkers of Route 53 can reach what the health check asks", "", "",
		evaluate_reachable, NULL, PARTS_NONE },
	{ "in_private_zone",
		"the record stands in a zone of the estate that answers in networks only", "", "",
		evaluate_in_private_zone, NULL, PARTS_NONE },
	{ "asks_alarm_in_primary", "the health check asks an alarm of the primary region", "", "",
		evaluate_asks_alarm_in_primary, NULL, PARTS_NONE },
	{ "has_status_alarm", "an alarm in us-east-1 watches the state of the health check", "",
		"alarm", evaluate_has_status_alarm, NULL, PARTS_NONE },
	{ "has_deaf_alarm",
		"an alarm outside us-east-1 watches the state of the health check, which is not "
		"told "
		"there",
		"", "", evaluate_has_deaf_alarm, NULL, PARTS_NONE },
	{ 0 },
};
