#include "analyzer/estate/origin.h"

#include "analyzer/doc/limits.h"

#include <string.h>

struct trace {
	struct eval *eval;
	struct origin_list *origins;
	unsigned depth;
};

static void trace_node(struct trace *trace, const struct stack *stack, const struct node *node);

/* False where it is there already. */
static bool add(struct trace *trace, const struct origin *origin) {
	const struct origin *known;
	vec_each(known, trace->origins) {
		if (strcmp(known->kind, origin->kind) == 0 &&
			strcmp(known->name, origin->name) == 0 &&
			known->span.source == origin->span.source &&
			known->span.start == origin->span.start) {
			return false;
		}
	}
	vec_push(trace->eval->arena, trace->origins, *origin);
	return true;
}

/* Where a parameter that is given no value has its value from. */
static const char *binding_of(
	struct trace *trace, const struct stack *stack, const char *name, const char *fallback) {
	const char *fixed = NULL;
	struct eval *eval = trace->eval;
	switch (scenario_parameter(eval->arena, eval->scenario, stack, name, &fixed)) {
	case BINDING_FIXED:
		return fallback && strcmp(fixed, fallback) == 0 ? "default" : "by the conditions";
	case BINDING_OPEN:
		return "left open by the conditions";
	case BINDING_FREE:
		break;
	}
	return fallback ? "default" : "without a value";
}

static void add_parameter(struct trace *trace, const struct stack *stack, const char *name,
	const struct node *declaration) {
	const struct argument *argument = map_find(&stack->arguments, name);
	const struct node *fallback = node_find(declaration, "Default");
	struct origin origin = { .kind = "parameter", .name = name };
	node_bool(node_find(declaration, "NoEcho"), &origin.secret);
	if (argument) {
		origin.how = argument->scope ? "passed" : "given";
		origin.span = node_span(argument->node);
	} else {
		origin.how = binding_of(trace, stack, name, node_text(fallback));
		origin.span = node_span(fallback ? fallback : declaration);
	}
	if (add(trace, &origin) && argument && argument->scope) {
		trace_node(trace, argument->scope, argument->node);
	}
}

static void trace_name(struct trace *trace, const struct stack *stack, const char *name) {
	const struct node *declaration = node_find(stack->template->parameters, name);
	if (declaration) {
		add_parameter(trace, stack, name, declaration);
	}
}

/* An output of a nested stack goes on in that stack's own terms. */
static void trace_attribute(
	struct trace *trace, const struct stack *stack, const char *id, const char *attribute) {
	const struct stack *child = map_find(&stack->children, id);
	if (!child || strncmp(attribute, "Outputs.", 8) != 0) {
		return;
	}
	const struct node *output = node_find(child->template->outputs, attribute + 8);
	const struct origin origin = {
		.kind = "output",
		.name = arena_printf(trace->eval->arena, "%s.%s", id, attribute),
		.span = node_span(output),
	};
	if (add(trace, &origin)) {
		trace_node(trace, child, node_find(output, "Value"));
	}
}

static void trace_dotted(struct trace *trace, const struct stack *stack, const char *text) {
	const char *dot = strchr(text, '.');
	if (dot) {
		const char *id = arena_strndup(trace->eval->arena, text, (size_t)(dot - text));
		trace_attribute(trace, stack, id, dot + 1);
	} else {
		trace_name(trace, stack, text);
	}
}

static void trace_parts(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	struct node **item;
	node_each(item, arguments) {
		trace_node(trace, stack, *item);
	}
	const struct member *m;
	member_each(m, arguments) {
		trace_node(trace, stack, m->value);
	}
}

static void trace_ref(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	if (node_text(arguments)) {
		trace_name(trace, stack, node_text(arguments));
	}
}

static void trace_get_att(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	struct node **items = node_items_begin(arguments);
	if (node_text(arguments)) {
		trace_dotted(trace, stack, node_text(arguments));
	} else if (node_items_count(arguments) == 2 && node_text(items[0]) && node_text(items[1])) {
		trace_attribute(trace, stack, node_text(items[0]), node_text(items[1]));
	}
}

static void trace_sub(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	struct node **items = node_items_begin(arguments);
	bool pair = node_items_count(arguments) == 2;
	const char *text = node_text(pair ? items[0] : arguments);
	const struct node *own = pair ? items[1] : NULL;
	for (const char *open = text ? strstr(text, "${") : NULL; open;
		open = strstr(open + 2, "${")) {
		const char *start = open + 2 + strspn(open + 2, " ");
		size_t length = strcspn(start, " }");
		const char *name = arena_strndup(trace->eval->arena, start, length);
		const struct node *given = node_find(own, name);
		if (given) {
			trace_node(trace, stack, given);
		} else if (*name != '!') {
			trace_dotted(trace, stack, name);
		}
	}
}

static void trace_map(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	struct node **items = node_items_begin(arguments);
	const char *name = node_items_count(arguments) ? node_text(items[0]) : NULL;
	if (name) {
		const struct origin origin = {
			.kind = "mapping",
			.name = name,
			.span = node_span(node_find(stack->template->mappings, name)),
		};
		add(trace, &origin);
	}
	trace_parts(trace, stack, arguments);
}

static void trace_import(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	struct value name = eval_node(trace->eval, stack, arguments);
	const char *text = value_text(trace->eval->arena, &name);
	if (text) {
		add(trace, &(const struct origin){ .kind = "export", .name = text });
	}
	trace_parts(trace, stack, arguments);
}

static const struct node *choose(
	struct trace *trace, const struct stack *stack, const struct node *arguments) {
	static const char *const outcomes[] = {
		[NO] = "false", [UNKNOWN] = "open", [YES] = "true"
	};
	struct node **items = node_items_begin(arguments);
	const char *name = node_items_count(arguments) == 3 ? node_text(items[0]) : NULL;
	if (!name) {
		return NULL;
	}
	const char *reason;
	enum truth outcome =
		condition_outcome(trace->eval->arena, trace->eval->scenario, stack, name, &reason);
	const struct origin origin = {
		.kind = "condition",
		.name = name,
		.how = outcomes[outcome],
		.span = node_span(node_find(stack->template->conditions, name)),
	};
	add(trace, &origin);
	return outcome == UNKNOWN ? NULL : items[outcome == YES ? 1 : 2];
}

static void trace_if(struct trace *trace, const struct stack *stack, const struct node *arguments) {
	trace_node(trace, stack, choose(trace, stack, arguments));
}

/* How each function is followed; the others are made of all their arguments. */
static const struct tracer {
	const char *name;
	void (*trace)(struct trace *trace, const struct stack *stack, const struct node *arguments);
} tracers[] = {
	{ "Ref", trace_ref },
	{ "Fn::FindInMap", trace_map },
	{ "Fn::GetAtt", trace_get_att },
	{ "Fn::If", trace_if },
	{ "Fn::ImportValue", trace_import },
	{ "Fn::Sub", trace_sub },
	{ NULL, trace_parts },
};

static void trace_node(struct trace *trace, const struct stack *stack, const struct node *node) {
	const char *name;
	const struct node *arguments;
	if (!node || trace->depth >= LIMIT_EVALUATION_DEPTH ||
		++trace->eval->steps > LIMIT_EVALUATION_STEPS) {
		return;
	}
	trace->depth++;
	if (intrinsic_call(trace->eval->arena, node, &name, &arguments)) {
		const struct tracer *tracer = tracers;
		while (tracer->name && strcmp(tracer->name, name) != 0) {
			tracer++;
		}
		tracer->trace(trace, stack, arguments);
	} else {
		trace_parts(trace, stack, node);
	}
	trace->depth--;
}

void origins_of(struct eval *eval, const struct stack *stack, const struct node *node,
	struct origin_list *ret_origins) {
	struct trace trace = { eval, ret_origins, 0 };
	trace_node(&trace, stack, node);
}

const struct node *origin_branch(struct eval *eval, const struct stack *stack,
	const struct node *node, struct origin_list *ret_origins) {
	struct trace trace = { eval, ret_origins, 0 };
	const char *name;
	const struct node *arguments;
	for (unsigned i = 0; node && i < LIMIT_EVALUATION_DEPTH; i++) {
		if (!intrinsic_call(eval->arena, node, &name, &arguments) ||
			strcmp(name, "Fn::If") != 0) {
			return node;
		}
		node = choose(&trace, stack, arguments);
	}
	return NULL;
}
