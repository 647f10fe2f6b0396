#include "rules/graph.h"

#include <string.h>

/* Words about where objects go on to: through several buckets, and between those of an access
 * point. */

#define BUCKET "AWS::S3::Bucket"
#define ACCESS_POINT "AWS::S3::MultiRegionAccessPoint"

static enum truth is_enabled(struct judge *judge, const struct value *rule) {
	struct value status = eval_member(judge->eval, rule, "Status");
	return status.kind == VALUE_ABSENT ? NO : judge_text_equals(&status, "Enabled");
}

/* The name in an ARN, or the name itself; NULL where it is not known. */
static const char *name_in(struct judge *judge, const struct value *named) {
	const char *text = value_text(judge->eval->arena, named);
	const char *colon = text ? strrchr(text, ':') : NULL;
	return colon ? colon + 1 : text;
}

/* What two ends lead to; a bucket of the estate is not one that the estate lacks. */
static enum truth same_bucket(struct judge *judge, const struct resource *a,
	const struct value *a_named, const struct resource *b, const struct value *b_named) {
	if (a && b) {
		return truth_of(a == b);
	}
	const char *a_text = name_in(judge, a_named), *b_text = name_in(judge, b_named);
	if (a || b) {
		bool open = graph_may_name(judge, a ? b_named : a_named, a ? a : b);
		return open ? UNKNOWN : NO;
	}
	return a_text && b_text ? truth_of(strcmp(a_text, b_text) == 0) : UNKNOWN;
}

static void list_rules(
	struct judge *judge, const struct resource *bucket, struct edge_list *ret_rules) {
	resource_edges(judge->eval, judge->estate, bucket, EDGE_REPLICATION, ret_rules);
}

/* Whether a rule of `source` replicates to the bucket. */
static enum truth replicates_to(struct judge *judge, const struct resource *source,
	const struct resource *target, const struct value *named) {
	struct edge_list rules = { 0 };
	list_rules(judge, source, &rules);
	enum truth result = NO;
	const struct edge *rule;
	vec_each(rule, &rules) {
		enum truth same = same_bucket(judge, rule->to, &rule->target, target, named);
		result = truth_or(result, truth_and(is_enabled(judge, &rule->settings), same));
	}
	return result;
}

/* --- chains --- */

/* The prefix that a rule is confined to; "" for none, NULL where it is not known. */
static const char *prefix_of(struct judge *judge, const struct value *rule) {
	static const char *const paths[] = { "Filter.Prefix", "Filter.And.Prefix", "Prefix" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct value prefix = eval_path(judge->eval, rule, paths[i]);
		if (prefix.kind != VALUE_ABSENT) {
			return value_text(judge->eval->arena, &prefix);
		}
	}
	return "";
}

/* Rules of different prefixes hand nothing on to each other. */
static enum truth overlap(struct judge *judge, const struct value *a, const struct value *b) {
	const char *x = prefix_of(judge, a), *y = prefix_of(judge, b);
	if (!x || !y) {
		return UNKNOWN;
	}
	size_t shorter = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
	return truth_of(strncmp(x, y, shorter) == 0);
}

/* Says whether a rule of the destination leads on, and not back to where the objects come from. */
static enum truth leads_on(struct judge *judge, const struct edge *rule) {
	if (rule->to == judge->subject.resource) {
		return NO;
	}
	enum truth goes = truth_and(is_enabled(judge, &rule->settings),
		overlap(judge, &judge->subject.value, &rule->settings));
	bool open = !rule->to && graph_may_name(judge, &rule->target, judge->subject.resource);
	return open ? truth_and(goes, UNKNOWN) : goes;
}

static enum truth blame_chain(struct judge *judge, enum truth truth, const struct edge *next) {
	const struct resource *via = judge->subject.target;
	judge_blame(judge, truth, NULL, NULL,
		truth == UNKNOWN ? "where its destination replicates to is not known" : NULL);
	const char *text = next ? judge_describe(judge, &next->target) : "";
	judge_fact(judge, "via", via ? judge_name(judge, via) : "");
	judge_fact(judge, "end", next && next->to ? judge_name(judge, next->to) : text ? text : "");
	return truth;
}

static enum truth evaluate_handed_on(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	if (!judge->subject.target) {
		return blame_chain(judge, judge->estate->complete ? NO : UNKNOWN, NULL);
	}
	struct edge_list rules = { 0 };
	list_rules(judge, judge->subject.target, &rules);
	enum truth result = NO;
	const struct edge *rule;
	vec_each(rule, &rules) {
		result = truth_or(result, leads_on(judge, rule));
	}
	return blame_chain(judge, result, NULL);
}

static enum truth evaluate_reaches_ends(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	if (!judge->subject.target) {
		return blame_chain(judge, judge->estate->complete ? YES : UNKNOWN, NULL);
	}
	struct edge_list rules = { 0 };
	list_rules(judge, judge->subject.target, &rules);
	enum truth result = YES;
	const struct edge *rule, *missing = NULL;
	vec_each(rule, &rules) {
		enum truth reached = truth_or(truth_not(leads_on(judge, rule)),
			replicates_to(judge, judge->subject.resource, rule->to, &rule->target));
		missing = reached < result ? rule : missing;
		result = truth_and(result, reached);
	}
	return blame_chain(judge, result, missing);
}

/* --- multi-Region access points --- */

static const struct resource *bucket_of(struct judge *judge, const struct value *member) {
	struct value name = eval_member(judge->eval, member, "Bucket");
	return estate_target(judge->estate, judge->eval, &name, BUCKET);
}

static enum truth evaluate_in_access_point(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	struct resource *const *point;
	vec_each(point, estate_of_type(judge->estate, ACCESS_POINT)) {
		struct value members = eval_member(judge->eval, &(*point)->properties, "Regions");
		result = members.kind == VALUE_UNKNOWN ? truth_or(result, UNKNOWN) : result;
		for (size_t i = 0; members.kind == VALUE_LIST && i < members.count; i++) {
			const struct resource *bucket = bucket_of(judge, &members.items[i]);
			result = truth_or(result, truth_of(bucket == judge->subject.resource));
		}
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the members of an access point are not known" : NULL);
}

/* The members of the access point that the subject is one of. */
static struct value members_of(struct judge *judge) {
	return eval_member(judge->eval, &judge->resource->properties, "Regions");
}

/* One end of a link between members: the bucket, NULL where the estate lacks it, and its name. */
struct end {
	const struct resource *bucket;
	struct value name;
};

static struct end end_of(struct judge *judge, const struct value *member) {
	return (struct end){ bucket_of(judge, member), eval_member(judge->eval, member, "Bucket") };
}

static const char *end_name(struct judge *judge, const struct end *end) {
	const char *text = judge_describe(judge, &end->name);
	if (value_text(judge->eval->arena, &end->name)) {
		return text;
	}
	return end->bucket ? end->bucket->logical_id : text ? text : "a member";
}

static enum truth feeds(struct judge *judge, const struct end *from, const struct end *to) {
	return from->bucket ? replicates_to(judge, from->bucket, to->bucket, &to->name) : UNKNOWN;
}

/* Asks for a link between the subject and each other member: from it, or to it. */
static enum truth link_members(struct judge *judge, bool outward) {
	const struct end own = end_of(judge, &judge->subject.value);
	struct value members = members_of(judge);
	enum truth result = members.kind == VALUE_LIST ? YES : UNKNOWN;
	const char *other = "";
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.count; i++) {
		const struct end end = end_of(judge, &members.items[i]);
		if (members.items[i].node == judge->subject.value.node) {
			continue;
		}
		enum truth fed = outward ? feeds(judge, &own, &end) : feeds(judge, &end, &own);
		other = fed < result ? end_name(judge, &end) : other;
		result = truth_and(result, fed);
	}
	judge_blame(judge, result, &own.name, NULL,
		result == UNKNOWN ? "a member or its replication rules are not known" : NULL);
	judge_fact(judge, "member", end_name(judge, &own));
	judge_fact(judge, "other", other);
	return result;
}

static enum truth evaluate_feeds_members(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	return link_members(judge, true);
}

static enum truth evaluate_fed_by_members(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	return link_members(judge, false);
}

static enum truth evaluate_bucket_in_primary(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *own = bucket_of(judge, &judge->subject.value);
	const char *region = own ? resource_region(own) : NULL;
	const char *primary = judge->estate->regions.primary;
	enum truth result = region && primary ? truth_of(strcmp(region, primary) == 0) : UNKNOWN;
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the region of a member is not known" : NULL);
}

/* Buckets of one stack share its region, whichever that is. */
static enum truth evaluate_spans_regions(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct value members = members_of(judge);
	const char *pointer = pointer_member(judge->eval->arena, judge->subject.pointer, "Regions");
	if (members.kind == VALUE_UNKNOWN) {
		return judge_blame(
			judge, UNKNOWN, &members, pointer, "%s", judge_reason(judge, &members));
	}
	const struct resource *first = NULL;
	enum truth result = NO;
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.count; i++) {
		const struct resource *bucket = bucket_of(judge, &members.items[i]);
		const char *here = bucket ? resource_region(bucket) : NULL;
		const char *there = first ? resource_region(first) : NULL;
		enum truth apart = here && there ? truth_of(strcmp(here, there) != 0) : UNKNOWN;
		apart = bucket && first && bucket->stack == first->stack ? NO : apart;
		result = i > 0 ? truth_or(result, apart) : result;
		first = bucket && !first ? bucket : first;
	}
	return judge_blame(judge, result, &members, pointer,
		result == UNKNOWN ? "the region of a member is not known" : NULL);
}

const struct word s3_chain_words[] = {
	{ "handed_on",
		"of a replication rule: its destination replicates to a bucket that is not its "
		"source",
		"", "via end", evaluate_handed_on, NULL, PARTS_NONE },
	{ "reaches_ends",
		"of a replication rule: its source replicates to each bucket that its destination "
		"replicates to",
		"", "via end", evaluate_reaches_ends, NULL, PARTS_NONE },
	{ "in_access_point", "the bucket is a member of a multi-Region access point", "", "",
		evaluate_in_access_point, NULL, PARTS_NONE },
	{ "feeds_members", "of a member of an access point: it replicates to each other member", "",
		"member other", evaluate_feeds_members, NULL, PARTS_NONE },
	{ "fed_by_members", "of a member of an access point: each other member replicates to it",
		"", "member other", evaluate_fed_by_members, NULL, PARTS_NONE },
	{ "bucket_in_primary",
		"of a member of an access point: its bucket stands in the primary region", "", "",
		evaluate_bucket_in_primary, NULL, PARTS_NONE },
	{ "spans_regions", "the buckets of the access point stand in more than one region", "", "",
		evaluate_spans_regions, NULL, PARTS_NONE },
	{ 0 },
};
