#ifndef TESTS_UNIT_CFN_FIXTURE_H
#define TESTS_UNIT_CFN_FIXTURE_H

#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/expand.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A template deployed to us-west-2 of account 123456789012, and an evaluation in it. */
struct fixture {
	struct ctx ctx;
	struct stack stack;
	struct eval eval;
};

static inline struct fixture *deploy_as(const char *name, const char *text) {
	struct arena *arena = arena_new();
	struct fixture *f = arena_new_of(arena, struct fixture);
	f->ctx = (struct ctx){ arena, diags_new(arena) };
	const struct node *root = doc_parse(&f->ctx, source_new(arena, name, text, strlen(text)));
	f->stack.name = "App";
	f->stack.template = template_new(&f->ctx, root);
	f->stack.environment = (struct environment){ "aws", "123456789012", "us-west-2" };
	f->eval = (struct eval){ .ctx = &f->ctx, .arena = arena };
	assert_non_null(f->stack.template);
	return f;
}

static inline struct fixture *deploy(const char *text) {
	return deploy_as("t.yaml", text);
}

static inline void discard(struct fixture *f) {
	arena_free(f->ctx.arena);
}

/* The value of property P of resource R. */
static inline struct value property(struct fixture *f) {
	const struct node *p = node_at(f->stack.template->root, "Resources/R/Properties/P");
	return eval_node(&f->eval, &f->stack, p);
}

static inline void give(struct fixture *f, const char *parameters) {
	const struct node *node =
		doc_parse(&f->ctx, source_new(f->ctx.arena, "p", parameters, strlen(parameters)));
	struct map arguments = { 0 };
	assert_true(parameters_read(&f->ctx, node, &arguments));
	parameters_apply(&f->ctx, &f->stack, &arguments, true);
}

#define RESOURCE \
	"Resources:\n  B: {Type: AWS::S3::Bucket}\n  R:\n    Type: T\n    Properties:\n      P: "

static inline void assert_text(const char *template, const char *expected) {
	struct fixture *f = deploy(template);
	struct value value = property(f);
	const char *text = value_text(f->ctx.arena, &value);
	if (!text) {
		const char *reason = value_unknown_reason(f->ctx.arena, &value);
		fail_msg("no text (%s) for:\n%s", reason ? reason : "no reason", template);
	}
	assert_string_equal(text, expected);
	discard(f);
}

static inline void assert_unknown(const char *template, const char *reason) {
	struct fixture *f = deploy(template);
	struct value value = property(f);
	assert_null(value_text(f->ctx.arena, &value));
	assert_string_equal(value_unknown_reason(f->ctx.arena, &value), reason);
	discard(f);
}

#define ENV \
	"Parameters:\n  Env: {Type: String, Default: dev, AllowedValues: [dev, test, prod]}\n" \
	"  Zones: {Type: CommaDelimitedList, Default: 'a , b,c'}\n" \
	"  Key: {Type: String}\n" \
	"  Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /ami}\n"

/* Runs P in every scenario and joins "text[condition=outcome,...]" of each with spaces. */
static inline const char *explore(struct fixture *f) {
	struct scenario scenario;
	scenario_begin(&scenario, f->ctx.arena);
	f->eval.scenario = &scenario;
	const char *all = "";
	do {
		struct value value = property(f);
		const char *text = value_text(f->ctx.arena, &value);
		all = arena_printf(f->ctx.arena, "%s%s%s", all, *all ? " " : "",
			text			     ? text
			: value.kind == VALUE_ABSENT ? "absent"
						     : "unknown");
		const struct decision *d;
		vec_each(d, &scenario.decisions) {
			all = arena_printf(f->ctx.arena, "%s[%s=%d]", all, d->condition, d->value);
		}
	} while (scenario_next(&scenario));
	f->eval.scenario = NULL;
	return all;
}

static inline void assert_scenarios(const char *template, const char *expected) {
	struct fixture *f = deploy(template);
	assert_string_equal(explore(f), expected);
	discard(f);
}

#endif
