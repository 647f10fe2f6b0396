#include "analyzer/cfn/value.h"

#include "analyzer/base/buf.h"

#include <string.h>
#include <strings.h>

bool value_is_absent(const struct value *value) {
	return value->kind == VALUE_ABSENT;
}

bool value_is_unknown(const struct value *value) {
	return value->kind == VALUE_UNKNOWN;
}

const char *value_text(struct arena *arena, const struct value *value) {
	if (value->kind != VALUE_TEXT) {
		return NULL;
	}
	for (size_t i = 0; i < value->count; i++) {
		if (value->parts[i].kind != PART_LITERAL) {
			return NULL;
		}
	}
	if (value->count == 1) {
		return value->parts[0].text;
	}
	struct buf text = buf_new(arena);
	for (size_t i = 0; i < value->count; i++) {
		buf_puts(&text, value->parts[i].text);
	}
	return text.bytes;
}

const struct part *value_reference(const struct value *value) {
	bool single = value->kind == VALUE_TEXT && value->count == 1;
	return single && value->parts[0].kind == PART_REFERENCE ? &value->parts[0] : NULL;
}

const char *value_unknown_reason(struct arena *arena, const struct value *value) {
	if (value->kind == VALUE_UNKNOWN) {
		return value->reason;
	}
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count; i++) {
		const struct part *part = &value->parts[i];
		if (part->kind == PART_UNKNOWN) {
			return part->text;
		}
		if (part->kind == PART_REFERENCE) {
			return arena_printf(arena, "%s of %s is decided at deployment",
				strcmp(part->text, "Ref") == 0 ? "the identifier" : part->text,
				part->logical_id);
		}
	}
	return NULL;
}

enum truth value_truth(struct arena *arena, const struct value *value) {
	const char *text = value_text(arena, value);
	if (text && strcasecmp(text, "true") == 0) {
		return YES;
	}
	return text && strcasecmp(text, "false") == 0 ? NO : UNKNOWN;
}
