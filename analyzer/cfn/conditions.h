#ifndef ANALYZER_CFN_CONDITIONS_H
#define ANALYZER_CFN_CONDITIONS_H

#include "analyzer/base/vec.h"
#include "analyzer/cfn/scenario.h"

/*
 * The solver's view of the Conditions and Rules sections: formulas over variables with finite
 * domains. A parameter without a value ranges over its AllowedValues, or over the literals it is
 * compared with and one value that is none of them; a region that was never said likewise. A
 * comparison that cannot be read so (of an import, a dynamic reference, a mapping) is a variable of
 * its own, true or false, keyed by its two sides. A rule is a condition that always holds.
 */
struct named_condition;

struct variable {
	const struct stack *stack; /* whose parameter it is */
	const char *name; /* parameter, pseudo parameter, or the text of an opaque comparison */
	struct VEC(const char *) domain; /* NULL stands for a value like none of the others */
	bool closed;			 /* the domain is said to be complete: no NULL in it */
	const char *fallback;		 /* the parameter's default, or NULL */
	size_t current;			 /* index of the value on trial */
	bool bound;			 /* the value on trial is to be reckoned with */
	bool involved;			 /* in the search under way */
	struct VEC(struct named_condition *) rules; /* that depend on it */
};

struct variable_list VEC(struct variable *);

enum formula_kind {
	FORMULA_CONSTANT,
	FORMULA_EQUALS,
	FORMULA_OPAQUE,
	FORMULA_TRIAL,
	FORMULA_NAMED,
	FORMULA_ALL,
	FORMULA_ANY,
	FORMULA_NOT,
	FORMULA_BROKEN /* has no outcome */
};

struct formula {
	enum formula_kind kind;
	bool value;		   /* CONSTANT */
	struct variable *variable; /* EQUALS: variable = literal; OPAQUE: true or false by itself */
	const char *literal;
	/* TRIAL: evaluated under each assignment; OPAQUE: under defaults. Each in its stack. */
	const struct stack *left_stack, *right_stack;
	const struct node *left, *right;
	struct variable_list variables; /* TRIAL: that the two sides depend on */
	struct named_condition *named;	/* NAMED */
	const struct formula **parts;	/* ALL, ANY, NOT */
	size_t part_count;
};

struct named_condition {
	const struct stack *stack;
	const char *name;
	const struct formula *formula;
	const char *broken; /* why a part of it has no outcome, or NULL */
	unsigned depth;	    /* of conditions named by conditions */
	bool visiting;	    /* guards against conditions that name each other in a circle */
	bool pending;	    /* its outcome is being worked out: asked again, it depends on itself */
	bool settled;	    /* alone, without decisions, it has been solved: */
	enum truth alone;   /* YES or NO: the only satisfiable outcome; UNKNOWN: both or unsolved */
	const char *unsolvable;		/* why it cannot be solved at all, or NULL */
	struct variable_list variables; /* that it depends on, transitively */
	bool taken;			/* as a constraint of the search under way */
	bool judged;			/* in the pass over formulas under way: */
	enum truth outcome;
	struct named_condition *next_judged;
};

struct conditions {
	struct map by_name;   /* name -> struct named_condition */
	struct map variables; /* name -> struct variable */
	unsigned building;  /* conditions whose formulas are being built, each named by the last */
	struct map answers; /* of searches -> struct answer; see search.h */
	size_t judged;	    /* in searches, against LIMIT_CONDITIONS_JUDGED */
};

/* The conditions and rules of a stack, all of them built; of an expanded template. */
struct conditions *conditions_of(const struct stack *stack);

/* The condition of this name; NULL when the template has none. */
struct named_condition *conditions_find(const struct stack *stack, const char *name);

/* The variable of a parameter of `stack` when some condition or rule depends on it, else NULL. */
struct variable *conditions_variable(const struct stack *stack, const char *name);

/* The variable of a parameter or pseudo parameter that has no value in `stack`; made when new. */
struct variable *variable_of(const struct stack *stack, const char *name);

/* The variable of a comparison that no parameter decides, by the text of its two sides. */
struct variable *variable_opaque(const struct stack *stack, const char *text);

/*
 * Takes a literal that a variable is compared with into its domain, unless that is closed; false
 * where it has too many.
 */
bool variable_compare(struct variable *variable, const char *literal);

/*
 * Builds the formula of a condition, or of a rule ({RuleCondition, Assertions}); fills in broken,
 * depth and variables of `named`.
 */
const struct formula *formula_build(struct named_condition *named, const struct node *node);
const struct formula *formula_build_rule(struct named_condition *named, const struct node *rule);

/* What a formula is judged with: the values that the solver tries, or the parameters' defaults. */
enum assumption { ASSUME_TRIAL, ASSUME_DEFAULTS };

/* The outcome of a formula; UNKNOWN where the assumed values leave it open. */
enum truth formula_outcome(
	struct arena *arena, const struct formula *formula, enum assumption assumption);

#endif
