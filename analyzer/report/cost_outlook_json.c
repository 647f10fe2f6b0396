#include "analyzer/report/cost_outlook.h"

#include "analyzer/doc/json_write.h"

static void put(struct json *json, const char *key, struct decimal value, struct arena *arena) {
	json_add_text(json, key, decimal_print(arena, value));
}

void cost_senses_json(struct json *json, unsigned lacks) {
	const struct senses senses = senses_of(lacks);
	if (lacks) {
		struct json *bounds = json_add_object(json, "bounds");
		json_add_text(bounds, "single_region", cost_sense_name(senses.single_region));
		json_add_text(bounds, "with_dr", cost_sense_name(senses.with_dr));
		json_add_text(bounds, "additional", cost_sense_name(senses.additional));
	}
}

/* The same of a difference; nothing where it is exact. */
static void put_sense(struct json *json, enum sense sense) {
	if (sense != EXACT) {
		struct json *bounds = json_add_object(json, "bounds");
		json_add_text(bounds, "monthly", cost_sense_name(sense));
		json_add_text(bounds, "one_time", cost_sense_name(sense));
	}
}

static void put_failover(
	const struct projection *projection, struct json *root, struct arena *arena) {
	if (decimal_compare(projection->failover_hours, decimal_of(0)) == 0) {
		return;
	}
	struct json *failover = json_add_object(root, "failover");
	put(failover, "hours", projection->failover_hours, arena);
	struct json *lines = json_add_list(failover, "lines");
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->failover_lines) {
			struct json *json = json_add_object(lines, NULL);
			json_add_text(json, "component", component->resource->logical_id);
			json_add_text(json, "stack", component->resource->stack->stack.name);
			json_add_text(json, "item", line->item);
			json_add_text(json, "description", line->description);
			json_add_text(json, "region", line->region);
			put(json, "quantity", line->quantity, arena);
			json_add_text(json, "unit", line->price->unit);
			put(json, "unit_price", line->unit_price, arena);
			put(json, "amount", line->amount, arena);
		}
	}
	put(failover, "amount", projection->failover, arena);
	json_add_bool(failover, "lower_bound", projection->failover_lower_bound);
}

static void put_growth(
	const struct projection *projection, struct json *root, struct arena *arena) {
	if (projection->months.count == 0) {
		return;
	}
	struct json *growth = json_add_object(root, "growth");
	put(growth, "percent", projection->growth, arena);
	struct json *months = json_add_list(growth, "months");
	const struct month *month;
	vec_each(month, &projection->months) {
		struct json *json = json_add_object(months, NULL);
		json_add_count(json, "month", month->number);
		put(json, "single_region", month->single_region, arena);
		put(json, "with_dr", month->with_dr, arena);
		cost_senses_json(json, month->lacks);
	}
	struct json *year = json_add_object(growth, "year");
	put(year, "single_region", projection->year.single_region, arena);
	put(year, "with_dr", projection->year.with_dr, arena);
	put(year, "additional", projection->year.additional, arena);
	cost_senses_json(year, projection->year_lacks);
}

static void put_questions(
	const struct projection *projection, struct json *root, struct arena *arena) {
	if (projection->questions.count == 0) {
		return;
	}
	struct json *list = json_add_list(root, "questions");
	const struct question *question;
	vec_each(question, &projection->questions) {
		struct json *json = json_add_object(list, NULL);
		json_add_text(json, "question", question->name);
		if (question->resource) {
			json_add_text(json, "component", question->resource->logical_id);
			json_add_text(json, "stack", question->resource->stack->stack.name);
		}
		struct json *choices = json_add_list(json, "answers");
		const struct choice *choice;
		vec_each(choice, &question->choices) {
			struct json *answer = json_add_object(choices, NULL);
			json_add_text(answer, "answer", choice->answer);
			put(answer, "monthly", choice->monthly, arena);
			put(answer, "one_time", choice->one_time, arena);
			json_add_bool(answer, "configured", choice->configured);
			json_add_bool(answer, "lower_bound", choice->lower_bound);
			json_add_text(answer, "unpriced", choice->unpriced);
		}
		json_add_text(json, "turning_point", question->turning_point);
	}
}

static void put_comparison(
	const struct comparison *comparison, struct json *root, struct arena *arena) {
	if (!comparison) {
		return;
	}
	struct json *json = json_add_object(root, "comparison");
	json_add_text(json, "base", comparison->before->name);
	struct json *changes = json_add_list(json, "changes");
	const struct change *change;
	vec_each(change, &comparison->changes) {
		const struct cost_row *row = change->after ? change->after : change->before;
		struct json *item = json_add_object(changes, NULL);
		json_add_text(item, "component", row->component);
		json_add_text(item, "stack", row->stack);
		json_add_text(item, "type", row->type);
		json_add_text(item, "region", row->region);
		json_add_text(item, "change",
			!change->before	 ? "added"
			: !change->after ? "removed"
					 : "changed");
		put(item, "monthly", change->monthly, arena);
		put(item, "one_time", change->one_time, arena);
		put_sense(item, change->sense);
	}
	json_add_count(json, "without_cost", comparison->free);
	put(json, "monthly", comparison->monthly, arena);
	put(json, "one_time", comparison->one_time, arena);
	put_sense(json, comparison->sense);
	json_add_bool(json, "lower_bound", comparison->lower_bound);
}

static void put_budget(const struct budget_checks *checks, struct json *root, struct arena *arena) {
	if (checks->count == 0) {
		return;
	}
	struct json *list = json_add_list(root, "budget");
	const struct budget_check *check;
	vec_each(check, checks) {
		struct json *json = json_add_object(list, NULL);
		json_add_text(json, "limit_of", check->name);
		json_add_text(json, "origin", check->origin);
		put(json, "limit", check->limit, arena);
		put(json, "amount", check->amount, arena);
		json_add_bool(json, "exceeded", check->exceeded);
		json_add_bool(
			json, "lower_bound", check->sense == AT_LEAST || check->sense == PERHAPS);
		json_add_text(json, "bound", cost_sense_name(check->sense));
	}
}

void cost_outlook_json(const struct results *results, struct json *root, struct arena *arena) {
	put_failover(results->projection, root, arena);
	put_growth(results->projection, root, arena);
	put_questions(results->projection, root, arena);
	put_comparison(results->comparison, root, arena);
	put_budget(&results->budget, root, arena);
}
