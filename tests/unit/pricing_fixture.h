#ifndef TESTS_UNIT_PRICING_FIXTURE_H
#define TESTS_UNIT_PRICING_FIXTURE_H

#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "pricing/costing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What the tests of prices share: a context, the shipped books, templates priced in a region. */

#define NEW_BOOK "pricing/books/2024-11-01.json"
#define OLD_BOOK "pricing/books/2019-06-01.json"

static inline struct ctx *context(void) {
	struct arena *arena = arena_new();
	struct ctx *ctx = arena_new_of(arena, struct ctx);
	*ctx = (struct ctx){ arena, diags_new(arena) };
	return ctx;
}

static inline const struct node *parse(struct ctx *ctx, const char *text) {
	return doc_parse(ctx, source_new(ctx->arena, "t", text, strlen(text)));
}

static inline const struct book *shipped(struct ctx *ctx, const char *file) {
	const char *path = file_join(ctx->arena, getenv("SOURCE_ROOT"), file);
	const struct book *book = book_read(ctx, doc_load(ctx, path));
	assert_non_null(book);
	return book;
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

/* A template deployed to a region, priced; `recovery` may be NULL. */
static inline const struct projection *project_with(struct ctx *ctx, const struct book *book,
	const char *region, const char *recovery, const char *template, const char *usage) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, region, template);
	estate_link(estate);
	estate->regions.primary = region;
	if (recovery) {
		vec_push(ctx->arena, &estate->regions.recovery, recovery);
	}
	struct projection *projection = arena_new_of(ctx->arena, struct projection);
	const struct terms terms = { .book = book, .usage = usage_read(ctx, parse(ctx, usage)) };
	projection_make(estate, &terms, projection);
	assert_int_equal(ctx->diags->errors, 0);
	return projection;
}

static inline const struct projection *project(struct ctx *ctx, const char *book,
	const char *region, const char *template, const char *usage) {
	return project_with(ctx, shipped(ctx, book), region, NULL, template, usage);
}

/* The cents of an item's lines in a region on one bill, "" where there is no such line. */
static inline const char *cents(struct ctx *ctx, const struct projection *projection,
	const char *item, const char *region, bool dr) {
	struct decimal sum = { 0 };
	bool found = false;
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->lines) {
			if (strcmp(line->item, item) == 0 && strcmp(line->region, region) == 0 &&
				line->dr == dr) {
				assert_true(decimal_add(sum, line->amount, &sum));
				found = true;
			}
		}
	}
	return found ? decimal_print_rounded(ctx->arena, sum, 2) : "";
}

static inline const char *exact(struct ctx *ctx, struct decimal value) {
	return decimal_print(ctx->arena, value);
}

static inline void discard(struct ctx *ctx) {
	arena_free(ctx->arena);
}

#endif
