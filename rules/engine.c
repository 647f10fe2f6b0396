#include "rules/engine.h"

#include "rules/judging.h"

#include <string.h>

bool rule_is_selected(const struct rule_selection *selection, const struct rule *rule) {
	bool selected = selection->select.count == 0;
	const char *const *text;
	vec_each(text, &selection->select) {
		selected = selected || rule_is_named(rule, *text);
	}
	vec_each(text, &selection->ignore) {
		selected = selected && !rule_is_named(rule, *text);
	}
	return selected;
}

static void check_named(struct ctx *ctx, const struct rule_list *rules, const char *text) {
	const struct rule *const *rule;
	vec_each(rule, rules) {
		if (rule_is_named(*rule, text)) {
			return;
		}
	}
	ctx_error(ctx, NOWHERE, "there is no rule '%s'", text);
}

static void check_selection(
	struct ctx *ctx, const struct rule_list *rules, const struct rule_selection *selection) {
	const char *const *text;
	vec_each(text, &selection->select) {
		check_named(ctx, rules, *text);
	}
	vec_each(text, &selection->ignore) {
		check_named(ctx, rules, *text);
	}
	for (size_t i = 0; i < selection->severity.count; i++) {
		check_named(ctx, rules, selection->severity.entries[i].key);
	}
}

enum severity rule_severity(
	const struct rule_selection *selection, const struct rule *rule, enum severity judged) {
	for (size_t i = 0; i < selection->severity.count; i++) {
		if (rule_is_named(rule, selection->severity.entries[i].key)) {
			severity_parse(selection->severity.entries[i].value, &judged);
		}
	}
	return judged;
}

/* Says whether a rule is asked of a resource at all: of what the CDK puts there for its own ends,
 * only where the rule names the very type of custom resource. */
static bool concerns(
	struct estate *estate, const struct rule *rule, const struct resource *resource) {
	unsigned missing = resource->stack->evidence == EVIDENCE_LIVE ? NEED_TEMPLATE : NEED_LIVE;
	bool hidden =
		resource->helper && strncmp(resource->type, "Custom::", strlen("Custom::")) != 0;
	if (hidden || rule->needs & missing) {
		return false;
	}
	if (estate->objectives.tiers.count == 0) {
		return rule->weights[estate->objectives.strategy] != WEIGHTLESS;
	}
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	return rule->weights[objectives_strategy(estate, &eval, resource)] != WEIGHTLESS;
}

/* Judges one resource; false where nothing was said of it. */
static bool judge_resource(struct judging *judging, const struct rule *rule,
	const struct resource *resource, const struct rule_selection *selection,
	struct findings *ret_findings) {
	size_t before = ret_findings->list.count, unlisted = ret_findings->unlisted;
	if (concerns(judging->estate, rule, resource)) {
		judging_run(judging, rule, resource, ret_findings);
	}
	for (size_t i = before; i < ret_findings->list.count; i++) {
		struct finding *finding = &ret_findings->list.items[i];
		finding->severity = rule_severity(selection, rule, finding->severity);
	}
	return ret_findings->list.count > before || ret_findings->unlisted > unlisted;
}

static void run_rule(struct judging *judging, const struct rule *rule,
	const struct rule_selection *selection, struct findings *ret_findings) {
	if (strcmp(rule->resources[0], RULE_ANY_TYPE) == 0) {
		struct resource *const *resource;
		vec_each(resource, &judging->estate->resources) {
			bool said =
				judge_resource(judging, rule, *resource, selection, ret_findings);
			if (said && rule->once) {
				return;
			}
		}
		return;
	}
	for (const char *const *type = rule->resources; *type; type++) {
		struct resource *const *resource;
		vec_each(resource, estate_of_type(judging->estate, *type)) {
			bool said =
				judge_resource(judging, rule, *resource, selection, ret_findings);
			if (said && rule->once) {
				return;
			}
		}
	}
}

/* Whether stacks are of templates, of describe output, or of both. */
static unsigned given_of_stacks(const struct estate *estate) {
	unsigned bits = 0;
	struct member_stack *const *stack;
	vec_each(stack, &estate->stacks) {
		bits |= (*stack)->evidence == EVIDENCE_LIVE ? NEED_LIVE : NEED_TEMPLATE;
	}
	return bits;
}

/* What the input gives of what rules may need. */
static unsigned given(const struct estate *estate) {
	const struct objectives *objectives = &estate->objectives;
	unsigned bits = given_of_stacks(estate);
	bits |= estate->regions.recovery.count ? NEED_RECOVERY_REGION : 0;
	bits |= estate->regions.primary ? NEED_PRIMARY_REGION : 0;
	bits |= estate->previous ? NEED_PREVIOUS : 0;
	bits |= objectives->rto.origin || objectives->rpo.origin ? NEED_TARGETS : 0;
	return bits;
}

/* Why a rule cannot be applied to the estate; reason NULL where it can. */
static struct unapplied obstacle(
	const struct estate *estate, const struct rule *rule, unsigned bits) {
	struct unapplied unapplied = { .rule = rule };
	for (const struct need_kind *kind = need_kinds; kind->name && !unapplied.reason; kind++) {
		if (rule->needs & kind->bit && !(bits & kind->bit)) {
			unapplied.reason = kind->reason;
			unapplied.expected = kind->rare;
		}
	}
	enum strategy strategy = estate->objectives.strategy;
	if (!unapplied.reason && rule->weights[strategy] == WEIGHTLESS &&
		estate->objectives.tiers.count == 0) {
		unapplied.reason = arena_printf(
			estate->ctx->arena, "they do not matter for %s", strategy_name(strategy));
	}
	return unapplied;
}

void rules_run(struct estate *estate, const struct rule_list *rules,
	const struct rule_selection *selection, struct findings *ret_findings) {
	check_selection(estate->ctx, rules, selection);
	struct judging *judging = judging_new(estate, selection->without_passes);
	unsigned bits = given(estate);
	const struct rule *const *rule;
	vec_each(rule, rules) {
		if ((*rule)->fault || !rule_is_selected(selection, *rule)) {
			continue;
		}
		const struct unapplied unapplied = obstacle(estate, *rule, bits);
		if (unapplied.reason) {
			vec_push(estate->ctx->arena, &ret_findings->unapplied, unapplied);
			continue;
		}
		run_rule(judging, *rule, selection, ret_findings);
	}
	judging_free(judging);
	findings_settle(ret_findings);
}
