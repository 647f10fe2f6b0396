#include "analyzer/report/cost_markdown.h"

#include "analyzer/report/cost_outlook.h"
#include "analyzer/report/markdown.h"

#include <string.h>

enum { CENTS = 2 };

static const char *money(struct buf *out, struct decimal amount) {
	return decimal_print_rounded(out->arena, amount, CENTS);
}

static void put_headline(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	const struct amounts *monthly = &projection->monthly;
	const struct senses senses = senses_of(projection->lacks);
	const char *with_dr = cost_sense(senses.with_dr);
	buf_printf(out, "### Cost of surviving the loss of a region\n\n");
	if (results->comparison) {
		const struct comparison *comparison = results->comparison;
		buf_printf(out, "**%s %s a month** with DR, and %s once, against ",
			cost_difference(out->arena, comparison->sense, comparison->monthly),
			projection->book->currency,
			cost_difference(out->arena, comparison->sense, comparison->one_time));
		markdown_code(out, comparison->before->name);
		buf_puts(out, ".\n\n");
	}
	buf_printf(out,
		"%s%s %s a month with DR, %s%s in a single region: surviving costs %s%s a month, "
		"and %s%s once.\n",
		with_dr, money(out, monthly->with_dr), projection->book->currency,
		cost_sense(senses.single_region), money(out, monthly->single_region),
		cost_sense(senses.additional), money(out, monthly->additional), with_dr,
		money(out, projection->one_time));
	if (projection->bounds.known) {
		buf_puts(out, "As usage ranges: ");
		cost_range(out, &projection->bounds.low, &projection->bounds.high);
		buf_puts(out, ".\n");
	}
}

static void put_budget(const struct results *results, struct buf *out) {
	const struct budget_check *check;
	vec_each(check, &results->budget) {
		buf_printf(out, "\n%s the %s of %s is %s the budget of %s.\n",
			check->exceeded ? "**Over budget:**" : "Budget:", check->name,
			cost_amount(out->arena, check->sense, check->amount), cost_verdict(check),
			money(out, check->limit));
	}
}

static void put_changes(const struct results *results, struct buf *out) {
	const struct comparison *comparison = results->comparison;
	if (!comparison) {
		return;
	}
	if (comparison->free) {
		buf_printf(out, "\n%zu component%s without cost came or went.\n", comparison->free,
			comparison->free == 1 ? "" : "s");
	}
	if (comparison->changes.count == 0) {
		buf_puts(out, "\nNo component costs anything else than before.\n");
		return;
	}
	buf_puts(out, "\n| component | before | now | a month | once |\n"
		      "| --- | ---: | ---: | ---: | ---: |\n");
	const struct change *change;
	vec_each(change, &comparison->changes) {
		const struct cost_row *row = change->after ? change->after : change->before;
		buf_puts(out, "| ");
		markdown_code(out, cost_row_name(out->arena, row));
		buf_printf(out, " | %s | %s | %s | %s |\n",
			change->before ? cost_row_amount(out->arena, change->before) : "new",
			change->after ? cost_row_amount(out->arena, change->after) : "removed",
			cost_difference(out->arena, change->sense, change->monthly),
			cost_difference(out->arena, change->sense, change->one_time));
	}
}

static void put_regions(const struct component *component, struct buf *out) {
	const char *const *region;
	vec_each(region, &component->regions) {
		buf_puts(out, region == component->regions.items ? "" : ", ");
		markdown_text(out, *region);
	}
}

static void put_component(const struct component *component, struct buf *out) {
	const struct senses senses = senses_of(component->lacks);
	buf_puts(out, "| ");
	markdown_code(out, cost_name(out->arena, component->resource));
	buf_puts(out, " | ");
	put_regions(component, out);
	buf_printf(out, " | %s | %s | %s |\n",
		cost_of_component(out->arena, component, senses.single_region,
			component->monthly.single_region),
		cost_of_component(
			out->arena, component, senses.with_dr, component->monthly.with_dr),
		cost_of_component(out->arena, component, senses.with_dr, component->one_time));
}

/* Those that cost nothing are counted. */
static void put_components(const struct projection *projection, struct buf *out) {
	buf_puts(out, "\n<details><summary>Components</summary>\n\n"
		      "| component | regions | single region | with DR | once |\n"
		      "| --- | --- | ---: | ---: | ---: |\n");
	size_t free = 0;
	const struct component *component;
	vec_each(component, &projection->components) {
		free += cost_is_free(component);
		if (!cost_is_free(component)) {
			put_component(component, out);
		}
	}
	buf_puts(out, cost_free_count(out->arena, free));
	buf_puts(out, "\n</details>\n");
}

/* The components in which a unit of use costs the same. */
struct same_rate {
	const struct component *first;
	size_t more;
};

/* `single` false: a single region has nothing of it. */
static void note_rate(struct map *rates, struct arena *arena, const struct component *component,
	const char *what, const struct rate *rate, bool single) {
	if (!rate->known) {
		return;
	}
	const char *row = arena_printf(arena, "%s | %s | %s", what,
		single ? decimal_print(arena, rate->single_region) : "",
		decimal_print(arena, rate->with_dr));
	struct same_rate *same = map_find(rates, row);
	if (same) {
		same->more++;
		return;
	}
	same = arena_new_of(arena, struct same_rate);
	same->first = component;
	map_set(arena, rates, row, same);
}

static void note_rates(struct map *rates, struct arena *arena, const struct component *component) {
	const char *size = decimal_print(arena, component->item_size_kb);
	note_rate(rates, arena, component, arena_printf(arena, "a million writes of %s KB", size),
		&component->per_million_requests, true);
	note_rate(rates, arena, component, arena_printf(arena, "a million reads of %s KB", size),
		&component->per_million_reads, true);
	note_rate(rates, arena, component, "a million requests as they are mixed",
		&component->per_million_mix, true);
	note_rate(
		rates, arena, component, "a GB replicated", &component->per_gb_transferred, false);
	note_rate(rates, arena, component, "a GB stored in the copy, a month",
		&component->per_gb_stored, false);
}

/* What a unit of use costs; components of the same rate take one row. */
static void put_rates(const struct projection *projection, struct buf *out) {
	struct map rates = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		note_rates(&rates, out->arena, component);
	}
	if (rates.count == 0) {
		return;
	}
	buf_puts(out, "\n<details><summary>What a unit of use costs</summary>\n\n"
		      "| what | single region | with DR | in |\n"
		      "| --- | ---: | ---: | --- |\n");
	for (size_t i = 0; i < rates.count; i++) {
		const struct same_rate *same = rates.entries[i].value;
		buf_printf(out, "| %s | ", rates.entries[i].key);
		markdown_code(out, cost_name(out->arena, same->first->resource));
		if (same->more) {
			buf_printf(out, " and %zu more", same->more);
		}
		buf_puts(out, " |\n");
	}
	buf_puts(out, "\n</details>\n");
}

static void put_failover(const struct projection *projection, struct buf *out) {
	if (decimal_compare(projection->failover_hours, decimal_of(0)) != 0) {
		buf_printf(out,
			"\nA failover of %s hours costs %s%s %s, in place of the requests and the "
			"replication of these hours.\n",
			decimal_print(out->arena, projection->failover_hours),
			cost_sense(projection->failover_lower_bound ? AT_LEAST : EXACT),
			money(out, projection->failover), projection->book->currency);
	}
}

static void put_growth(const struct projection *projection, struct buf *out) {
	if (projection->months.count == 0) {
		return;
	}
	const struct senses senses = senses_of(projection->year_lacks);
	buf_printf(out,
		"\n<details><summary>A year in which usage grows evenly by %s %%: %s%s %s with "
		"DR</summary>\n\n| month | single region | with DR |\n| ---: | ---: | ---: |\n",
		decimal_print(out->arena, projection->growth), cost_sense(senses.with_dr),
		money(out, projection->year.with_dr), projection->book->currency);
	const struct month *month;
	vec_each(month, &projection->months) {
		const struct senses then = senses_of(month->lacks);
		buf_printf(out, "| %u | %s | %s |\n", month->number,
			cost_amount(out->arena, then.single_region, month->single_region),
			cost_amount(out->arena, then.with_dr, month->with_dr));
	}
	buf_puts(out, "\n</details>\n");
}

static void put_answers(const struct projection *projection, struct buf *out) {
	if (projection->questions.count == 0) {
		return;
	}
	buf_puts(out, "\n<details><summary>What if</summary>\n\n"
		      "| of | answer | a month with DR | once | without a price for |\n"
		      "| --- | --- | ---: | ---: | --- |\n");
	const struct question *question;
	vec_each(question, &projection->questions) {
		const struct choice *choice;
		vec_each(choice, &question->choices) {
			const char *bound = choice->lower_bound ? "at least " : "";
			buf_puts(out, "| ");
			if (question->resource) {
				markdown_code(out, cost_name(out->arena, question->resource));
			} else {
				buf_puts(out, "this estate");
			}
			buf_printf(out, " | %s%s | %s%s | %s%s | %s |\n", choice->answer,
				choice->configured ? " (as it is)" : "", bound,
				money(out, choice->monthly), bound, money(out, choice->one_time),
				choice->unpriced ? choice->unpriced : "");
		}
	}
	buf_puts(out, "\n</details>\n");
}

static void put_unpriced(const struct projection *projection, struct buf *out) {
	if (projection->unpriced.count == 0) {
		return;
	}
	buf_puts(out, "\n<details><summary>Not priced</summary>\n\n");
	const struct unpriced *entry;
	vec_each(entry, &projection->unpriced) {
		buf_puts(out, "- ");
		markdown_code(out, cost_name(out->arena, entry->resource));
		buf_printf(out, ": %s", entry->item);
		if (entry->region) {
			buf_puts(out, " in ");
			markdown_text(out, entry->region);
		}
		buf_puts(out, ": ");
		markdown_text(out, entry->reason);
		buf_putc(out, '\n');
	}
	buf_puts(out, "\n</details>\n");
}

static size_t count_defaults(const struct projection *projection) {
	size_t count = 0;
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct usage_value *value;
		vec_each(value, &component->usage) {
			count += strcmp(value->origin, "default") == 0;
		}
	}
	return count;
}

static void put_usage(const struct projection *projection, struct buf *out) {
	size_t defaults = count_defaults(projection);
	if (defaults == 0) {
		return;
	}
	buf_printf(out, "\n<details><summary>%zu usage value%s by default</summary>\n\n", defaults,
		defaults == 1 ? "" : "s");
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct usage_value *value;
		vec_each(value, &component->usage) {
			if (strcmp(value->origin, "default") == 0) {
				buf_puts(out, "- ");
				markdown_code(out, cost_name(out->arena, component->resource));
				buf_puts(out, ": ");
				markdown_text(out, value->key);
				buf_printf(out, " %s\n", decimal_print(out->arena, value->value));
			}
		}
	}
	buf_puts(out, "\n</details>\n");
}

void cost_markdown(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	put_headline(results, out);
	put_budget(results, out);
	put_changes(results, out);
	put_failover(projection, out);
	put_components(projection, out);
	put_rates(projection, out);
	put_growth(projection, out);
	put_answers(projection, out);
	put_unpriced(projection, out);
	put_usage(projection, out);
	buf_printf(out, "\nList prices of the book %s; a month is 730 hours, GB are 2^30 bytes.\n",
		projection->book->name);
}
