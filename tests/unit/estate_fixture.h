#ifndef TESTS_UNIT_ESTATE_FIXTURE_H
#define TESTS_UNIT_ESTATE_FIXTURE_H

#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/estate/service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A context, and templates deployed to the regions of an estate. */

static inline struct ctx *context(void) {
	struct arena *arena = arena_new();
	struct ctx *ctx = arena_new_of(arena, struct ctx);
	*ctx = (struct ctx){ arena, diags_new(arena) };
	return ctx;
}

static inline const struct node *parse(struct ctx *ctx, const char *text) {
	return doc_parse(ctx, source_new(ctx->arena, "t", text, strlen(text)));
}

static inline void add_stack(struct estate *estate, const char *region, const char *template) {
	struct ctx *ctx = estate->ctx;
	struct member_stack *stack = arena_new_of(ctx->arena, struct member_stack);
	stack->stack = (struct stack){ .name = region,
		.template = template_new(ctx, parse(ctx, template)),
		.environment = { "aws", "123456789012", region } };
	assert_non_null(stack->stack.template);
	estate_add_stack(estate, stack);
}

/* The text of a template in tests/unit/estates. */
static inline const char *read_estate(struct ctx *ctx, const char *name) {
	const char *path = file_join(ctx->arena, getenv("SOURCE_ROOT"), "tests/unit/estates");
	const struct source *source =
		file_read(ctx, file_join(ctx->arena, path, name), LIMIT_FILE_BYTES);
	assert_non_null(source);
	return source->text;
}

static inline void discard(struct ctx *ctx) {
	arena_free(ctx->arena);
}

#endif
