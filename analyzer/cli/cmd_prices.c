#include "analyzer/base/file.h"
#include "analyzer/base/suggest.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/cli/prices.h"

#include <string.h>

/* What `drlint prices` does, by its first argument. */
struct action {
	const char *name;
	enum exit_code (*run)(struct cli *cli, const char *const *arguments, size_t count);
};

/* --- show --- */

static void put_band(struct buf *out, const struct book *book, const struct price *price,
	const struct tier *tier) {
	buf_printf(out, "  %s %s", decimal_print(out->arena, tier->unit_price), book->currency);
	if (price->tier_count > 1 || decimal_compare(tier->from, decimal_of(0)) != 0) {
		buf_printf(out, " from %s", decimal_print(out->arena, tier->from));
	}
	if (decimal_compare(tier->to, decimal_of(0)) != 0) {
		buf_printf(out, " to %s", decimal_print(out->arena, tier->to));
	}
	buf_putc(out, '\n');
}

static void put_price(struct buf *out, const struct book *book, const struct price *price) {
	buf_printf(out, "\n%s, %s%s%s, per %s\n", price->item,
		price->region ? price->region : "all regions", price->destination ? " to " : "",
		price->destination ? price->destination : "", price->unit);
	for (size_t i = 0; i < price->tier_count; i++) {
		put_band(out, book, price, &price->tiers[i]);
	}
	buf_puts(out, "  ");
	if (price->effective) {
		buf_printf(out, "since %s, ", price->effective);
	}
	buf_printf(out, "seen %s, confidence %s\n  source: %s\n", price->seen, price->confidence,
		price->source);
}

static void prices_text(const struct results *results, struct buf *out) {
	const struct book *book = results->book;
	buf_printf(out, "The book %s: %s\n", book->name, book->note ? book->note : "list prices");
	for (size_t i = 0; i < book->price_count; i++) {
		put_price(out, book, &book->prices[i]);
	}
}

static void prices_json(const struct results *results, struct buf *out) {
	const char *text = book_write(results->ctx, results->book);
	buf_puts(out, text ? text : "");
}

const struct format prices_formats[] = {
	{ "text", "each price with its source", prices_text },
	{ "json", "a price book", prices_json },
	{ 0 },
};

/* "dynamodb.wru", or "dynamodb" for all of a service. */
static bool names_item(const char *name, const char *item) {
	size_t length = strlen(name);
	return strncmp(item, name, length) == 0 && (item[length] == '\0' || item[length] == '.');
}

static bool is_asked(const struct cli *cli, const struct book *book, const char *const *names,
	size_t count, const struct price *price) {
	const struct text_list *regions = &cli->options.region;
	bool asked = count == 0, there = regions->count == 0;
	for (size_t i = 0; i < count; i++) {
		asked = asked || names_item(names[i], price->item);
	}
	for (size_t i = 0; i < regions->count; i++) {
		there = there || book_price_holds(book, price, regions->items[i]);
	}
	return asked && there;
}

/* Reports a name that no price of the book has. */
static void check_name(struct ctx *ctx, const struct book *book, const char *name) {
	struct suggestion meant = { 0 };
	for (size_t i = 0; i < book->price_count; i++) {
		if (names_item(name, book->prices[i].item)) {
			return;
		}
		suggest_offer(&meant, name, book->prices[i].item);
	}
	ctx_error(ctx, NOWHERE, "the book %s has no price of '%s'%s%s%s", book->name, name,
		meant.best ? "; did you mean '" : "", meant.best ? meant.best : "",
		meant.best ? "'?" : "");
}

static enum exit_code show(struct cli *cli, const char *const *names, size_t count) {
	struct output_list outputs = { 0 };
	const struct book *book = analysis_book(cli);
	if (!book || !outputs_choose(cli, &outputs)) {
		return EXIT_TROUBLE;
	}
	struct book asked = *book;
	struct VEC(struct price) prices = { 0 };
	for (size_t i = 0; i < count; i++) {
		check_name(&cli->ctx, book, names[i]);
	}
	for (size_t i = 0; i < book->price_count; i++) {
		if (is_asked(cli, book, names, count, &book->prices[i])) {
			vec_push(cli->ctx.arena, &prices, book->prices[i]);
		}
	}
	asked.prices = prices.items;
	asked.price_count = prices.count;
	if (cli->ctx.diags->errors) {
		return EXIT_TROUBLE;
	}
	if (prices.count == 0) {
		ctx_error(&cli->ctx, NOWHERE, "the book %s has no such price%s%s: unpriced",
			book->name, cli->options.region.count ? " in " : "",
			cli->options.region.count ? cli->options.region.items[0] : "");
		return EXIT_TROUBLE;
	}
	struct results results = { .ctx = &cli->ctx, .book = &asked };
	outputs_write(cli, &outputs, &results);
	return EXIT_CLEAN;
}

/* --- import --- */

/* The book that lists stand over: the one said, else the one that was in force when they came out.
 */
static const struct book *base_of(struct cli *cli, const struct offers *offers) {
	return cli->options.prices ? analysis_book(cli)
				   : book_on(cli->ctx.arena, offers_date(offers));
}

enum exit_code prices_write(struct cli *cli, struct offers *offers) {
	struct ctx *ctx = &cli->ctx;
	if (ctx->diags->errors) {
		return EXIT_TROUBLE;
	}
	const struct book *base = base_of(cli, offers);
	const struct book *book = ctx->diags->errors ? NULL : offers_book(offers, base);
	if (!book) {
		return EXIT_TROUBLE;
	}
	const char *text = book_write(ctx, book);
	if (!text) {
		return EXIT_TROUBLE;
	}
	if (!cli->options.output) {
		struct buf out = buf_new(ctx->arena);
		buf_puts(&out, text);
		standard_output(ctx, &out);
	} else if (!file_write(ctx, cli->options.output, text, strlen(text))) {
		return EXIT_TROUBLE;
	}
	ctx_note(ctx, NOWHERE, "%zu prices imported into the book %s", offers_count(offers),
		book->name);
	return EXIT_CLEAN;
}

static enum exit_code import(struct cli *cli, const char *const *files, size_t count) {
	if (count == 0) {
		ctx_error(&cli->ctx, NOWHERE, "'prices import' takes the price lists to import");
		return EXIT_TROUBLE;
	}
	struct offers *offers = offers_new(&cli->ctx);
	for (size_t i = 0; i < count; i++) {
		offers_read(offers, files[i], /* needed= */ true);
	}
	return prices_write(cli, offers);
}

static const struct action actions[] = {
	{ "show", show },
	{ "import", import },
	{ "update", prices_update },
	{ 0 },
};

enum exit_code cmd_prices(struct cli *cli) {
	struct suggestion meant = { 0 };
	for (const struct action *action = actions; action->name; action++) {
		if (strcmp(action->name, cli->arguments[0]) == 0) {
			return action->run(cli, cli->arguments + 1, cli->argument_count - 1);
		}
		suggest_offer(&meant, cli->arguments[0], action->name);
	}
	ctx_error(&cli->ctx, NOWHERE, "'drlint prices' does not know '%s'%s%s%s", cli->arguments[0],
		meant.best ? "; did you mean '" : "", meant.best ? meant.best : "",
		meant.best ? "'?" : ": it takes show, import or update");
	return EXIT_TROUBLE;
}
