#include "rules/message.h"

#include "analyzer/base/buf.h"
#include "rules/rule_keys.h"

#include <string.h>

static const char *resource_name(const struct judge *judge) {
	return judge->resource->label;
}

static const char *region_name(const struct judge *judge) {
	const char *region = resource_region(judge->resource);
	return region ? region : "its region";
}

static const char *subject_label(const struct judge *judge) {
	return judge->blame.subject.label;
}

static const char *value_found(const struct judge *judge) {
	const char *value = judge_describe(judge, &judge->blame.value);
	return value ? value : "nothing";
}

static const char *path_asked(const struct judge *judge) {
	const char *path = strstr(judge->blame.pointer, "/Properties/");
	return path ? path + strlen("/Properties/") : judge->blame.pointer;
}

static const char *stack_name(const struct judge *judge) {
	const struct member_stack *stack = judge->resource->stack;
	return stack->display_name ? stack->display_name : stack->stack.name;
}

static const char *primary_region(const struct judge *judge) {
	return judge->estate->regions.primary;
}

static const char *recovery_regions(const struct judge *judge) {
	struct buf buf = buf_new(judge->eval->arena);
	const char *const *region;
	vec_each(region, &judge->estate->regions.recovery) {
		buf_printf(&buf, "%s%s", buf.length ? ", " : "", *region);
	}
	return buf.length ? buf.bytes : "the recovery region";
}

static const struct placeholder {
	const char *name;
	const char *(*text)(const struct judge *judge);
} placeholders[] = {
	{ "resource", resource_name },
	{ "region", region_name },
	{ "replica", subject_label },
	{ "subject", subject_label },
	{ "value", value_found },
	{ "path", path_asked },
	{ "stack", stack_name },
	{ "primary", primary_region },
	{ "recovery", recovery_regions },
};

static const char *fill(const void *data, const char *name) {
	const struct judge *judge = data;
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++) {
		if (strcmp(placeholders[i].name, name) == 0) {
			return placeholders[i].text(judge);
		}
	}
	const struct fact *fact = judge->blame.facts;
	while (fact && strcmp(fact->placeholder, name) != 0) {
		fact = fact->next;
	}
	return fact ? fact->text : NULL;
}

const char *message_fill(struct arena *arena, const char *message,
	const char *(*text_of)(const void *data, const char *name), const void *data) {
	struct buf buf = buf_new(arena);
	for (const char *open; (open = strchr(message, '{'));) {
		const char *close = strchr(open, '}');
		if (!close) {
			break;
		}
		buf_write(&buf, message, (size_t)(open - message));
		const char *name = arena_strndup(arena, open + 1, (size_t)(close - open - 1));
		const char *text = text_of(data, name);
		buf_puts(&buf, text ? text : "?");
		message = close + 1;
	}
	buf_puts(&buf, message);
	return buf.bytes;
}

const char *message_format(struct judge *judge, const char *message) {
	return message_fill(judge->eval->arena, message, fill, judge);
}

/* The facts of all words of an assertion, after a blank each. */
static void list_facts(struct buf *facts, const struct assertion *assertion) {
	if (!assertion) {
		return;
	}
	buf_printf(facts, " %s", assertion->word->facts);
	for (size_t i = 0; i < assertion->part_count; i++) {
		list_facts(facts, &assertion->parts[i]);
	}
}

static const char *list_placeholders(struct arena *arena, const struct rule *rule) {
	struct buf list = buf_new(arena);
	if (rule->fault) {
		return "rule until by resource";
	}
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++) {
		buf_printf(&list, "%s%s", i ? " " : "", placeholders[i].name);
	}
	list_facts(&list, rule->when);
	list_facts(&list, rule->require);
	return list.bytes;
}

void message_check(struct ctx *ctx, const struct node *message, const struct rule *rule) {
	const char *known = list_placeholders(ctx->arena, rule), *at = node_text(message);
	for (; at && (at = strchr(at, '{')); at++) {
		size_t length = strcspn(at + 1, "}");
		const char *name = arena_strndup(ctx->arena, at + 1, length);
		struct suggestion meant = { 0 };
		rule_key_offer(ctx->arena, &meant, name, known);
		if (!rule_key_is_listed(known, name)) {
			ctx_error(ctx, node_span(message), "nothing fills {%s}%s", name,
				rule_key_meant(ctx->arena, &meant));
		}
	}
}
