#include "rules/route53/record.h"

#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The subject of one record set, whether it is a resource or an item of a group. */
static struct subject record_subject(struct judge *judge, const struct resource *resource,
	const struct value *record, const char *pointer) {
	struct subject subject = judge_whole(resource);
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

/* Which of all records are asked for. */
struct wanted {
	const char *host; /* NULL: of any name */
	bool routed;	  /* that may have a routing policy */
};

/* The name of a record where it is written, else NULL. */
static const char *written_name(const struct node *record) {
	const struct node *name = node_find(record, "Name");
	return node_is_string(name) && !name->tag && !strstr(name->text, "{{") ? name->text : NULL;
}

/* Says whether a record's name is written, and another one. */
static bool is_named_otherwise(const struct node *record, const char *host) {
	const char *name = host ? written_name(record) : NULL;
	size_t length = name ? strlen(name) : 0, wanted = host ? strlen(host) : 0;
	length -= length > 0 && name[length - 1] == '.';
	return name && (length != wanted || strncasecmp(name, host, length) != 0);
}

/* Says whether nothing is written of a record that a routing policy has, and no macro adds it. */
static bool is_simple(const struct resource *resource, const struct node *record) {
	static const char *const keys[] = { "AliasTarget", "Comment", "HealthCheckId",
		"HostedZoneId", "HostedZoneName", "Name", "ResourceRecords", "TTL", "Type" };
	size_t simple = 0;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		simple += node_find(record, keys[i]) != NULL;
	}
	return !resource->stack->stack.template->macro && node_is_map(record) && !record->tag &&
	       simple == node_members_count(record);
}

static bool is_unwanted(
	const struct resource *resource, const struct node *record, const struct wanted *wanted) {
	return is_named_otherwise(record, wanted->host) ||
	       (wanted->routed && is_simple(resource, record));
}

/* The records of a RecordSet or a RecordSetGroup. */
static enum truth list_wanted(struct judge *judge, const struct resource *resource,
	const struct wanted *wanted, struct subject_list *ret_records) {
	struct arena *arena = judge->eval->arena;
	if (strcmp(resource->type, "AWS::Route53::RecordSetGroup") != 0) {
		vec_push(arena, ret_records,
			record_subject(judge, resource, &resource->properties, resource->pointer));
		return YES;
	}
	struct value list = eval_member(judge->eval, &resource->properties, "RecordSets");
	const char *below = pointer_member(arena, resource->pointer, "RecordSets");
	if (list.kind == VALUE_UNKNOWN) {
		return judge_blame(judge, UNKNOWN, &list, below, "%s", judge_reason(judge, &list));
	}
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		if (!is_unwanted(resource, list.items[i].node, wanted)) {
			vec_push(arena, ret_records,
				record_subject(judge, resource, &list.items[i],
					pointer_item(arena, below, i)));
		}
	}
	return YES;
}

enum truth record_list(
	struct judge *judge, const struct resource *resource, struct subject_list *ret_records) {
	return list_wanted(judge, resource, &(struct wanted){ 0 }, ret_records);
}

static enum truth list_records(struct judge *judge, struct subject_list *ret_subjects) {
	return record_list(judge, judge->resource, ret_subjects);
}

enum truth record_exists(struct judge *judge, const struct subject *record) {
	const char *reason;
	return eval_exists(
		judge->eval, &record->resource->stack->stack, record->resource->node, &reason);
}

#define RECORD_SET "AWS::Route53::RecordSet"
#define RECORD_SET_GROUP "AWS::Route53::RecordSetGroup"

/* What holds records, by the names of these. */
struct holders {
	struct map by_host;	   /* in small letters -> struct resource_list */
	struct resource_list open; /* a name is not written */
};

/* A host name as DNS compares them: in small letters, without the dot at its end. */
static const char *host_key(struct arena *arena, const char *name) {
	size_t length = strlen(name);
	char *key = arena_strndup(arena, name, length - (length && name[length - 1] == '.'));
	for (char *c = key; *c; c++) {
		*c = (char)tolower((unsigned char)*c);
	}
	return key;
}

static void note_holder(
	struct arena *arena, struct holders *holders, struct resource *holder, const char *name) {
	const char *host = name ? host_key(arena, name) : NULL;
	const struct resource_list *list =
		host ? map_find(&holders->by_host, host) : &holders->open;
	if (list && list->count && list->items[list->count - 1] == holder) {
		return;
	}
	if (host) {
		link_index(arena, &holders->by_host, holder, "%s", host);
	} else {
		vec_push(arena, &holders->open, holder);
	}
}

static void note_group(struct arena *arena, struct holders *holders, struct resource *group) {
	const struct node *records = node_find(group->properties.node, "RecordSets");
	if (!node_is_list(records) || records->tag) {
		note_holder(arena, holders, group, NULL);
	}
	struct node **record;
	node_each(record, records) {
		note_holder(arena, holders, group, written_name(*record));
	}
}

/* All holders of records, listed when a host is first asked for. */
static const struct holders *holders_of(struct judge *judge) {
	static const char key[] = "holders of records";
	struct holders *holders = map_find(judge->once, key);
	if (holders) {
		return holders;
	}
	struct arena *arena = judge->estate->ctx->arena;
	holders = arena_new_of(arena, struct holders);
	map_set(arena, judge->once, key, holders);
	struct resource *const *holder;
	vec_each(holder, estate_of_type(judge->estate, RECORD_SET)) {
		note_holder(arena, holders, *holder, written_name((*holder)->properties.node));
	}
	vec_each(holder, estate_of_type(judge->estate, RECORD_SET_GROUP)) {
		note_group(arena, holders, *holder);
	}
	return holders;
}

/* Record sets before groups, each in the estate's order. */
static int by_place(const void *a, const void *b) {
	const struct resource *x = *(struct resource *const *)a, *y = *(struct resource *const *)b;
	int order = strcmp(x->type, y->type);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* What may hold records that are wanted. */
static struct resource_list wanted_holders(struct judge *judge, const struct wanted *wanted) {
	struct arena *arena = judge->eval->arena;
	const struct resource_list *lists[2] = { estate_of_type(judge->estate, RECORD_SET),
		estate_of_type(judge->estate, RECORD_SET_GROUP) };
	if (wanted->host) {
		const struct holders *holders = holders_of(judge);
		lists[0] = map_find(&holders->by_host, host_key(arena, wanted->host));
		lists[1] = &holders->open;
	}
	struct resource_list found = { 0 };
	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; lists[i] && j < lists[i]->count; j++) {
			vec_push(arena, &found, lists[i]->items[j]);
		}
	}
	if (wanted->host && found.count) {
		qsort(found.items, found.count, sizeof(*found.items), by_place);
	}
	return found;
}

static enum truth list_all(
	struct judge *judge, const struct wanted *wanted, struct subject_list *ret_records) {
	const struct resource_list holders = wanted_holders(judge, wanted);
	const struct resource *last = NULL;
	enum truth known = YES;
	struct resource *const *r;
	vec_each(r, &holders) {
		const char *reason;
		bool unwanted = strcmp((*r)->type, RECORD_SET) == 0 &&
				is_unwanted(*r, (*r)->properties.node, wanted);
		if (*r != last && !unwanted &&
			eval_exists(judge->eval, &(*r)->stack->stack, (*r)->node, &reason) != NO) {
			known = truth_and(known, list_wanted(judge, *r, wanted, ret_records));
		}
		last = *r;
	}
	return known;
}

enum truth record_list_all(
	struct judge *judge, const struct value *host, struct subject_list *ret_records) {
	const struct wanted wanted = { .host = host ? record_host(judge, host) : NULL };
	return list_all(judge, &wanted, ret_records);
}

enum truth record_list_routed(struct judge *judge, struct subject_list *ret_records) {
	const struct wanted wanted = { .routed = true };
	return list_all(judge, &wanted, ret_records);
}

const char *record_host(struct judge *judge, const struct value *value) {
	const char *text = value_text(judge->eval->arena, value);
	size_t length = text ? strlen(text) : 0;
	return length && text[length - 1] == '.'
		       ? arena_strndup(judge->eval->arena, text, length - 1)
		       : text;
}

/* Says whether two nodes are written alike, intrinsics and all. */
static bool written_alike(const struct node *a, const struct node *b, unsigned depth) {
	if (!a || !b || a->kind != b->kind || depth == LIMIT_DEPTH ||
		node_items_count(a) != node_items_count(b) ||
		node_members_count(a) != node_members_count(b) ||
		strcmp(a->tag ? a->tag : "", b->tag ? b->tag : "") != 0) {
		return false;
	}
	bool same = !node_is_scalar(a) || strcmp(node_text(a), node_text(b)) == 0;
	for (size_t i = 0; same && i < node_items_count(a); i++) {
		same = written_alike(a->items[i], b->items[i], depth + 1);
	}
	const struct member *m;
	member_each(m, a) {
		same = same && written_alike(m->value, node_find(b, m->key->text), depth + 1);
	}
	return same;
}

/* What both begin with, as far as it is known: no when that differs. */
static enum truth same_start(const struct value *a, const struct value *b) {
	bool literal = a->kind == VALUE_TEXT && b->kind == VALUE_TEXT && a->count && b->count &&
		       a->parts[0].kind == PART_LITERAL && b->parts[0].kind == PART_LITERAL;
	if (!literal) {
		return UNKNOWN;
	}
	const char *x = a->parts[0].text, *y = b->parts[0].text;
	size_t shorter = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
	return strncasecmp(x, y, shorter) == 0 ? UNKNOWN : NO;
}

/*
 * A host or address that AWS gives a resource of the stack is none that the same template writes
 * out, nor a name of one's own, nor of another region.
 */
static bool is_given_apart(
	struct judge *judge, const struct value *given, const struct value *text) {
	const struct part *last =
		given->kind == VALUE_TEXT && given->count ? &given->parts[given->count - 1] : NULL;
	if (!last || last->kind != PART_REFERENCE) {
		return false;
	}
	const struct resource *giver = estate_find(judge->estate, last->stack, last->logical_id);
	bool is_address = giver && strcmp(giver->type, "AWS::EC2::EIP") == 0;
	const char *host = record_host(judge, text), *own = giver ? resource_region(giver) : NULL;
	const char *spelt = host ? record_region_in(judge, host) : NULL;
	bool elsewhere = own && spelt && strcmp(own, spelt) != 0;
	return (is_address || record_host_is_given(judge, given)) &&
	       (given->stack == text->stack || elsewhere || !record_host_is_given(judge, text));
}

enum truth record_same_host(struct judge *judge, const struct value *a, const struct value *b) {
	const char *x = record_host(judge, a), *y = record_host(judge, b);
	if (x && y) {
		return truth_of(strcasecmp(x, y) == 0);
	}
	if ((y && is_given_apart(judge, a, b)) || (x && is_given_apart(judge, b, a))) {
		return NO;
	}
	bool alike = a->stack == b->stack && written_alike(a->node, b->node, 0);
	return alike ? YES : same_start(a, b);
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

struct record_key record_key(struct judge *judge, const struct subject *record) {
	struct value name = eval_member(judge->eval, &record->value, "Name");
	struct value type = eval_member(judge->eval, &record->value, "Type");
	return (struct record_key){
		.zone = zone_of(judge, record),
		.name = name,
		.type = value_text(judge->eval->arena, &type),
	};
}

enum truth record_same_set(
	struct judge *judge, const struct record_key *a, const struct record_key *b) {
	if (a->type && b->type && strcmp(a->type, b->type) != 0) {
		return NO;
	}
	enum truth same = record_same_host(judge, &a->name, &b->name);
	const char *zone_a = record_host(judge, &a->zone), *zone_b = record_host(judge, &b->zone);
	bool alike = zone_a && zone_b && !strchr(zone_a, '.') == !strchr(zone_b, '.');
	if (alike && strcasecmp(zone_a, zone_b) != 0) {
		return NO;
	}
	return a->type && b->type ? same : truth_and(same, UNKNOWN);
}

/* Says whether a record of the failover set, other than the subject, has the role. */
static enum truth find_partner(
	struct judge *judge, const struct record_key *key, const char *wanted) {
	struct subject_list records = { 0 };
	enum truth result = record_list_all(judge, &key->name, &records) == YES ? NO : UNKNOWN;
	const struct subject *record;
	vec_each(record, &records) {
		if (record->resource == judge->subject.resource &&
			strcmp(record->pointer, judge->subject.pointer) == 0) {
			continue;
		}
		struct value failover = eval_member(judge->eval, &record->value, "Failover");
		struct record_key other = record_key(judge, record);
		enum truth role =
			failover.kind == VALUE_ABSENT ? NO : judge_text_equals(&failover, wanted);
		role = truth_and(role, record_exists(judge, record));
		result = truth_or(result, truth_and(role, record_same_set(judge, key, &other)));
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
	struct record_key key = record_key(judge, &judge->subject);
	enum truth found = find_partner(judge, &key, wanted);
	bool doubled = found == NO && find_partner(judge, &key, role) == YES;
	if (found == NO && !judge->estate->complete && !doubled) {
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
	"GeoProximityLocation", "CidrRoutingConfig" };
#define MULTIVALUE "MultiValueAnswer" /* a policy too, where it is true */

enum truth record_is_routed(struct judge *judge, const struct value *record) {
	struct subject whole = judge->subject;
	judge->subject.value = *record;
	enum truth result = NO;
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		result = truth_or(result, judge_present(judge, policies[i]));
	}
	struct value several = eval_member(judge->eval, record, MULTIVALUE);
	if (several.kind != VALUE_ABSENT) {
		result = truth_or(result, value_truth(judge->eval->arena, &several));
	}
	judge->subject = whole;
	return result;
}

struct value record_target(struct judge *judge, const struct value *record) {
	struct value target = eval_path(judge->eval, record, "AliasTarget.DNSName");
	struct value values = eval_member(judge->eval, record, "ResourceRecords");
	return target.kind == VALUE_ABSENT && values.kind == VALUE_LIST && values.count
		       ? values.items[0]
		       : target;
}

static enum truth evaluate_routing_policy(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = record_is_routed(judge, &judge->subject.value);
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the record's routing policy is not known" : NULL);
}

const struct resource *record_check(struct judge *judge, const struct value *id) {
	const struct resource *check = estate_target(judge->estate, judge->eval, id, HEALTH_CHECK);
	const char *text = value_text(judge->eval->arena, id);
	const struct resource_list *named = text ? map_find(&judge->estate->by_name, text) : NULL;
	for (size_t i = 0; named && i < named->count; i++) {
		const struct resource *other = named->items[i];
		bool live = other->stack->evidence == EVIDENCE_LIVE &&
			    strcmp(other->type, HEALTH_CHECK) == 0;
		check = live && strcmp(other->logical_id, text) == 0 ? other : check;
	}
	return check;
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
