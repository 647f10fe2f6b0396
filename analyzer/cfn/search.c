#include "analyzer/cfn/search.h"

#include "analyzer/doc/limits.h"

#include <string.h>

static void involve(struct search *search, const struct variable_list *variables) {
	struct variable *const *v;
	vec_each(v, variables) {
		if (!(*v)->involved) {
			(*v)->involved = true;
			vec_push(search->arena, &search->variables, *v);
		}
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

static void constrain(
	struct search *search, struct named_condition *condition, bool value, bool rule) {
	condition->taken = true;
	struct constraint constraint = { condition, value, rule };
	vec_push(search->arena, &search->constraints, constraint);
	involve(search, &condition->variables);
}

static bool gather_decisions(struct search *search, const struct scenario *scenario) {
	bool grown = false;
	const struct decision *d;
	vec_each(d, &scenario->decisions) {
		struct named_condition *condition = conditions_find(d->stack, d->condition);
		if (!condition->taken && touches(condition)) {
			constrain(search, condition, d->value, false);
			grown = true;
		}
	}
	return grown;
}

static void gather_rules(struct search *search) {
	for (size_t i = 0; i < search->variables.count; i++) {
		struct variable *variable = search->variables.items[i];
		struct named_condition **rule;
		vec_each(rule, &variable->rules) {
			if (!(*rule)->taken) {
				constrain(search, *rule, true, true);
			}
		}
	}
}

void search_begin(struct search *search, struct arena *arena, const struct variable_list *about,
	const struct scenario *scenario) {
	*search = (struct search){ .arena = arena };
	involve(search, about);
	do {
		gather_rules(search);
	} while (scenario && gather_decisions(search, scenario));
	struct constraint *c;
	vec_each(c, &search->constraints) {
		c->condition->taken = false;
	}
}

void search_end(struct search *search) {
	struct variable **v;
	vec_each(v, &search->variables) {
		(*v)->involved = false;
		(*v)->bound = false;
	}
}

/* YES where the values tried so far settle that all comes out as wanted, NO where it cannot. */
static enum truth prospect(struct search *search, const struct constraint *goal) {
	enum truth prospect = YES;
	if (goal->condition) {
		enum truth truth =
			formula_outcome(search->arena, goal->condition->formula, ASSUME_TRIAL);
		prospect = goal->value ? truth : truth_not(truth);
	}
	for (size_t i = 0; i < search->constraints.count && prospect != NO; i++) {
		search->judged++;
		const struct constraint *c = &search->constraints.items[i];
		enum truth truth =
			formula_outcome(search->arena, c->condition->formula, ASSUME_TRIAL);
		prospect = truth_and(prospect, c->value ? truth : truth_not(truth));
	}
	return prospect;
}

/* Whether values of the variables from `at` on bring about the goal; what has no outcome may. */
static bool is_reachable(struct search *search, size_t at, const struct constraint *goal) {
	enum truth now = prospect(search, goal);
	if (now != UNKNOWN || at == search->variables.count) {
		return now != NO;
	}
	struct variable *variable = search->variables.items[at];
	if (variable->bound) {
		return is_reachable(search, at + 1, goal);
	}
	bool reachable = false;
	variable->bound = true;
	for (size_t i = 0; i < variable->domain.count && !reachable; i++) {
		search->judged++;
		if (++search->steps > LIMIT_CONDITION_ASSIGNMENTS) {
			search->exhausted = true;
			break;
		}
		variable->current = i;
		reachable = is_reachable(search, at + 1, goal);
	}
	variable->bound = false;
	return reachable;
}

static bool can_be(struct search *search, struct named_condition *condition, bool value) {
	const struct constraint goal = { condition, value, false };
	search->steps = 0;
	return is_reachable(search, 0, &goal);
}

/* Whether there were rules to leave out. */
static bool drop_rules(struct search *search) {
	size_t kept = 0, all = search->constraints.count;
	for (size_t i = 0; i < all; i++) {
		if (!search->constraints.items[i].rule) {
			search->constraints.items[kept++] = search->constraints.items[i];
		}
	}
	search->constraints.count = kept;
	return kept < all;
}

static struct answer find_outcome(struct search *search, struct named_condition *condition) {
	bool can_hold, can_fail;
	do {
		can_hold = can_be(search, condition, true);
		can_fail = can_be(search, condition, false);
	} while (!can_hold && !can_fail && !search->exhausted && drop_rules(search));
	bool both = can_hold && can_fail;
	return (struct answer){
		.outcome = both || search->exhausted ? UNKNOWN : truth_of(can_hold),
		.exhausted = search->exhausted && !both,
	};
}

/* Which value is left, where only one is; the default where it is. */
static struct answer find_binding(struct search *search, struct variable *variable) {
	struct answer answer = { .outcome = UNKNOWN, .binding = BINDING_OPEN };
	size_t left = 0;
	bool fallback_is_left = false, other_is_left = false, fallback_is_listed = false;
	for (size_t i = 0; i < variable->domain.count; i++) {
		const char *value = variable->domain.items[i];
		bool is_fallback =
			variable->fallback && value && strcmp(value, variable->fallback) == 0;
		fallback_is_listed = fallback_is_listed || is_fallback;
		variable->bound = true;
		variable->current = i;
		bool possible = can_be(search, NULL, true);
		variable->bound = false;
		if (!possible) {
			continue;
		}
		left++;
		answer.value = value;
		fallback_is_left = fallback_is_left || is_fallback;
		other_is_left = other_is_left || !value;
	}
	bool free =
		fallback_is_left || (other_is_left && variable->fallback && !fallback_is_listed);
	if (free && !search->exhausted) {
		answer.binding = BINDING_FREE;
	} else if (left == 1 && answer.value && !search->exhausted) {
		answer.binding = BINDING_FIXED;
	}
	return answer;
}

#define KEY_DIGITS 10

/* Ten bytes, none of them 0, for an address and the bit that it leaves; the end of them. */
static char *put_bits(char *key, uintptr_t bits) {
	for (size_t digit = 0; digit < KEY_DIGITS; digit++, bits >>= 7) {
		*key++ = (char)((bits & 127) | 128);
	}
	return key;
}

/* The constraints and what is asked, as a text: nothing but their addresses tells them apart. */
static const char *key_of(const struct search *search, const void *about) {
	size_t count = search->constraints.count + 1;
	char *key = arena_alloc(search->arena, count * KEY_DIGITS + 1), *end = key;
	const struct constraint *constraint;
	vec_each(constraint, &search->constraints) {
		end = put_bits(
			end, (uintptr_t)constraint->condition | (uintptr_t)constraint->value);
	}
	*put_bits(end, (uintptr_t)about) = '\0';
	return key;
}

/* The answer of an earlier search for the same, or NULL. */
static const struct answer *recall(struct conditions *conditions, const char *key) {
	static const struct answer exhausted = {
		.outcome = UNKNOWN, .exhausted = true, .binding = BINDING_OPEN
	};
	const struct answer *known = map_find(&conditions->answers, key);
	return !known && conditions->judged > LIMIT_CONDITIONS_JUDGED ? &exhausted : known;
}

static struct answer keep(struct conditions *conditions, const struct stack *stack,
	const struct search *search, const char *key, struct answer answer) {
	struct arena *arena = stack->template->arena;
	struct answer *kept = arena_alloc(arena, sizeof(*kept));
	*kept = answer;
	map_set(arena, &conditions->answers, arena_strdup(arena, key), kept);
	conditions->judged += search->judged;
	return answer;
}

struct answer search_outcome(struct search *search, struct named_condition *condition) {
	struct conditions *conditions = conditions_of(condition->stack);
	const char *key = key_of(search, condition);
	const struct answer *known = recall(conditions, key);
	return known ? *known
		     : keep(conditions, condition->stack, search, key,
			       find_outcome(search, condition));
}

struct answer search_binding(struct search *search, struct variable *variable) {
	struct conditions *conditions = conditions_of(variable->stack);
	const char *key = key_of(search, variable);
	const struct answer *known = recall(conditions, key);
	return known ? *known
		     : keep(conditions, variable->stack, search, key,
			       find_binding(search, variable));
}
