#include "rules/suppress.h"
#include "analyzer/doc/comment.h"
#include "analyzer/doc/load.h"
#include "tests/fuzz/check.h"

#include <string.h>

static const struct node *parse(struct ctx *ctx, const char *text, size_t size) {
	return doc_parse(ctx, source_new(ctx->arena, "input", text, size));
}

/* The comments of a text are in order and begin with their sign. */
static void check_comments(struct ctx *ctx, struct source *source) {
	struct comment_list comments = { 0 };
	doc_comments(ctx, source, "drlint:", &comments);
	uint32_t behind = 0;
	const struct comment *comment;
	vec_each(comment, &comments) {
		if (comment->start < behind || comment->end <= comment->start ||
			comment->end > source->size || source->text[comment->start] != '#') {
			abort();
		}
		behind = comment->end;
	}
}

/* Reads the bytes as a template of one stack, and the suppressions in it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const struct node *root = parse(&ctx, arena_strndup(arena, (const char *)data, size), size);
	const struct template *template = root ? template_new(&ctx, root) : NULL;
	if (template) {
		check_comments(&ctx, root->source);
		struct estate *estate = estate_new(&ctx);
		struct member_stack *stack = arena_new_of(arena, struct member_stack);
		stack->stack.template = template;
		estate_add_stack(estate, stack);
		const struct rule_list rules = { 0 };
		struct suppression_list suppressions = { 0 };
		suppressions_collect(estate, &rules, &suppressions);
		const struct suppression *one;
		vec_each(one, &suppressions) {
			if (!one->rule || one->span.end > size) {
				abort();
			}
		}
	}
	arena_free(arena);
	return 0;
}
