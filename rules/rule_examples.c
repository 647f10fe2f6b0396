#include "rules/rule_examples.h"

#include "rules/rule_keys.h"

#include <string.h>

#define STRATEGIES "backup-restore pilot-light warm-standby active-active"
#define VERDICTS "finds passes unknown not_applicable"
#define STACK "name region account live itself template previous"
#define SETTING \
	"stacks primary dr parameters complete strategy targets suppress " \
	"inline_suppressions baseline today"

/* Names of resources; what is no list would expect nothing. */
static void check_verdicts(struct ctx *ctx, const struct node *example) {
	static const char *const keys[] = { "finds", "passes", "unknown", "not_applicable" };
	bool expects = false;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct node *names = node_find(example, keys[i]);
		expects = expects || names;
		if (names && !node_is_list(names)) {
			ctx_error(ctx, node_span(names), "%s takes a list of logical IDs", keys[i]);
		}
		struct node **name;
		node_each(name, names) {
			if (!node_text(*name)) {
				ctx_error(ctx, node_span(*name), "expected a logical ID, not %s",
					node_kind_name(*name));
			}
		}
	}
	if (!expects) {
		ctx_error(ctx, node_span(example),
			"an example says what it expects: finds, passes, unknown or "
			"not_applicable");
	}
}

/* A template is a text, whose own mistakes are told when it is tried. */
static void check_text(struct ctx *ctx, const struct node *holder, const char *key) {
	const struct node *text = node_find(holder, key);
	if (!text || !node_is_string(text)) {
		ctx_error(ctx, node_span(text ? text : holder),
			"an example needs a %s, as a text block: '%s: |'", key, key);
	}
}

static void check_setting(struct ctx *ctx, const struct node *example) {
	const struct node *strategy = node_find(example, "strategy");
	const struct node *targets = node_find(example, "targets");
	enum strategy known;
	if (strategy && (!node_text(strategy) || !strategy_parse(node_text(strategy), &known))) {
		rule_key_choice(ctx, strategy, "strategy", STRATEGIES);
	}
	rule_key_check(ctx, targets, "targets", "rto rpo");
	const struct member *target;
	member_each(target, targets) {
		uint32_t seconds;
		if (!node_text(target->value) ||
			!duration_parse(node_text(target->value), &seconds)) {
			ctx_error(ctx, node_span(target->value),
				"a target is a time: 30s, 15m, 4h, 1d");
		}
	}
	static const char *const switches[] = { "complete", "live" };
	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		const struct node *value = node_find(example, switches[i]);
		bool on;
		if (value && !node_bool(value, &on)) {
			ctx_error(ctx, node_span(value), "expected true or false");
		}
	}
}

static void check_example(struct ctx *ctx, const struct node *example) {
	if (!node_is_map(example)) {
		ctx_error(ctx, node_span(example), "an example is a map");
		return;
	}
	rule_key_check(ctx, example, "an example", VERDICTS " " STACK " " SETTING);
	check_setting(ctx, example);
	check_verdicts(ctx, example);
	const struct node *stacks = node_find(example, "stacks");
	struct node **stack;
	node_each(stack, stacks) {
		rule_key_check(ctx, *stack, "a stack of an example", STACK);
		check_text(ctx, *stack, "template");
	}
	if (stacks && !node_is_list(stacks)) {
		ctx_error(
			ctx, node_span(stacks), "stacks takes a list of {name, region, template}");
	} else if (!stacks) {
		check_text(ctx, example, "template");
	}
}

static void check_never(struct ctx *ctx, const struct node *never) {
	rule_key_check(ctx, never, "never", "finds passes unknown");
	if (never && !node_is_map(never)) {
		ctx_error(ctx, node_span(never), "never takes {unknown: why nothing can be}");
	}
	const struct member *m;
	member_each(m, never) {
		if (!node_text(m->value) || !*node_text(m->value)) {
			ctx_error(ctx, node_span(m->value), "expected a reason, as a text");
		}
	}
}

void rule_read_examples(struct ctx *ctx, const struct node *document, struct rule *rule) {
	const struct node *examples = node_find(document, "examples");
	if (examples && !node_is_list(examples)) {
		ctx_error(ctx, node_span(examples), "examples takes a list");
	}
	struct node **example;
	node_each(example, examples) {
		check_example(ctx, *example);
	}
	check_never(ctx, node_find(document, "never"));
	rule->examples = examples;
	rule->never = node_find(document, "never");
}
