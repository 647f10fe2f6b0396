#include "analyzer/cfn/scenario.h"

#include "analyzer/cfn/search.h"
#include "analyzer/doc/limits.h"

#include <string.h>

void scenario_begin(struct scenario *scenario, struct arena *arena) {
	*scenario = (struct scenario){ .arena = arena };
}

bool scenario_next(struct scenario *scenario) {
	scenario->inquiries.count = 0;
	while (scenario->decisions.count > 0) {
		struct decision *last = &scenario->decisions.items[scenario->decisions.count - 1];
		if (!last->open) {
			scenario->decisions.count--;
			continue;
		}
		if (++scenario->runs >= LIMIT_SCENARIOS) {
			scenario->exhausted = true;
			return false;
		}
		last->value = !last->value;
		last->open = false;
		return true;
	}
	return false;
}

/* The outcome when nothing else was decided; solved once for each condition. */
static void settle(struct arena *arena, struct named_condition *condition) {
	struct arena *kept = condition->stack->template->arena;
	condition->settled = true;
	condition->alone = UNKNOWN;
	if (condition->broken) {
		condition->unsolvable = arena_printf(kept, "condition %s has no outcome: %s",
			condition->name, condition->broken);
		return;
	}
	struct search search;
	search_begin(&search, arena, &condition->variables, NULL);
	struct answer answer = search_outcome(&search, condition);
	search_end(&search);
	condition->alone = answer.outcome;
	if (answer.exhausted) {
		condition->unsolvable = arena_printf(kept,
			"condition %s depends on more than %d combinations of parameters",
			condition->name, LIMIT_CONDITION_ASSIGNMENTS);
	}
}

static enum truth default_outcome(
	struct arena *arena, const struct named_condition *condition, const char **ret_reason) {
	enum truth outcome = formula_outcome(arena, condition->formula, ASSUME_DEFAULTS);
	if (outcome == UNKNOWN) {
		*ret_reason = arena_printf(arena,
			"condition %s depends on a parameter without a value", condition->name);
	}
	return outcome;
}

static const struct decision *decided(
	const struct scenario *scenario, const struct stack *stack, const char *condition) {
	const struct decision *d;
	vec_each(d, &scenario->decisions) {
		if (d->stack == stack && strcmp(d->condition, condition) == 0) {
			return d;
		}
	}
	return NULL;
}

/* Solves under the decisions taken; where both outcomes remain, decides. */
static enum truth decide(struct arena *arena, struct scenario *scenario,
	struct named_condition *condition, const char **ret_reason) {
	if (scenario->decisions.count >= LIMIT_DECISIONS) {
		*ret_reason =
			arena_printf(arena, "more than %d conditions decide it", LIMIT_DECISIONS);
		return UNKNOWN;
	}
	struct search search;
	search_begin(&search, arena, &condition->variables, scenario);
	struct answer answer = search_outcome(&search, condition);
	search_end(&search);
	if (answer.exhausted) {
		*ret_reason = arena_printf(arena,
			"condition %s hangs together with more than %d combinations of parameters",
			condition->name, LIMIT_CONDITION_ASSIGNMENTS);
		return UNKNOWN;
	}
	if (answer.outcome != UNKNOWN) {
		return answer.outcome;
	}
	bool first = formula_outcome(arena, condition->formula, ASSUME_DEFAULTS) != NO;
	struct decision decision = { condition->stack, condition->name, first, true };
	vec_push(scenario->arena, &scenario->decisions, decision);
	return truth_of(first);
}

/* The outcome of a condition that nothing but the scenario decides. */
static enum truth outcome_in(struct arena *arena, struct scenario *scenario,
	struct named_condition *named, const char **ret_reason) {
	if (scenario->trial) {
		return formula_outcome(arena, named->formula, ASSUME_TRIAL);
	}
	const struct decision *taken = decided(scenario, named->stack, named->name);
	enum truth outcome =
		taken ? truth_of(taken->value) : decide(arena, scenario, named, ret_reason);
	const struct inquiry inquiry = {
		.stack = named->stack, .name = named->name, .outcome = outcome
	};
	vec_push(scenario->arena, &scenario->inquiries, inquiry);
	return outcome;
}

/* The outcome of a condition that the template has. */
static enum truth outcome_of(struct arena *arena, struct scenario *scenario,
	struct named_condition *named, const char **ret_reason) {
	if (!named->settled) {
		settle(arena, named);
	}
	if (named->unsolvable) {
		*ret_reason = named->unsolvable;
		return UNKNOWN;
	}
	if (named->alone != UNKNOWN) {
		return named->alone;
	}
	return scenario ? outcome_in(arena, scenario, named, ret_reason)
			: default_outcome(arena, named, ret_reason);
}

enum truth condition_outcome(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *condition, const char **ret_reason) {
	struct named_condition *named = conditions_find(stack, condition);
	if (!named || !named->formula) {
		*ret_reason = arena_printf(arena, "the template has no condition %s", condition);
		return UNKNOWN;
	}
	if (named->pending) {
		*ret_reason = arena_printf(arena, "condition %s depends on itself", condition);
		return UNKNOWN;
	}
	named->pending = true;
	enum truth outcome = outcome_of(arena, scenario, named, ret_reason);
	named->pending = false;
	return outcome;
}

/* What the decisions leave of a variable. */
static struct answer search_variable(
	struct arena *arena, struct scenario *scenario, struct variable *variable) {
	struct answer answer = { .binding = BINDING_FREE };
	if (scenario->decisions.count == 0) {
		return answer;
	}
	struct variable_list about = { .items = &variable, .count = 1 };
	struct search search;
	search_begin(&search, arena, &about, scenario);
	if (search.constraints.count > 0) {
		answer = search_binding(&search, variable);
	}
	search_end(&search);
	return answer;
}

enum binding scenario_parameter(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *parameter, const char **ret_value) {
	struct variable *variable = scenario ? conditions_variable(stack, parameter) : NULL;
	if (!variable) {
		return BINDING_FREE;
	}
	if (scenario->trial) {
		*ret_value = variable->bound ? variable->domain.items[variable->current] : NULL;
		return *ret_value ? BINDING_FIXED : BINDING_OPEN;
	}
	struct answer answer = search_variable(arena, scenario, variable);
	const struct inquiry inquiry = {
		.stack = variable->stack,
		.name = variable->name,
		.of_parameter = true,
		.binding = answer.binding,
		.value = answer.value,
	};
	vec_push(scenario->arena, &scenario->inquiries, inquiry);
	*ret_value = answer.value;
	return answer.binding;
}

struct inquiry scenario_inquire(
	struct arena *arena, struct scenario *scenario, const struct inquiry *inquiry) {
	const char *reason;
	struct inquiry again = *inquiry;
	if (inquiry->of_parameter) {
		again.value = NULL;
		again.binding = scenario_parameter(
			arena, scenario, inquiry->stack, inquiry->name, &again.value);
	} else {
		again.outcome =
			condition_outcome(arena, scenario, inquiry->stack, inquiry->name, &reason);
	}
	return again;
}

bool inquiry_agrees(const struct inquiry *a, const struct inquiry *b) {
	if (!a->of_parameter) {
		return a->outcome == b->outcome;
	}
	return a->binding == b->binding &&
	       (a->value && b->value ? strcmp(a->value, b->value) == 0 : a->value == b->value);
}
