#include "analyzer/report/cost_outlook.h"

#include "analyzer/report/terminal.h"

enum { CENTS = 2 };

static const char *money(struct buf *out, struct decimal amount) {
	return decimal_print_rounded(out->arena, amount, CENTS);
}

const char *cost_sense(enum sense sense) {
	static const char *const words[] = { [EXACT] = "",
		[AT_LEAST] = "at least ",
		[AT_MOST] = "at most ",
		[PERHAPS] = "perhaps " };
	return words[sense];
}

const char *cost_row_name(struct arena *arena, const struct cost_row *row) {
	return row->stack ? arena_printf(arena, "%s/%s", row->stack, row->component)
			  : row->component;
}

bool cost_is_free(const struct component *component) {
	return component->lines.count == 0 && component->failover_lines.count == 0 &&
	       component->lacks == 0 && !component->failover_lower_bound;
}

const char *cost_of_component(struct arena *arena, const struct component *component,
	enum sense sense, struct decimal amount) {
	bool is_priced = component->lines.count > 0 || component->lacks == 0;
	return is_priced ? cost_amount(arena, sense, amount) : "unpriced";
}

const char *cost_free_count(struct arena *arena, size_t count) {
	return count == 0   ? ""
	       : count == 1 ? "\n1 component has no cost of its own.\n"
			    : arena_printf(arena, "\n%zu components have no cost of their own.\n",
				      count);
}

const char *cost_name(struct arena *arena, const struct resource *resource) {
	const struct cost_row row = { .component = resource->logical_id,
		.stack = resource->stack->stack.name };
	return cost_row_name(arena, &row);
}

const char *cost_sense_name(enum sense sense) {
	static const char *const names[] = { [EXACT] = "exact",
		[AT_LEAST] = "at_least",
		[AT_MOST] = "at_most",
		[PERHAPS] = "perhaps" };
	return names[sense];
}

const char *cost_amount(struct arena *arena, enum sense sense, struct decimal amount) {
	return arena_printf(
		arena, "%s%s", cost_sense(sense), decimal_print_rounded(arena, amount, CENTS));
}

const char *cost_verdict(const struct budget_check *check) {
	bool is_bounded = check->sense == EXACT || check->sense == AT_MOST;
	return check->exceeded ? "over" : is_bounded ? "within" : "as far as it is priced within";
}

void cost_range(struct buf *out, const struct bound *low, const struct bound *high) {
	const struct senses from = senses_of(low->lacks), to = senses_of(high->lacks);
	buf_printf(out, "%s to %s a month in a single region, %s to %s with DR",
		cost_amount(out->arena, from.single_region, low->monthly.single_region),
		cost_amount(out->arena, to.single_region, high->monthly.single_region),
		cost_amount(out->arena, from.with_dr, low->monthly.with_dr),
		cost_amount(out->arena, to.with_dr, high->monthly.with_dr));
}

const char *cost_row_amount(struct arena *arena, const struct cost_row *row) {
	return cost_amount(arena, row->lower_bound ? AT_LEAST : EXACT, row->monthly);
}

const char *cost_difference(struct arena *arena, enum sense sense, struct decimal difference) {
	bool rises = decimal_compare(difference, decimal_of(0)) > 0;
	return arena_printf(arena, "%s%s%s", cost_sense(sense), rises ? "+" : "",
		decimal_print_rounded(arena, difference, CENTS));
}

static void put_heading(const struct results *results, struct buf *out, const char *text) {
	buf_putc(out, '\n');
	terminal_paint(out, results->color, PAINT_BOLD, text);
	buf_putc(out, '\n');
}

static void put_bounds(const struct results *results, struct buf *out) {
	const struct bounds *bounds = &results->projection->bounds;
	if (bounds->known) {
		const struct senses low = senses_of(bounds->low.lacks);
		const struct senses high = senses_of(bounds->high.lacks);
		buf_puts(out, "As usage ranges: ");
		cost_range(out, &bounds->low, &bounds->high);
		buf_printf(out, ", %s to %s once\n",
			cost_amount(out->arena, low.with_dr, bounds->low.one_time),
			cost_amount(out->arena, high.with_dr, bounds->high.one_time));
	}
}

static void put_failover(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	if (decimal_compare(projection->failover_hours, decimal_of(0)) == 0) {
		return;
	}
	put_heading(results, out,
		arena_printf(out->arena,
			"Failover: %s hours of the whole load in the recovery region",
			decimal_print(out->arena, projection->failover_hours)));
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->failover_lines) {
			buf_puts(out, "  ");
			terminal_text(out, cost_name(out->arena, component->resource));
			buf_printf(out, ": %s, %s, %s %s x %s = %s\n", line->description,
				line->region ? line->region : "",
				decimal_print(out->arena, line->quantity), line->price->unit,
				decimal_print(out->arena, line->unit_price),
				money(out, line->amount));
		}
	}
	buf_printf(out,
		"  %s%s in all, in place of the requests and the replication of these hours; "
		"storage, keys and capacity go on\n",
		projection->failover_lower_bound ? "at least " : "",
		money(out, projection->failover));
}

static void put_growth(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	if (projection->months.count == 0) {
		return;
	}
	const struct senses senses = senses_of(projection->year_lacks);
	put_heading(results, out,
		arena_printf(out->arena, "A year in which usage grows evenly by %s %%",
			decimal_print(out->arena, projection->growth)));
	buf_printf(out, "  %-10s %21s %21s\n", "", "one region", "with DR");
	const struct month *month;
	vec_each(month, &projection->months) {
		const struct senses then = senses_of(month->lacks);
		buf_printf(out, "  month %-4u %21s %21s\n", month->number,
			cost_amount(out->arena, then.single_region, month->single_region),
			cost_amount(out->arena, then.with_dr, month->with_dr));
	}
	buf_printf(out, "  the year: %s%s in a single region, %s%s with DR (%s%s more)\n",
		cost_sense(senses.single_region), money(out, projection->year.single_region),
		cost_sense(senses.with_dr), money(out, projection->year.with_dr),
		cost_sense(senses.additional), money(out, projection->year.additional));
}

static void put_question(struct buf *out, const struct question *question) {
	buf_putc(out, '\n');
	if (question->resource) {
		terminal_text(out, cost_name(out->arena, question->resource));
		buf_printf(out, ": %s\n", question->name);
	} else {
		buf_printf(out, "This estate by %s\n", question->name);
	}
	const struct choice *choice;
	vec_each(choice, &question->choices) {
		buf_printf(out, "  %-20s %s%s a month with DR, %s%s once%s\n", choice->answer,
			choice->lower_bound ? "at least " : "", money(out, choice->monthly),
			choice->lower_bound ? "at least " : "", money(out, choice->one_time),
			choice->configured ? " (as it is)" : "");
		if (choice->unpriced) {
			buf_printf(out, "  %-20s without %s\n", "", choice->unpriced);
		}
	}
	if (question->turning_point) {
		buf_printf(out, "  %s\n", question->turning_point);
	}
}

static void put_questions(const struct results *results, struct buf *out) {
	const struct question *question;
	vec_each(question, &results->projection->questions) {
		put_question(out, question);
	}
}

static void put_comparison(const struct results *results, struct buf *out) {
	const struct comparison *comparison = results->comparison;
	if (!comparison) {
		return;
	}
	buf_putc(out, '\n');
	buf_puts(out, "Against ");
	terminal_text(out, comparison->before->name);
	buf_puts(out, ", a month with DR\n");
	const struct change *change;
	vec_each(change, &comparison->changes) {
		const struct cost_row *row = change->after ? change->after : change->before;
		buf_puts(out, "  ");
		terminal_text(out, cost_row_name(out->arena, row));
		buf_printf(
			out, ": %s", cost_difference(out->arena, change->sense, change->monthly));
		if (!change->before) {
			buf_puts(out, " (new)");
		} else if (!change->after) {
			buf_puts(out, " (removed)");
		} else {
			buf_printf(out, " (%s, was %s)", cost_row_amount(out->arena, change->after),
				cost_row_amount(out->arena, change->before));
		}
		buf_printf(out, ", once %s\n",
			cost_difference(out->arena, change->sense, change->one_time));
	}
	if (comparison->free) {
		buf_printf(out, "  %zu component%s without cost came or went\n", comparison->free,
			comparison->free == 1 ? "" : "s");
	}
	const struct cost_rows *before = comparison->before, *after = comparison->after;
	buf_printf(out, "  in all: %s (%s, was %s), once %s\n",
		cost_difference(out->arena, comparison->sense, comparison->monthly),
		cost_amount(out->arena, after->lower_bound ? AT_LEAST : EXACT, after->monthly),
		cost_amount(out->arena, before->lower_bound ? AT_LEAST : EXACT, before->monthly),
		cost_difference(out->arena, comparison->sense, comparison->one_time));
}

static void put_budget(const struct results *results, struct buf *out) {
	const struct budget_check *check;
	vec_each(check, &results->budget) {
		buf_printf(out, "%sBudget: the %s of %s is %s %s (%s)\n",
			check == results->budget.items ? "\n" : "", check->name,
			cost_amount(out->arena, check->sense, check->amount), cost_verdict(check),
			money(out, check->limit), check->origin);
	}
}

void cost_outlook_text(const struct results *results, struct buf *out) {
	put_bounds(results, out);
	put_failover(results, out);
	put_growth(results, out);
	put_questions(results, out);
	put_comparison(results, out);
	put_budget(results, out);
}
