#include "tests/fuzz/check.h"
#include "tests/fuzz/judge.h"

/* The bytes as a template: every built-in rule is judged on what it deploys. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *root = doc_parse(&ctx, source_new(arena, "template", text, size));
	const struct template *template =
		root && template_recognise(root) ? template_new(&ctx, root) : NULL;
	struct rule_list rules = { 0 };
	for (size_t i = 0; i < builtin_rule_count; i++) {
		vec_push(arena, &rules, &builtin_rules[i]);
	}
	if (template) {
		judge_template(&ctx, template, &rules);
	}
	arena_free(arena);
	return 0;
}
