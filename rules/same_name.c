#include "rules/graph.h"

#include <string.h>

/* When two resources have one physical name, as far as their names are known. */

/* What a name is known to begin with, or to end with; "" where that is open. */
static const char *known_end(const struct value *name, bool last) {
	const struct part *part = name->kind == VALUE_TEXT && name->count
					  ? &name->parts[last ? name->count - 1 : 0]
					  : NULL;
	return part && part->kind == PART_LITERAL ? part->text : "";
}

/* Whatever is not known of them, names that begin or end differently are two. */
static bool are_surely_two(const struct value *a, const struct value *b) {
	const char *head = known_end(a, false), *other_head = known_end(b, false);
	const char *tail = known_end(a, true), *other_tail = known_end(b, true);
	size_t heads = strlen(head), tails = strlen(tail), other_tails = strlen(other_tail);
	size_t common = heads < strlen(other_head) ? heads : strlen(other_head);
	size_t shared = tails < other_tails ? tails : other_tails;
	return strncmp(head, other_head, common) != 0 ||
	       strcmp(tail + tails - shared, other_tail + other_tails - shared) != 0;
}

/* Digits of an account, whichever it is. */
#define ACCOUNT_LENGTH 12

/* Why a part is not known, where that names what has one value in a stack; else NULL. */
static const char *source_of(const struct part *part) {
	static const char *const sources[] = { "parameter ", ACCOUNT_NOT_SAID, REGION_NOT_SAID,
		STACK_NAME_NOT_SAID };
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (part->kind == PART_UNKNOWN &&
			strncmp(part->text, sources[i], strlen(sources[i])) == 0) {
			return part->text;
		}
	}
	return NULL;
}

static bool is_account(const struct part *part) {
	return part->kind == PART_UNKNOWN && strcmp(part->text, ACCOUNT_NOT_SAID) == 0;
}

/* Says how often a part that is not known is in a text. */
static size_t occurrences(const struct value *text, const char *source) {
	size_t count = 0;
	for (size_t i = 0; i < text->count; i++) {
		const struct part *part = &text->parts[i];
		const char *own = source_of(part);
		count += own && strcmp(own, source) == 0;
	}
	return count;
}

/*
 * The length of what is known of a text; false where `other` has not the same parts that are not
 * known, so that lengths tell nothing.
 */
static bool known_length(const struct value *text, const struct value *other, size_t *ret_length) {
	*ret_length = 0;
	for (size_t i = 0; i < text->count; i++) {
		const struct part *part = &text->parts[i];
		if (part->kind == PART_LITERAL || is_account(part)) {
			*ret_length += is_account(part) ? ACCOUNT_LENGTH : strlen(part->text);
			continue;
		}
		const char *source = source_of(part);
		if (!source || text->stack != other->stack ||
			occurrences(text, source) != occurrences(other, source)) {
			return false;
		}
	}
	return true;
}

/* Names with the same parts that are not known are two where the rest is of different length. */
static bool differ_in_length(const struct value *a, const struct value *b) {
	size_t length, other;
	return a->kind == VALUE_TEXT && b->kind == VALUE_TEXT && known_length(a, b, &length) &&
	       known_length(b, a, &other) && length != other;
}

enum truth graph_same_name(
	struct judge *judge, const struct resource *a, const struct resource *b) {
	struct value mine = resource_name_value(judge->eval, a),
		     theirs = resource_name_value(judge->eval, b);
	const char *name = value_text(judge->eval->arena, &mine);
	const char *other = value_text(judge->eval->arena, &theirs);
	if (name && other) {
		return truth_of(strcmp(name, other) == 0);
	}
	if (are_surely_two(&mine, &theirs) || differ_in_length(&mine, &theirs)) {
		return NO;
	}
	return mine.kind != VALUE_ABSENT && theirs.kind != VALUE_ABSENT ? UNKNOWN : NO;
}

bool graph_may_name(
	struct judge *judge, const struct value *text, const struct resource *resource) {
	return !value_text(judge->eval->arena, text) ||
	       (resource_says_name(judge->eval, resource) &&
		       !resource_physical_name(judge->eval, resource));
}

/* Says whether a link that leads to no known resource may lead to this one, from another region. */
static bool may_feed(
	struct judge *judge, const struct resource *source, const struct resource *copy) {
	const char *from = resource_region(source), *own = resource_region(copy);
	bool same_type = strcmp(source->type, copy->type) == 0;
	if (!same_type || (from && own && strcmp(from, own) == 0)) {
		return false;
	}
	struct edge_list edges = { 0 };
	resource_edges(judge->eval, judge->estate, source, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		const char *to = value_text(judge->eval->arena, &edge->region);
		bool elsewhere = to && own && strcmp(to, own) != 0;
		if (!edge->to && !elsewhere && graph_may_name(judge, &edge->target, copy)) {
			return true;
		}
	}
	return false;
}

static bool some_may_feed(
	struct judge *judge, const struct resource_list *sources, const struct resource *copy) {
	struct resource *const *source;
	vec_each(source, sources) {
		if (may_feed(judge, *source, copy)) {
			return true;
		}
	}
	return false;
}

bool graph_may_be_fed(struct judge *judge, const struct resource *copy) {
	return some_may_feed(judge, &judge->estate->replicating_out, copy) ||
	       some_may_feed(judge, &judge->estate->varying, copy);
}

static bool same_part(const struct part *a, const struct part *b, bool one_stack) {
	if (a->kind != b->kind) {
		return false;
	}
	if (a->kind == PART_REFERENCE) {
		return a->stack == b->stack && strcmp(a->logical_id, b->logical_id) == 0 &&
		       strcmp(a->text, b->text) == 0;
	}
	bool known = a->kind == PART_LITERAL || (one_stack && source_of(a));
	return known && strcmp(a->text, b->text) == 0;
}

/* A value that is not known at all is a text of one part. */
static struct value as_text(const struct value *value, struct part *part) {
	if (value->kind != VALUE_UNKNOWN) {
		return *value;
	}
	*part = (struct part){ .kind = PART_UNKNOWN, .text = value->reason };
	return (struct value){
		.kind = VALUE_TEXT, .stack = value->stack, .count = 1, .parts = part
	};
}

const char *graph_text_behind(const struct value *value, const struct value *begin) {
	struct part part, other;
	struct value text = as_text(value, &part), head = as_text(begin, &other);
	if (text.kind != VALUE_TEXT || head.kind != VALUE_TEXT || text.count < head.count) {
		return NULL;
	}
	for (size_t i = 0; i < head.count; i++) {
		const struct part *own = &text.parts[i], *wanted = &head.parts[i];
		size_t length = wanted->kind == PART_LITERAL ? strlen(wanted->text) : 0;
		bool last = i + 1 == head.count && i + 1 == text.count;
		if (last && length && own->kind == PART_LITERAL &&
			strncmp(own->text, wanted->text, length) == 0) {
			return own->text + length;
		}
		if (!same_part(own, wanted, text.stack == head.stack)) {
			return NULL;
		}
	}
	const struct part *rest = &text.parts[head.count];
	return text.count == head.count					    ? ""
	       : text.count == head.count + 1 && rest->kind == PART_LITERAL ? rest->text
									    : NULL;
}
