#ifndef ANALYZER_CFN_CONDITIONS_H
#define ANALYZER_CFN_CONDITIONS_H

#include "analyzer/base/vec.h"
#include "analyzer/cfn/scenario.h"

/*
 * The solver's view of a Conditions section: formulas over variables with finite domains. A
 * parameter without a value ranges over its AllowedValues, or over the literals it is compared with
 * and one value that is none of them; a region that was never said likewise. A comparison that
 * cannot be read so (of an import, a dynamic reference, a mapping) is a variable of its own, true
 * or false.
 */
struct variable {
	const struct stack *stack; /* whose parameter it is */
	const char *name; /* parameter, pseudo parameter, or the text of an opaque comparison */
	struct VEC(const char *) domain; /* NULL stands for a value like none of the others */
	bool closed;			 /* the domain is said to be complete: no NULL in it */
	const char *fallback;		 /* the parameter's default, or NULL */
	size_t current;			 /* index of the value on trial */
	bool involved;			 /* in the search under way */
};

enum formula_kind {
	FORMULA_CONSTANT,
	FORMULA_EQUALS,
	FORMULA_OPAQUE,
	FORMULA_TRIAL,
	FORMULA_NAMED,
	FORMULA_ALL,
	FORMULA_ANY,
	FORMULA_NOT,
	FORMULA_BROKEN
};

struct formula {
	enum formula_kind kind;
	bool value;		   /* CONSTANT */
	struct variable *variable; /* EQUALS: variable = literal; OPAQUE: true or false by itself */
	const char *literal;
	const struct stack *stack;
	const struct node *left,
		*right; /* TRIAL: evaluated under each assignment; OPAQUE: under defaults */
	struct VEC(struct variable *) variables; /* TRIAL: that the two sides depend on */
	struct named_condition *named;		 /* NAMED */
	const struct formula **parts;		 /* ALL, ANY, NOT */
	size_t part_count;
	const char *reason; /* BROKEN: why it has no outcome */
};

struct named_condition {
	const struct stack *stack;
	const char *name;
	const struct formula *formula;
	bool visiting;	  /* guards against conditions that name each other in a circle */
	bool settled;	  /* alone, without decisions, it has been solved: */
	enum truth alone; /* YES or NO: the only satisfiable outcome; UNKNOWN: both or unsolved */
	const char *unsolvable;			 /* why it cannot be solved at all, or NULL */
	struct VEC(struct variable *) variables; /* that it depends on, transitively */
};

struct conditions {
	struct map by_name; /* name -> struct named_condition */
	struct VEC(struct variable *) variables;
};

/* The condition of this name, its formula built; NULL when the template has none. */
struct named_condition *conditions_find(const struct stack *stack, const char *name);

/* The variable of a parameter of `stack` when some condition depends on it, else NULL. */
struct variable *conditions_variable(const struct stack *stack, const char *name);

/* What a formula is judged with: the values that the solver tries, or the parameters' defaults. */
enum assumption { ASSUME_TRIAL, ASSUME_DEFAULTS };

/* The outcome of a formula; UNKNOWN where the assumed values leave it open. */
enum truth formula_outcome(
	struct arena *arena, const struct formula *formula, enum assumption assumption);

#endif
