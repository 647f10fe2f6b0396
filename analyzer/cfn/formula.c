#include "analyzer/cfn/conditions.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/operand.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* How deep functions nest in a formula; CloudFormation takes ten parts a function and few levels.
 */
#define FORMULA_DEPTH 32

/* How many conditions may stand between one and the last that it hangs on. */
#define NAMED_DEPTH 128

struct builder {
	struct arena *arena;
	const struct stack *stack;
	struct named_condition *named; /* whose formula is built */
	bool rule;		       /* it is one of the Rules section */
	struct operand_reader operands;
};

static const struct formula *build(struct builder *b, const struct node *node, unsigned depth);

static struct formula *formula_new(struct builder *b, enum formula_kind kind) {
	struct formula *formula = arena_new_of(b->arena, struct formula);
	formula->kind = kind;
	return formula;
}

/* A part without outcome; the first of them says why the whole has none. */
static struct formula *broken(struct builder *b, const char *reason) {
	if (!b->named->broken) {
		b->named->broken = reason;
	}
	return formula_new(b, FORMULA_BROKEN);
}

static void depend(struct builder *b, struct variable *variable) {
	struct variable **v;
	vec_each(v, &b->named->variables) {
		if (*v == variable) {
			return;
		}
	}
	if (b->named->variables.count == LIMIT_CONDITION_VARIABLES) {
		broken(b, arena_printf(b->arena, "it depends on more than %d parameters",
				  LIMIT_CONDITION_VARIABLES));
		return;
	}
	vec_push(b->arena, &b->named->variables, variable);
}

/* What no parameter decides becomes a literal already. */
static void settle(struct builder *b, struct operand *operand) {
	struct variable_list variables = { 0 };
	if (operand->literal || operand->variable ||
		!operand_is_settled(&b->operands, operand->stack, operand->node, &variables) ||
		variables.count) {
		return;
	}
	struct eval eval = { .arena = b->arena };
	struct value value = eval_node(&eval, operand->stack, operand->node);
	operand->literal = value_text(b->arena, &value);
}

/*
 * A comparison that no parameter decides: true or false, the same wherever it is made. In a rule it
 * says nothing.
 */
static const struct formula *opaque(struct builder *b, struct formula *formula) {
	if (b->rule) {
		return broken(b, "it compares what is only known at deployment");
	}
	const char *left = operand_text(b->arena, formula->left);
	const char *right = operand_text(b->arena, formula->right);
	bool swap = strcmp(left, right) > 0;
	bool across = formula->left_stack != formula->right_stack &&
		      !operand_literal(formula->left) && !operand_literal(formula->right);
	const char *text = arena_printf(b->arena, "%s%s = %s", across ? "across stacks: " : "",
		swap ? right : left, swap ? left : right);
	const struct stack *stack = across			     ? b->stack
				    : operand_literal(formula->left) ? formula->right_stack
								     : formula->left_stack;
	formula->kind = FORMULA_OPAQUE;
	formula->variable = variable_opaque(stack, text);
	depend(b, formula->variable);
	return formula;
}

static const struct formula *joined(struct builder *b, enum formula_kind kind,
	const struct formula *first, const struct formula *second) {
	struct formula *formula = formula_new(b, kind);
	formula->part_count = second ? 2 : 1;
	formula->parts = arena_alloc(b->arena, 2 * sizeof(formula->parts[0]));
	formula->parts[0] = first;
	formula->parts[1] = second;
	return formula;
}

static const struct formula *build_equals(
	struct builder *b, struct operand left, struct operand right, unsigned depth);

static const struct formula *build_named(
	struct builder *b, const struct stack *stack, const struct node *arguments) {
	const char *name = node_text(arguments);
	if (conditions_of(stack)->building > NAMED_DEPTH) {
		return broken(b, "it hangs on too many others");
	}
	struct named_condition *named = name ? conditions_find(stack, name) : NULL;
	if (!named) {
		return broken(b, arena_printf(b->arena, "the template has no condition %s",
					 name ? name : "of that name"));
	}
	if (named->visiting) {
		return broken(b, arena_printf(b->arena, "condition %s depends on itself", name));
	}
	b->named->depth = b->named->depth > named->depth ? b->named->depth : named->depth + 1;
	if (b->named->depth > NAMED_DEPTH || named->broken) {
		return broken(b, named->broken ? named->broken : "it hangs on too many others");
	}
	struct formula *formula = formula_new(b, FORMULA_NAMED);
	formula->named = named;
	struct variable **v;
	vec_each(v, &named->variables) {
		depend(b, *v);
	}
	return formula;
}

/* A comparison with what a condition of a parent stack chooses: that of the branch it takes. */
static const struct formula *build_choice(struct builder *b, const struct operand *choice,
	const struct node *arguments, const struct operand *other, unsigned depth) {
	struct node *const *items = node_items_begin(arguments);
	const struct formula *condition = build_named(b, choice->stack, items[0]);
	const struct formula *branches[2];
	for (size_t i = 0; i < 2; i++) {
		struct operand branch = operand_of(b->arena, choice->stack, items[i + 1]);
		branches[i] = build_equals(b, branch, *other, depth + 1);
	}
	const struct formula *otherwise = joined(b, FORMULA_NOT, condition, NULL);
	return joined(b, FORMULA_ANY, joined(b, FORMULA_ALL, condition, branches[0]),
		joined(b, FORMULA_ALL, otherwise, branches[1]));
}

static bool is_choice(
	struct builder *b, const struct operand *operand, const struct node **ret_arguments) {
	const char *name;
	return operand->stack != b->stack && !operand->literal && !operand->variable &&
	       intrinsic_call(b->arena, operand->node, &name, ret_arguments) &&
	       strcmp(name, "Fn::If") == 0 && node_items_count(*ret_arguments) == 3;
}

static const struct formula *build_trial(
	struct builder *b, const struct operand *left, const struct operand *right) {
	struct formula *formula = formula_new(b, FORMULA_TRIAL);
	formula->left_stack = left->stack;
	formula->right_stack = right->stack;
	formula->left = left->node;
	formula->right = right->node;
	if (!operand_is_settled(&b->operands, left->stack, left->node, &formula->variables) ||
		!operand_is_settled(&b->operands, right->stack, right->node, &formula->variables)) {
		return opaque(b, formula);
	}
	struct variable **v;
	vec_each(v, &formula->variables) {
		depend(b, *v);
	}
	return formula;
}

/*
 * What the region of a deployment is compared with names a region, and the default says which: a
 * template that is deployed in several regions is not told in each that it is the primary.
 */
static void name_region(
	struct builder *b, struct operand *operand, const struct operand *compared) {
	const char *name, *fallback = operand->variable ? operand->variable->fallback : NULL;
	const struct node *arguments;
	if (fallback && region_is_known(fallback) &&
		intrinsic_call(b->arena, compared->node, &name, &arguments) &&
		strcmp(name, "Ref") == 0 && node_text(arguments) &&
		strcmp(node_text(arguments), "AWS::Region") == 0) {
		operand->literal = fallback;
		operand->variable = NULL;
	}
}

static const struct formula *build_equals(
	struct builder *b, struct operand left, struct operand right, unsigned depth) {
	const struct node *arguments;
	if (depth > FORMULA_DEPTH || ++b->operands.steps > OPERAND_STEPS) {
		return broken(b, "its functions are nested too deeply");
	}
	if (is_choice(b, &left, &arguments)) {
		return build_choice(b, &left, arguments, &right, depth);
	}
	if (is_choice(b, &right, &arguments)) {
		return build_choice(b, &right, arguments, &left, depth);
	}
	settle(b, &left);
	settle(b, &right);
	name_region(b, &left, &right);
	name_region(b, &right, &left);
	struct variable *variable = left.variable ? left.variable : right.variable;
	const char *literal = left.literal ? left.literal : right.literal;
	if (left.literal && right.literal) {
		struct formula *formula = formula_new(b, FORMULA_CONSTANT);
		formula->value = strcmp(left.literal, right.literal) == 0;
		return formula;
	}
	if (!variable || !literal) {
		return build_trial(b, &left, &right);
	}
	if (!variable_compare(variable, literal)) {
		return broken(b, arena_printf(b->arena, "%s is compared with more than %d values",
					 variable->name, LIMIT_CONDITION_VALUES));
	}
	struct formula *formula = formula_new(b, FORMULA_EQUALS);
	formula->variable = variable;
	formula->literal = literal;
	depend(b, variable);
	return formula;
}

static const struct formula *build_equality(
	struct builder *b, const struct node *left, const struct node *right) {
	return build_equals(
		b, operand_of(b->arena, b->stack, left), operand_of(b->arena, b->stack, right), 0);
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
	struct formula *formula = formula_new(b, joint->kind);
	formula->part_count = count;
	formula->parts = arena_alloc(b->arena, count * sizeof(formula->parts[0]));
	for (size_t i = 0; i < count; i++) {
		formula->parts[i] = build(b, node_items_begin(arguments)[i], depth + 1);
	}
	return formula;
}

struct operand_list VEC(struct operand);

/* The items of a list that is written out or follows from what is known; false for others. */
static bool read_operands(
	struct builder *b, const struct node *list, struct operand_list *ret_operands) {
	struct node **item;
	struct variable_list variables = { 0 };
	if (node_is_list(list) && !list->tag) {
		node_each(item, list) {
			struct operand operand = operand_of(b->arena, b->stack, *item);
			vec_push(b->arena, ret_operands, operand);
		}
		return true;
	}
	if (!operand_is_settled(&b->operands, b->stack, list, &variables) || variables.count) {
		return false;
	}
	struct eval eval = { .arena = b->arena };
	struct value value = eval_node(&eval, b->stack, list);
	for (size_t i = 0; value.kind == VALUE_LIST && i < value.count; i++) {
		const struct value *it = &value.items[i];
		struct operand operand = { value_text(b->arena, it), NULL, b->stack, it->node };
		vec_push(b->arena, ret_operands, operand);
	}
	return value.kind == VALUE_LIST;
}

/* Compares each of the left with each of the right: `outer` joins the left's, ANY the right's. */
static const struct formula *build_members(struct builder *b, enum formula_kind outer,
	const struct operand_list *left, const struct operand_list *right) {
	struct formula *all = formula_new(b, outer);
	all->parts = arena_alloc(b->arena, (left->count + 1) * sizeof(all->parts[0]));
	const struct operand *l, *r;
	vec_each(l, left) {
		struct formula *any = formula_new(b, FORMULA_ANY);
		any->parts = arena_alloc(b->arena, (right->count + 1) * sizeof(any->parts[0]));
		vec_each(r, right) {
			any->parts[any->part_count++] = build_equals(b, *l, *r, 0);
		}
		all->parts[all->part_count++] = any;
	}
	return all;
}

/* Functions of rules over lists: how the first argument's items are joined, and whether the second
 * is a list too. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
 * (read 2026-11). */
static const struct membership {
	const char *name;
	enum formula_kind outer;
	bool second_is_list;
} memberships[] = {
	{ "Fn::Contains", FORMULA_ANY, false },
	{ "Fn::EachMemberEquals", FORMULA_ALL, false },
	{ "Fn::EachMemberIn", FORMULA_ALL, true },
};

static const struct formula *build_membership(
	struct builder *b, const struct membership *membership, const struct node *arguments) {
	struct operand_list left = { 0 }, right = { 0 };
	struct node *const *items = node_items_begin(arguments);
	if (node_items_count(arguments) != 2 || !read_operands(b, items[0], &left) ||
		(membership->second_is_list && !read_operands(b, items[1], &right))) {
		return broken(b, "its members are only known at deployment");
	}
	if (!membership->second_is_list) {
		struct operand operand = operand_of(b->arena, b->stack, items[1]);
		vec_push(b->arena, &right, operand);
	}
	return build_members(b, membership->outer, &left, &right);
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
		struct node *const *items = node_items_begin(arguments);
		return node_items_count(arguments) == 2
			       ? build_equality(b, items[0], items[1])
			       : broken(b, "Fn::Equals takes a list of two values");
	}
	if (strcmp(name, "Condition") == 0) {
		return build_named(b, b->stack, arguments);
	}
	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
		if (strcmp(joints[i].name, name) == 0) {
			return build_joint(b, &joints[i], arguments, depth);
		}
	}
	for (size_t i = 0; b->rule && i < sizeof(memberships) / sizeof(memberships[0]); i++) {
		if (strcmp(memberships[i].name, name) == 0) {
			return build_membership(b, &memberships[i], arguments);
		}
	}
	return broken(b, arena_printf(b->arena, "%s is not a condition function", name));
}

static struct builder builder_new(struct named_condition *named, bool rule) {
	struct arena *arena = named->stack->template->arena;
	return (struct builder){
		.arena = arena,
		.stack = named->stack,
		.named = named,
		.rule = rule,
		.operands = { .arena = arena },
	};
}

const struct formula *formula_build(struct named_condition *named, const struct node *node) {
	struct builder b = builder_new(named, false);
	return build(&b, node, 0);
}

/* Where RuleCondition holds, or is not written, each assertion does. */
const struct formula *formula_build_rule(struct named_condition *named, const struct node *rule) {
	struct builder b = builder_new(named, true);
	const struct node *assertions = node_find(rule, "Assertions");
	struct formula *all = formula_new(&b, FORMULA_ALL);
	all->parts =
		arena_alloc(b.arena, (node_items_count(assertions) + 1) * sizeof(all->parts[0]));
	struct node **assertion;
	node_each(assertion, assertions) {
		all->parts[all->part_count++] = build(&b, node_find(*assertion, "Assert"), 0);
	}
	const struct node *condition = node_find(rule, "RuleCondition");
	if (!condition) {
		return all;
	}
	const struct formula *otherwise = joined(&b, FORMULA_NOT, build(&b, condition, 0), NULL);
	return joined(&b, FORMULA_ANY, otherwise, all);
}
