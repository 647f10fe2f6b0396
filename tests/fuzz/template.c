#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/expand.h"
#include "analyzer/doc/load.h"
#include "tests/fuzz/check.h"

/* Evaluates a value and all below it. */
static void evaluate_below(struct eval *eval, const struct value *value, unsigned depth) {
	if (depth > LIMIT_DEPTH || eval->steps > 10000) {
		return;
	}
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
		evaluate_below(eval, &value->items[i], depth + 1);
	}
	struct value_members members = { 0 };
	eval_members(eval, value, &members);
	for (size_t i = 0; i < members.count; i++) {
		evaluate_below(eval, &members.items[i].value, depth + 1);
	}
	value_unknown_reason(eval->arena, value);
}

static void evaluate(struct eval *eval, const struct stack *stack) {
	const struct member *m;
	member_each(m, stack->template->resources) {
		const char *reason;
		if (eval_exists(eval, stack, m->value, &reason) == NO) {
			continue;
		}
		struct value body = eval_node(eval, stack, m->value);
		evaluate_below(eval, &body, 0);
	}
}

/* Reads the bytes as a template, expands it, and evaluates it under every scenario. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *root = doc_parse(&ctx, source_new(arena, "-", text, size));
	struct stack stack = { .template = root ? template_new(&ctx, root) : NULL };
	if (stack.template) {
		stack_expand(&ctx, &stack);
		struct scenario scenario;
		scenario_begin(&scenario, arena);
		do {
			struct eval eval = { .ctx = &ctx, .arena = arena, .scenario = &scenario };
			evaluate(&eval, &stack);
		} while (scenario_next(&scenario));
	}
	arena_free(arena);
	return 0;
}
