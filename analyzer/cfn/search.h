#ifndef ANALYZER_CFN_SEARCH_H
#define ANALYZER_CFN_SEARCH_H

#include "analyzer/cfn/conditions.h"

/*
 * A search for values of parameters under which conditions come out as wanted. Values are tried one
 * parameter at a time, and a choice is given up as soon as it breaks a constraint, so that what
 * hangs together loosely is decided in few steps whatever the number of combinations.
 */
struct constraint {
	struct named_condition *condition;
	bool value;
	bool rule; /* of the Rules section */
};

struct search {
	struct arena *arena;
	struct variable_list variables;
	struct VEC(struct constraint) constraints;
	size_t steps;	/* values tried, against LIMIT_CONDITION_ASSIGNMENTS */
	size_t judged;	/* values tried and constraints judged */
	bool exhausted; /* a limit was reached: nothing is proven */
};

/*
 * Begins a search over variables, with the rules and those of the decisions taken (scenario NULL:
 * none) that share a variable with it, directly or through others.
 */
void search_begin(struct search *search, struct arena *arena, const struct variable_list *about,
	const struct scenario *scenario);

/* What a search found out; UNKNOWN: both outcomes are left, or it was exhausted. */
struct answer {
	enum truth outcome;
	bool exhausted;
	enum binding binding;
	const char *value; /* BINDING_FIXED */
};

/* Which outcomes of a condition the constraints leave. Rules that nothing satisfies do not count.
 */
struct answer search_outcome(struct search *search, struct named_condition *condition);

/* What the constraints leave of a variable. */
struct answer search_binding(struct search *search, struct variable *variable);

/* Gives the variables back. */
void search_end(struct search *search);

#endif
