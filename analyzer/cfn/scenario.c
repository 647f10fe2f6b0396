#include "analyzer/cfn/scenario.h"

#include "analyzer/cfn/conditions.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* The conditions and variables that one question hangs together with. */
struct search {
	struct arena *arena;
	struct VEC(struct variable *) variables;
	struct VEC(struct constraint) constraints;
};

struct constraint {
	const struct named_condition *condition;
	bool value;
};

void scenario_begin(struct scenario *scenario, struct arena *arena) {
	*scenario = (struct scenario){ .arena = arena };
}

bool scenario_next(struct scenario *scenario) {
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

static void involve(struct search *search, struct variable *variable) {
	if (!variable->involved) {
		variable->involved = true;
		variable->current = 0;
		vec_push(search->arena, &search->variables, variable);
	}
}

static bool touches(const struct named_condition *condition) {
	struct variable *const *v;
	vec_each(v, &condition->variables) {
		if ((*v)->involved) {
			return true;
		}
	}
	return false;
}

/* Adds the decisions that share a variable with the search, until no more do. */
static void gather(struct search *search, const struct scenario *scenario) {
	size_t total = scenario ? scenario->decisions.count : 0;
	bool *taken = arena_zalloc(search->arena, total + 1);
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < total; i++) {
			const struct decision *decision = &scenario->decisions.items[i];
			const struct named_condition *condition =
				conditions_find(decision->stack, decision->condition);
			if (taken[i] || !touches(condition)) {
				continue;
			}
			taken[i] = grown = true;
			struct constraint constraint = { condition, decision->value };
			vec_push(search->arena, &search->constraints, constraint);
			struct variable *const *v;
			vec_each(v, &condition->variables) {
				involve(search, *v);
			}
		}
	}
}

static void release(struct search *search) {
	struct variable **v;
	vec_each(v, &search->variables) {
		(*v)->involved = false;
	}
}

static bool within_limit(const struct search *search) {
	size_t product = 1;
	struct variable *const *v;
	vec_each(v, &search->variables) {
		product *= (*v)->domain.count;
		if (product > LIMIT_CONDITION_ASSIGNMENTS) {
			return false;
		}
	}
	return true;
}

/* The next assignment, counting up like an odometer; false after the last. */
static bool advance(struct search *search) {
	struct variable **v;
	vec_each(v, &search->variables) {
		if (++(*v)->current < (*v)->domain.count) {
			return true;
		}
		(*v)->current = 0;
	}
	return false;
}

static bool consistent(const struct search *search) {
	const struct constraint *c;
	vec_each(c, &search->constraints) {
		enum truth outcome =
			formula_outcome(search->arena, c->condition->formula, ASSUME_TRIAL);
		if (outcome == truth_of(!c->value)) {
			return false;
		}
	}
	return true;
}

/* Which outcomes of a condition the decisions leave: YES, NO, or UNKNOWN for both. */
static enum truth solve(struct search *search, const struct named_condition *condition) {
	bool can_hold = false, can_fail = false;
	do {
		if (!consistent(search)) {
			continue;
		}
		enum truth outcome =
			formula_outcome(search->arena, condition->formula, ASSUME_TRIAL);
		can_hold = can_hold || outcome != NO;
		can_fail = can_fail || outcome != YES;
	} while (!(can_hold && can_fail) && advance(search));
	if (can_hold && can_fail) {
		return UNKNOWN;
	}
	return truth_of(can_hold);
}

static const char *broken_part(const struct formula *formula, unsigned depth) {
	if (formula->kind == FORMULA_BROKEN) {
		return formula->reason;
	}
	if (formula->kind == FORMULA_NAMED && formula->named->formula && depth < 32) {
		return broken_part(formula->named->formula, depth + 1);
	}
	for (size_t i = 0; i < formula->part_count; i++) {
		const char *reason = broken_part(formula->parts[i], depth + 1);
		if (reason) {
			return reason;
		}
	}
	return NULL;
}

/* The outcome when nothing else was decided; solved once for each condition. */
static void settle(struct arena *arena, struct named_condition *condition) {
	condition->settled = true;
	condition->alone = UNKNOWN;
	condition->unsolvable = broken_part(condition->formula, 0);
	if (condition->unsolvable) {
		condition->unsolvable = arena_printf(condition->stack->template->arena,
			"condition %s has no outcome: %s", condition->name, condition->unsolvable);
		return;
	}
	struct search search = { .arena = arena };
	struct variable **v;
	vec_each(v, &condition->variables) {
		involve(&search, *v);
	}
	if (within_limit(&search)) {
		condition->alone = solve(&search, condition);
	} else {
		condition->unsolvable = arena_printf(condition->stack->template->arena,
			"condition %s depends on more than %d combinations of parameters",
			condition->name, LIMIT_CONDITION_ASSIGNMENTS);
	}
	release(&search);
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
	struct search search = { .arena = arena };
	struct variable **v;
	vec_each(v, &condition->variables) {
		involve(&search, *v);
	}
	gather(&search, scenario);
	bool bounded = within_limit(&search);
	enum truth outcome = bounded ? solve(&search, condition) : UNKNOWN;
	release(&search);
	if (!bounded) {
		*ret_reason = arena_printf(arena,
			"condition %s hangs together with more than %d combinations of parameters",
			condition->name, LIMIT_CONDITION_ASSIGNMENTS);
		return UNKNOWN;
	}
	if (outcome == UNKNOWN) {
		bool first = formula_outcome(arena, condition->formula, ASSUME_DEFAULTS) != NO;
		struct decision decision = { condition->stack, condition->name, first, true };
		vec_push(scenario->arena, &scenario->decisions, decision);
		outcome = truth_of(first);
	}
	return outcome;
}

enum truth condition_outcome(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *condition, const char **ret_reason) {
	struct named_condition *named = conditions_find(stack, condition);
	if (!named || !named->formula) {
		*ret_reason = arena_printf(arena, "the template has no condition %s", condition);
		return UNKNOWN;
	}
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
	if (!scenario) {
		return default_outcome(arena, named, ret_reason);
	}
	scenario->asked++;
	if (scenario->trial) {
		return formula_outcome(arena, named->formula, ASSUME_TRIAL);
	}
	const struct decision *taken = decided(scenario, stack, condition);
	return taken ? truth_of(taken->value) : decide(arena, scenario, named, ret_reason);
}

/* Which of the variable's values the decisions leave; false when none of them concerns it. */
static bool remaining_values(struct arena *arena, const struct scenario *scenario,
	struct variable *variable, bool *ret_left) {
	struct search search = { .arena = arena };
	involve(&search, variable);
	gather(&search, scenario);
	bool concerned = search.constraints.count > 0 && within_limit(&search);
	if (concerned) {
		do {
			ret_left[variable->current] =
				ret_left[variable->current] || consistent(&search);
		} while (advance(&search));
	}
	release(&search);
	return concerned;
}

enum binding scenario_parameter(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *parameter, const char **ret_value) {
	struct variable *variable = scenario ? conditions_variable(stack, parameter) : NULL;
	if (!variable) {
		return BINDING_FREE;
	}
	scenario->asked++;
	if (!scenario->trial && scenario->decisions.count == 0) {
		return BINDING_FREE;
	}
	if (scenario->trial) {
		*ret_value = variable->domain.items[variable->current];
		return *ret_value ? BINDING_FIXED : BINDING_OPEN;
	}
	bool *left = arena_zalloc(arena, variable->domain.count);
	if (!remaining_values(arena, scenario, variable, left)) {
		return BINDING_FREE;
	}
	size_t count = 0;
	bool fallback_left = false;
	for (size_t i = 0; i < variable->domain.count; i++) {
		const char *value = variable->domain.items[i];
		if (!left[i]) {
			continue;
		}
		count++;
		*ret_value = value;
		fallback_left = fallback_left || (variable->fallback && value &&
							 strcmp(value, variable->fallback) == 0);
	}
	bool other_left = !variable->closed && left[0];
	if (fallback_left) {
		return BINDING_FREE;
	}
	bool fallback_is_other = other_left && variable->fallback;
	return count == 1 && *ret_value ? BINDING_FIXED
	       : fallback_is_other	? BINDING_FREE
					: BINDING_OPEN;
}
