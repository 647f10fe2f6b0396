#include "rules/topology/pins.h"

#include "analyzer/base/buf.h"
#include "rules/graph.h"
#include "rules/pin.h"

#include <ctype.h>
#include <string.h>

/* Words about ARNs and endpoints whose region a template writes out. */

static bool is_one_of(const char *text, const char *const *list) {
	for (; *list; list++) {
		if (**list == *text && strcmp(text, *list) == 0) {
			return true;
		}
	}
	return false;
}

/* What names other regions by design, and what people read. */
static bool is_passed_over(const char *key) {
	static const char *const keys[] = { "Comment", "CopyActions", "Description",
		"GlobalTableWitnesses", "Layers", "Replicas", "ReplicaRegions",
		"ReplicationConfiguration", "Tags", NULL };
	/* Every key is asked about, and few begin so. */
	switch (*key) {
	case 'C':
	case 'D':
	case 'G':
	case 'L':
	case 'R':
	case 'T':
		return is_one_of(key, keys);
	default:
		return false;
	}
}

/* What says which part a region plays, other than that it calls. */
static bool is_meant(const char *key) {
	static const char *const callers[] = { "EventSourceArn", "Source",
		"SourceAccessConfigurations", "SourceArn", "aws:SourceArn", "AWS:SourceArn", NULL };
	return pin_says_role(key) && !is_one_of(key, callers);
}

/* What spans regions, stands in one region for all of them, or names the one that it takes away. */
static bool spans_regions(const char *type) {
	static const char *const prefixes[] = { "AWS::ARC", "AWS::CloudFormation::StackSet",
		"AWS::CloudFront::", "AWS::CodePipeline::", "AWS::Events::Endpoint",
		"AWS::FIS::", "AWS::GlobalAccelerator::", "AWS::KMS::ReplicaKey",
		"AWS::MSK::Replicator", "AWS::ResilienceHub::", "AWS::Route53", NULL };
	static const char vendor[] = "AWS::";
	const size_t initial = sizeof(vendor) - 1;
	bool is_vendors = strncmp(type, vendor, initial) == 0;
	for (const char *const *prefix = prefixes; is_vendors && *prefix; prefix++) {
		if ((*prefix)[initial] == type[initial] &&
			strncmp(type, *prefix, strlen(*prefix)) == 0) {
			return true;
		}
	}
	return false;
}

/*
 * Services whose one region is us-east-1 or us-west-2 for everybody, or for CloudFront. Source:
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 * (read 2026-11).
 */
static bool has_its_region(const char *text, const char *region) {
	static const char *const global[] = { "acm", "budgets", "ce", "cloudfront", "cur",
		"ecr-public", "globalaccelerator", "health", "iam", "networkmanager",
		"organizations", "pricing", "route53", "route53domains", "shield", "support", "waf",
		"wafv2", NULL };
	if (strcmp(region, "us-east-1") != 0 && strcmp(region, "us-west-2") != 0) {
		return false;
	}
	for (const char *at = strstr(text, region); at; at = strstr(at + 1, region)) {
		const char *end = at > text ? at - 1 : text, *start = end;
		while (start > text && !strchr(".:/@", start[-1])) {
			start--;
		}
		size_t length = (size_t)(end - start);
		for (const char *const *service = global; *service; service++) {
			if (strlen(*service) == length && strncmp(start, *service, length) == 0) {
				return true;
			}
		}
	}
	return false;
}

/* The region in one label of a host or field of an ARN: "us-west-2", "s3-website-us-west-2". */
static const char *region_of_label(struct arena *arena, const char *label, size_t length) {
	static const char *const prefixes[] = { "", "s3-", "s3-website-", NULL };
	const char *text = arena_strndup(arena, label, length);
	for (const char *const *prefix = prefixes; *prefix; prefix++) {
		size_t skipped = strlen(*prefix);
		if (strncmp(text, *prefix, skipped) == 0 && region_is_known(text + skipped)) {
			return text + skipped;
		}
	}
	return NULL;
}

/* The region that one ARN or address fixes. */
static const char *region_of_address(struct arena *arena, const char *text) {
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, ".:/@");
		const char *region = length > 8 ? region_of_label(arena, at, length) : NULL;
		if (region && strcmp(text, region) != 0 && pin_fixes(text, region) &&
			!has_its_region(text, region)) {
			return region;
		}
		at += length + (at[length] != '\0');
	}
	return NULL;
}

/* An ARN may hold another: of the function behind an API. NULL for a mere region code. */
static const char *region_of_token(struct arena *arena, const char *token) {
	const char *arn = strstr(token, "arn:");
	const char *region = arn ? NULL : region_of_address(arena, token);
	for (; arn && !region; arn = strstr(arn + 1, "arn:")) {
		region = region_of_address(arena, arn);
	}
	return region;
}

static bool is_comment(const char *line) {
	line += strspn(line, " \t");
	return *line == '#' || strncmp(line, "//", 2) == 0 || *line == '*' ||
	       strncmp(line, "--", 2) == 0;
}

/*
 * The first region that a text of any length fixes: of a policy, a script, a definition; and the
 * ARN or address that does.
 */
static const char *region_of_text(struct arena *arena, const char *text, const char **ret_token) {
	static const char ends[] = " \t\r\n\"'`,()<>[]{};|\\";
	bool has_lines = strchr(text, '\n') != NULL;
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		const char *end = line + length;
		for (const char *at = line; at < end && !(has_lines && is_comment(line));) {
			size_t length_of_token = strcspn(at, ends);
			const char *token = arena_strndup(arena, at, length_of_token);
			const char *region = region_of_token(arena, token);
			if (region) {
				*ret_token = token;
				return region;
			}
			at += length_of_token ? length_of_token : 1;
		}
		line = *end ? end + 1 : end;
	}
	return NULL;
}

/* Shows each run of blanked out characters as one star. */
static const char *with_stars(struct arena *arena, const char *token) {
	struct buf text = buf_new(arena);
	for (const char *c = token; *c; c++) {
		if (*c != '#') {
			buf_putc(&text, *c);
		} else if (c == token || c[-1] != '#') {
			buf_putc(&text, '*');
		}
	}
	return text.bytes;
}

/* Deeper than any property that names something; a template may nest far deeper. */
#define SEARCH_DEPTH 64

/* A search below the properties of one resource. */
struct search {
	struct judge *judge;
	const struct resource *resource;
	struct subject_list *found;
	bool deployed; /* what calls give in this deployment counts, not only what is written */
};

/* Where the search is, step by step; few of all places are ever told. */
struct way {
	const struct way *above; /* NULL: at the properties */
	const char *key;	 /* of a member; NULL: an item */
	size_t index;
	unsigned depth;
};

static bool leads_there(const struct way *way) {
	for (; way->above; way = way->above) {
		if (way->key && is_meant(way->key)) {
			return true;
		}
	}
	return false;
}

static const char *pointer_along(
	struct arena *arena, const struct resource *resource, const struct way *way) {
	if (!way->above) {
		return resource->pointer;
	}
	const char *above = pointer_along(arena, resource, way->above);
	return way->key ? pointer_member(arena, above, way->key)
			: pointer_item(arena, above, way->index);
}

static void add_text(
	struct search *search, const struct node *node, const char *text, const struct way *way) {
	struct arena *arena = search->judge->eval->arena;
	const char *token = NULL, *region = region_of_text(arena, text, &token);
	if (!region || leads_there(way)) {
		return;
	}
	struct subject subject = judge_whole(search->resource);
	subject.value =
		value_literal(search->judge->eval, &search->resource->stack->stack, node, text);
	subject.pointer = pointer_along(arena, search->resource, way);
	subject.region = region;
	subject.label = with_stars(arena, token);
	vec_push(arena, search->found, subject);
}

static void search_node(struct search *search, const struct node *node, const struct way *way);

static void search_parts(struct search *search, const struct node *node, const struct way *way) {
	struct way next = { .above = way, .depth = way->depth + 1 };
	struct node **item;
	node_each(item, node) {
		search_node(search, *item, &next);
		next.index++;
	}
	const struct member *m;
	member_each(m, node) {
		next.key = m->key->text;
		if (!is_passed_over(next.key)) {
			search_node(search, m->value, &next);
		}
	}
}

/* What is known of a text; the rest is blanked out. */
static const char *known_text(struct arena *arena, const struct value *value) {
	struct buf text = buf_new(arena);
	for (size_t i = 0; i < value->count; i++) {
		const struct part *part = &value->parts[i];
		buf_puts(&text, part->kind == PART_LITERAL ? part->text : "#");
	}
	return text.bytes;
}

/* What a call gives in this deployment. */
static void search_given(struct search *search, const struct value *value, const struct way *way) {
	struct way next = { .above = way, .depth = way->depth + 1 };
	if (way->depth >= SEARCH_DEPTH) {
		return;
	}
	if (value->kind == VALUE_TEXT) {
		const char *text = known_text(search->judge->eval->arena, value);
		if (pin_spelling(text)) {
			add_text(search, value->node, text, way);
		}
	} else if (value->kind == VALUE_MAP) {
		search_parts(search, value->node, way);
	}
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		next.index = i;
		search_given(search, &value->items[i], &next);
	}
}

/* What a condition chooses is the deployment's to choose, and is not looked into. */
static void search_call(struct search *search, const struct node *node, const char *name,
	const struct node *arguments, const struct way *way) {
	if (strcmp(name, "Fn::Base64") == 0) {
		search_node(search, arguments, way);
		return;
	}
	const struct stack *stack = &search->resource->stack->stack;
	if (search->deployed) {
		struct value value = eval_node(search->judge->eval, stack, node);
		search_given(search, &value, way);
		return;
	}
	const char *text = pin_text_of_call(search->judge->eval, stack, node, name, arguments);
	if (text) {
		add_text(search, node, text, way);
	}
	if (strcmp(name, "Fn::Sub") == 0 && node_items_count(arguments) == 2) {
		search_parts(search, node_items_begin(arguments)[1], way);
	}
}

static void search_node(struct search *search, const struct node *node, const struct way *way) {
	const char *name = NULL;
	const struct node *arguments;
	if (way->depth >= SEARCH_DEPTH) {
		return;
	}
	if (node->kind == NODE_STRING && !node->tag) {
		if (pin_spelling(node->text)) {
			add_text(search, node, node->text, way);
		}
	} else if (intrinsic_is_possible(node) &&
		   intrinsic_call(search->judge->eval->arena, node, &name, &arguments)) {
		search_call(search, node, name, arguments, way);
	} else {
		search_parts(search, node, way);
	}
}

static void search_resource(struct search *search) {
	const struct way start = { .above = NULL };
	if (search->resource->properties.node && !spans_regions(search->resource->type)) {
		search_node(search, search->resource->properties.node, &start);
	}
}

void pins_deployed(struct judge *judge, struct subject_list *ret_texts) {
	struct search search = { .judge = judge,
		.resource = judge->subject.resource,
		.found = ret_texts,
		.deployed = true };
	search_resource(&search);
}

/* The ARNs and endpoints below the properties whose region is written out. */
static const struct subject_list *regional_texts(struct judge *judge) {
	const struct resource *resource = judge->subject.resource;
	bool own = resource == judge->resource;
	if (own && judge->regional_texts) {
		return judge->regional_texts;
	}
	struct subject_list *found = arena_new_of(judge->eval->arena, struct subject_list);
	struct search search = { .judge = judge, .resource = resource, .found = found };
	search_resource(&search);
	judge->regional_texts = own ? found : NULL;
	return found;
}

static enum truth list_regional_texts(struct judge *judge, struct subject_list *ret_subjects) {
	const struct subject *text;
	vec_each(text, regional_texts(judge)) {
		vec_push(judge->eval->arena, ret_subjects, *text);
	}
	return judge_blame(judge, YES, NULL, NULL, NULL);
}

/* A copy in a recovery region reads each of its variables by itself. */
static bool stand_alone(struct judge *judge, const struct subject *a, const struct subject *b) {
	static const char variables[] = "/Environment/Variables/";
	bool in_recovery = graph_is_recovery(judge->estate, resource_region(a->resource));
	return in_recovery && strstr(a->pointer, variables) && strcmp(a->pointer, b->pointer) != 0;
}

bool pins_lead_back(const struct subject *text) {
	return strcmp(text->resource->type, "AWS::Events::Rule") == 0 &&
	       strstr(text->label, ":event-bus/");
}

/* Says whether the resource names a recovery region too, or any other where none was said. */
static bool names_others(struct judge *judge, const char *region) {
	bool unsaid = judge->estate->regions.recovery.count == 0;
	const struct subject *text;
	vec_each(text, regional_texts(judge)) {
		bool other = strcmp(text->region, region) != 0 &&
			     !stand_alone(judge, &judge->subject, text);
		if (other && (unsaid || pin_names_recovery(judge, text->region))) {
			return true;
		}
	}
	return false;
}

/*
 * A text that names a recovery region leads there on purpose, and a third region is a dependency of
 * another kind. Where the CDK knows the region, it writes it out in each stack anew.
 */
static enum truth fits(struct judge *judge, const char *region, const char **ret_reason) {
	const struct resource *resource = judge->subject.resource;
	const char *own = resource_region(resource), *primary = judge->estate->regions.primary;
	if (pin_names_recovery(judge, region) || names_others(judge, region)) {
		return YES;
	}
	const char *wrong = primary ? primary : own;
	if (wrong && strcmp(wrong, region) != 0) {
		return YES;
	}
	if (own && primary && strcmp(own, primary) != 0) {
		return truth_of(!pin_names_recovery(judge, own) || pins_lead_back(&judge->subject));
	}
	return own && resource_construct(resource) ? YES
						   : pin_has_twins(judge, resource, ret_reason);
}

/* A value in the same list that is not known may be the one for the other regions. */
static const char *open_beside(struct judge *judge) {
	struct arena *arena = judge->eval->arena;
	const char *pointer = strstr(judge->subject.pointer, "/Properties/");
	char *path = pointer ? arena_strdup(arena, pointer + strlen("/Properties/")) : NULL;
	char *last = path ? strrchr(path, '/') : NULL;
	if (!last || !isdigit((unsigned char)last[1])) {
		return NULL;
	}
	*last = '\0';
	for (char *slash = path; (slash = strchr(slash, '/'));) {
		*slash = '.';
	}
	struct value list = eval_path(judge->eval, &judge->subject.resource->properties, path);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		const struct value *item = &list.items[i];
		bool told = value_text(arena, item) || value_reference(item);
		if (!told && value_unknown_reason(arena, item)) {
			return judge_reason(judge, item);
		}
	}
	return NULL;
}

static enum truth evaluate_fits_other_regions(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *region = judge->subject.region;
	const char *reason = NULL;
	enum truth result = fits(judge, region, &reason);
	if (result == NO && (reason = open_beside(judge))) {
		result = UNKNOWN;
	}
	judge_blame(judge, result, &judge->subject.value, judge->subject.pointer,
		result == UNKNOWN ? "%s" : NULL, reason);
	judge_fact(judge, "fixed", region);
	judge->blame.subject.region = resource_region(judge->subject.resource);
	return result;
}

const struct word topology_pin_words[] = {
	{ "fits_other_regions",
		"of a text that names a region: a deployment in another region may have the same",
		"", "fixed", evaluate_fits_other_regions, NULL, PARTS_NONE },
	{ 0 },
};

const struct collection topology_collections[] = {
	{ "regional_text",
		"the ARNs and endpoints below the properties whose region is written out",
		list_regional_texts },
	{ 0 },
};
