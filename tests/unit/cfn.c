#include "analyzer/cfn/arn.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"
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

static struct fixture *deploy(const char *text) {
	struct arena *arena = arena_new();
	struct fixture *f = arena_new_of(arena, struct fixture);
	f->ctx = (struct ctx){ arena, diags_new(arena) };
	const struct node *root =
		doc_parse(&f->ctx, source_new(arena, "t.yaml", text, strlen(text)));
	f->stack.name = "App";
	f->stack.template = template_new(&f->ctx, root);
	f->stack.environment = (struct environment){ "aws", "123456789012", "us-west-2" };
	f->eval = (struct eval){ .ctx = &f->ctx, .arena = arena };
	assert_non_null(f->stack.template);
	return f;
}

static void discard(struct fixture *f) {
	arena_free(f->ctx.arena);
}

/* The value of property P of resource R. */
static struct value property(struct fixture *f) {
	const struct node *p = node_at(f->stack.template->root, "Resources/R/Properties/P");
	return eval_node(&f->eval, &f->stack, p);
}

static void give(struct fixture *f, const char *parameters) {
	const struct node *node =
		doc_parse(&f->ctx, source_new(f->ctx.arena, "p", parameters, strlen(parameters)));
	struct map arguments = { 0 };
	assert_true(parameters_read(&f->ctx, node, &arguments));
	parameters_apply(&f->ctx, &f->stack, &arguments, true);
}

#define RESOURCE \
	"Resources:\n  B: {Type: AWS::S3::Bucket}\n  R:\n    Type: T\n    Properties:\n      P: "

static void assert_text(const char *template, const char *expected) {
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

static void assert_unknown(const char *template, const char *reason) {
	struct fixture *f = deploy(template);
	struct value value = property(f);
	assert_null(value_text(f->ctx.arena, &value));
	assert_string_equal(value_unknown_reason(f->ctx.arena, &value), reason);
	discard(f);
}

static void scalars_are_texts(void **state) {
	(void)state;
	assert_text(RESOURCE "hello\n", "hello");
	assert_text(RESOURCE "30\n", "30");
	assert_text(RESOURCE "yes\n", "true");
}

static void pseudo_parameters_are_the_environment(void **state) {
	(void)state;
	assert_text(RESOURCE "!Ref AWS::Region\n", "us-west-2");
	assert_text(RESOURCE "{Ref: 'AWS::AccountId'}\n", "123456789012");
	assert_text(RESOURCE "!Sub '${AWS::Partition}/${AWS::StackName}/${AWS::URLSuffix}'\n",
		"aws/App/amazonaws.com");
}

static void a_region_that_was_not_said_is_unknown(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "!Ref AWS::Region\n");
	f->stack.environment.region = NULL;
	struct value value = property(f);
	assert_int_equal(value.kind, VALUE_UNKNOWN);
	assert_string_equal(value.reason, "the stack's region was not said");
	discard(f);
}

#define ENV \
	"Parameters:\n  Env: {Type: String, Default: dev, AllowedValues: [dev, test, prod]}\n" \
	"  Zones: {Type: CommaDelimitedList, Default: 'a , b,c'}\n" \
	"  Key: {Type: String}\n" \
	"  Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /ami}\n"

static void a_given_parameter_beats_its_default(void **state) {
	(void)state;
	assert_text(ENV RESOURCE "!Ref Env\n", "dev");
	static const char *const forms[] = { "['Env=prod']",
		"[{\"ParameterKey\": \"Env\", \"ParameterValue\": \"prod\"}]",
		"{\"Parameters\": {\"Env\": \"prod\"}}", "Env: prod\n" };
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct fixture *f = deploy(ENV RESOURCE "!Ref Env\n");
		give(f, forms[i]);
		struct value value = property(f);
		assert_string_equal(value_text(f->ctx.arena, &value), "prod");
		assert_int_equal(f->ctx.diags->errors, 0);
		discard(f);
	}
}

static void a_value_that_is_not_allowed_is_an_error_at_its_place(void **state) {
	(void)state;
	struct fixture *f = deploy(ENV RESOURCE "!Ref Env\n");
	give(f, "Key: k\nEnv: production\n");
	assert_int_equal(f->ctx.diags->errors, 1);
	struct span span = f->ctx.diags->list.items[0].span;
	assert_int_equal(source_position(span.source, span.start).line, 2);
	assert_int_equal(source_position(span.source, span.start).column, 6);
	discard(f);
}

static void a_parameter_without_a_value_is_unknown(void **state) {
	(void)state;
	assert_unknown(ENV RESOURCE "!Ref Key\n", "parameter Key has no value");
}

static void an_ssm_parameter_is_unknown(void **state) {
	(void)state;
	assert_unknown(ENV RESOURCE "!Ref Ami\n",
		"parameter Ami is read from Systems Manager at deployment");
}

static void lists_are_split_and_selected(void **state) {
	(void)state;
	assert_text(ENV RESOURCE "!Select [1, !Ref Zones]\n", "b");
	assert_text(ENV RESOURCE "!Select ['2', !Split ['|', 'x|y|z']]\n", "z");
	assert_text(ENV RESOURCE "!Join ['-', !Ref Zones]\n", "a-b-c");
	assert_unknown(RESOURCE "!Select [7, [a, b]]\n", "the list has no item 7");
	assert_unknown(RESOURCE "!Split [':', !GetAtt B.Arn]\n",
		"the text to split is not known: Arn of B is decided at deployment");
}

static void references_stay_references_inside_text(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "!Sub 'arn:aws:s3:::${B}/*'\n");
	struct value value = property(f);
	assert_int_equal(value.count, 3);
	assert_string_equal(value.parts[0].text, "arn:aws:s3:::");
	assert_int_equal(value.parts[1].kind, PART_REFERENCE);
	assert_string_equal(value.parts[1].logical_id, "B");
	assert_string_equal(value.parts[1].text, "Ref");
	assert_ptr_equal(value.parts[1].stack, &f->stack);
	struct arn arn;
	assert_true(arn_parse(f->ctx.arena, &value, &arn));
	assert_string_equal(value_text(f->ctx.arena, &arn.service), "s3");
	assert_string_equal(value_text(f->ctx.arena, &arn.region), "");
	assert_int_equal(arn.resource.count, 2);
	discard(f);
}

static void neighbouring_literals_are_one_part(void **state) {
	(void)state;
	struct fixture *f =
		deploy(RESOURCE "!Join ['/', [table, !Sub '${AWS::Region}:', !Ref B]]\n");
	struct value value = property(f);
	assert_int_equal(value.count, 2);
	assert_string_equal(value.parts[0].text, "table/us-west-2:/");
	assert_int_equal(value.parts[1].kind, PART_REFERENCE);
	discard(f);
}

static void attributes_split_at_the_first_dot(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "!GetAtt B.Endpoint.Address\n");
	struct value value = property(f);
	const struct part *part = value_reference(&value);
	assert_non_null(part);
	assert_string_equal(part->logical_id, "B");
	assert_string_equal(part->text, "Endpoint.Address");
	discard(f);
}

static void sub_knows_its_own_variables_and_literals(void **state) {
	(void)state;
	assert_text(RESOURCE "!Sub ['${ a }-${!Literal}-${b}', {a: 1, b: !Ref 'AWS::Region'}]\n",
		"1-${Literal}-us-west-2");
	assert_text(RESOURCE "!Sub 'no placeholder $ {x} ${'\n", "no placeholder $ {x} ${");
}

#define MAPS \
	"Mappings:\n  M:\n    us-west-2: {bucket: west, list: [p, q]}\n    us-east-2: {bucket: " \
	"east}\n"

static void mappings_are_looked_up(void **state) {
	(void)state;
	assert_text(MAPS RESOURCE "!FindInMap [M, !Ref 'AWS::Region', bucket]\n", "west");
	assert_text(MAPS RESOURCE "!Select [1, !FindInMap [M, us-west-2, list]]\n", "q");
	assert_text(
		MAPS RESOURCE "!FindInMap [M, eu-west-1, bucket, {DefaultValue: none}]\n", "none");
	assert_unknown(MAPS RESOURCE "!FindInMap [M, eu-west-1, bucket]\n",
		"mapping M has no entry eu-west-1, bucket");
}

static void address_blocks_are_counted_out(void **state) {
	(void)state;
	assert_text(RESOURCE "!Join [' ', !Cidr [10.0.0.0/16, 3, 8]]\n",
		"10.0.0.0/24 10.0.1.0/24 10.0.2.0/24");
	assert_text(RESOURCE "!Select [255, !Cidr [10.0.254.0/15, 256, 9]]\n", "10.1.254.0/23");
	assert_text(RESOURCE "!Select [1, !Cidr ['2001:db8::/56', 2, 64]]\n", "2001:db8:0:1::/64");
	assert_unknown(
		RESOURCE "!Cidr [10.0.0.0/24, 3, 8]\n", "the block has no room for 3 blocks");
}

static void base64_keeps_the_text_inside(void **state) {
	(void)state;
	assert_text(RESOURCE "{'Fn::Base64': !Sub 'in ${AWS::Region}'}\n", "in us-west-2");
}

static void availability_zones_are_unknown(void **state) {
	(void)state;
	assert_unknown(RESOURCE "!Select [0, !GetAZs '']\n",
		"an account's availability zones are only known at deployment");
}

static void an_import_without_an_export_is_unknown(void **state) {
	(void)state;
	assert_unknown(RESOURCE "!ImportValue {'Fn::Sub': '${AWS::Region}-key'}\n",
		"no stack given exports us-west-2-key");
}

static void dynamic_references_are_unknown_parts(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "'a-{{resolve:ssm:/x}}-b'\n");
	struct value value = property(f);
	assert_int_equal(value.count, 3);
	assert_string_equal(value.parts[0].text, "a-");
	assert_string_equal(value.parts[1].text,
		"the dynamic reference {{resolve:ssm:/x}} is read at deployment");
	assert_string_equal(value.parts[2].text, "-b");
	discard(f);
}

static void no_value_is_absent(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "[x, !Ref 'AWS::NoValue', y]\n");
	struct value value = property(f);
	assert_int_equal(value.kind, VALUE_LIST);
	assert_int_equal(value.count, 2);
	discard(f);
	f = deploy(RESOURCE "{a: !Ref 'AWS::NoValue'}\n");
	struct value map = property(f);
	struct value member = eval_member(&f->eval, &map, "a");
	assert_int_equal(member.kind, VALUE_ABSENT);
	discard(f);
}

static void a_macro_makes_absence_unknown(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "{a: 1, 'Fn::Transform': {Name: M}}\n");
	struct value map = property(f);
	struct value there = eval_member(&f->eval, &map, "a");
	struct value missing = eval_member(&f->eval, &map, "b");
	assert_int_equal(there.kind, VALUE_TEXT);
	assert_int_equal(missing.kind, VALUE_UNKNOWN);
	discard(f);
	assert_unknown(RESOURCE "!Length [a, b]\n", "Fn::Length is not evaluated");
}

static void policies_may_hold_a_lone_condition(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "{Condition: {Bool: {x: true}}}\n");
	struct value map = property(f);
	assert_int_equal(map.kind, VALUE_MAP);
	discard(f);
}

static void paths_lead_through_maps_and_lists(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "{a: [{b: x}, !If [C, {b: y}, {b: z}]]}\n"
					    "Conditions: {C: !Equals [1, 2]}\n");
	struct value map = property(f);
	struct value value = eval_path(&f->eval, &map, "a.1.b");
	assert_string_equal(value_text(f->ctx.arena, &value), "z");
	assert_int_equal(eval_path(&f->eval, &map, "a.2.b").kind, VALUE_ABSENT);
	discard(f);
}

static void deep_nesting_is_unknown_not_a_crash(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "x\n");
	struct node *node = node_new_text(f->ctx.arena, "x", NULL);
	for (int i = 0; i < 5000; i++) {
		struct node *call = node_new(f->ctx.arena, NODE_MAP, NULL);
		node_map_add(f->ctx.arena, call, "Fn::Base64", node);
		node_map_seal(f->ctx.arena, call);
		node = call;
	}
	struct value value = eval_node(&f->eval, &f->stack, node);
	assert_int_equal(value.kind, VALUE_UNKNOWN);
	discard(f);
}

/* Runs P in every scenario and joins "text[condition=outcome,...]" of each with spaces. */
static const char *explore(struct fixture *f) {
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

static void assert_scenarios(const char *template, const char *expected) {
	struct fixture *f = deploy(template);
	assert_string_equal(explore(f), expected);
	discard(f);
}

static void both_branches_are_explored(void **state) {
	(void)state;
	assert_scenarios(ENV "Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE
			     "!If [Prod, a, !Ref 'AWS::NoValue']\n",
		"absent[Prod=0] a[Prod=1]");
}

static void contradictions_are_not_explored(void **state) {
	(void)state;
	assert_scenarios(ENV "Conditions:\n  Prod: !Equals [!Ref Env, prod]\n"
			     "  Test: !Equals [test, !Ref Env]\n"
			     "  Either: !Or [!Condition Prod, !Condition Test]\n" RESOURCE
			     "!If [Prod, !If [Test, both, p], !If [Either, t, d]]\n",
		"d[Prod=0][Either=0] t[Prod=0][Either=1] p[Prod=1]");
}

static void a_condition_ranges_over_allowed_values(void **state) {
	(void)state;
	assert_scenarios(ENV "Conditions: {Other: !Equals [!Ref Env, staging]}\n" RESOURCE
			     "!If [Other, a, b]\n",
		"b");
	assert_scenarios(ENV
		"Conditions: {All: !Not [!And [!Not [!Equals [!Ref Env, dev]], "
		"!Not [!Equals [!Ref Env, test]], !Not [!Equals [!Ref Env, prod]]]]}\n" RESOURCE
		"!If [All, a, b]\n",
		"a");
}

static void a_given_parameter_decides_its_conditions(void **state) {
	(void)state;
	struct fixture *f = deploy(
		ENV "Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE "!If [Prod, a, b]\n");
	give(f, "['Env=prod']");
	assert_string_equal(explore(f), "a");
	discard(f);
}

static void a_parameter_takes_the_value_its_scenario_needs(void **state) {
	(void)state;
	assert_scenarios(ENV "Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE
			     "!If [Prod, !Sub 'p-${Env}', !Sub 'd-${Env}']\n",
		"d-dev[Prod=0] p-prod[Prod=1]");
	assert_scenarios(ENV "Conditions: {Dev: !Equals [!Ref Env, dev]}\n" RESOURCE
			     "!If [Dev, x, !Sub 'd-${Env}']\n",
		"x[Dev=1] unknown[Dev=0]");
}

static void region_conditions_are_decided_by_the_environment(void **state) {
	(void)state;
	const char *text = "Conditions: {West: !Equals [!Ref 'AWS::Region', us-west-2]}\n" RESOURCE
			   "!If [West, w, e]\n";
	assert_scenarios(text, "w");
	struct fixture *f = deploy(text);
	f->stack.environment.region = NULL;
	assert_string_equal(explore(f), "w[West=1] e[West=0]");
	discard(f);
}

static void mappings_in_conditions_follow_the_parameter(void **state) {
	(void)state;
	assert_scenarios(ENV
		"Mappings: {M: {dev: {on: 'no'}, test: {on: 'no'}, prod: {on: 'yes'}}}\n"
		"Conditions:\n  Live: !Equals [!FindInMap [M, !Ref Env, 'on'], 'yes']\n"
		"  Prod: !Equals [!Ref Env, prod]\n" RESOURCE
		"!If [Live, !If [Prod, a, impossible], b]\n",
		"b[Live=0] a[Live=1]");
}

static void comparisons_that_cannot_be_read_are_free_but_consistent(void **state) {
	(void)state;
	assert_scenarios("Conditions:\n  A: !Equals [!ImportValue x, 'y']\n"
			 "  B: !Not [!Equals [!ImportValue x, 'y']]\n" RESOURCE
			 "!If [A, !If [B, impossible, a], !If [B, b, impossible]]\n",
		"a[A=1] b[A=0]");
}

static void conditions_in_a_circle_have_no_outcome(void **state) {
	(void)state;
	assert_unknown("Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n" RESOURCE
		       "!If [A, a, b]\n",
		"condition A has no outcome: condition A depends on itself");
	assert_unknown(RESOURCE "!If [Missing, a, b]\n", "the template has no condition Missing");
}

static void too_many_combinations_are_unknown(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *parameters = "Parameters:\n", *parts = "";
	for (int i = 0; i < 13; i++) {
		parameters = arena_printf(arena, "%s  P%d: {Type: String}\n", parameters, i);
		parts = arena_printf(
			arena, "%s%s!Equals [!Ref P%d, x]", parts, i % 10 ? ", " : "", i);
		if (i == 9) {
			parts = arena_printf(arena, "!And [%s], !And [", parts);
		}
	}
	const char *text = arena_printf(arena,
		"%sConditions: {Many: !Or [%s]]}\n" RESOURCE "!If [Many, a, b]\n", parameters,
		parts);
	assert_unknown(text, "condition Many depends on more than 4096 combinations of parameters");
	arena_free(arena);
}

static void exploration_is_bounded(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *parameters = "Parameters:\n", *conditions = "Conditions:\n", *list = "";
	for (int i = 0; i < 10; i++) {
		parameters = arena_printf(arena, "%s  P%d: {Type: String}\n", parameters, i);
		conditions =
			arena_printf(arena, "%s  C%d: !Equals [!Ref P%d, x]\n", conditions, i, i);
		list = arena_printf(arena, "%s%s!If [C%d, a, b]", list, i ? ", " : "", i);
	}
	struct fixture *f = deploy(arena_printf(
		arena, "%s%s" RESOURCE "!Join ['', [%s]]\n", parameters, conditions, list));
	struct scenario scenario;
	scenario_begin(&scenario, f->ctx.arena);
	f->eval.scenario = &scenario;
	size_t runs = 0;
	do {
		property(f);
		runs++;
	} while (scenario_next(&scenario));
	assert_true(scenario.exhausted);
	assert_int_equal(runs, LIMIT_SCENARIOS);
	discard(f);
	arena_free(arena);
}

static void a_nested_stack_reads_its_arguments_in_its_parent(void **state) {
	(void)state;
	struct fixture *parent = deploy(ENV RESOURCE "!GetAtt R.Outputs.Name\n");
	struct fixture *child = deploy("Parameters: {E: {Type: String}}\n"
				       "Conditions: {Prod: !Equals [!Ref E, prod]}\n" RESOURCE "x\n"
				       "Outputs: {Name: {Value: !If [Prod, p, !Sub '${E}-x']}}\n");
	const char *ref = "!Ref Env";
	struct argument argument = {
		.node = doc_parse(
			&parent->ctx, source_new(parent->ctx.arena, "a", ref, strlen(ref))),
		.scope = &parent->stack,
	};
	map_set(parent->ctx.arena, &child->stack.arguments, "E", &argument);
	map_set(parent->ctx.arena, &parent->stack.children, "R", &child->stack);
	child->stack.parent = &parent->stack;
	assert_string_equal(explore(parent), "dev-x[Prod=0] p[Prod=1]");
	discard(child);
	discard(parent);
}

static void malformed_sections_are_reported_and_the_rest_is_kept(void **state) {
	(void)state;
	struct fixture *f = deploy("Resorces: {}\nMappings: [1]\n"
				   "Resources:\n  A: 3\n  B: {Typ: X}\n  C: {Type: T}\n");
	assert_int_equal(f->ctx.diags->errors, 4);
	assert_int_equal(node_members_count(f->stack.template->resources), 1);
	assert_null(f->stack.template->mappings);
	discard(f);
}

static void regions_are_told_from_zones_and_misspellings(void **state) {
	(void)state;
	assert_true(region_is_known("us-gov-west-1"));
	assert_false(region_is_known("us-west-2a"));
	assert_string_equal(region_suggestion("us-esat-2"), "us-east-2");
	assert_string_equal(region_partition("cn-north-1"), "aws-cn");
	assert_null(region_partition("moon-1"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_are_texts),
		cmocka_unit_test(pseudo_parameters_are_the_environment),
		cmocka_unit_test(a_region_that_was_not_said_is_unknown),
		cmocka_unit_test(a_given_parameter_beats_its_default),
		cmocka_unit_test(a_value_that_is_not_allowed_is_an_error_at_its_place),
		cmocka_unit_test(a_parameter_without_a_value_is_unknown),
		cmocka_unit_test(an_ssm_parameter_is_unknown),
		cmocka_unit_test(lists_are_split_and_selected),
		cmocka_unit_test(references_stay_references_inside_text),
		cmocka_unit_test(neighbouring_literals_are_one_part),
		cmocka_unit_test(attributes_split_at_the_first_dot),
		cmocka_unit_test(sub_knows_its_own_variables_and_literals),
		cmocka_unit_test(mappings_are_looked_up),
		cmocka_unit_test(address_blocks_are_counted_out),
		cmocka_unit_test(base64_keeps_the_text_inside),
		cmocka_unit_test(availability_zones_are_unknown),
		cmocka_unit_test(an_import_without_an_export_is_unknown),
		cmocka_unit_test(dynamic_references_are_unknown_parts),
		cmocka_unit_test(no_value_is_absent),
		cmocka_unit_test(a_macro_makes_absence_unknown),
		cmocka_unit_test(policies_may_hold_a_lone_condition),
		cmocka_unit_test(paths_lead_through_maps_and_lists),
		cmocka_unit_test(deep_nesting_is_unknown_not_a_crash),
		cmocka_unit_test(both_branches_are_explored),
		cmocka_unit_test(contradictions_are_not_explored),
		cmocka_unit_test(a_condition_ranges_over_allowed_values),
		cmocka_unit_test(a_given_parameter_decides_its_conditions),
		cmocka_unit_test(a_parameter_takes_the_value_its_scenario_needs),
		cmocka_unit_test(region_conditions_are_decided_by_the_environment),
		cmocka_unit_test(mappings_in_conditions_follow_the_parameter),
		cmocka_unit_test(comparisons_that_cannot_be_read_are_free_but_consistent),
		cmocka_unit_test(conditions_in_a_circle_have_no_outcome),
		cmocka_unit_test(too_many_combinations_are_unknown),
		cmocka_unit_test(exploration_is_bounded),
		cmocka_unit_test(a_nested_stack_reads_its_arguments_in_its_parent),
		cmocka_unit_test(malformed_sections_are_reported_and_the_rest_is_kept),
		cmocka_unit_test(regions_are_told_from_zones_and_misspellings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
