#include "analyzer/cfn/arn.h"

#include "analyzer/base/vec.h"

#include <string.h>

#define FIELD_COUNT 6 /* "arn" and the five of struct arn */

struct field VEC(struct part);

static struct value field_value(const struct value *text, const struct field *field) {
	return (struct value){
		.kind = VALUE_TEXT,
		.node = text->node,
		.stack = text->stack,
		.count = field->count,
		.parts = field->items,
	};
}

/* Splits at the first five colons that stand in literal parts; the rest is the resource. */
bool arn_parse(struct arena *arena, const struct value *text, struct arn *ret_arn) {
	if (text->kind != VALUE_TEXT || text->count == 0 || text->parts[0].kind != PART_LITERAL ||
		strncmp(text->parts[0].text, "arn:", 4) != 0) {
		return false;
	}
	struct field fields[FIELD_COUNT] = { 0 };
	size_t at = 0;
	for (size_t i = 0; i < text->count; i++) {
		struct part part = text->parts[i];
		const char *rest = part.text;
		while (part.kind == PART_LITERAL && at + 1 < FIELD_COUNT) {
			const char *colon = strchr(rest, ':');
			if (!colon) {
				break;
			}
			struct part piece = { .kind = PART_LITERAL,
				.text = arena_strndup(arena, rest, (size_t)(colon - rest)) };
			if (*piece.text || fields[at].count == 0) {
				vec_push(arena, &fields[at], piece);
			}
			at++;
			rest = colon + 1;
		}
		if (part.kind != PART_LITERAL || *rest) {
			part.text = rest;
			vec_push(arena, &fields[at], part);
		}
	}
	if (at + 1 < FIELD_COUNT) {
		return false;
	}
	*ret_arn = (struct arn){
		.partition = field_value(text, &fields[1]),
		.service = field_value(text, &fields[2]),
		.region = field_value(text, &fields[3]),
		.account = field_value(text, &fields[4]),
		.resource = field_value(text, &fields[5]),
	};
	return true;
}
