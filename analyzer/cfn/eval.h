#ifndef ANALYZER_CFN_EVAL_H
#define ANALYZER_CFN_EVAL_H

#include "analyzer/base/vec.h"
#include "analyzer/cfn/scenario.h"
#include "analyzer/cfn/value.h"

struct eval;

/*
 * What a template cannot know by itself: the other stacks. The estate supplies it; each function
 * returns ABSENT where there is no such thing in the estate.
 */
struct linker {
	void *estate;
	/* The value exported under a name in the account and region of `stack`. */
	struct value (*import)(
		struct eval *eval, void *estate, const struct stack *stack, const char *name);
	/* An output of a stack by name and region. */
	struct value (*stack_output)(struct eval *eval, void *estate, const struct stack *stack,
		const char *name, const char *region, const char *output);
	/* What a CDK cross-region export writer published under `key`. */
	struct value (*cdk_export)(
		struct eval *eval, void *estate, const struct stack *stack, const char *key);
};

/* One evaluation: where its values live, which outcomes it assumes, and how far it has gone. */
struct eval {
	struct ctx *ctx;
	struct arena *arena;	   /* of the values; may be rewound between evaluations */
	struct scenario *scenario; /* NULL: every parameter at its default */
	const struct linker *linker;
	unsigned depth;
	unsigned steps;
};

/* The value of a node in the terms of a stack. */
struct value eval_node(struct eval *eval, const struct stack *stack, const struct node *node);

/* A member of a map; ABSENT where missing, UNKNOWN where the map itself is or may hold more. */
struct value eval_member(struct eval *eval, const struct value *map, const char *key);

/*
 * An attribute of a resource beside its properties: DeletionPolicy, UpdateReplacePolicy, which
 * language extensions let functions give.
 */
struct value eval_attribute(struct eval *eval, const struct stack *stack,
	const struct node *resource, const char *name);

/* Member after member: "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled". */
struct value eval_path(struct eval *eval, const struct value *map, const char *path);

/* The members of a map, in order, each evaluated; NoValue members are left out. */
struct value_member {
	const char *key;
	struct value value;
};
struct value_members VEC(struct value_member);
void eval_members(struct eval *eval, const struct value *map, struct value_members *ret_members);

/*
 * Says whether a resource with this body exists under the scenario: by its Condition, and those of
 * the resources that make its stack.
 */
enum truth eval_exists(struct eval *eval, const struct stack *stack, const struct node *resource,
	const char **ret_reason);

/* Reasons of what has one value in a stack; each parameter has a reason of its own. */
#define ACCOUNT_NOT_SAID "the stack's account was not said"
#define REGION_NOT_SAID "the stack's region was not said"
#define STACK_NAME_NOT_SAID "the stack's name was not said"

/* An unknown value with a reason; `format` makes a phrase for "... because <reason>". */
struct value value_unknown(struct eval *eval, const struct stack *stack, const struct node *node,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same with a phrase that outlives the value. */
struct value value_unknown_because(
	const struct stack *stack, const struct node *node, const char *reason);

/* A known text. */
struct value value_literal(
	struct eval *eval, const struct stack *stack, const struct node *node, const char *text);

/* A row of the table of intrinsics; the table ends with a row without name. */
struct intrinsic {
	const char *name; /* as the long form's key: "Ref", "Fn::GetAtt" */
	const char *help;
	struct value (*evaluate)(
		struct eval *eval, const struct stack *stack, const struct node *arguments);
};
extern const struct intrinsic intrinsics[];
const struct intrinsic *intrinsic_find(const char *name);

/*
 * Says whether a node has the form of a call, short (`!Ref X`) or long (`{"Ref": "X"}`), and gives
 * the long form's name ("Ref", "Condition", "Fn::If" ...) and the arguments without their tag.
 */
bool intrinsic_call(struct arena *arena, const struct node *node, const char **ret_name,
	const struct node **ret_arguments);

/* Says whether a node may be a call, for walks over all nodes, of which few are. */
static inline bool intrinsic_is_possible(const struct node *node) {
	return node->tag || (node->kind == NODE_MAP && node->count == 1);
}

/*
 * What a Ref, GetAtt or Sub that is written out names of the resources of this very stack, in every
 * scenario; where each parameter has the value it was given. False for any other node, whose
 * evaluation says what it names.
 */
struct logical_ids VEC(const char *);
bool intrinsic_written(struct arena *arena, const struct stack *stack, const struct node *node,
	struct logical_ids *ret_named);

#endif
