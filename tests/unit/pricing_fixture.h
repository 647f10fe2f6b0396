#ifndef TESTS_UNIT_PRICING_FIXTURE_H
#define TESTS_UNIT_PRICING_FIXTURE_H

#include "pricing/costing.h"
#include "tests/unit/estate_fixture.h"

/* What the tests of prices share: the shipped books, templates priced in a region. */

#define NEW_BOOK "pricing/books/2024-11-01.json"
#define OLD_BOOK "pricing/books/2019-06-01.json"

#define ON_DEMAND_TABLE \
	"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}}"

static inline const struct book *shipped(struct ctx *ctx, const char *file) {
	const char *path = file_join(ctx->arena, getenv("SOURCE_ROOT"), file);
	const struct book *book = book_read(ctx, doc_load(ctx, path));
	assert_non_null(book);
	return book;
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

#endif
