#include "rules/baseline.h"

#include "analyzer/doc/json_write.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA "drlint.baseline/1"

/* What an entry is known by, in the order in which entries are sorted. */
enum entry_part { RULE, ACCOUNT, REGION, STACK, LOGICAL_ID, PATH, REPLICA, PART_COUNT };
static const char *const part_names[PART_COUNT] = {
	[RULE] = "rule",
	[ACCOUNT] = "account",
	[REGION] = "region",
	[STACK] = "stack",
	[LOGICAL_ID] = "logical_id",
	[PATH] = "path",
	[REPLICA] = "replica_region",
};

const char *baseline_stack(const struct member_stack *stack) {
	const char *name = stack->stack.name ? stack->stack.name : stack->display_name;
	if (!name) {
		return "";
	}
	return strncmp(name, "./", 2) == 0 ? name + 2 : name;
}

static void parts_of(const struct finding *finding, const char **ret_parts) {
	const struct member_stack *stack = finding->resource->stack;
	ret_parts[RULE] = finding->rule->id;
	ret_parts[ACCOUNT] = stack->stack.environment.account;
	ret_parts[REGION] = stack->stack.environment.region;
	ret_parts[STACK] = baseline_stack(stack);
	ret_parts[LOGICAL_ID] = finding->resource->logical_id;
	ret_parts[PATH] = finding->pointer;
	ret_parts[REPLICA] = finding->replica_region;
}

static const char *key_of(struct arena *arena, const char *const *parts) {
	struct buf key = buf_new(arena);
	for (size_t i = 0; i < PART_COUNT; i++) {
		buf_puts(&key, parts[i] ? parts[i] : "");
		buf_putc(&key, '\n');
	}
	return key.bytes;
}

const char *baseline_key_of_rule(struct arena *arena, const struct rule *rule) {
	const char *parts[PART_COUNT] = { [RULE] = rule->id };
	return key_of(arena, parts);
}

const char *baseline_key(struct arena *arena, const struct finding *finding) {
	const char *parts[PART_COUNT];
	if (finding->rule->once) {
		return baseline_key_of_rule(arena, finding->rule);
	}
	parts_of(finding, parts);
	return key_of(arena, parts);
}

static bool is_known(const char *key) {
	for (size_t i = 0; i < PART_COUNT; i++) {
		if (strcmp(part_names[i], key) == 0) {
			return true;
		}
	}
	return strcmp(key, "verdict") == 0 || strcmp(key, "message") == 0;
}

static void read_entry(
	struct ctx *ctx, const struct node *entry, struct suppression_list *ret_baseline) {
	size_t errors = ctx->diags->errors;
	const struct member *member;
	member_each(member, entry) {
		if (!is_known(member->key->text)) {
			ctx_error(ctx, node_span(member->key), "an entry of a baseline has no '%s'",
				member->key->text);
		} else if (!node_text(member->value)) {
			ctx_error(ctx, node_span(member->value), "%s takes a text",
				member->key->text);
		}
	}
	const char *parts[PART_COUNT];
	for (size_t i = 0; i < PART_COUNT; i++) {
		parts[i] = node_text(node_find(entry, part_names[i]));
	}
	const char *verdict = node_text(node_find(entry, "verdict"));
	bool fail = verdict && strcmp(verdict, verdict_name(VERDICT_FAIL)) == 0;
	if (!fail && !(verdict && strcmp(verdict, verdict_name(VERDICT_UNKNOWN)) == 0)) {
		ctx_error(ctx, node_span(entry), "an entry needs a verdict: fail or unknown");
	}
	if (!parts[RULE] || !parts[LOGICAL_ID] || !parts[PATH]) {
		ctx_error(ctx, node_span(entry), "an entry needs rule, logical_id and path");
	}
	if (ctx->diags->errors > errors) {
		return;
	}
	const struct suppression suppression = {
		.by = BY_BASELINE,
		.rule = parts[RULE],
		.key = key_of(ctx->arena, parts),
		.stack = parts[STACK] ? parts[STACK] : "",
		.resource = parts[LOGICAL_ID],
		.verdict = fail ? VERDICT_FAIL : VERDICT_UNKNOWN,
		.span = node_span(entry),
	};
	vec_push(ctx->arena, ret_baseline, suppression);
}

bool baseline_read(
	struct ctx *ctx, const struct node *document, struct suppression_list *ret_baseline) {
	const char *schema = node_text(node_find(document, "schema"));
	if (!schema || strcmp(schema, SCHEMA) != 0) {
		ctx_error(
			ctx, node_span(document), "this is no baseline: schema is not %s", SCHEMA);
		return false;
	}
	const struct node *findings = node_find(document, "findings");
	if (!node_is_list(findings)) {
		ctx_error(ctx, node_span(document), "a baseline needs findings, a list");
		return false;
	}
	struct node **entry;
	node_each(entry, findings) {
		read_entry(ctx, *entry, ret_baseline);
	}
	return true;
}

/* A rule about suppressions is none of what was there before them. */
static bool is_taken(const struct finding *finding) {
	bool open = finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_UNKNOWN;
	return open && !finding->rule->fault &&
	       (!finding->suppressed || finding->suppressed->by == BY_BASELINE);
}

/* Keys first, since these are what entries are known by. */
static int by_key(const void *a, const void *b) {
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;
	const char *of_x[PART_COUNT], *of_y[PART_COUNT];
	parts_of(x, of_x);
	parts_of(y, of_y);
	for (size_t i = 0; i < PART_COUNT; i++) {
		int order = strcmp(of_x[i] ? of_x[i] : "", of_y[i] ? of_y[i] : "");
		if (order) {
			return order;
		}
	}
	return strcmp(x->message, y->message);
}

bool baseline_write(struct ctx *ctx, const struct findings *findings, struct buf *out) {
	struct VEC(const struct finding *) taken = { 0 };
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		if (is_taken(finding)) {
			vec_push(out->arena, &taken, finding);
		}
	}
	if (taken.count) {
		qsort(taken.items, taken.count, sizeof(taken.items[0]), by_key);
	}
	struct json *root = json_object(ctx);
	if (!root) {
		return false;
	}
	json_add_text(root, "schema", SCHEMA);
	struct json *list = json_add_list(root, "findings");
	for (size_t i = 0; i < taken.count; i++) {
		finding = taken.items[i];
		const char *parts[PART_COUNT];
		parts_of(finding, parts);
		struct json *entry = json_add_object(list, NULL);
		json_add_text(entry, "verdict", verdict_name(finding->verdict));
		for (size_t j = 0; j < PART_COUNT; j++) {
			json_add_text(entry, part_names[j], parts[j]);
		}
		json_add_text(entry, "message",
			finding->verdict == VERDICT_FAIL ? finding->message : finding->rule->title);
	}
	buf_puts(out, json_print(out->arena, root, false));
	return true;
}

static bool is_absent(const struct findings *findings, const struct node *entry) {
	const struct suppression *const *one;
	vec_each(one, &findings->absent) {
		if ((*one)->span.source == entry->source && (*one)->span.start == entry->start) {
			return true;
		}
	}
	return false;
}

bool baseline_prune(struct ctx *ctx, const struct node *document, const struct findings *findings,
	struct buf *out) {
	struct json *root = json_object(ctx);
	if (!root) {
		return false;
	}
	json_add_text(root, "schema", SCHEMA);
	struct json *list = json_add_list(root, "findings");
	struct node **entry;
	node_each(entry, node_find(document, "findings")) {
		if (is_absent(findings, *entry)) {
			continue;
		}
		struct json *kept = json_add_object(list, NULL);
		const struct member *member;
		member_each(member, *entry) {
			json_add_text(kept, member->key->text, node_text(member->value));
		}
	}
	buf_puts(out, json_print(out->arena, root, false));
	return true;
}

void baseline_forget(struct findings *findings) {
	size_t kept = 0;
	for (size_t i = 0; i < findings->list.count; i++) {
		const struct finding *finding = &findings->list.items[i];
		if (finding->rule->fault != FAULT_STALE || finding->verdict != VERDICT_FAIL) {
			findings->list.items[kept++] = *finding;
		}
	}
	findings->list.count = kept;
	findings_settle(findings);
}

void baseline_accept(struct ctx *ctx, struct findings *findings) {
	struct suppression *baseline = arena_new_of(ctx->arena, struct suppression);
	*baseline = (struct suppression){ .by = BY_BASELINE };
	struct finding *finding;
	vec_each(finding, &findings->list) {
		if (is_taken(finding)) {
			finding->suppressed = baseline;
		}
	}
	findings_settle(findings);
}
