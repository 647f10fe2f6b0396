#include "rules/examples.h"

#include "analyzer/base/buf.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/load.h"
#include "analyzer/estate/links.h"
#include "rules/baseline.h"

#include <stdarg.h>
#include <string.h>

/* What an example may say of a resource. */
static const struct expectation {
	const char *key;
	enum verdict verdict;
} expectations[] = {
	{ "finds", VERDICT_FAIL },
	{ "passes", VERDICT_PASS },
	{ "unknown", VERDICT_UNKNOWN },
	{ "not_applicable", VERDICT_NOT_APPLICABLE },
};

struct name_list VEC(const char *);

/* An example that is being set up. */
struct setting {
	struct ctx *ctx;
	const struct rule *rule;
	const struct node *example;
	const struct example_change *change; /* or NULL */
};

static const char *text_or(const struct node *first, const struct node *second, const char *key) {
	const char *text = node_text(node_find(first, key));
	return text ? text : node_text(node_find(second, key));
}

static const struct template *read_template(const struct setting *setting, const char *text) {
	struct ctx *ctx = setting->ctx;
	const char *name = arena_printf(ctx->arena, "an example of %s", setting->rule->id);
	const struct node *root = doc_parse(ctx, source_new(ctx->arena, name, text, strlen(text)));
	if (root && setting->change) {
		root = setting->change->apply(setting->change->data, ctx, root);
	}
	return root ? template_new(ctx, root) : NULL;
}

/* The stack as a resource, which no template declares: what describe-stacks or a manifest tells. */
static bool add_itself(struct ctx *ctx, struct estate *estate, struct member_stack *member,
	const struct node *stack) {
	const struct node *properties = node_find(stack, "itself");
	if (!properties) {
		return true;
	}
	const struct node *name = node_find(stack, "name");
	if (!node_text(name)) {
		ctx_error(ctx, node_span(properties), "a stack that is asked itself needs a name");
		return false;
	}
	struct node *body = node_new(ctx->arena, NODE_MAP, properties);
	node_map_add(ctx->arena, body, "Type",
		node_new_text(ctx->arena, "AWS::CloudFormation::Stack", properties));
	node_map_add(ctx->arena, body, "Properties", properties);
	return estate_add_resource(estate, member, name, body);
}

static bool add_stack(const struct setting *setting, struct estate *estate,
	const struct node *stack, const struct node *template_text) {
	struct ctx *ctx = setting->ctx;
	const struct node *example = setting->example;
	const char *text = node_text(template_text);
	if (!text) {
		ctx_error(ctx, node_span(stack), "an example needs a template, as a text block");
		return false;
	}
	const struct template *template = read_template(setting, text);
	if (!template) {
		return false;
	}
	struct member_stack *member = arena_new_of(ctx->arena, struct member_stack);
	const char *region = text_or(stack, example, "region");
	const char *account = text_or(stack, example, "account");
	member->stack = (struct stack){ .name = node_text(node_find(stack, "name")),
		.template = template,
		.environment = {
			region_partition(region), account ? account : "123456789012", region } };
	member->display_name = member->stack.name;
	bool live = false;
	node_bool(node_find(example, "live"), &live);
	node_bool(node_find(stack, "live"), &live);
	member->evidence = live ? EVIDENCE_LIVE : EVIDENCE_CONFIGURED;
	const struct node *parameters = node_find(example, "parameters");
	struct map arguments = { 0 };
	if (parameters && parameters_read(ctx, parameters, &arguments)) {
		parameters_apply(ctx, &member->stack, &arguments, true);
	}
	estate_add_stack(estate, member);
	return add_itself(ctx, estate, member, stack);
}

static bool read_target(struct ctx *ctx, const struct node *text, struct recovery_target *target) {
	if (!text) {
		return true;
	}
	target->origin = "targets";
	if (!node_text(text) || !duration_parse(node_text(text), &target->seconds)) {
		ctx_error(ctx, node_span(text), "a target is a time: 30s, 15m, 4h, 1d");
		return false;
	}
	return true;
}

/* What the example says is wanted of the workload. */
static bool read_objectives(
	struct ctx *ctx, const struct node *example, struct objectives *objectives) {
	const struct node *strategy = node_find(example, "strategy");
	const struct node *targets = node_find(example, "targets");
	if (strategy && (!node_text(strategy) ||
				!strategy_parse(node_text(strategy), &objectives->strategy))) {
		ctx_error(ctx, node_span(strategy), "this is no strategy");
		return false;
	}
	return read_target(ctx, node_find(targets, "rto"), &objectives->rto) &&
	       read_target(ctx, node_find(targets, "rpo"), &objectives->rpo);
}

/* The stack, or each of the stacks, of the template under `key`. */
static struct estate *build_stacks(const struct setting *setting, const char *key) {
	struct estate *estate = estate_new(setting->ctx);
	const struct node *example = setting->example;
	const struct node *stacks = node_find(example, "stacks");
	bool sound = stacks || add_stack(setting, estate, example, node_find(example, key));
	struct node **stack;
	node_each(stack, stacks) {
		sound = add_stack(setting, estate, *stack, node_find(*stack, key)) && sound;
	}
	estate_link(estate);
	return sound ? estate : NULL;
}

static struct estate *build(const struct setting *setting) {
	struct ctx *ctx = setting->ctx;
	const struct node *example = setting->example;
	struct estate *estate = build_stacks(setting, "template");
	if (!estate || !read_objectives(ctx, example, &estate->objectives)) {
		return NULL;
	}
	if (node_find(example, "previous")) {
		estate->previous = build_stacks(setting, "previous");
	}
	objectives_declared(estate);
	const char *primary = node_text(node_find(example, "primary"));
	const char *recovery = node_text(node_find(example, "dr"));
	estate->regions.primary =
		primary || !recovery ? primary : node_text(node_find(example, "region"));
	if (recovery) {
		vec_push(ctx->arena, &estate->regions.recovery, recovery);
	}
	node_bool(node_find(example, "complete"), &estate->stacks_known);
	estate->complete = estate->stacks_known && !estate->open_reason;
	return estate;
}

/* What was said of the resources of a name: the weightiest of their findings. */
static enum verdict verdict_on(
	const struct findings *findings, const struct rule *rule, const char *name) {
	enum verdict verdict = VERDICT_NOT_APPLICABLE;
	const struct finding *f;
	vec_each(f, &findings->list) {
		if (f->rule != rule || !f->resource || !resource_answers_to(f->resource, name)) {
			continue;
		}
		bool weightier = verdict == VERDICT_NOT_APPLICABLE || f->verdict == VERDICT_FAIL ||
				 (f->verdict == VERDICT_UNKNOWN && verdict == VERDICT_PASS);
		verdict = weightier ? f->verdict : verdict;
	}
	return verdict;
}

static bool is_there(const struct estate *estate, const char *name) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if (resource_answers_to(*resource, name)) {
			return true;
		}
	}
	return false;
}

__attribute__((format(printf, 2, 3))) static void add_problem(
	struct buf *problem, const char *format, ...) {
	va_list arguments;
	va_start(arguments, format);
	const char *text = arena_vprintf(problem->arena, format, arguments);
	va_end(arguments);
	buf_printf(problem, "%s%s", problem->length ? "; " : "", text);
}

/* An expectation of the resources of a name. */
static void compare_one(const struct estate *estate, const struct rule *rule, const char *name,
	enum verdict expected, const struct findings *findings, struct buf *problem) {
	enum verdict found = verdict_on(findings, rule, name);
	if (!is_there(estate, name)) {
		add_problem(problem, "no resource is called %s", name);
	} else if (found != expected) {
		add_problem(problem, "%s: expected %s, found %s", name, verdict_name(expected),
			verdict_name(found));
	}
}

/* What is found besides what the example names. */
static void compare_others(const struct rule *rule, const struct name_list *named,
	const struct findings *findings, struct buf *problem) {
	const struct finding *f;
	vec_each(f, &findings->list) {
		if (f->rule != rule || !f->resource) {
			continue;
		}
		bool is_named = false;
		const char *const *name;
		vec_each(name, named) {
			is_named = is_named || resource_answers_to(f->resource, *name);
		}
		if (f->verdict == VERDICT_FAIL && !is_named) {
			add_problem(problem, "%s: not expected to fail", f->resource->logical_id);
		}
		if (!f->unknown && strstr(f->message, " ? ")) {
			add_problem(
				problem, "the message has an empty placeholder: %s", f->message);
		}
	}
}

static void compare(const struct estate *estate, const struct rule *rule,
	const struct node *example, const struct findings *findings, struct buf *problem) {
	struct name_list named = { 0 };
	for (size_t i = 0; i < sizeof(expectations) / sizeof(expectations[0]); i++) {
		struct node **item;
		node_each(item, node_find(example, expectations[i].key)) {
			const char *name = node_text(*item);
			vec_push(problem->arena, &named, name ? name : "");
			compare_one(estate, rule, name ? name : "", expectations[i].verdict,
				findings, problem);
		}
	}
	compare_others(rule, &named, findings, problem);
	if (named.count == 0) {
		add_problem(problem,
			"it says nothing to expect: finds, passes, unknown or not_applicable");
	}
}

/* What the example says of suppressions besides its template; those of a template with a rule on
 * suppressions only, since all other examples are about what they find. */
static void suppress(struct estate *estate, const struct rule_list *rules,
	const struct rule_selection *selection, const struct node *example,
	struct findings *findings) {
	static const struct suppression like = { .by = BY_CONFIGURATION };
	struct suppressions told = { .today = node_text(node_find(example, "today")) };
	const struct node *in_templates = node_find(example, "inline_suppressions");
	if (in_templates) {
		inline_ban_read(estate->ctx, in_templates, &told.ban);
	}
	told.today = told.today ? told.today : "2026-11-26";
	struct node **entry;
	node_each(entry, node_find(example, "suppress")) {
		suppression_read(estate->ctx, *entry, &like, &told.said);
	}
	const struct node *baseline = node_find(example, "baseline");
	if (baseline) {
		baseline_read(estate->ctx, baseline, &told.baseline);
	}
	suppressions_apply(estate, rules, selection, &told, findings);
}

/* The rule alone; a rule on suppressions with those that they name. */
static void judge_example(struct estate *estate, const struct rule *rule,
	const struct rule_list *others, const struct node *example, struct findings *findings) {
	struct rule_list list = { 0 };
	const struct rule_selection all = { 0 };
	vec_push(estate->ctx->arena, &list, rule);
	const struct rule *const *other;
	vec_each(other, others) {
		if (rule->fault && !(*other)->fault) {
			vec_push(estate->ctx->arena, &list, *other);
		}
	}
	rules_run(estate, &list, &all, findings);
	if (rule->fault) {
		suppress(estate, &list, &all, example, findings);
	}
}

static void run_example(struct ctx *ctx, const struct rule *rule, const struct rule_list *others,
	const struct node *example, struct example_results *ret_results) {
	struct ctx own = { ctx->arena, diags_new(ctx->arena) };
	struct findings findings = { 0 };
	struct buf problem = buf_new(ctx->arena);
	const struct setting setting = { &own, rule, example, NULL };
	struct estate *estate = build(&setting);
	if (estate) {
		judge_example(estate, rule, others, example, &findings);
		compare(estate, rule, example, &findings, &problem);
	}
	const struct diag *d;
	vec_each(d, &own.diags->list) {
		if (d->severity == DIAG_ERROR) {
			add_problem(&problem, "%s", d->message);
		}
	}
	const char *name = node_text(node_find(example, "name"));
	const struct example_result result = {
		.rule = rule,
		.name = name ? name : "without a name",
		.passed = problem.length == 0,
		.problem = problem.length ? problem.bytes : NULL,
		.span = node_span(example),
	};
	vec_push(ctx->arena, ret_results, result);
}

bool example_judge(struct ctx *ctx, const struct rule *rule, const struct node *example,
	const struct example_change *change, struct findings *ret_findings) {
	const struct setting setting = { ctx, rule, example, change };
	struct estate *estate = build(&setting);
	if (estate) {
		const struct rule_list none = { 0 };
		judge_example(estate, rule, &none, example, ret_findings);
	}
	return estate;
}

void examples_run(struct ctx *ctx, const struct rule *rule, const struct rule_list *others,
	struct example_results *ret_results) {
	struct node **example;
	node_each(example, rule->examples) {
		run_example(ctx, rule, others, *example, ret_results);
	}
}
