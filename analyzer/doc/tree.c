#include "analyzer/doc/tree.h"

#include <string.h>

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

struct node *tree_node(struct tree *tree, enum node_kind kind, uint32_t start, uint32_t end) {
	if (tree->nodes >= LIMIT_NODES) {
		tree_error(tree, start, end, "more than %u values in one file", LIMIT_NODES);
		return NULL;
	}
	tree->nodes++;
	struct node *node = arena_alloc(tree->ctx->arena, sizeof(*node));
	*node = (struct node){
		.kind = (uint8_t)kind,
		.start = start,
		.end = end,
		.source = tree->source,
		.text = "",
	};
	return node;
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
