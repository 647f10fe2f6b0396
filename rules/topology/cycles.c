#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <stdlib.h>
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
	struct map expanded; /* ends whose hops are in the list */
	bool nameless;	     /* something that may be sent to has a name that is not known */
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

/* A function gives to what its variables name in another region. */
static void add_of_function(struct forwarding *f, const struct resource *function) {
	struct edge_list edges = { 0 };
	resource_edges(f->judge->eval, f->judge->estate, function, EDGE_REQUEST, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		bool is_source = edge->settings.kind == VALUE_MAP;
		if (edge->to && !is_source && is_elsewhere(function, edge->to)) {
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

/* The functions that are fed from a queue, stream or table. */
static void add_of_source(struct forwarding *f, const struct resource *source) {
	struct eval *eval = f->judge->eval;
	struct resource *const *mapping;
	vec_each(mapping, estate_of_type(f->judge->estate, "AWS::Lambda::EventSourceMapping")) {
		f->steps++;
		const struct value *properties = &(*mapping)->properties;
		struct value from = eval_member(eval, properties, "EventSourceArn");
		struct value to = eval_member(eval, properties, "FunctionName");
		if (estate_target(f->judge->estate, eval, &from, source->type) == source) {
			const struct resource *function =
				estate_target(f->judge->estate, eval, &to, "AWS::Lambda::Function");
			add_hop(f, source, function, has(f, properties, "FilterCriteria"));
		}
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
	struct eval *eval = f->judge->eval;
	struct value list = eval_member(eval, &topic->properties, "Subscription");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		add_subscription(f, topic, &list.items[i]);
	}
	struct resource *const *subscription;
	vec_each(subscription, estate_of_type(f->judge->estate, "AWS::SNS::Subscription")) {
		f->steps++;
		struct value name = eval_member(eval, &(*subscription)->properties, "TopicArn");
		if (estate_target(f->judge->estate, eval, &name, topic->type) == topic) {
			add_subscription(f, topic, &(*subscription)->properties);
		}
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

/* The end of the bus that a rule takes events from; NULL where it takes none, or is not known. */
static const char *taken_from(struct forwarding *f, const struct resource *rule) {
	struct value bus = eval_member(f->judge->eval, &rule->properties, "EventBusName");
	return has(f, &rule->properties, "EventPattern") ? bus_end(f, &bus, resource_region(rule))
							 : NULL;
}

static void add_of_rule(struct forwarding *f, const struct resource *rule) {
	struct eval *eval = f->judge->eval;
	struct value targets = eval_member(eval, &rule->properties, "Targets");
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

/* The rules of an event bus. */
static void add_of_bus(struct forwarding *f, const char *bus) {
	struct resource *const *rule;
	vec_each(rule, estate_of_type(f->judge->estate, "AWS::Events::Rule")) {
		f->steps++;
		const char *from = taken_from(f, *rule);
		if (from && strcmp(from, bus) == 0) {
			const struct hop taken = { .from = bus,
				.to = end_at(f, *rule),
				.from_region = resource_region(*rule),
				.to_region = resource_region(*rule),
				.forwarder = *rule };
			vec_push(f->judge->eval->arena, &f->hops, taken);
		}
	}
}

static const struct sender {
	const char *type;
	void (*add)(struct forwarding *f, const struct resource *resource);
} senders[] = {
	{ "AWS::DynamoDB::GlobalTable", add_of_source },
	{ "AWS::DynamoDB::Table", add_of_source },
	{ "AWS::Events::Rule", add_of_rule },
	{ "AWS::Kinesis::Stream", add_of_source },
	{ "AWS::Lambda::Function", add_of_function },
	{ "AWS::S3::Bucket", add_of_bucket },
	{ "AWS::SNS::Topic", add_of_topic },
	{ "AWS::SQS::Queue", add_of_source },
};

static const struct sender *sender_of(const struct resource *resource) {
	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		if (strcmp(senders[i].type, resource->type) == 0) {
			return &senders[i];
		}
	}
	return NULL;
}

/* Adds the hops that begin at an end; each end once. */
static void expand(struct forwarding *f, const char *end) {
	struct arena *arena = f->judge->eval->arena;
	if (map_find(&f->expanded, end)) {
		return;
	}
	map_set(arena, &f->expanded, end, f);
	if (*end != '#') {
		add_of_bus(f, end);
		return;
	}
	const struct resource *resource =
		f->judge->estate->resources.items[strtoul(end + 1, NULL, 10)];
	const struct sender *sender = sender_of(resource);
	const char *reason;
	if (strcmp(resource->type, "AWS::Events::EventBus") == 0) {
		add_of_bus(f, end);
	} else if (sender && !resource->helper &&
		   eval_exists(f->judge->eval, &resource->stack->stack, resource->node, &reason) !=
			   NO) {
		sender->add(f, resource);
	}
}

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

static void look_for_nameless(struct forwarding *f) {
	static const char *const named[] = { "AWS::Events::EventBus", "AWS::S3::Bucket",
		"AWS::SNS::Topic", "AWS::SQS::Queue" };
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		f->nameless = f->nameless || has_nameless(f, named[i]);
	}
}

static bool is_tired(const struct forwarding *f) {
	return f->steps > MOST_STEPS;
}

/* Adds the hops that begin in another region than this one: what is not known may lead to any. */
static void expand_elsewhere(struct forwarding *f, const char *region) {
	struct resource *const *resource;
	vec_each(resource, &f->judge->estate->resources) {
		const char *own = resource_region(*resource);
		if (is_tired(f)) {
			return;
		}
		if (!own || strcmp(own, region) == 0) {
			continue;
		}
		bool rule = strcmp((*resource)->type, "AWS::Events::Rule") == 0;
		const char *bus = rule ? taken_from(f, *resource) : NULL;
		expand(f, end_at(f, *resource));
		if (bus) {
			expand(f, bus);
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
	if (strcmp(at, start) == 0) {
		return true;
	}
	f->steps++;
	expand(f, at);
	if (is_tired(f)) {
		return true;
	}
	for (size_t i = 0; left > 0 && i < f->hops.count; i++) {
		const struct hop hop = f->hops.items[i];
		if (strcmp(hop.from, at) == 0 &&
			(!hop.to || leads_to(f, hop.to, start, left - 1))) {
			return true;
		}
	}
	return false;
}

/* Says whether a hop to nobody knows where may lead to what goes on to `start`. */
static bool may_close(
	struct forwarding *f, const struct hop *open, const char *start, unsigned left) {
	if (!open->from_region) {
		return false;
	}
	expand_elsewhere(f, open->from_region);
	if (is_tired(f)) {
		return true;
	}
	for (size_t i = 0; i < f->hops.count; i++) {
		const struct hop hop = f->hops.items[i];
		bool elsewhere = hop.from_region && strcmp(open->from_region, hop.from_region) != 0;
		if (elsewhere && leads_to(f, hop.from, start, left)) {
			return true;
		}
	}
	return false;
}

/* The list grows on the way, so that a hop is looked at as a copy. */
static enum truth follow(
	struct forwarding *f, const char *start, const char *at, const struct way *before) {
	enum truth result = NO;
	expand(f, at);
	for (size_t i = 0; result != YES && !is_tired(f) && i < f->hops.count; i++) {
		const struct hop hop = f->hops.items[i];
		const struct way way = { &hop, before, before ? before->length + 1 : 1 };
		if (strcmp(hop.from, at) != 0 || way.length > LONGEST_WAY) {
			continue;
		}
		f->steps++;
		if (!hop.to) {
			bool closes = may_close(f, &hop, start, LONGEST_WAY - way.length);
			result = truth_or(result, closes ? UNKNOWN : NO);
		} else if (strcmp(hop.to, start) == 0) {
			result = truth_or(result, goes_round(f->judge, &way));
		} else if (!was_at(&way, hop.to)) {
			result = truth_or(result, follow(f, start, hop.to, &way));
		}
	}
	return is_tired(f) ? truth_or(result, UNKNOWN) : result;
}

static enum truth evaluate_comes_not_back(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct region_list regions = { 0 };
	graph_regions(judge, NULL, &regions);
	if (regions.count < 2) {
		return judge_blame(judge, YES, NULL, NULL, NULL);
	}
	struct forwarding f = { .judge = judge };
	look_for_nameless(&f);
	const char *start = end_at(&f, judge->subject.resource);
	enum truth round = follow(&f, start, start, NULL);
	return judge_blame(judge, truth_not(round), NULL, NULL,
		round == UNKNOWN ? "filters on the way, or what is not known of it, decide whether "
				   "things come back"
				 : NULL);
}

const struct word topology_cycle_words[] = {
	{ "comes_not_back",
		"what it sends on, through functions, topics, queues or event buses, does not come "
		"back from another region",
		"", "", evaluate_comes_not_back, NULL, PARTS_NONE },
	{ 0 },
};
