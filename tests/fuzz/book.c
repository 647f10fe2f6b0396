#include "pricing/book.h"

#include "analyzer/doc/load.h"
#include "tests/fuzz/check.h"

#include <string.h>

/* The bytes as a price book: one without mistakes is sorted and finds each of its prices. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *document = doc_parse_own(&ctx, source_new(arena, "book", text, size));
	const struct book *book = document ? book_read(&ctx, document) : NULL;
	if (!book && !ctx.diags->errors) {
		abort();
	}
	for (size_t i = 0; book && i < book->price_count; i++) {
		const struct price *price = &book->prices[i];
		const struct price *found =
			book_price(book, price->item, price->region, price->destination);
		if (!found || strcmp(found->item, price->item) != 0 ||
			(i > 0 && price_compare(price - 1, price) > 0)) {
			abort();
		}
	}
	arena_free(arena);
	return 0;
}
