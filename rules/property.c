#include "rules/word.h"

#include "analyzer/base/regex.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One comparison of the word `property`: `value` is present and of any kind but UNKNOWN. */
struct comparison {
	const char *name;
	const char *help;
	enum truth (*compare)(
		struct judge *judge, const struct value *value, const struct node *argument);
	bool (*accepts)(struct ctx *ctx, const struct node *argument);
};

/* Numbers may be strings in templates; anything else is no number. */
static bool number_of(const char *text, double *ret_number) {
	char *end;
	errno = 0;
	*ret_number = text ? strtod(text, &end) : 0;
	return text && *text && !*end && !errno;
}

static enum truth compare_equals(
	struct judge *judge, const struct value *value, const struct node *argument) {
	const char *text = value_text(judge->eval->arena, value);
	if (argument->kind == NODE_BOOL) {
		enum truth truth = value_truth(judge->eval->arena, value);
		return truth == UNKNOWN ? (text || value->kind != VALUE_TEXT ? NO : UNKNOWN)
					: truth_of((truth == YES) == argument->truth);
	}
	double expected, found;
	if (argument->kind == NODE_NUMBER && number_of(text, &found) &&
		number_of(node_text(argument), &expected)) {
		return truth_of(found == expected);
	}
	return judge_text_equals(value, node_text(argument));
}

static enum truth compare_one_of(
	struct judge *judge, const struct value *value, const struct node *argument) {
	enum truth result = NO;
	struct node **item;
	node_each(item, argument) {
		result = truth_or(result, compare_equals(judge, value, *item));
	}
	return result;
}

/* Each pattern is compiled once a run; loading the rule has shown that it compiles. */
static enum truth compare_matches(
	struct judge *judge, const struct value *value, const struct node *argument) {
	const char *text = value_text(judge->eval->arena, value);
	if (!text) {
		return value->kind == VALUE_TEXT ? UNKNOWN : NO;
	}
	const char *pattern = node_text(argument);
	struct regex *regex = map_find(judge->patterns, pattern);
	if (!regex) {
		struct arena *arena = judge->estate->ctx->arena;
		const char *error;
		size_t offset;
		regex = regex_compile(arena, pattern, &error, &offset);
		map_set(arena, judge->patterns, pattern, regex);
	}
	return regex ? regex_matches(regex, text) : UNKNOWN;
}

/* -1, 0 or 1 in *ret_order; UNKNOWN for what is no number. */
static enum truth order(struct judge *judge, const struct value *value, const struct node *argument,
	int *ret_order) {
	double expected, found;
	if (!number_of(value_text(judge->eval->arena, value), &found) ||
		!number_of(node_text(argument), &expected)) {
		return UNKNOWN;
	}
	*ret_order = (found > expected) - (found < expected);
	return YES;
}

static enum truth compare_at_least(
	struct judge *judge, const struct value *value, const struct node *argument) {
	int found;
	return order(judge, value, argument, &found) == YES ? truth_of(found >= 0) : UNKNOWN;
}

static enum truth compare_at_most(
	struct judge *judge, const struct value *value, const struct node *argument) {
	int found;
	return order(judge, value, argument, &found) == YES ? truth_of(found <= 0) : UNKNOWN;
}

/* A Ref to a parameter that is no list is one item, whatever its value. */
static bool is_one_text(const struct value *value) {
	const char *type = node_text(node_find(judge_parameter(value), "Type"));
	return type && !strstr(type, "List");
}

static enum truth compare_items(
	struct judge *judge, const struct value *value, const struct node *argument) {
	(void)judge;
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		if (value->items[i].kind == VALUE_UNKNOWN && !is_one_text(&value->items[i])) {
			return UNKNOWN;
		}
	}
	double expected = 0;
	number_of(node_text(argument), &expected);
	return truth_of(value->kind == VALUE_LIST && (double)value->count == expected);
}

static bool accepts_scalar(struct ctx *ctx, const struct node *argument) {
	if (!node_is_scalar(argument)) {
		ctx_error(ctx, node_span(argument), "expected a string, number or boolean, not %s",
			node_kind_name(argument));
	}
	return node_is_scalar(argument);
}

static bool accepts_list(struct ctx *ctx, const struct node *argument) {
	if (!node_is_list(argument) || !node_items_count(argument)) {
		ctx_error(ctx, node_span(argument), "expected a list of values");
		return false;
	}
	bool accepted = true;
	struct node **item;
	node_each(item, argument) {
		accepted = accepts_scalar(ctx, *item) && accepted;
	}
	return accepted;
}

static bool accepts_pattern(struct ctx *ctx, const struct node *argument) {
	const char *pattern = node_text(argument), *error;
	size_t offset;
	if (pattern && regex_compile(ctx->arena, pattern, &error, &offset)) {
		return true;
	}
	if (pattern) {
		ctx_error(ctx, node_span(argument), "wrong pattern at character %zu: %s",
			offset + 1, error);
	} else {
		ctx_error(ctx, node_span(argument), "expected a pattern");
	}
	return false;
}

static bool accepts_number(struct ctx *ctx, const struct node *argument) {
	double number;
	bool accepted = number_of(node_text(argument), &number);
	if (!accepted) {
		ctx_error(ctx, node_span(argument), "expected a number");
	}
	return accepted;
}

static const struct comparison operators[] = {
	{ "equals", "is this text, number or boolean", compare_equals, accepts_scalar },
	{ "one_of", "is one of these", compare_one_of, accepts_list },
	{ "matches", "matches this regular expression (PCRE2)", compare_matches, accepts_pattern },
	{ "at_least", "is a number not below this", compare_at_least, accepts_number },
	{ "at_most", "is a number not above this", compare_at_most, accepts_number },
	{ "items", "is a list of so many items", compare_items, accepts_number },
	{ 0 },
};

static const struct comparison *comparison_find(const char *name) {
	const struct comparison *row = operators;
	while (row->name && !(*row->name == *name && strcmp(row->name, name) == 0)) {
		row++;
	}
	return row->name ? row : NULL;
}

/* The parameter without a value that a text is written with, and how often. */
struct gap {
	const struct node *parameter; /* NULL: none was found */
	size_t count;
	bool several; /* what is not known has more than one source */
};

static void note_gap(struct gap *gap, const struct stack *stack, const char *name) {
	const struct node *parameter = node_find(stack->template->parameters, name);
	if (!parameter || map_has(&stack->arguments, name) || node_find(parameter, "Default")) {
		return;
	}
	gap->several = gap->several || (gap->parameter && gap->parameter != parameter);
	gap->parameter = parameter;
	gap->count++;
}

/* Takes in the parameters of a Ref, a Sub without variables of its own, or a Join of such. */
static void find_gaps(struct arena *arena, struct gap *gap, const struct stack *stack,
	const struct node *node, unsigned depth) {
	const char *name, *rest = NULL;
	const struct node *arguments;
	if (!node || depth > 8 || !intrinsic_call(arena, node, &name, &arguments)) {
		return;
	}
	if (strcmp(name, "Ref") == 0 && node_text(arguments)) {
		note_gap(gap, stack, node_text(arguments));
	} else if (strcmp(name, "Fn::Sub") == 0) {
		rest = node_text(arguments);
	}
	for (const char *open; rest && (open = strstr(rest, "${")); rest = open + 2) {
		note_gap(gap, stack, arena_strndup(arena, open + 2, strcspn(open + 2, "}")));
	}
	struct node **item;
	node_each(item, strcmp(name, "Fn::Join") == 0 ? node_at(arguments, "1") : NULL) {
		find_gaps(arena, gap, stack, *item, depth + 1);
	}
}

/* A value with what is not known of it filled in; *ret_count gets how many such parts it has. */
static struct value filled(
	struct judge *judge, const struct value *value, const char *text, size_t *ret_count) {
	struct value literal = value_literal(judge->eval, value->stack, value->node, text);
	*ret_count = 1;
	if (value->kind != VALUE_TEXT) {
		return literal;
	}
	struct part *parts = arena_alloc(judge->eval->arena, value->count * sizeof(*parts));
	*ret_count = 0;
	for (size_t i = 0; i < value->count; i++) {
		bool open = value->parts[i].kind == PART_UNKNOWN;
		parts[i] = open ? literal.parts[0] : value->parts[i];
		*ret_count += open;
	}
	struct value copy = *value;
	copy.parts = parts;
	return copy;
}

/* A parameter without value can still be decided by what all its AllowedValues have in common. */
static enum truth compare_allowed(struct judge *judge, const struct comparison *row,
	const struct value *value, const struct node *argument) {
	struct gap gap = { 0 };
	if (value->stack) {
		find_gaps(judge->eval->arena, &gap, value->stack, value->node, 0);
	}
	const char *type = node_text(node_find(gap.parameter, "Type"));
	const struct node *allowed = node_find(gap.parameter, "AllowedValues");
	if (!node_items_count(allowed) || gap.several ||
		(type && strcmp(type, "String") && strcmp(type, "Number"))) {
		return UNKNOWN;
	}
	enum truth least = YES, greatest = NO;
	struct node **item;
	node_each(item, allowed) {
		size_t count;
		const char *text = node_text(*item);
		struct value whole = filled(judge, value, text ? text : "", &count);
		enum truth truth =
			count == gap.count ? row->compare(judge, &whole, argument) : UNKNOWN;
		least = truth_and(least, truth);
		greatest = truth_or(greatest, truth);
	}
	return least == greatest ? least : UNKNOWN;
}

static enum truth compare(struct judge *judge, const struct comparison *row,
	const struct value *value, const struct node *argument) {
	switch (value->kind) {
	case VALUE_ABSENT:
		return row->compare == compare_items ? row->compare(judge, value, argument) : NO;
	case VALUE_UNKNOWN:
		return compare_allowed(judge, row, value, argument);
	default: {
		enum truth truth = row->compare(judge, value, argument);
		return truth == UNKNOWN ? compare_allowed(judge, row, value, argument) : truth;
	}
	}
}

/* `present: true` and `absent: true`, or their opposites by `false`; `value` stands at the path. */
static enum truth is_present(
	struct judge *judge, bool wanted, const char *path, const struct value *value) {
	enum truth truth = value->kind == VALUE_UNKNOWN ? judge_present(judge, path)
							: truth_of(value->kind != VALUE_ABSENT);
	return wanted ? truth : truth_not(truth);
}

static enum truth evaluate_property(struct judge *judge, const struct assertion *assertion) {
	const struct node *arguments = assertion->arguments;
	const char *path = node_text(node_find(arguments, "path"));
	const char *pointer;
	struct value value = judge_property(judge, path, &pointer);
	struct value compared = value;
	const struct node *fallback =
		value.kind == VALUE_ABSENT ? node_find(arguments, "default") : NULL;
	if (fallback) {
		compared = value_literal(
			judge->eval, judge->subject.value.stack, fallback, node_text(fallback));
	}
	enum truth truth = YES;
	const struct member *m;
	member_each(m, arguments) {
		const struct comparison *row = comparison_find(m->key->text);
		bool present = !row && strcmp(m->key->text, "present") == 0;
		if (row) {
			truth = truth_and(truth, compare(judge, row, &compared, m->value));
		} else if (present || strcmp(m->key->text, "absent") == 0) {
			bool wanted = present == m->value->truth;
			truth = truth_and(truth, is_present(judge, wanted, path, &value));
		}
	}
	if (truth != UNKNOWN) {
		return judge_blame(judge, truth, &value, pointer, NULL);
	}
	return judge_blame(judge, UNKNOWN, &value, pointer, "%s", judge_reason(judge, &value));
}

static void check_property(struct ctx *ctx, const struct node *arguments) {
	if (!node_is_string(node_find(arguments, "path"))) {
		ctx_error(ctx, node_span(arguments), "property needs a path");
	}
	bool asks = false;
	for (const struct comparison *row = operators; row->name; row++) {
		const struct node *argument = node_find(arguments, row->name);
		if (argument) {
			asks = true;
			row->accepts(ctx, argument);
		}
	}
	static const char *const presence[] = { "present", "absent" };
	for (size_t i = 0; i < 2; i++) {
		const struct node *argument = node_find(arguments, presence[i]);
		asks = asks || argument;
		if (argument && argument->kind != NODE_BOOL) {
			ctx_error(ctx, node_span(argument), "expected true or false");
		}
	}
	const struct node *fallback = node_find(arguments, "default");
	if (fallback) {
		accepts_scalar(ctx, fallback);
	}
	if (!asks) {
		ctx_error(ctx, node_span(arguments),
			"property says nothing to compare: present, absent, equals, one_of, "
			"matches, at_least, at_most or items");
	}
}

/* Two texts are the same where both are known, or where both are the same reference. */
static enum truth same(struct arena *arena, const struct value *a, const struct value *b) {
	const char *text_a = value_text(arena, a), *text_b = value_text(arena, b);
	if (text_a && text_b) {
		return truth_of(!strcmp(text_a, text_b));
	}
	const char *ref_a = judge_referred(a->node), *ref_b = judge_referred(b->node);
	return ref_a && ref_b && !strcmp(ref_a, ref_b) ? YES : UNKNOWN;
}

static enum truth evaluate_distinct(struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path"));
	const char *member = node_text(node_find(assertion->arguments, "member"));
	struct arena *arena = judge->eval->arena;
	const char *pointer;
	struct value list = judge_property(judge, path, &pointer);
	if (list.kind == VALUE_UNKNOWN) {
		return judge_blame(
			judge, UNKNOWN, &list, pointer, "%s", judge_reason(judge, &list));
	}
	struct VEC(struct value) seen = { 0 };
	enum truth truth = judge_blame(judge, YES, &list, pointer, NULL);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count && truth != NO; i++) {
		struct value item = eval_member(judge->eval, &list.items[i], member);
		for (size_t j = 0; j < seen.count && truth != NO; j++) {
			enum truth equal = same(arena, &item, &seen.items[j]);
			if (truth_not(equal) >= truth) {
				continue;
			}
			const struct value *open =
				value_text(arena, &item) ? &seen.items[j] : &item;
			truth = judge_blame(judge, truth_not(equal), &item, pointer,
				equal == UNKNOWN ? "%s" : NULL, judge_reason(judge, open));
		}
		if (item.kind != VALUE_ABSENT) {
			vec_push(arena, &seen, item);
		}
	}
	return truth;
}

static void check_distinct(struct ctx *ctx, const struct node *arguments) {
	if (!node_is_string(node_find(arguments, "path")) ||
		!node_is_string(node_find(arguments, "member"))) {
		ctx_error(ctx, node_span(arguments), "distinct needs a path and a member");
	}
}

const struct word property_words[] = {
	{ "property",
		"what stands at a path: present, absent, equals, one_of, matches, at_least, "
		"at_most, "
		"items; `default` is what a missing one counts as",
		"path default present absent equals one_of matches at_least at_most items", "",
		evaluate_property, check_property, PARTS_NONE },
	{ "distinct", "no two items of the list at a path have the same member", "path member", "",
		evaluate_distinct, check_distinct, PARTS_NONE },
	{ 0 },
};
