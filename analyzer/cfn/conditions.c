#include "analyzer/cfn/conditions.h"

#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"

#include <string.h>

static struct variable *variable_new(const struct stack *stack, const char *name) {
	struct arena *arena = stack->template->arena;
	struct variable *variable = arena_new_of(arena, struct variable);
	variable->stack = stack;
	variable->name = name;
	map_set(arena, &conditions_of(stack)->variables, name, variable);
	return variable;
}

static bool add_to_domain(struct variable *variable, const char *literal) {
	const char **known;
	vec_each(known, &variable->domain) {
		if (*known && strcmp(*known, literal) == 0) {
			return true;
		}
	}
	if (variable->domain.count == LIMIT_CONDITION_VALUES) {
		return false;
	}
	vec_push(variable->stack->template->arena, &variable->domain, literal);
	return true;
}

bool variable_compare(struct variable *variable, const char *literal) {
	return variable->closed || add_to_domain(variable, literal);
}

/* AllowedValues of a stored value say how it may be named, those of a list what may be in it. */
struct variable *variable_of(const struct stack *stack, const char *name) {
	struct variable *variable = conditions_variable(stack, name);
	if (variable) {
		return variable;
	}
	const struct node *declaration = node_find(stack->template->parameters, name);
	const char *type = node_text(node_find(declaration, "Type"));
	bool single = !parameter_is_stored(type) && !parameter_is_list(type);
	variable = variable_new(stack, name);
	const struct node *values = single ? node_find(declaration, "AllowedValues") : NULL;
	struct node **allowed;
	node_each(allowed, node_items_count(values) <= LIMIT_CONDITION_VALUES ? values : NULL) {
		if (node_text(*allowed)) {
			add_to_domain(variable, node_text(*allowed));
		}
	}
	variable->closed = variable->domain.count > 0;
	if (!variable->closed) {
		vec_push(stack->template->arena, &variable->domain, NULL);
	}
	variable->fallback = single ? node_text(node_find(declaration, "Default")) : NULL;
	return variable;
}

struct variable *variable_opaque(const struct stack *stack, const char *text) {
	struct variable *variable = conditions_variable(stack, text);
	if (!variable) {
		variable = variable_new(stack, text);
		variable->closed = true;
		vec_push(stack->template->arena, &variable->domain, "true");
		vec_push(stack->template->arena, &variable->domain, "false");
	}
	return variable;
}

static struct named_condition *named_new(const struct stack *stack, const char *name) {
	struct named_condition *named =
		arena_new_of(stack->template->arena, struct named_condition);
	named->stack = stack;
	named->name = name;
	return named;
}

static void add_rule(const struct stack *stack, const struct member *written) {
	struct named_condition *rule = named_new(stack, written->key->text);
	rule->formula = formula_build_rule(rule, written->value);
	struct variable **v;
	vec_each(v, &rule->variables) {
		vec_push((*v)->stack->template->arena, &(*v)->rules, rule);
	}
}

/* Which parameters conditions depend on is asked of every Ref, so all are built at once. */
struct conditions *conditions_of(const struct stack *stack) {
	if (stack->conditions) {
		return stack->conditions;
	}
	/* A cache that the stack carries for its solver; the stack itself does not change. */
	struct conditions *conditions = arena_new_of(stack->template->arena, struct conditions);
	((struct stack *)stack)->conditions = conditions;
	const struct member *m;
	member_each(m, stack->template->conditions) {
		conditions_find(stack, m->key->text);
	}
	member_each(m, stack->template->rules) {
		add_rule(stack, m);
	}
	return conditions;
}

struct variable *conditions_variable(const struct stack *stack, const char *name) {
	return map_find(&conditions_of(stack)->variables, name);
}

struct named_condition *conditions_find(const struct stack *stack, const char *name) {
	struct conditions *conditions = conditions_of(stack);
	struct named_condition *named = map_find(&conditions->by_name, name);
	const struct member *written =
		named ? NULL : node_find_member(stack->template->conditions, name);
	if (!written) {
		return named;
	}
	named = named_new(stack, written->key->text);
	map_set(stack->template->arena, &conditions->by_name, named->name, named);
	named->visiting = true;
	conditions->building++;
	named->formula = formula_build(named, written->value);
	conditions->building--;
	named->visiting = false;
	return named;
}
