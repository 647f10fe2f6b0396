#include "rules/word.h"

#include <string.h>
#include <strings.h>

/* The subject of one record set, whether it is a resource or an item of a group. */
static struct subject record_subject(struct judge *judge, const struct resource *resource,
	const struct value *record, const char *pointer) {
	struct subject subject = judge_whole(judge, resource);
	struct value name = eval_member(judge->eval, record, "Name");
	struct value type = eval_member(judge->eval, record, "Type");
	const char *text = judge_describe(judge, &name);
	const char *kind = judge_describe(judge, &type);
	subject.value = *record;
	subject.pointer = pointer;
	subject.label = arena_printf(judge->eval->arena, "%s record %s", kind ? kind : "the",
		text ? text : resource->logical_id);
	return subject;
}

/* Collects the record sets of a RecordSet (itself) or of a RecordSetGroup. */
static enum truth records_of(
	struct judge *judge, const struct resource *resource, struct subject_list *ret_subjects) {
	struct arena *arena = judge->eval->arena;
	const char *pointer = resource_pointer(arena, resource);
	if (strcmp(resource->type, "AWS::Route53::RecordSetGroup") != 0) {
		vec_push(arena, ret_subjects,
			record_subject(judge, resource, &resource->properties, pointer));
		return YES;
	}
	struct value list = eval_member(judge->eval, &resource->properties, "RecordSets");
	const char *below = pointer_member(arena, pointer, "RecordSets");
	if (list.kind == VALUE_UNKNOWN) {
		return judge_blame(judge, UNKNOWN, &list, below, "%s", judge_reason(judge, &list));
	}
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		vec_push(arena, ret_subjects,
			record_subject(
				judge, resource, &list.items[i], pointer_item(arena, below, i)));
	}
	return YES;
}

static enum truth list_records(struct judge *judge, struct subject_list *ret_subjects) {
	return records_of(judge, judge->resource, ret_subjects);
}

/* Zone, name and type tell a set of records; names are compared as DNS does. */
struct record_key {
	struct value zone;
	const char *name, *type;
};

static const char *dns_name(struct judge *judge, const struct value *value) {
	const char *text = value_text(judge->eval->arena, value);
	size_t length = text ? strlen(text) : 0;
	return length && text[length - 1] == '.'
		       ? arena_strndup(judge->eval->arena, text, length - 1)
		       : text;
}

/* A record of a group takes the zone of the group where it says none. */
static struct value zone_of(struct judge *judge, const struct subject *record) {
	static const char *const keys[] = { "HostedZoneId", "HostedZoneName" };
	struct value zone = { 0 };
	for (size_t i = 0; i < 2 && zone.kind == VALUE_ABSENT; i++) {
		zone = eval_member(judge->eval, &record->value, keys[i]);
		if (zone.kind == VALUE_ABSENT) {
			zone = eval_member(judge->eval, &record->resource->properties, keys[i]);
		}
	}
	return zone;
}

static struct record_key key_of(struct judge *judge, const struct subject *record) {
	struct value name = eval_member(judge->eval, &record->value, "Name");
	struct value type = eval_member(judge->eval, &record->value, "Type");
	return (struct record_key){
		.zone = zone_of(judge, record),
		.name = dns_name(judge, &name),
		.type = value_text(judge->eval->arena, &type),
	};
}

/* Zones that are both known must agree; a zone that is not known may be any. */
static enum truth same_set(
	struct judge *judge, const struct record_key *a, const struct record_key *b) {
	if (!a->name || !a->type || !b->name || !b->type) {
		return UNKNOWN;
	}
	if (strcasecmp(a->name, b->name) != 0 || strcmp(a->type, b->type) != 0) {
		return NO;
	}
	const char *zone_a = dns_name(judge, &a->zone), *zone_b = dns_name(judge, &b->zone);
	return zone_a && zone_b ? truth_of(strcmp(zone_a, zone_b) == 0) : YES;
}

/* Says whether one of the records of `resource` is the other half of the failover pair. */
static enum truth holds_partner(struct judge *judge, const struct resource *resource,
	const struct record_key *key, const char *wanted) {
	struct subject_list records = { 0 };
	enum truth result = records_of(judge, resource, &records) == YES ? NO : UNKNOWN;
	struct subject *record;
	vec_each(record, &records) {
		struct value failover = eval_member(judge->eval, &record->value, "Failover");
		struct record_key other = key_of(judge, record);
		enum truth role =
			failover.kind == VALUE_ABSENT ? NO : judge_text_equals(&failover, wanted);
		result = truth_or(result, truth_and(role, same_set(judge, key, &other)));
	}
	return result;
}

static enum truth find_partner(
	struct judge *judge, const struct record_key *key, const char *wanted) {
	static const char *const types[] = { "AWS::Route53::RecordSet",
		"AWS::Route53::RecordSetGroup" };
	enum truth result = NO;
	for (size_t i = 0; i < 2; i++) {
		struct resource *const *resource;
		vec_each(resource, estate_of_type(judge->estate, types[i])) {
			const char *reason = NULL;
			enum truth exists = eval_exists(judge->eval, &(*resource)->stack->stack,
				(*resource)->node, &reason);
			enum truth holds = holds_partner(judge, *resource, key, wanted);
			result = truth_or(result, truth_and(exists, holds));
		}
	}
	return result;
}

static enum truth evaluate_failover_partner(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value failover = judge_property(judge, "Failover", &pointer);
	const char *role = value_text(judge->eval->arena, &failover);
	if (!role) {
		return judge_blame(
			judge, UNKNOWN, &failover, pointer, "%s", judge_reason(judge, &failover));
	}
	const char *wanted = strcmp(role, "PRIMARY") == 0 ? "SECONDARY" : "PRIMARY";
	struct record_key key = key_of(judge, &judge->subject);
	enum truth found = find_partner(judge, &key, wanted);
	if (found == NO && !judge->estate->complete) {
		judge_blame(judge, UNKNOWN, &failover, pointer,
			"the %s record may stand in a stack that was not given", wanted);
	} else if (found == UNKNOWN) {
		judge_blame(judge, UNKNOWN, &failover, pointer,
			"the name, type or role of another record is not known");
	} else {
		judge_blame(judge, found, &failover, pointer, NULL);
		judge_fact(judge, "partner", wanted);
		return found;
	}
	judge_fact(judge, "partner", wanted);
	return UNKNOWN;
}

/* Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html (read
 * 2026-11). */
static const char *const policies[] = { "Failover", "Weight", "Region", "GeoLocation",
	"GeoProximityLocation", "MultiValueAnswer", "CidrRoutingConfig" };

static enum truth evaluate_routing_policy(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		result = truth_or(result, judge_present(judge, policies[i]));
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the record's routing policy is not known" : NULL);
}

const struct word route53_words[] = {
	{ "failover_partner",
		"the other half of the record's failover pair stands in one of the stacks", "",
		"partner", evaluate_failover_partner, NULL, PARTS_NONE },
	{ "routing_policy", "the record is one of several that a routing policy chooses from", "",
		"", evaluate_routing_policy, NULL, PARTS_NONE },
	{ 0 },
};

const struct collection route53_collections[] = {
	{ "record", "the record sets of a RecordSet or RecordSetGroup", list_records },
	{ 0 },
};
