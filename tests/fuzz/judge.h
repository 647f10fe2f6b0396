#ifndef TESTS_FUZZ_JUDGE_H
#define TESTS_FUZZ_JUDGE_H

#include "analyzer/doc/load.h"
#include "rules/engine.h"

#include <stdlib.h>
#include <string.h>

static inline void add_region(struct ctx *ctx, struct estate *estate,
	const struct template *template, const char *region) {
	struct member_stack *member = arena_new_of(ctx->arena, struct member_stack);
	member->stack = (struct stack){ .name = "Fuzzed",
		.template = template,
		.environment = { region_partition(region), "123456789012", region } };
	member->display_name = member->stack.name;
	estate_add_stack(estate, member);
}

/* Judges rules on a template that is deployed in two regions, and looks at what they find. */
static inline void judge_template(
	struct ctx *ctx, const struct template *template, const struct rule_list *rules) {
	struct estate *estate = estate_new(ctx);
	add_region(ctx, estate, template, "us-west-2");
	add_region(ctx, estate, template, "us-east-2");
	estate_link(estate);
	estate->regions.primary = "us-west-2";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	objectives_declared(estate);
	struct rule_selection selection = { 0 };
	struct findings findings = { 0 };
	rules_run(estate, rules, &selection, &findings);
	const struct finding *finding;
	vec_each(finding, &findings.list) {
		if (!finding->message || !finding->pointer || !finding->fingerprint ||
			finding->span.start > finding->span.end ||
			(finding->verdict == VERDICT_UNKNOWN) != (finding->unknown != NULL)) {
			abort();
		}
	}
}

#endif
