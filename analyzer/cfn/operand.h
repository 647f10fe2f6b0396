#ifndef ANALYZER_CFN_OPERAND_H
#define ANALYZER_CFN_OPERAND_H

#include "analyzer/cfn/conditions.h"

/* How many comparisons, and nodes in them, one formula may look at. */
#define OPERAND_STEPS 20000

struct operand_reader {
	struct arena *arena;
	unsigned steps;
};

/* One side of a comparison: a literal, a variable, or a node that is neither, in its stack. */
struct operand {
	const char *literal;
	struct variable *variable;
	const struct stack *stack;
	const struct node *node;
};

/* Follows Refs to parameters through the arguments that parent stacks passed. */
struct operand operand_of(struct arena *arena, const struct stack *stack, const struct node *node);

/* The text of a plain scalar that nothing at deployment changes, or NULL. */
const char *operand_literal(const struct node *node);

/*
 * Whether a node's value follows from parameters that have a value or a closed domain; the latter
 * are collected.
 */
bool operand_is_settled(struct operand_reader *reader, const struct stack *stack,
	const struct node *node, struct variable_list *ret_variables);

/* The same text for the same value, however it is written. */
const char *operand_text(struct arena *arena, const struct node *node);

#endif
