#ifndef ANALYZER_CFN_SCENARIO_H
#define ANALYZER_CFN_SCENARIO_H

#include "analyzer/base/truth.h"
#include "analyzer/cfn/stack.h"

/*
 * Conditions decide what a template deploys. Nothing is enumerated ahead: an evaluation that meets
 * an undecided condition takes its first satisfiable outcome and notes it; the explorer then runs
 * the same evaluation again with the other outcome, until every satisfiable combination that the
 * evaluation really asked about has been seen. So only conditions that reach a checked property
 * count.
 */
struct decision {
	const struct stack *stack;
	const char *condition;
	bool value;
	bool open; /* the other outcome is satisfiable too and was not yet taken */
};

/* What the decisions taken so far leave of a parameter that was given no value. */
enum binding {
	BINDING_FREE,  /* nothing was decided about it: its default stands */
	BINDING_FIXED, /* only one value is left */
	BINDING_OPEN,  /* its default is ruled out, or it has none, and several values are left */
};

/* A question whose answer may be another in another scenario, and the answer. */
struct inquiry {
	const struct stack *stack;
	const char *name; /* of a condition, or of a parameter */
	bool of_parameter;
	enum truth outcome;   /* of a condition */
	enum binding binding; /* of a parameter */
	const char *value;    /* BINDING_FIXED */
};
struct inquiry_list VEC(struct inquiry);

struct scenario {
	struct arena *arena;
	struct VEC(struct decision) decisions;
	size_t runs;
	bool exhausted; /* LIMIT_SCENARIOS was reached: the remaining outcomes were not seen */
	bool trial;	/* the solver's own: parameters take the values it is trying */
	struct inquiry_list inquiries; /* since this combination began, in order */
};

void scenario_begin(struct scenario *scenario, struct arena *arena);

/* Moves to the next combination; false when all have been seen. Call after each evaluation. */
bool scenario_next(struct scenario *scenario);

/*
 * The outcome of a condition: decided by given parameters, by the decisions taken so far, or by a
 * new decision, which first takes the outcome that the parameters' defaults give. UNKNOWN, with a
 * reason, when the condition cannot be solved within its limits or does not exist. `scenario` NULL:
 * parameters take their defaults and nothing is decided.
 */
enum truth condition_outcome(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *condition, const char **ret_reason);

/* What is left of a parameter; FREE without a scenario. */
enum binding scenario_parameter(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *parameter, const char **ret_value);

/* Puts a question again, as the evaluation did that put it first. */
struct inquiry scenario_inquire(
	struct arena *arena, struct scenario *scenario, const struct inquiry *inquiry);

/* Whether the answers are the same. */
bool inquiry_agrees(const struct inquiry *a, const struct inquiry *b);

#endif
