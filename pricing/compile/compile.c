/* compile OUTPUT BOOK...: writes price books as the C tables that pricing/packed.h describes. */
#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"
#include "analyzer/base/vec.h"
#include "analyzer/doc/load.h"
#include "pricing/packed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The texts of one book, each once and ended by NUL; offset 0 is the empty one. */
struct pool {
	struct arena *arena;
	struct map offsets; /* text -> its offset, a size_t */
	struct buf bytes;
};

static size_t pool_add(struct pool *pool, const char *text) {
	if (!text) {
		return 0;
	}
	const size_t *known = map_find(&pool->offsets, text);
	if (known) {
		return *known;
	}
	size_t *offset = arena_new_of(pool->arena, size_t);
	*offset = pool->bytes.length;
	map_set(pool->arena, &pool->offsets, text, offset);
	buf_write(&pool->bytes, text, strlen(text) + 1);
	return *offset;
}

static void print_decimal(FILE *out, struct decimal value) {
	fprintf(out, "{ (decimal_units)%" PRIu64 "u << 64 | %" PRIu64 "u }",
		(uint64_t)(value.units >> 64), (uint64_t)value.units);
}

static void print_tiers(FILE *out, const struct book *book, size_t number) {
	fprintf(out, "static const struct tier tiers_%zu[] = {\n", number);
	for (size_t i = 0; i < book->price_count; i++) {
		const struct price *price = &book->prices[i];
		for (size_t j = 0; j < price->tier_count; j++) {
			fprintf(out, "\t{ .from = ");
			print_decimal(out, price->tiers[j].from);
			fprintf(out, ", .to = ");
			print_decimal(out, price->tiers[j].to);
			fprintf(out, ", .unit_price = ");
			print_decimal(out, price->tiers[j].unit_price);
			fprintf(out, " },\n");
		}
	}
	fprintf(out, "};\n\n");
}

static void print_prices(FILE *out, const struct book *book, struct pool *pool, size_t number) {
	size_t first_tier = 0;
	fprintf(out, "static const struct packed_price prices_%zu[] = {\n", number);
	for (size_t i = 0; i < book->price_count; i++) {
		const struct price *price = &book->prices[i];
		const char *texts[] = { price->item, price->region, price->destination, price->unit,
			price->source, price->seen, price->effective, price->confidence };
		fprintf(out, "\t{ ");
		for (size_t j = 0; j < sizeof(texts) / sizeof(*texts); j++) {
			fprintf(out, "%zu, ", pool_add(pool, texts[j]));
		}
		fprintf(out, "%zu, %zu },\n", first_tier, price->tier_count);
		first_tier += price->tier_count;
	}
	fprintf(out, "};\n\n");
}

static size_t print_sources(FILE *out, const struct book *book, struct pool *pool, size_t number) {
	size_t count = 0;
	fprintf(out, "static const uint32_t sources_%zu[] = {", number);
	for (; book->sources[count]; count++) {
		fprintf(out, " %zu,", pool_add(pool, book->sources[count]));
	}
	fprintf(out, " };\n\n");
	return count;
}

static void print_texts(FILE *out, const struct pool *pool, size_t number) {
	fprintf(out, "static const char texts_%zu[] = {", number);
	for (size_t i = 0; i < pool->bytes.length; i++) {
		fprintf(out, "%s%d,", i % 24 == 0 ? "\n\t" : " ",
			(signed char)pool->bytes.bytes[i]);
	}
	fprintf(out, "\n};\n\n");
}

/* Prints one book's tables and adds its row of `packed_books` to `rows`. */
static void print_book(
	FILE *out, struct arena *arena, const struct book *book, size_t number, struct buf *rows) {
	struct pool pool = { .arena = arena, .bytes = buf_new(arena) };
	buf_write(&pool.bytes, "", 1);
	print_tiers(out, book, number);
	print_prices(out, book, &pool, number);
	size_t sources = print_sources(out, book, &pool, number);
	buf_printf(rows,
		"\t{ .name = %zu, .note = %zu, .currency = %zu, .texts = texts_%zu,\n"
		"\t\t.prices = prices_%zu, .price_count = %zu, .tiers = tiers_%zu,\n"
		"\t\t.sources = sources_%zu, .source_count = %zu },\n",
		pool_add(&pool, book->name), pool_add(&pool, book->note),
		pool_add(&pool, book->currency), number, number, book->price_count, number, number,
		sources);
	print_texts(out, &pool, number);
}

static int newest_first(const void *left, const void *right) {
	const struct book *const *a = left, *const *b = right;
	return strcmp((*b)->name, (*a)->name);
}

static void print_diags(const struct diags *diags) {
	const struct diag *diag;
	vec_each(diag, &diags->list) {
		struct position at = { 0 };
		if (diag->span.source) {
			at = source_position(diag->span.source, diag->span.start);
		}
		fprintf(stderr, "%s:%u:%u: %s: %s\n",
			diag->span.source ? diag->span.source->name : "compile", at.line, at.column,
			diag_severity_name(diag->severity), diag->message);
	}
}

int main(int argc, char **argv) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	struct VEC(const struct book *) books = { 0 };
	for (int i = 2; i < argc; i++) {
		const struct node *document = doc_load(&ctx, argv[i]);
		const struct book *book = document ? book_read(&ctx, document) : NULL;
		if (book) {
			vec_push(arena, &books, book);
		}
	}
	print_diags(ctx.diags);
	FILE *out = argc > 2 && !ctx.diags->errors ? fopen(argv[1], "w") : NULL;
	if (!out) {
		return EXIT_FAILURE;
	}
	qsort(books.items, books.count, sizeof(*books.items), newest_first);
	struct buf rows = buf_new(arena);
	fprintf(out, "#include \"pricing/packed.h\"\n\n");
	for (size_t i = 0; i < books.count; i++) {
		print_book(out, arena, books.items[i], i, &rows);
	}
	fprintf(out, "const struct packed_book packed_books[] = {\n%s\t{ 0 },\n};\n", rows.bytes);
	return fclose(out) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
