#include "analyzer/cfn/conditions.h"

#include "analyzer/base/buf.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* How deep formulas may nest; CloudFormation takes ten parts a function and few levels. */
#define FORMULA_DEPTH 32

struct builder {
	struct arena *arena;
	const struct stack *stack;
	struct named_condition *named; /* whose formula is built */
};

static struct conditions *conditions_of(const struct stack *stack) {
	if (!stack->conditions) {
		/* A cache that the stack carries for its solver; the stack itself does not change.
		 */
		((struct stack *)stack)->conditions =
			arena_new_of(stack->template->arena, struct conditions);
	}
	return stack->conditions;
}

struct variable *conditions_variable(const struct stack *stack, const char *name) {
	if (!stack->conditions) {
		return NULL;
	}
	struct variable **v;
	vec_each(v, &stack->conditions->variables) {
		if (strcmp((*v)->name, name) == 0) {
			return *v;
		}
	}
	return NULL;
}

/* The index of a literal in a domain; a domain that is not closed takes it in. */
static void domain_add(struct arena *arena, struct variable *variable, const char *literal) {
	const char **known;
	vec_each(known, &variable->domain) {
		if (*known && strcmp(*known, literal) == 0) {
			return;
		}
	}
	vec_push(arena, &variable->domain, literal);
}

static void depend(struct builder *b, struct variable *variable) {
	struct variable **v;
	vec_each(v, &b->named->variables) {
		if (*v == variable) {
			return;
		}
	}
	vec_push(b->arena, &b->named->variables, variable);
}

static struct variable *variable_new(
	struct arena *arena, const struct stack *stack, const char *name) {
	struct variable *variable = arena_new_of(arena, struct variable);
	variable->stack = stack;
	variable->name = name;
	vec_push(arena, &conditions_of(stack)->variables, variable);
	return variable;
}

/* The variable of a parameter or pseudo parameter that has no value in `stack`. */
static struct variable *parameter_variable(const struct stack *stack, const char *name) {
	struct variable *variable = conditions_variable(stack, name);
	if (variable) {
		return variable;
	}
	struct arena *arena = stack->template->arena;
	variable = variable_new(arena, stack, name);
	const struct node *declaration = node_find(stack->template->parameters, name);
	struct node **allowed;
	node_each(allowed, node_find(declaration, "AllowedValues")) {
		if (node_text(*allowed)) {
			domain_add(arena, variable, node_text(*allowed));
		}
	}
	variable->closed = variable->domain.count > 0;
	if (!variable->closed) {
		vec_push(arena, &variable->domain, NULL);
	}
	const char *type = node_text(node_find(declaration, "Type"));
	bool stored = type && strncmp(type, "AWS::SSM::Parameter::Value", 26) == 0;
	variable->fallback = stored ? NULL : node_text(node_find(declaration, "Default"));
	return variable;
}

/* One side of a comparison: a literal, a variable, or neither. */
struct operand {
	const char *literal;
	struct variable *variable;
};

static const char *plain_literal(const struct node *node) {
	const char *text = node_text(node);
	return text && !node->tag && !strstr(text, "{{resolve:") ? text : NULL;
}

/* Follows a Ref to a parameter through the arguments that parent stacks passed. */
static struct operand operand_of(
	struct arena *arena, const struct stack *stack, const struct node *node, unsigned depth) {
	struct operand operand = { .literal = plain_literal(node) };
	const char *name, *parameter;
	const struct node *arguments;
	if (operand.literal || depth > LIMIT_NESTED_STACKS ||
		!intrinsic_call(arena, node, &name, &arguments) || strcmp(name, "Ref") != 0 ||
		!(parameter = node_text(arguments))) {
		return operand;
	}
	const struct argument *argument = map_find(&stack->arguments, parameter);
	if (argument) {
		return argument->scope
			       ? operand_of(arena, argument->scope, argument->node, depth + 1)
			       : (struct operand){ .literal = plain_literal(argument->node) };
	}
	if (node_find(stack->template->parameters, parameter)) {
		operand.variable = parameter_variable(stack, parameter);
		return operand;
	}
	struct eval eval = { .arena = arena };
	struct value value = eval_node(&eval, stack, node);
	operand.literal = value_text(arena, &value);
	if (!operand.literal && strncmp(parameter, "AWS::", 5) == 0) {
		operand.variable = parameter_variable(stack, parameter);
	}
	return operand;
}

/* Collects the ungiven parameters that a node names; false when one is open or something else is in
 * it. */
static bool closed_dependencies(
	struct builder *b, const struct node *node, struct formula *formula, unsigned depth) {
	if (!node || depth > FORMULA_DEPTH) {
		return false;
	}
	const char *name;
	const struct node *arguments;
	if (intrinsic_call(b->arena, node, &name, &arguments)) {
		if (strcmp(name, "Fn::Sub") == 0 || strcmp(name, "Fn::ImportValue") == 0) {
			return false;
		}
		if (strcmp(name, "Ref") != 0) {
			return closed_dependencies(b, arguments, formula, depth + 1);
		}
		struct operand operand = operand_of(b->arena, b->stack, node, 0);
		if (operand.variable && operand.variable->closed) {
			vec_push(b->arena, &formula->variables, operand.variable);
		}
		return operand.literal || (operand.variable && operand.variable->closed);
	}
	const struct member *m;
	member_each(m, node) {
		if (!closed_dependencies(b, m->value, formula, depth + 1)) {
			return false;
		}
	}
	struct node **item;
	node_each(item, node) {
		if (!closed_dependencies(b, *item, formula, depth + 1)) {
			return false;
		}
	}
	return true;
}

static const char *source_text(struct arena *arena, const struct node *node) {
	return node->source ? arena_strndup(arena, node->source->text + node->start,
				      node->end - node->start)
			    : "";
}

/* A comparison that no parameter decides: true or false, the same wherever it is written alike. */
static struct formula *opaque(struct builder *b, struct formula *formula) {
	const char *left = source_text(b->arena, formula->left);
	const char *right = source_text(b->arena, formula->right);
	bool swap = strcmp(left, right) > 0;
	const char *name =
		arena_printf(b->arena, "%s = %s", swap ? right : left, swap ? left : right);
	struct variable *variable = conditions_variable(b->stack, name);
	if (!variable) {
		variable = variable_new(b->arena, b->stack, name);
		variable->closed = true;
		vec_push(b->arena, &variable->domain, "true");
		vec_push(b->arena, &variable->domain, "false");
	}
	formula->kind = FORMULA_OPAQUE;
	formula->variable = variable;
	depend(b, variable);
	return formula;
}

static struct formula *broken(struct builder *b, const char *reason) {
	struct formula *formula = arena_new_of(b->arena, struct formula);
	formula->kind = FORMULA_BROKEN;
	formula->reason = reason;
	return formula;
}

static struct formula *build_equals(struct builder *b, const struct node *arguments) {
	if (node_items_count(arguments) != 2) {
		return broken(b, "Fn::Equals takes a list of two values");
	}
	struct formula *formula = arena_new_of(b->arena, struct formula);
	formula->stack = b->stack;
	formula->left = node_items_begin(arguments)[0];
	formula->right = node_items_begin(arguments)[1];
	struct operand left = operand_of(b->arena, b->stack, formula->left, 0);
	struct operand right = operand_of(b->arena, b->stack, formula->right, 0);
	if (left.literal && right.literal) {
		formula->kind = FORMULA_CONSTANT;
		formula->value = strcmp(left.literal, right.literal) == 0;
		return formula;
	}
	struct variable *variable = left.variable ? left.variable : right.variable;
	const char *literal = left.literal ? left.literal : right.literal;
	if (variable && literal) {
		formula->kind = FORMULA_EQUALS;
		formula->variable = variable;
		formula->literal = literal;
		if (!variable->closed) {
			domain_add(variable->stack->template->arena, variable, literal);
		}
		depend(b, variable);
		return formula;
	}
	if (!closed_dependencies(b, arguments, formula, 0)) {
		return opaque(b, formula);
	}
	formula->kind = FORMULA_TRIAL;
	struct variable **v;
	vec_each(v, &formula->variables) {
		depend(b, *v);
	}
	return formula;
}

static const struct formula *build(struct builder *b, const struct node *node, unsigned depth);

static struct formula *build_named(struct builder *b, const struct node *arguments) {
	const char *name = node_text(arguments);
	struct named_condition *named = name ? conditions_find(b->stack, name) : NULL;
	if (!named) {
		return broken(b, arena_printf(b->arena, "the template has no condition %s",
					 name ? name : "of that name"));
	}
	if (named->visiting) {
		return broken(b, arena_printf(b->arena, "condition %s depends on itself", name));
	}
	struct formula *formula = arena_new_of(b->arena, struct formula);
	formula->kind = FORMULA_NAMED;
	formula->named = named;
	struct variable **v;
	vec_each(v, &named->variables) {
		depend(b, *v);
	}
	return formula;
}

/* Functions that join conditions, by name. */
static const struct joint {
	const char *name;
	enum formula_kind kind;
} joints[] = {
	{ "Fn::And", FORMULA_ALL },
	{ "Fn::Or", FORMULA_ANY },
	{ "Fn::Not", FORMULA_NOT },
};

static const struct formula *build_joint(struct builder *b, const struct joint *joint,
	const struct node *arguments, unsigned depth) {
	size_t count = node_items_count(arguments);
	if (count == 0 || (joint->kind == FORMULA_NOT && count != 1)) {
		return broken(
			b, arena_printf(b->arena, "%s takes a list of conditions", joint->name));
	}
	struct formula *formula = arena_new_of(b->arena, struct formula);
	formula->kind = joint->kind;
	formula->part_count = count;
	formula->parts = arena_alloc(b->arena, count * sizeof(formula->parts[0]));
	for (size_t i = 0; i < count; i++) {
		formula->parts[i] = build(b, node_items_begin(arguments)[i], depth + 1);
	}
	return formula;
}

static const struct formula *build(struct builder *b, const struct node *node, unsigned depth) {
	const char *name;
	const struct node *arguments;
	if (depth > FORMULA_DEPTH) {
		return broken(b, "its functions are nested too deeply");
	}
	if (!intrinsic_call(b->arena, node, &name, &arguments)) {
		return broken(b, "it is not made of condition functions");
	}
	if (strcmp(name, "Fn::Equals") == 0) {
		return build_equals(b, arguments);
	}
	if (strcmp(name, "Condition") == 0) {
		return build_named(b, arguments);
	}
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		if (strcmp(joints[i].name, name) == 0) {
			return build_joint(b, &joints[i], arguments, depth);
		}
	}
	return broken(b, arena_printf(b->arena, "%s is not a condition function", name));
}

struct named_condition *conditions_find(const struct stack *stack, const char *name) {
	struct conditions *conditions = conditions_of(stack);
	struct named_condition *named = map_find(&conditions->by_name, name);
	const struct member *written = node_find_member(stack->template->conditions, name);
	if (named || !written) {
		return named;
	}
	struct arena *arena = stack->template->arena;
	named = arena_new_of(arena, struct named_condition);
	named->stack = stack;
	named->name = written->key->text;
	map_set(arena, &conditions->by_name, named->name, named);
	named->visiting = true;
	struct builder builder = { .arena = arena, .stack = stack, .named = named };
	named->formula = build(&builder, written->value, 0);
	named->visiting = false;
	return named;
}

static enum truth compare(
	struct arena *arena, const struct formula *formula, enum assumption assumption) {
	struct scenario trial = { .arena = arena, .trial = true };
	struct eval eval = { .arena = arena,
		.scenario = assumption == ASSUME_TRIAL ? &trial : NULL };
	struct value left = eval_node(&eval, formula->stack, formula->left);
	struct value right = eval_node(&eval, formula->stack, formula->right);
	const char *a = value_text(arena, &left), *b = value_text(arena, &right);
	return a && b ? truth_of(strcmp(a, b) == 0) : UNKNOWN;
}

static enum truth equals(const struct formula *formula, enum assumption assumption) {
	const struct variable *variable = formula->variable;
	const char *value = assumption == ASSUME_TRIAL ? variable->domain.items[variable->current]
						       : variable->fallback;
	if (value) {
		return truth_of(strcmp(value, formula->literal) == 0);
	}
	return assumption == ASSUME_TRIAL ? NO : UNKNOWN;
}

static enum truth join(
	struct arena *arena, const struct formula *formula, enum assumption assumption) {
	enum truth result = formula->kind == FORMULA_ANY ? NO : YES;
	for (size_t i = 0; i < formula->part_count; i++) {
		enum truth part = formula_outcome(arena, formula->parts[i], assumption);
		result = formula->kind == FORMULA_ANY ? truth_or(result, part)
						      : truth_and(result, part);
	}
	return formula->kind == FORMULA_NOT ? truth_not(result) : result;
}

enum truth formula_outcome(
	struct arena *arena, const struct formula *formula, enum assumption assumption) {
	switch (formula->kind) {
	case FORMULA_CONSTANT:
		return truth_of(formula->value);
	case FORMULA_EQUALS:
		return equals(formula, assumption);
	case FORMULA_OPAQUE:
		return assumption == ASSUME_DEFAULTS ? compare(arena, formula, assumption)
						     : truth_of(formula->variable->current == 0);
	case FORMULA_TRIAL:
		return compare(arena, formula, assumption);
	case FORMULA_NAMED:
		return formula->named->formula
			       ? formula_outcome(arena, formula->named->formula, assumption)
			       : UNKNOWN;
	case FORMULA_ALL:
	case FORMULA_ANY:
	case FORMULA_NOT:
		return join(arena, formula, assumption);
	case FORMULA_BROKEN:
		break;
	}
	return UNKNOWN;
}
