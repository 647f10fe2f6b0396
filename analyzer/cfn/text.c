#include "analyzer/cfn/text.h"

#include "analyzer/base/buf.h"
#include "analyzer/doc/limits.h"

#include <string.h>

void text_add_literal(struct eval *eval, struct text *text, const char *literal, size_t length) {
	text->bytes += length;
	if (length == 0 || text->bytes > LIMIT_TEXT_BYTES) {
		return;
	}
	struct part part = { .kind = PART_LITERAL,
		.text = arena_strndup(eval->arena, literal, length) };
	vec_push(eval->arena, &text->parts, part);
}

void text_add_unknown(struct eval *eval, struct text *text, const char *reason) {
	struct part part = { .kind = PART_UNKNOWN, .text = reason };
	vec_push(eval->arena, &text->parts, part);
}

void text_add_value(struct eval *eval, struct text *text, const struct value *value) {
	switch (value->kind) {
	case VALUE_TEXT:
		for (size_t i = 0; i < value->count; i++) {
			const struct part *part = &value->parts[i];
			text->bytes += part->kind == PART_LITERAL ? strlen(part->text) : 0;
			if (text->bytes <= LIMIT_TEXT_BYTES) {
				vec_push(eval->arena, &text->parts, *part);
			}
		}
		return;
	case VALUE_UNKNOWN:
		text_add_unknown(eval, text, value->reason);
		return;
	case VALUE_ABSENT:
		text_add_unknown(eval, text, "AWS::NoValue has no text");
		return;
	case VALUE_LIST:
	case VALUE_MAP:
		text_add_unknown(eval, text, "a list or map has no text");
		return;
	}
}

/*
 * What inside a text is read at deployment. Sources:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html and
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-servicecatalog.html
 * (read 2026-11).
 */
static const struct dynamic {
	const char *open, *close;
} dynamics[] = {
	{ "{{resolve:", "}}" },
	{ "[[servicecatalog:", "]]" },
};

/* The first of them in a text and its end, or NULL. */
static const char *find_dynamic(const char *text, const char **ret_end) {
	const char *first = NULL;
	for (size_t i = 0; i < sizeof(dynamics) / sizeof(dynamics[0]); i++) {
		const char *open = strstr(text, dynamics[i].open);
		const char *close = open ? strstr(open, dynamics[i].close) : NULL;
		if (close && (!first || open < first)) {
			first = open;
			*ret_end = close + strlen(dynamics[i].close);
		}
	}
	return first;
}

/* Adds a literal whose dynamic references are unknown parts. */
static void add_apart(struct eval *eval, struct text *text, const char *literal) {
	const char *end = NULL;
	for (const char *open; (open = find_dynamic(literal, &end)); literal = end) {
		text_add_literal(eval, text, literal, (size_t)(open - literal));
		text_add_unknown(eval, text,
			arena_printf(eval->arena,
				"the dynamic reference %.*s is read at deployment",
				(int)(end - open), open));
	}
	text_add_literal(eval, text, literal, strlen(literal));
}

/* Parts of which literals that were put together hold dynamic references, taken apart there. */
static struct text taken_apart(struct eval *eval, const struct part *parts, size_t count) {
	struct text apart = { 0 };
	for (size_t i = 0; i < count; i++) {
		if (parts[i].kind == PART_LITERAL) {
			add_apart(eval, &apart, parts[i].text);
		} else {
			vec_push(eval->arena, &apart.parts, parts[i]);
		}
	}
	return apart;
}

static bool any_dynamic(const struct part *parts, size_t count) {
	const char *end;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].kind == PART_LITERAL && find_dynamic(parts[i].text, &end)) {
			return true;
		}
	}
	return false;
}

/* The run of literals that begins at a part, as one; *ret_end is the part behind it. */
static struct part join_literals(struct arena *arena, const struct part *first,
	const struct part *end, const struct part **ret_end) {
	const struct part *next = first + 1;
	if (first->kind != PART_LITERAL || next == end || next->kind != PART_LITERAL) {
		*ret_end = next;
		return *first;
	}
	struct buf joined = buf_new(arena);
	buf_puts(&joined, first->text);
	for (; next < end && next->kind == PART_LITERAL; next++) {
		buf_puts(&joined, next->text);
	}
	*ret_end = next;
	return (struct part){ .kind = PART_LITERAL, .text = joined.bytes };
}

struct value text_value(struct eval *eval, const struct text *text, const struct stack *stack,
	const struct node *node) {
	if (text->bytes > LIMIT_TEXT_BYTES) {
		return value_unknown(
			eval, stack, node, "the text is longer than %u bytes", LIMIT_TEXT_BYTES);
	}
	if (text->parts.count == 0) {
		return value_literal(eval, stack, node, "");
	}
	struct part *parts = text->parts.items;
	const struct part *end = parts + text->parts.count, *next = parts;
	size_t count = 0;
	while (next < end) {
		parts[count++] = join_literals(eval->arena, next, end, &next);
	}
	if (any_dynamic(parts, count)) {
		const struct text apart = taken_apart(eval, parts, count);
		parts = apart.parts.items;
		count = apart.parts.count;
	}
	return (struct value){
		.kind = VALUE_TEXT,
		.node = node,
		.stack = stack,
		.count = count,
		.parts = parts,
	};
}

struct value text_of_scalar(struct eval *eval, const struct stack *stack, const struct node *node) {
	const char *end;
	if (!find_dynamic(node->text, &end)) {
		return value_literal(eval, stack, node, node->text);
	}
	struct text text = { 0 };
	add_apart(eval, &text, node->text);
	return text_value(eval, &text, stack, node);
}
