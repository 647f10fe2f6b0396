#include "analyzer/cfn/text.h"

#include "analyzer/doc/limits.h"

#include <string.h>

static void add_literal(struct eval *eval, struct text *text, const char *literal, size_t length) {
	if (!text->literal.bytes) {
		text->literal = buf_new(eval->arena);
	}
	buf_write(&text->literal, literal, length);
}

/* Ends the literal, so that parts of other kinds can follow it. */
static void end_literal(struct eval *eval, struct text *text) {
	if (text->literal.length > 0) {
		const struct part part = { .kind = PART_LITERAL, .text = text->literal.bytes };
		vec_push(eval->arena, &text->parts, part);
		text->literal = (struct buf){ 0 };
	}
}

void text_add_literal(struct eval *eval, struct text *text, const char *literal, size_t length) {
	text->bytes += length;
	if (length > 0 && text->bytes <= LIMIT_TEXT_BYTES) {
		add_literal(eval, text, literal, length);
	}
}

static void add_part(struct eval *eval, struct text *text, const struct part *part) {
	if (part->kind == PART_LITERAL) {
		text_add_literal(eval, text, part->text, strlen(part->text));
	} else if (text->bytes <= LIMIT_TEXT_BYTES) {
		end_literal(eval, text);
		vec_push(eval->arena, &text->parts, *part);
	}
}

void text_add_unknown(struct eval *eval, struct text *text, const char *reason) {
	end_literal(eval, text);
	vec_push(eval->arena, &text->parts,
		(const struct part){ .kind = PART_UNKNOWN, .text = reason });
}

void text_add_value(struct eval *eval, struct text *text, const struct value *value) {
	switch (value->kind) {
	case VALUE_TEXT:
		for (size_t i = 0; i < value->count; i++) {
			add_part(eval, text, &value->parts[i]);
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

/* The first of them in a text and its end, or NULL; few texts have a bracket at all. */
static const char *find_dynamic(const char *text, const char **ret_end) {
	const char *first = NULL;
	for (size_t i = 0; i < sizeof(dynamics) / sizeof(dynamics[0]); i++) {
		const char *bracket = strchr(text, *dynamics[i].open);
		const char *open = bracket ? strstr(bracket, dynamics[i].open) : NULL;
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

/* Parts of which literals hold dynamic references, taken apart there. */
static struct text taken_apart(struct eval *eval, const struct part *parts, size_t count) {
	struct text apart = { 0 };
	for (size_t i = 0; i < count; i++) {
		if (parts[i].kind == PART_LITERAL) {
			add_apart(eval, &apart, parts[i].text);
		} else {
			add_part(eval, &apart, &parts[i]);
		}
	}
	end_literal(eval, &apart);
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

struct value text_value(
	struct eval *eval, struct text *text, const struct stack *stack, const struct node *node) {
	if (text->bytes > LIMIT_TEXT_BYTES) {
		return value_unknown(
			eval, stack, node, "the text is longer than %u bytes", LIMIT_TEXT_BYTES);
	}
	end_literal(eval, text);
	if (text->parts.count == 0) {
		return value_literal(eval, stack, node, "");
	}
	if (any_dynamic(text->parts.items, text->parts.count)) {
		*text = taken_apart(eval, text->parts.items, text->parts.count);
	}
	return (struct value){
		.kind = VALUE_TEXT,
		.node = node,
		.stack = stack,
		.count = text->parts.count,
		.parts = text->parts.items,
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
