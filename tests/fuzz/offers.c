#include "pricing/offers/reading.h"
#include "tests/fuzz/check.h"

/* A price list in either form: a book, or an error. */
static void import(
	const uint8_t *data, size_t size, bool (*read)(struct offers *, struct source *)) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	struct offers *offers = offers_new(&ctx);
	read(offers, source_new(arena, "input", text, size));
	if (offers_count(offers) && !ctx.diags->errors) {
		const struct book *book = offers_book(offers, NULL);
		if (!book && !ctx.diags->errors) {
			abort();
		}
	}
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	import(data, size, offer_read_json);
	import(data, size, offer_read_csv);
	return 0;
}
