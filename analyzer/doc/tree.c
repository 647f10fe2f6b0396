#include "analyzer/doc/tree.h"

#include <string.h>

#define NODES_AT_ONCE 32

static void complain(struct tree *tree, enum diag_severity severity, struct span span,
	const char *format, va_list args) {
	if (tree->complaints++ < LIMIT_ERRORS_PER_FILE) {
		diag_add(tree->ctx->diags, severity, span_outermost(span), "%s",
			arena_vprintf(tree->ctx->arena, format, args));
	}
}

void tree_complain(struct tree *tree, enum diag_severity severity, uint32_t start, uint32_t end,
	const char *format, ...) {
	va_list args;
	va_start(args, format);
	struct span span = { .source = tree->source, .start = start, .end = end };
	complain(tree, severity, span, format, args);
	va_end(args);
}

void tree_error(struct tree *tree, uint32_t start, uint32_t end, const char *format, ...) {
	va_list args;
	va_start(args, format);
	struct span span = { .source = tree->source, .start = start, .end = end };
	/* Whoever gets no tree is told why, however many warnings came before. */
	if (!tree->doubtful && tree->complaints >= LIMIT_ERRORS_PER_FILE) {
		tree->complaints = LIMIT_ERRORS_PER_FILE - 1;
	}
	complain(tree, DIAG_ERROR, span, format, args);
	tree->doubtful = true;
	va_end(args);
}

bool tree_more_nodes(struct tree *tree, uint32_t start, uint32_t end) {
	if (tree->nodes >= LIMIT_NODES) {
		tree_error(tree, start, end, "more than %u values in one file", LIMIT_NODES);
		return false;
	}
	size_t left = LIMIT_NODES - tree->nodes;
	size_t count = left < NODES_AT_ONCE ? left : NODES_AT_ONCE;
	tree->free = arena_alloc(tree->ctx->arena, count * sizeof(struct node));
	tree->free_end = tree->free + count;
	return true;
}

void tree_set_items(
	struct tree *tree, struct node *list, struct node *const *items, uint32_t count) {
	list->count = count;
	list->items = NULL;
	if (count) {
		list->items = arena_alloc(tree->ctx->arena, count * sizeof(*items));
		memcpy(list->items, items, count * sizeof(*items));
	}
}
