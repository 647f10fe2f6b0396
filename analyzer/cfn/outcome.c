#include "analyzer/cfn/conditions.h"
#include "analyzer/cfn/eval.h"

#include <string.h>

/* One judgement of a formula. Each condition named in it is judged once, however often it is. */
struct pass {
	struct arena *arena;
	enum assumption assumption;
	struct named_condition *judged;
};

static enum truth outcome(struct pass *pass, const struct formula *formula);

static enum truth compare(struct pass *pass, const struct formula *formula) {
	struct scenario trial = { .arena = pass->arena, .trial = true };
	struct eval eval = { .arena = pass->arena,
		.scenario = pass->assumption == ASSUME_TRIAL ? &trial : NULL };
	struct value left = eval_node(&eval, formula->left_stack, formula->left);
	struct value right = eval_node(&eval, formula->right_stack, formula->right);
	const char *a = value_text(pass->arena, &left), *b = value_text(pass->arena, &right);
	return a && b ? truth_of(strcmp(a, b) == 0) : UNKNOWN;
}

/* Nothing is tried before all that it depends on has a value. */
static enum truth try_out(struct pass *pass, const struct formula *formula) {
	struct variable *const *v;
	vec_each(v, &formula->variables) {
		if (pass->assumption == ASSUME_TRIAL && !(*v)->bound) {
			return UNKNOWN;
		}
	}
	return compare(pass, formula);
}

static enum truth equals(const struct pass *pass, const struct formula *formula) {
	const struct variable *variable = formula->variable;
	if (pass->assumption == ASSUME_DEFAULTS) {
		return variable->fallback
			       ? truth_of(strcmp(variable->fallback, formula->literal) == 0)
			       : UNKNOWN;
	}
	if (!variable->bound) {
		return UNKNOWN;
	}
	const char *value = variable->domain.items[variable->current];
	return truth_of(value && strcmp(value, formula->literal) == 0);
}

static enum truth opaque(struct pass *pass, const struct formula *formula) {
	if (pass->assumption == ASSUME_DEFAULTS) {
		return compare(pass, formula);
	}
	return formula->variable->bound ? truth_of(formula->variable->current == 0) : UNKNOWN;
}

static enum truth named(struct pass *pass, struct named_condition *condition) {
	if (!condition->formula) {
		return UNKNOWN;
	}
	if (!condition->judged) {
		condition->outcome = outcome(pass, condition->formula);
		condition->judged = true;
		condition->next_judged = pass->judged;
		pass->judged = condition;
	}
	return condition->outcome;
}

static enum truth join(struct pass *pass, const struct formula *formula) {
	bool any = formula->kind == FORMULA_ANY;
	enum truth result = any ? NO : YES, decided = any ? YES : NO;
	for (size_t i = 0; i < formula->part_count && result != decided; i++) {
		enum truth part = outcome(pass, formula->parts[i]);
		result = any ? truth_or(result, part) : truth_and(result, part);
	}
	return formula->kind == FORMULA_NOT ? truth_not(result) : result;
}

static enum truth outcome(struct pass *pass, const struct formula *formula) {
	switch (formula->kind) {
	case FORMULA_CONSTANT:
		return truth_of(formula->value);
	case FORMULA_EQUALS:
		return equals(pass, formula);
	case FORMULA_OPAQUE:
		return opaque(pass, formula);
	case FORMULA_TRIAL:
		return try_out(pass, formula);
	case FORMULA_NAMED:
		return named(pass, formula->named);
	case FORMULA_ALL:
	case FORMULA_ANY:
	case FORMULA_NOT:
		return join(pass, formula);
	case FORMULA_BROKEN:
		break;
	}
	return UNKNOWN;
}

enum truth formula_outcome(
	struct arena *arena, const struct formula *formula, enum assumption assumption) {
	struct pass pass = { .arena = arena, .assumption = assumption };
	enum truth result = outcome(&pass, formula);
	for (struct named_condition *c = pass.judged; c; c = c->next_judged) {
		c->judged = false;
	}
	return result;
}
