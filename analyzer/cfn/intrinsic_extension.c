#include "analyzer/base/vec.h"
#include "analyzer/cfn/intrinsic.h"
#include "analyzer/cfn/text.h"
#include "analyzer/doc/limits.h"

#include <stdio.h>
#include <string.h>

/* Functions that only AWS::LanguageExtensions brings. */

/* Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html
 */
struct value intrinsic_length(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	struct value list = eval_node(eval, stack, arguments);
	if (list.kind == VALUE_UNKNOWN) {
		return list;
	}
	return list.kind == VALUE_LIST
		       ? value_literal(eval, stack, arguments,
				 arena_printf(eval->arena, "%zu", list.count))
		       : value_unknown(eval, stack, arguments, "Fn::Length takes a list");
}

static void add(struct eval *eval, struct text *text, const char *literal) {
	text_add_literal(eval, text, literal, strlen(literal));
}

/* The bytes of a literal as they stand inside the quotes of JSON. */
static void add_escaped(struct eval *eval, struct text *text, const char *literal) {
	static const char controls[] = "\b\t\n\f\r", letters[] = "btnfr";
	const char *start = literal, *c = literal;
	for (; *c; c++) {
		char escape[8];
		const char *control = strchr(controls, *c);
		if (*c == '"' || *c == '\\' || control) {
			char letter = control ? letters[control - controls] : *c;
			snprintf(escape, sizeof(escape), "\\%c", letter);
		} else if ((unsigned char)*c < 0x20) {
			snprintf(escape, sizeof(escape), "\\u%04x", (unsigned char)*c);
		} else {
			continue;
		}
		text_add_literal(eval, text, start, (size_t)(c - start));
		add(eval, text, escape);
		start = c + 1;
	}
	text_add_literal(eval, text, start, (size_t)(c - start));
}

/* What is written as a number or boolean stays one; everything else is quoted. */
static bool is_bare(const struct value *value) {
	const struct node *node = value->node;
	return node && !node->tag && (node->kind == NODE_NUMBER || node->kind == NODE_BOOL);
}

static void add_text(struct eval *eval, struct text *text, const struct value *value) {
	const char *quote = is_bare(value) ? "" : "\"";
	add(eval, text, quote);
	for (size_t i = 0; i < value->count; i++) {
		struct value part = *value;
		part.count = 1;
		part.parts = &value->parts[i];
		if (part.parts->kind == PART_LITERAL) {
			add_escaped(eval, text, part.parts->text);
		} else {
			text_add_value(eval, text, &part);
		}
	}
	add(eval, text, quote);
}

static void add_json(struct eval *eval, struct text *text, const struct value *value);

static void add_members(struct eval *eval, struct text *text, const struct value *map) {
	struct value_members members = { 0 };
	eval_members(eval, map, &members);
	add(eval, text, "{");
	for (size_t i = 0; i < members.count; i++) {
		add(eval, text, i ? ",\"" : "\"");
		add_escaped(eval, text, members.items[i].key);
		add(eval, text, "\":");
		add_json(eval, text, &members.items[i].value);
	}
	add(eval, text, "}");
}

static void add_json(struct eval *eval, struct text *text, const struct value *value) {
	if (eval->depth >= LIMIT_EVALUATION_DEPTH || text->bytes > LIMIT_TEXT_BYTES) {
		text_add_unknown(eval, text, "what Fn::ToJsonString writes is too large");
		return;
	}
	eval->depth++;
	switch (value->kind) {
	case VALUE_TEXT:
		add_text(eval, text, value);
		break;
	case VALUE_LIST:
		add(eval, text, "[");
		for (size_t i = 0; i < value->count; i++) {
			add(eval, text, i ? "," : "");
			add_json(eval, text, &value->items[i]);
		}
		add(eval, text, "]");
		break;
	case VALUE_MAP:
		add_members(eval, text, value);
		break;
	case VALUE_ABSENT:
	case VALUE_UNKNOWN:
		text_add_value(eval, text, value);
		break;
	}
	eval->depth--;
}

/* Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
 */
struct value intrinsic_to_json_string(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	struct value value = eval_node(eval, stack, arguments);
	if (value.kind == VALUE_UNKNOWN) {
		return value;
	}
	struct text text = { 0 };
	add_json(eval, &text, &value);
	return text_value(eval, &text, stack, arguments);
}
