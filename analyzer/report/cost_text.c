#include "analyzer/report/cost_text.h"

#include "analyzer/report/cost_outlook.h"
#include "analyzer/report/terminal.h"

#include <string.h>

/* One row of the table: a line that stands on one bill or on both. */
struct row {
	const struct line *line;
	bool single, dr;
};
struct rows VEC(struct row);

enum { CENTS = 2 };

static bool same_text(const char *a, const char *b) {
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_same_charge(const struct line *a, const struct line *b) {
	return a->once == b->once && same_text(a->item, b->item) &&
	       same_text(a->description, b->description) && same_text(a->region, b->region) &&
	       decimal_compare(a->quantity, b->quantity) == 0 &&
	       decimal_compare(a->unit_price, b->unit_price) == 0;
}

/* A charge that stands on both bills takes one row. */
static void collect_rows(
	struct arena *arena, const struct component *component, struct rows *ret_rows) {
	const struct line *line;
	vec_each(line, &component->lines) {
		struct row *row, *found = NULL;
		vec_each(row, ret_rows) {
			bool open = line->dr ? !row->dr : !row->single;
			found = !found && open && is_same_charge(row->line, line) ? row : found;
		}
		if (!found) {
			const struct row fresh = { .line = line };
			vec_push(arena, ret_rows, fresh);
			found = &ret_rows->items[ret_rows->count - 1];
		}
		found->dr = found->dr || line->dr;
		found->single = found->single || !line->dr;
	}
}

static const char *money(struct buf *out, struct decimal amount) {
	return decimal_print_rounded(out->arena, amount, CENTS);
}

static void put_row(struct buf *out, const struct row *row) {
	const struct line *line = row->line;
	const char *amount = money(out, line->amount);
	const char *product =
		arena_printf(out->arena, "%s %s x %s", decimal_print(out->arena, line->quantity),
			line->unit, decimal_print(out->arena, line->unit_price));
	buf_printf(out, "  %-32s %-14s %-40s %12s %12s\n", line->description,
		line->region ? line->region : "", product, row->single ? amount : "",
		row->dr ? amount : "");
}

static void put_sum(struct buf *out, bool color, const char *name, const struct amounts *amounts) {
	terminal_paint(out, color, PAINT_BOLD,
		arena_printf(out->arena, "  %-88s %12s %12s", name,
			money(out, amounts->single_region), money(out, amounts->with_dr)));
	buf_putc(out, '\n');
}

static void put_rate(struct buf *out, const char *what, const struct rate *rate) {
	if (rate->known) {
		buf_printf(out, "  per million %s: %s in a single region, %s with DR\n", what,
			decimal_print(out->arena, rate->single_region),
			decimal_print(out->arena, rate->with_dr));
	}
}

static void put_rates(struct buf *out, const struct component *component) {
	put_rate(out,
		arena_printf(out->arena, "writes of %s KB",
			decimal_print(out->arena, component->item_size_kb)),
		&component->per_million_requests);
	put_rate(out, "reads of the same", &component->per_million_reads);
	put_rate(out, "requests as they are mixed", &component->per_million_mix);
	if (component->per_gb_transferred.known) {
		buf_printf(out, "  per GB replicated: %s\n",
			decimal_print(out->arena, component->per_gb_transferred.with_dr));
	}
	if (component->per_gb_stored.known) {
		buf_printf(out, "  per GB stored in the copy: %s\n",
			decimal_print(out->arena, component->per_gb_stored.with_dr));
	}
}

/* The values of one origin on one line: those that were said, then the defaults. */
static void put_values(
	struct buf *out, const struct component *component, const char *title, bool defaults) {
	const struct usage_value *value;
	const char *separator = title;
	vec_each(value, &component->usage) {
		if ((strcmp(value->origin, "default") == 0) == defaults) {
			buf_printf(out, "%s%s %s", separator, value->key,
				decimal_print(out->arena, value->value));
			separator = ", ";
		}
	}
	if (separator != title) {
		buf_putc(out, '\n');
	}
}

static void put_usage(struct buf *out, const struct component *component) {
	put_values(out, component, "  usage: ", false);
	put_values(out, component, "  usage by default: ", true);
}

static void put_title(struct buf *out, bool color, const struct component *component) {
	const struct resource *resource = component->resource;
	terminal_paint(out, color, PAINT_BOLD, cost_name(out->arena, resource));
	buf_printf(out, " (");
	terminal_text(out, resource->type);
	const char *const *region;
	vec_each(region, &component->regions) {
		buf_puts(out, ", ");
		terminal_text(out, *region);
	}
	buf_puts(out, ")\n");
}

/* Says of which column the sum is a lower bound. */
static const char *month_title(unsigned lacks) {
	const struct senses senses = senses_of(lacks);
	bool single = senses.single_region != EXACT, dr = senses.with_dr != EXACT;
	return single && dr ? "a month, at least"
	       : single	    ? "a month, at least in one region"
	       : dr	    ? "a month, at least with DR"
			    : "a month";
}

/* A sum of no line at all would look like a price of zero. */
static void put_month(struct buf *out, bool color, const struct component *component, bool priced) {
	if (priced || component->lacks == 0) {
		put_sum(out, color, month_title(component->lacks), &component->monthly);
		return;
	}
	terminal_paint(out, color, PAINT_BOLD,
		arena_printf(out->arena, "  %-88s %12s %12s", "a month", "unpriced", "unpriced"));
	buf_putc(out, '\n');
}

static void put_component(struct buf *out, bool color, const struct component *component) {
	struct rows rows = { 0 };
	collect_rows(out->arena, component, &rows);
	put_title(out, color, component);
	const struct row *row;
	bool once = false, monthly = false;
	vec_each(row, &rows) {
		once = once || row->line->once;
		monthly = monthly || !row->line->once;
		if (!row->line->once) {
			put_row(out, row);
		}
	}
	put_month(out, color, component, monthly);
	if (component->bounds.known) {
		buf_puts(out, "  as usage ranges: ");
		cost_range(out, &component->bounds.low, &component->bounds.high);
		buf_putc(out, '\n');
	}
	if (once) {
		buf_puts(out, "  once:\n");
	}
	vec_each(row, &rows) {
		if (row->line->once) {
			put_row(out, row);
		}
	}
	put_rates(out, component);
	put_usage(out, component);
	const char *const *note;
	vec_each(note, &component->notes) {
		buf_puts(out, "  note: ");
		terminal_text(out, *note);
		buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
}

static void put_unpriced(struct buf *out, bool color, const struct projection *projection) {
	if (projection->unpriced.count == 0) {
		return;
	}
	terminal_paint(out, color, PAINT_YELLOW, "Unpriced, so that the totals are lower bounds");
	buf_putc(out, '\n');
	const struct unpriced *entry;
	vec_each(entry, &projection->unpriced) {
		buf_puts(out, "  ");
		terminal_text(out, cost_name(out->arena, entry->resource));
		buf_printf(out, ": %s", entry->item);
		if (entry->region) {
			buf_puts(out, " in ");
			terminal_text(out, entry->region);
		}
		buf_puts(out, entry->failover ? ", after a failover: "
			      : entry->dr     ? ", of the DR bill: "
					      : ": ");
		terminal_text(out, entry->reason);
		buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
}

static void put_total(struct buf *out, bool color, const struct projection *projection) {
	const struct amounts *monthly = &projection->monthly;
	const struct senses senses = senses_of(projection->lacks);
	const char *with_dr = cost_sense(senses.with_dr);
	terminal_paint(out, color, PAINT_BOLD,
		arena_printf(out->arena,
			"Total: %s%s a month in a single region, %s%s with DR (%s%s more), %s%s "
			"once",
			cost_sense(senses.single_region), money(out, monthly->single_region),
			with_dr, money(out, monthly->with_dr), cost_sense(senses.additional),
			money(out, monthly->additional), with_dr,
			money(out, projection->one_time)));
	buf_putc(out, '\n');
}

void cost_text(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	bool color = results->color;
	buf_printf(out,
		"%s, list prices of the book %s; requests are single requests, GB are 2^30 bytes, "
		"a "
		"month is 730 hours\n\n",
		projection->book->currency, projection->book->name);
	buf_printf(out, "  %-32s %-14s %-40s %12s %12s\n", "", "", "", "one region", "with DR");
	const struct component *component;
	vec_each(component, &projection->components) {
		put_component(out, color, component);
	}
	if (projection->components.count == 0) {
		buf_puts(out, "Nothing here has a cost model.\n\n");
	}
	put_unpriced(out, color, projection);
	put_total(out, color, projection);
	cost_outlook_text(results, out);
}
