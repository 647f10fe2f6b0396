#include "analyzer/cfn/intrinsic.h"
#include "analyzer/cfn/text.h"
#include "analyzer/doc/limits.h"

#include <ctype.h>
#include <string.h>

struct value_list VEC(struct value);

struct value intrinsic_base64(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	return eval_node(eval, stack, arguments);
}

struct value intrinsic_join(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	if (node_items_count(arguments) != 2) {
		return value_unknown(
			eval, stack, arguments, "Fn::Join takes a delimiter and a list");
	}
	struct value delimiter = eval_node(eval, stack, node_items_begin(arguments)[0]);
	struct value list = eval_node(eval, stack, node_items_begin(arguments)[1]);
	const char *between = value_text(eval->arena, &delimiter);
	if (list.kind == VALUE_UNKNOWN) {
		return list;
	}
	if (!between || list.kind != VALUE_LIST) {
		return value_unknown(
			eval, stack, arguments, "Fn::Join takes a delimiter and a list");
	}
	struct text text = { 0 };
	for (size_t i = 0; i < list.count; i++) {
		if (i > 0) {
			text_add_literal(eval, &text, between, strlen(between));
		}
		text_add_value(eval, &text, &list.items[i]);
	}
	return text_value(eval, &text, stack, arguments);
}

static struct value split_text(struct eval *eval, const struct stack *stack,
	const struct node *origin, const char *delimiter, const char *text) {
	struct value_list pieces = { 0 };
	size_t skip = strlen(delimiter);
	for (const char *found; (found = strstr(text, delimiter)); text = found + skip) {
		const char *piece = arena_strndup(eval->arena, text, (size_t)(found - text));
		vec_push(eval->arena, &pieces, value_literal(eval, stack, origin, piece));
		if (pieces.count > LIMIT_LIST_ITEMS) {
			return value_unknown(eval, stack, origin, "the list has more than %d items",
				LIMIT_LIST_ITEMS);
		}
	}
	vec_push(eval->arena, &pieces, value_literal(eval, stack, origin, text));
	return (struct value){ .kind = VALUE_LIST,
		.node = origin,
		.stack = stack,
		.count = pieces.count,
		.items = pieces.items };
}

struct value intrinsic_split(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	if (node_items_count(arguments) != 2) {
		return value_unknown(
			eval, stack, arguments, "Fn::Split takes a delimiter and a text");
	}
	struct value delimiter = eval_node(eval, stack, node_items_begin(arguments)[0]);
	struct value whole = eval_node(eval, stack, node_items_begin(arguments)[1]);
	const char *between = value_text(eval->arena, &delimiter);
	const char *text = value_text(eval->arena, &whole);
	if (between && *between && text) {
		return split_text(eval, stack, arguments, between, text);
	}
	const char *reason = value_unknown_reason(eval->arena, &whole);
	return value_unknown(eval, stack, arguments, "the text to split is not known: %s",
		reason ? reason : "Fn::Split takes a delimiter and a text");
}

/* What a placeholder stands for: a variable of the call, else as Ref or GetAtt. */
static struct value placeholder(struct eval *eval, const struct stack *stack,
	const struct node *origin, const struct node *variables, const char *name) {
	const struct node *variable = node_find(variables, name);
	if (variable) {
		return eval_node(eval, stack, variable);
	}
	const char *dot = strchr(name, '.');
	if (!dot) {
		return reference_by_name(eval, stack, origin, name);
	}
	return attribute_by_name(eval, stack, origin,
		arena_strndup(eval->arena, name, (size_t)(dot - name)), dot + 1);
}

static const char *trimmed(struct arena *arena, const char *start, const char *end) {
	while (start < end && isspace((unsigned char)*start)) {
		start++;
	}
	while (end > start && isspace((unsigned char)end[-1])) {
		end--;
	}
	return arena_strndup(arena, start, (size_t)(end - start));
}

static struct value substitute(struct eval *eval, const struct stack *stack,
	const struct node *pattern, const struct node *variables) {
	struct text text = { 0 };
	const char *rest = pattern->text;
	for (const char *open; (open = strstr(rest, "${"));) {
		const char *close = strchr(open, '}');
		if (!close) {
			break;
		}
		text_add_literal(eval, &text, rest, (size_t)(open - rest));
		if (open[2] == '!') {
			text_add_literal(eval, &text, "${", 2);
			text_add_literal(eval, &text, open + 3, (size_t)(close + 1 - open - 3));
		} else {
			struct value value = placeholder(eval, stack, pattern, variables,
				trimmed(eval->arena, open + 2, close));
			text_add_value(eval, &text, &value);
		}
		rest = close + 1;
	}
	text_add_literal(eval, &text, rest, strlen(rest));
	return text_value(eval, &text, stack, pattern);
}

struct value intrinsic_sub(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	if (node_text(arguments)) {
		return substitute(eval, stack, arguments, NULL);
	}
	struct node *const *items = node_items_begin(arguments);
	bool pair =
		node_items_count(arguments) == 2 && node_text(items[0]) && node_is_map(items[1]);
	return pair ? substitute(eval, stack, items[0], items[1])
		    : value_unknown(eval, stack, arguments,
			      "Fn::Sub takes a text, or a text and a map of variables");
}
