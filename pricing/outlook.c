#include "analyzer/base/buf.h"
#include "pricing/costing.h"

#include <string.h>

enum { MONTHS = 12 };

/* Names of the answers to "strategy", from the cheapest to the fastest. */
static const char *const strategies[] = { "backup-restore", "pilot-light", "warm-standby",
	"active-active" };
enum { STRATEGIES = sizeof(strategies) / sizeof(*strategies) };

/* The sums of the same projection at another usage or under an assumption. */
static const struct projection *remake(struct estate *estate, const struct terms *terms,
	const struct projection *projection, const struct usage *usage,
	const struct assumption *assumed) {
	struct projection *other = arena_new_of(estate->ctx->arena, struct projection);
	struct terms changed = *terms;
	changed.usage = usage;
	changed.assumed = assumed;
	changed.copies = projection->copies;
	changed.sums_only = true;
	projection_make(estate, &changed, other);
	return other;
}

void projection_bound(
	struct estate *estate, const struct terms *terms, struct projection *projection) {
	if (!usage_has_ranges(terms->usage)) {
		return;
	}
	struct ctx *ctx = estate->ctx;
	struct decimal one = decimal_of(1);
	const struct projection *low = remake(
		estate, terms, projection, usage_at(ctx, terms->usage, USAGE_LOW, one), NULL);
	const struct projection *high = remake(
		estate, terms, projection, usage_at(ctx, terms->usage, USAGE_HIGH, one), NULL);
	projection->bounds = (struct bounds){ true, { low->monthly, low->one_time, low->lacks },
		{ high->monthly, high->one_time, high->lacks } };
	for (size_t i = 0; i < projection->components.count; i++) {
		const struct component *a = &low->components.items[i];
		const struct component *b = &high->components.items[i];
		projection->components.items[i].bounds =
			(struct bounds){ true, { a->monthly, a->one_time, a->lacks },
				{ b->monthly, b->one_time, b->lacks } };
	}
}

void projection_grow(struct estate *estate, const struct terms *terms, struct decimal percent,
	struct projection *projection) {
	struct ctx *ctx = estate->ctx;
	projection->growth = percent;
	bool fits = true;
	for (unsigned m = 1; m <= MONTHS; m++) {
		struct decimal grown = { 0 };
		fits = fits && decimal_multiply(percent, decimal_of(m), &grown) &&
		       decimal_divide(grown, decimal_of(100 * MONTHS), &grown) &&
		       decimal_add(grown, decimal_of(1), &grown);
		const struct projection *then = remake(estate, terms, projection,
			usage_at(ctx, terms->usage, USAGE_EXPECTED, grown), NULL);
		const struct month month = { m, then->monthly.single_region, then->monthly.with_dr,
			then->lacks };
		projection->year_lacks |= then->lacks;
		vec_push(ctx->arena, &projection->months, month);
		struct amounts *year = &projection->year;
		fits = fits &&
		       decimal_add(
			       year->single_region, month.single_region, &year->single_region) &&
		       decimal_add(year->with_dr, month.with_dr, &year->with_dr) &&
		       decimal_subtract(year->with_dr, year->single_region, &year->additional);
	}
	if (!fits) {
		ctx_error(ctx, NOWHERE, "the cost of a year is too large to compute");
	}
}

static const char *configured_answer(const struct component *component, const char *question) {
	const struct assumption *known;
	vec_each(known, &component->configured) {
		if (strcmp(known->question, question) == 0) {
			return known->answer;
		}
	}
	return NULL;
}

/* The projection under an assumption, made when first asked for. */
static const struct projection *under(struct estate *estate, const struct terms *terms,
	const struct projection *projection, struct map *made, const struct assumption *assumed) {
	struct arena *arena = estate->ctx->arena;
	const char *key = arena_printf(arena, "%s\n%s", assumed->question, assumed->answer);
	const struct projection *then = map_find(made, key);
	if (!then) {
		then = remake(estate, terms, projection, terms->usage, assumed);
		map_set(arena, made, key, then);
	}
	return then;
}

/* The questions of one component stand together at the end. */
static struct question *find_question(
	struct projection *projection, const char *name, const struct resource *resource) {
	for (size_t i = projection->questions.count; i > 0; i--) {
		struct question *question = &projection->questions.items[i - 1];
		if (question->resource != resource) {
			return NULL;
		}
		if (strcmp(question->name, name) == 0) {
			return question;
		}
	}
	return NULL;
}

/* The items from an entry up to another that have no price, each once. */
static const char *list_unpriced(
	struct arena *arena, const struct projection *projection, size_t begin, size_t end) {
	struct map listed = { 0 };
	struct buf out = buf_new(arena);
	for (size_t i = begin; i < end; i++) {
		const struct unpriced *entry = &projection->unpriced.items[i];
		if (!entry->failover && !map_has(&listed, entry->item)) {
			map_set(arena, &listed, entry->item, entry);
			buf_printf(&out, "%s%s", out.length ? ", " : "", entry->item);
		}
	}
	return out.length ? out.bytes : NULL;
}

static void ask_component(struct estate *estate, const struct terms *terms, struct map *made,
	struct projection *projection, size_t index) {
	struct arena *arena = estate->ctx->arena;
	const struct component *component = &projection->components.items[index];
	const struct cost_model *model = cost_model_find(component->resource->type);
	for (const struct assumption *row = model->assumptions; row && row->question; row++) {
		struct question *question =
			find_question(projection, row->question, component->resource);
		if (!question) {
			const struct question fresh = { .name = row->question,
				.resource = component->resource };
			vec_push(arena, &projection->questions, fresh);
			question = &projection->questions.items[projection->questions.count - 1];
		}
		const struct projection *whole = under(estate, terms, projection, made, row);
		const struct component *then = &whole->components.items[index];
		const char *today = configured_answer(component, row->question);
		const struct choice choice = { row->answer, then->monthly.with_dr, then->one_time,
			today && strcmp(today, row->answer) == 0,
			senses_of(then->lacks).with_dr != EXACT,
			then->lower_bound ? list_unpriced(arena, whole, then->unpriced_begin,
						    then->unpriced_end)
					  : NULL };
		vec_push(arena, &question->choices, choice);
	}
}

/* The whole estate under each strategy; what no model prices by strategy stays as configured. */
static void ask_strategy(struct estate *estate, const struct terms *terms, struct map *made,
	struct projection *projection) {
	struct question question = { .name = "strategy" };
	bool asks = false;
	const struct component *component;
	vec_each(component, &projection->components) {
		asks = asks || cost_model_find(component->resource->type)->has_strategies;
	}
	if (!asks || estate->regions.recovery.count == 0) {
		return;
	}
	for (size_t i = 0; i < STRATEGIES; i++) {
		const struct assumption assumed = { "strategy", strategies[i] };
		const struct projection *then = under(estate, terms, projection, made, &assumed);
		const char *said = strategy_name(estate->objectives.strategy);
		const struct choice choice = { strategies[i], then->monthly.with_dr, then->one_time,
			said && strcmp(said, strategies[i]) == 0,
			senses_of(then->lacks).with_dr != EXACT,
			list_unpriced(estate->ctx->arena, then, 0, then->unpriced.count) };
		vec_push(estate->ctx->arena, &question.choices, choice);
	}
	vec_push(estate->ctx->arena, &projection->questions, question);
}

void projection_ask(
	struct estate *estate, const struct terms *terms, struct projection *projection) {
	struct map made = { 0 };
	for (size_t i = 0; i < projection->components.count; i++) {
		ask_component(estate, terms, &made, projection, i);
	}
	struct question *question;
	vec_each(question, &projection->questions) {
		question->turning_point = costing_turning_point(estate, terms, question);
	}
	ask_strategy(estate, terms, &made, projection);
}
