#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <string.h>

/*
 * Whether what one region copies or forwards to another comes back to where it began. Two-way
 * replication of buckets, global tables and MSK Replicators with identical topic names keep
 * themselves from that; functions, topics, queues and event buses do not.
 */

/* One step that an object, message or event takes. Its ends are resources or event buses. */
struct hop {
	const char *from;		     /* what stands there: "#12", "us-west-2/default" */
	const char *to;			     /* NULL: not known */
	const char *from_region, *to_region; /* NULL: not known */
	bool filtered;			     /* not everything goes on */
	const struct resource *forwarder;    /* the rule of an event bus; NULL for others */
};

struct hop_list VEC(struct hop);

struct forwarding {
	struct judge *judge;
	struct hop_list hops;
	bool nameless; /* something that may be sent to has a name that is not known */
	unsigned steps;
};

/* A search that takes longer ends without an answer. */
#define MOST_STEPS 20000

static const char *end_at(struct forwarding *f, const struct resource *resource) {
	return arena_printf(f->judge->eval->arena, "#%zu", resource->index);
}

static void add_hop(struct forwarding *f, const struct resource *from, const struct resource *to,
	bool filtered) {
	const struct hop hop = {
		.from = end_at(f, from),
		.to = to ? end_at(f, to) : NULL,
		.from_region = resource_region(from),
		.to_region = to ? resource_region(to) : NULL,
		.filtered = filtered,
	};
	vec_push(f->judge->eval->arena, &f->hops, hop);
}

/* What is not known, or a name that something whose name is not known may bear, leads anywhere. */
static void add_open_hop(
	struct forwarding *f, const struct resource *from, const struct value *target) {
	bool unknown = target->kind == VALUE_UNKNOWN;
	for (size_t i = 0; target->kind == VALUE_TEXT && i < target->count; i++) {
		unknown = unknown || target->parts[i].kind == PART_UNKNOWN;
	}
	bool named = value_text(f->judge->eval->arena, target) != NULL;
	if (unknown || (f->nameless && named)) {
		add_hop(f, from, NULL, false);
	}
}

static bool has(struct forwarding *f, const struct value *map, const char *path) {
	return map->kind == VALUE_MAP && eval_path(f->judge->eval, map, path).kind != VALUE_ABSENT;
}

static bool is_elsewhere(const struct resource *a, const struct resource *b) {
	const char *x = resource_region(a), *y = resource_region(b);
	return x && y && strcmp(x, y) != 0;
}

/* A function takes from its event sources, and gives to what its variables name elsewhere. */
static void add_of_function(struct forwarding *f, const struct resource *function) {
	struct edge_list edges = { 0 };
	resource_edges(f->judge->eval, f->judge->estate, function, EDGE_REQUEST, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (edge->to && edge->settings.kind == VALUE_MAP) {
			add_hop(f, edge->to, function, has(f, &edge->settings, "FilterCriteria"));
		} else if (edge->to && is_elsewhere(function, edge->to)) {
			add_hop(f, function, edge->to, false);
		}
	}
	struct value variables =
		eval_path(f->judge->eval, &function->properties, "Environment.Variables");
	struct value_members members = { 0 };
	eval_members(f->judge->eval, &variables, &members);
	const struct value_member *member;
	vec_each(member, &members) {
		add_open_hop(f, function, &member->value);
	}
}

static void add_of_bucket(struct forwarding *f, const struct resource *bucket) {
	struct edge_list edges = { 0 };
	resource_edges(f->judge->eval, f->judge->estate, bucket, EDGE_REQUEST, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		if (edge->to) {
			add_hop(f, bucket, edge->to, has(f, &edge->settings, "Filter"));
		} else {
			add_open_hop(f, bucket, &edge->target);
		}
	}
}

static void add_subscription(
	struct forwarding *f, const struct resource *topic, const struct value *subscription) {
	struct value endpoint = eval_member(f->judge->eval, subscription, "Endpoint");
	static const char *const types[] = { "AWS::SQS::Queue", "AWS::Lambda::Function" };
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		const struct resource *to =
			estate_target(f->judge->estate, f->judge->eval, &endpoint, types[i]);
		if (to) {
			add_hop(f, topic, to, has(f, subscription, "FilterPolicy"));
			return;
		}
	}
	add_open_hop(f, topic, &endpoint);
}

static void add_of_topic(struct forwarding *f, const struct resource *topic) {
	struct value list = eval_member(f->judge->eval, &topic->properties, "Subscription");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		add_subscription(f, topic, &list.items[i]);
	}
}

static void add_of_subscription(struct forwarding *f, const struct resource *subscription) {
	struct value name = eval_member(f->judge->eval, &subscription->properties, "TopicArn");
	const struct resource *topic =
		estate_target(f->judge->estate, f->judge->eval, &name, "AWS::SNS::Topic");
	if (topic) {
		add_subscription(f, topic, &subscription->properties);
	}
}

/* A bus of the estate, or one that is known by region and name alone; NULL where neither is. */
static const char *bus_end(struct forwarding *f, const struct value *bus, const char *region) {
	struct arena *arena = f->judge->eval->arena;
	const struct resource *known =
		estate_target(f->judge->estate, f->judge->eval, bus, "AWS::Events::EventBus");
	if (known) {
		return end_at(f, known);
	}
	const char *name = bus->kind == VALUE_ABSENT ? "default" : value_text(arena, bus);
	const char *slash = name ? strrchr(name, '/') : NULL;
	return name && region ? arena_printf(arena, "%s/%s", region, slash ? slash + 1 : name)
			      : NULL;
}

static const char *region_of_bus(struct forwarding *f, const struct value *bus) {
	struct arena *arena = f->judge->eval->arena;
	struct arn arn;
	if (bus->kind == VALUE_TEXT && arn_parse(arena, bus, &arn)) {
		return value_text(arena, &arn.region);
	}
	const struct resource *known =
		estate_target(f->judge->estate, f->judge->eval, bus, "AWS::Events::EventBus");
	return known ? resource_region(known) : NULL;
}

static void add_of_rule(struct forwarding *f, const struct resource *rule) {
	struct eval *eval = f->judge->eval;
	struct value bus = eval_member(eval, &rule->properties, "EventBusName");
	struct value targets = eval_member(eval, &rule->properties, "Targets");
	const char *from = bus_end(f, &bus, resource_region(rule));
	if (!from || !has(f, &rule->properties, "EventPattern")) {
		return;
	}
	const struct hop taken = { .from = from,
		.to = end_at(f, rule),
		.from_region = resource_region(rule),
		.to_region = resource_region(rule),
		.forwarder = rule };
	vec_push(eval->arena, &f->hops, taken);
	for (size_t i = 0; targets.kind == VALUE_LIST && i < targets.count; i++) {
		struct value target = eval_member(eval, &targets.items[i], "Arn");
		const char *text = value_text(eval->arena, &target);
		const char *region = region_of_bus(f, &target);
		bool is_bus = (text && strstr(text, ":event-bus/")) ||
			      estate_target(f->judge->estate, eval, &target,
				      "AWS::Events::EventBus") != NULL;
		const char *to = is_bus ? bus_end(f, &target, region) : NULL;
		if (to) {
			const struct hop given = { .from = end_at(f, rule),
				.to = to,
				.from_region = resource_region(rule),
				.to_region = region };
			vec_push(eval->arena, &f->hops, given);
		} else {
			add_open_hop(f, rule, &target);
		}
	}
}

static const struct sender {
	const char *type;
	void (*add)(struct forwarding *f, const struct resource *resource);
} senders[] = {
	{ "AWS::Lambda::Function", add_of_function },
	{ "AWS::Serverless::Function", add_of_function },
	{ "AWS::S3::Bucket", add_of_bucket },
	{ "AWS::SNS::Topic", add_of_topic },
	{ "AWS::SNS::Subscription", add_of_subscription },
	{ "AWS::Events::Rule", add_of_rule },
};

/* Says whether a name of the type is said, though not known. */
static bool has_nameless(struct forwarding *f, const char *type) {
	struct resource *const *resource;
	vec_each(resource, estate_of_type(f->judge->estate, type)) {
		const struct service_type *kind = (*resource)->kind;
		struct value name =
			eval_member(f->judge->eval, &(*resource)->properties, kind->name_property);
		if (name.kind != VALUE_ABSENT && !value_text(f->judge->eval->arena, &name)) {
			return true;
		}
	}
	return false;
}

static void gather(struct forwarding *f) {
	static const char *const named[] = { "AWS::Events::EventBus", "AWS::S3::Bucket",
		"AWS::SNS::Topic", "AWS::SQS::Queue" };
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		f->nameless = f->nameless || has_nameless(f, named[i]);
	}
	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		struct resource *const *resource;
		vec_each(resource, estate_of_type(f->judge->estate, senders[i].type)) {
			const char *reason;
			if (!(*resource)->helper &&
				eval_exists(f->judge->eval, &(*resource)->stack->stack,
					(*resource)->node, &reason) != NO) {
				senders[i].add(f, *resource);
			}
		}
	}
}

/* The way taken so far, back to front. */
struct way {
	const struct hop *hop;
	const struct way *before;
	unsigned length;
};

/* Longer ways are not followed: each hop costs time, and a loop of people's making is short. */
#define LONGEST_WAY 10

/* Says whether two rules may match one event, by what their patterns list under a key. */
static enum truth may_share(
	struct judge *judge, const struct resource *a, const struct resource *b, const char *key) {
	struct value x = eval_path(judge->eval, &a->properties, "EventPattern");
	struct value y = eval_path(judge->eval, &b->properties, "EventPattern");
	struct value mine = eval_member(judge->eval, &x, key);
	struct value theirs = eval_member(judge->eval, &y, key);
	if (mine.kind == VALUE_ABSENT || theirs.kind == VALUE_ABSENT) {
		return YES;
	}
	if (mine.kind != VALUE_LIST || theirs.kind != VALUE_LIST) {
		return UNKNOWN;
	}
	enum truth result = NO;
	for (size_t i = 0; i < mine.count; i++) {
		for (size_t j = 0; j < theirs.count; j++) {
			bool plain = mine.items[i].kind == VALUE_TEXT &&
				     theirs.items[j].kind == VALUE_TEXT;
			enum truth same = plain ? judge_same_value(judge->eval, &mine.items[i],
							  &theirs.items[j])
						: UNKNOWN;
			result = truth_or(result, same);
		}
	}
	return result;
}

static enum truth may_match_one_event(
	struct judge *judge, const struct resource *a, const struct resource *b) {
	static const char *const keys[] = { "account", "detail-type", "region", "source" };
	enum truth result = YES;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		result = truth_and(result, may_share(judge, a, b, keys[i]));
	}
	struct value x = eval_path(judge->eval, &a->properties, "EventPattern.detail");
	struct value y = eval_path(judge->eval, &b->properties, "EventPattern.detail");
	bool differ = (x.kind != VALUE_ABSENT || y.kind != VALUE_ABSENT) &&
		      judge_same_value(judge->eval, &x, &y) != YES;
	return differ ? truth_and(result, UNKNOWN) : result;
}

/* Says whether everything that starts on the way gets round. */
static enum truth goes_round(struct judge *judge, const struct way *way) {
	enum truth result = YES;
	bool crosses = false;
	for (const struct way *w = way; w; w = w->before) {
		result = truth_and(result, w->hop->filtered ? UNKNOWN : YES);
		for (const struct way *v = w->before; v; v = v->before) {
			crosses = crosses ||
				  (w->hop->to_region && v->hop->to_region &&
					  strcmp(w->hop->to_region, v->hop->to_region) != 0);
			if (w->hop->forwarder && v->hop->forwarder) {
				result = truth_and(
					result, may_match_one_event(judge, w->hop->forwarder,
							v->hop->forwarder));
			}
		}
	}
	return crosses ? result : NO;
}

static bool was_at(const struct way *way, const char *end) {
	for (; way; way = way->before) {
		if (strcmp(way->hop->from, end) == 0) {
			return true;
		}
	}
	return false;
}

/* Says whether something that arrives at `at` may get to `start`, by what is known or not. */
static bool leads_to(struct forwarding *f, const char *at, const char *start, unsigned left) {
	if (strcmp(at, start) == 0 || f->steps++ > MOST_STEPS) {
		return true;
	}
	const struct hop *hop;
	vec_each(hop, &f->hops) {
		if (left > 0 && strcmp(hop->from, at) == 0 &&
			(!hop->to || leads_to(f, hop->to, start, left - 1))) {
			return true;
		}
	}
	return false;
}

/* Says whether a hop to nobody knows where may lead to what goes on to `start`. */
static bool may_close(
	struct forwarding *f, const struct hop *open, const char *start, unsigned left) {
	const struct hop *hop;
	vec_each(hop, &f->hops) {
		bool elsewhere = open->from_region && hop->from_region &&
				 strcmp(open->from_region, hop->from_region) != 0;
		if (elsewhere && leads_to(f, hop->from, start, left)) {
			return true;
		}
	}
	return false;
}

static enum truth follow(
	struct forwarding *f, const char *start, const char *at, const struct way *before) {
	enum truth result = NO;
	const struct hop *hop;
	vec_each(hop, &f->hops) {
		const struct way way = { hop, before, before ? before->length + 1 : 1 };
		if (strcmp(hop->from, at) != 0 || result == YES || way.length > LONGEST_WAY) {
			continue;
		}
		if (f->steps++ > MOST_STEPS) {
			return truth_or(result, UNKNOWN);
		}
		if (!hop->to) {
			bool closes = may_close(f, hop, start, LONGEST_WAY - way.length);
			result = truth_or(result, closes ? UNKNOWN : NO);
		} else if (strcmp(hop->to, start) == 0) {
			result = truth_or(result, goes_round(f->judge, &way));
		} else if (!was_at(&way, hop->to)) {
			result = truth_or(result, follow(f, start, hop->to, &way));
		}
	}
	return result;
}

static enum truth evaluate_comes_not_back(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct region_list regions = { 0 };
	graph_regions(judge, NULL, &regions);
	if (regions.count < 2) {
		return judge_blame(judge, YES, NULL, NULL, NULL);
	}
	struct forwarding f = { .judge = judge };
	gather(&f);
	const char *start = end_at(&f, judge->subject.resource);
	enum truth round = follow(&f, start, start, NULL);
	return judge_blame(judge, truth_not(round), NULL, NULL,
		round == UNKNOWN ? "filters on the way, or what is not known of it, decide whether "
				   "things come back"
				 : NULL);
}

/* --- prevents_loopback --- */

static enum truth same_endpoint(struct judge *judge, const struct resource *a, const char *of_a,
	const struct resource *b, const char *of_b) {
	struct value x = eval_member(judge->eval, &a->properties, of_a);
	struct value y = eval_member(judge->eval, &b->properties, of_b);
	const struct resource *p = estate_target(judge->estate, judge->eval, &x, NULL);
	const struct resource *q = estate_target(judge->estate, judge->eval, &y, NULL);
	if (p || q) {
		return truth_of(p == q);
	}
	return judge_same_value(judge->eval, &x, &y);
}

/* Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Task.CDC.html (read 2026-11). */
static enum truth prevents(struct judge *judge, const struct resource *task) {
	struct value settings = eval_member(judge->eval, &task->properties, "TaskSettings");
	if (settings.kind == VALUE_ABSENT) {
		return NO;
	}
	const char *text = value_text(judge->eval->arena, &settings);
	const char *at = text ? strstr(text, "\"EnableLoopbackPrevention\"") : NULL;
	at = at ? at + strlen("\"EnableLoopbackPrevention\"") : NULL;
	at = at ? at + strspn(at, " \t\r\n:") : NULL;
	return text ? truth_of(at && strncmp(at, "true", 4) == 0) : UNKNOWN;
}

static enum truth evaluate_prevents_loopback(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *task = judge->subject.resource;
	enum truth two_way = NO;
	struct resource *const *other;
	vec_each(other, estate_of_type(judge->estate, task->type)) {
		if (*other != task) {
			enum truth back = truth_and(same_endpoint(judge, task, "SourceEndpointArn",
							    *other, "TargetEndpointArn"),
				same_endpoint(judge, task, "TargetEndpointArn", *other,
					"SourceEndpointArn"));
			two_way = truth_or(two_way, back);
		}
	}
	enum truth result = truth_or(truth_not(two_way), prevents(judge, task));
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "its settings, or the ends of another task, are not known"
				  : NULL);
}

const struct word topology_cycle_words[] = {
	{ "comes_not_back",
		"what it sends on, through functions, topics, queues or event buses, does not come "
		"back from another region",
		"", "", evaluate_comes_not_back, NULL, PARTS_NONE },
	{ "prevents_loopback",
		"of a migration task: no other replicates back, or the task prevents loops", "", "",
		evaluate_prevents_loopback, NULL, PARTS_NONE },
	{ 0 },
};
