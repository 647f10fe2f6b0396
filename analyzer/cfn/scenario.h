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

struct scenario {
	struct arena *arena;
	struct VEC(struct decision) decisions;
	size_t replayed; /* decisions fixed by the explorer; those after are found by this run */
	size_t runs;
	bool exhausted; /* LIMIT_SCENARIOS was reached: the remaining outcomes were not seen */
};

void scenario_begin(struct scenario *scenario, struct arena *arena);

/* Moves to the next combination; false when all have been seen. Call after each evaluation. */
bool scenario_next(struct scenario *scenario);

/*
 * The outcome of a condition: decided by given parameters, by the decisions taken so far, or by a
 * new decision. UNKNOWN, with a reason, when the condition cannot be solved within its limits or
 * does not exist. `scenario` NULL: parameters take their defaults and nothing is decided.
 */
enum truth condition_outcome(struct arena *arena, struct scenario *scenario,
	const struct stack *stack, const char *condition, const char **ret_reason);

/*
 * The literal that an ungiven parameter must have under the decisions taken, or NULL where they
 * leave it open (then its default stands).
 */
const char *scenario_parameter(
	const struct scenario *scenario, const struct stack *stack, const char *parameter);

#endif
