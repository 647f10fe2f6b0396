#include "analyzer/doc/limits.h"
#include "tests/unit/cfn_fixture.h"

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

static void a_default_says_which_region_is_the_primary(void **state) {
	(void)state;
	const char *text = "Parameters: {Home: {Type: String, Default: us-west-2}}\n"
			   "Conditions: {Here: !Equals [!Ref Home, !Ref 'AWS::Region']}\n" RESOURCE
			   "!If [Here, w, e]\n";
	assert_scenarios(text, "w");
	struct fixture *f = deploy(text);
	f->stack.environment.region = "us-east-2";
	assert_string_equal(explore(f), "e");
	discard(f);
	f = deploy(text);
	give(f, "['Home=us-east-2']");
	assert_string_equal(explore(f), "e");
	discard(f);
}

static void a_given_parameter_decides_its_conditions(void **state) {
	(void)state;
	struct fixture *f = deploy(
		ENV "Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE "!If [Prod, a, b]\n");
	give(f, "['Env=prod']");
	assert_string_equal(explore(f), "a");
	discard(f);
}

static void a_value_that_is_not_known_is_still_one_value(void **state) {
	(void)state;
	struct fixture *f = deploy(ENV
		"Conditions:\n  Prod: !Equals [!Ref Env, prod]\n  Dev: !Equals [!Ref Env, "
		"dev]\n" RESOURCE "!If [Prod, !If [Dev, impossible, !Ref Env], !If [Dev, d, t]]\n");
	give(f, "[{ParameterKey: Env, UsePreviousValue: true}]");
	assert_string_equal(explore(f), "d[Prod=0][Dev=1] t[Prod=0][Dev=0] prod[Prod=1]");
	discard(f);
}

static void a_list_that_is_given_as_one_is_known(void **state) {
	(void)state;
	struct fixture *f =
		deploy(ENV "Conditions: {Two: !Equals [!Join ['+', !Ref Zones], a+b]}\n" RESOURCE
			   "!If [Two, two, more]\n");
	give(f, "Zones: [a, b]\n");
	assert_string_equal(explore(f), "two");
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
	assert_scenarios(ENV "Conditions: {Prod: !Equals [!If [Prod, a, b], !Ref Env]}\n" RESOURCE
			     "!If [Prod, a, b]\n",
		"a[Prod=1] b[Prod=0]");
}

static void many_parameters_are_no_obstacle(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *parameters = "Parameters:\n", *conditions = "Conditions:\n";
	for (int i = 0; i < 40; i++) {
		parameters = arena_printf(arena, "%s  P%d: {Type: String}\n", parameters, i);
		conditions = arena_printf(arena, "%s  C%d: !Or [!Equals [!Ref P%d, x]%s]\n",
			conditions, i, i, i ? arena_printf(arena, ", !Condition C%d", i - 1) : "");
	}
	const char *text =
		arena_printf(arena, "%s%s" RESOURCE "!If [C39, a, b]\n", parameters, conditions);
	assert_scenarios(text, "a[C39=1] b[C39=0]");
	arena_free(arena);
}

static void too_many_combinations_are_unknown(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *parameters = "Parameters:\n", *parts = "";
	for (int i = 0; i < 8; i++) {
		parameters = arena_printf(arena,
			"%s  P%d: {Type: String, AllowedValues: [a, b, c, d, e, f, g]}\n",
			parameters, i);
		for (int j = 0; j < i; j++) {
			parts = arena_printf(arena, "%s%s!Not [!Equals [!Ref P%d, !Ref P%d]]",
				parts, *parts ? ", " : "", i, j);
		}
	}
	const char *text = arena_printf(arena,
		"%sConditions: {Many: !And [%s]}\n" RESOURCE "!If [Many, a, b]\n", parameters,
		parts);
	assert_unknown(text, "condition Many depends on more than 4096 combinations of parameters");
	arena_free(arena);
}

static void conditions_on_conditions_are_judged_once(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *conditions = "Conditions:\n  C0: !Equals [!Ref Env, prod]\n";
	for (int i = 1; i < 100; i++) {
		conditions = arena_printf(arena, "%s  C%d: !And [!Condition C%d, !Condition C%d]\n",
			conditions, i, i - 1, i - 1);
	}
	assert_scenarios(arena_printf(arena, ENV "%s" RESOURCE "!If [C99, a, b]\n", conditions),
		"b[C99=0] a[C99=1]");
	arena_free(arena);
}

static void a_long_chain_of_conditions_has_no_outcome(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *forward = "  F0: !Equals [!Ref Env, prod]\n", *backward = "";
	for (int i = 0; i < 300; i++) {
		forward =
			arena_printf(arena, "%s  F%d: !Not [!Condition F%d]\n", forward, i + 1, i);
		backward =
			arena_printf(arena, "%s  B%d: !Not [!Condition B%d]\n", backward, i, i + 1);
	}
	const char *text = arena_printf(arena,
		ENV "Conditions:\n%s%s  B300: !Equals [!Ref Env, prod]\n" RESOURCE
		    "!If [B0, a, !If [F300, b, c]]\n",
		forward, backward);
	assert_unknown(text, "condition B0 has no outcome: it hangs on too many others");
	assert_unknown(
		arena_printf(arena, ENV "Conditions:\n%s" RESOURCE "!If [F300, b, c]\n", forward),
		"condition F300 has no outcome: it hangs on too many others");
	arena_free(arena);
}

static void rules_narrow_what_parameters_can_be(void **state) {
	(void)state;
	assert_scenarios(ENV "Rules: {Live: {Assertions: [Assert: {'Fn::Contains': [[test, prod], "
			     "!Ref Env]}]}}\n"
			     "Conditions:\n  Dev: !Equals [!Ref Env, dev]\n  Prod: !Equals [!Ref "
			     "Env, prod]\n" RESOURCE
			     "!If [Dev, impossible, !If [Prod, p, !Ref Env]]\n",
		"test[Prod=0] p[Prod=1]");
	assert_scenarios(
		"Parameters: {A: {Type: String}, B: {Type: String}}\n"
		"Rules: {R: {RuleCondition: !Equals [!Ref A, x], Assertions: [Assert: "
		"{'Fn::EachMemberIn': [[!Ref B], [y]]}]}}\n"
		"Conditions:\n  X: !Equals [!Ref A, x]\n  Y: !Equals [!Ref B, y]\n" RESOURCE
		"!If [X, !If [Y, xy, impossible], !If [Y, y, n]]\n",
		"xy[X=1] y[X=0][Y=1] n[X=0][Y=0]");
}

static void rules_that_cannot_be_read_or_met_narrow_nothing(void **state) {
	(void)state;
	assert_scenarios(ENV
		"Rules:\n"
		"  A: {Assertions: [Assert: {'Fn::Contains': [{'Fn::RefAll': 'AWS::EC2::VPC::Id'}, "
		"!Ref Env]}, Assert: {'Fn::Equals': [!Ref Env, {'Fn::ValueOf': [Key, T]}]}]}\n"
		"  B: {Assertions: [Assert: {'Fn::Nope': 1}, nothing]}\n  C: 3\n"
		"  D: {Assertions: [Assert: {'Fn::Contains': [[none], !Ref Env]}]}\n"
		"Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE "!If [Prod, p, d]\n",
		"d[Prod=0] p[Prod=1]");
}

static void the_rule_that_the_cdk_adds_changes_nothing(void **state) {
	(void)state;
	assert_scenarios("Parameters: {Env: {Type: String, Default: dev}, BootstrapVersion: {Type: "
			 "'AWS::SSM::Parameter::Value<String>', Default: "
			 "/cdk-bootstrap/hnb659fds/version}}\n"
			 "Rules: {CheckBootstrapVersion: {Assertions: [{Assert: {'Fn::Not': "
			 "[{'Fn::Contains': "
			 "[['1', '2', '3', '4', '5'], {Ref: BootstrapVersion}]}]}}]}}\n"
			 "Conditions: {Prod: !Equals [!Ref Env, prod]}\n" RESOURCE
			 "!If [Prod, p, d]\n",
		"d[Prod=0] p[Prod=1]");
}

static void texts_put_together_are_compared_by_their_value(void **state) {
	(void)state;
	assert_scenarios(
		"Conditions: {A: !Equals [!Sub '${AWS::Region}-${x}', us-west-2-y]}\n" RESOURCE
		"!If [A, a, b]\n",
		"a[A=1] b[A=0]");
	assert_scenarios("Conditions: {A: !Equals [!Sub ['${AWS::Region}-${x}', {x: y}], "
			 "us-west-2-y]}\n" RESOURCE "!If [A, a, b]\n",
		"a");
	assert_scenarios(ENV
		"Conditions: {A: !Equals [!Join ['-', [!Ref Env, x]], dev-x]}\n" RESOURCE
		"!If [A, !Ref Env, other]\n",
		"dev[A=1] other[A=0]");
}

static void a_region_that_a_scenario_fixes_is_known_in_it(void **state) {
	(void)state;
	struct fixture *f =
		deploy("Conditions: {West: !Equals [!Ref 'AWS::Region', us-west-2]}\n" RESOURCE
		       "!If [West, !Ref 'AWS::Region', !Ref 'AWS::Region']\n");
	f->stack.environment.region = NULL;
	assert_string_equal(explore(f), "us-west-2[West=1] unknown[West=0]");
	discard(f);
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

static void an_evaluation_meets_a_bounded_number_of_conditions(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *parameters = "Parameters:\n", *conditions = "Conditions:\n", *list = "";
	for (int i = 0; i <= LIMIT_DECISIONS; i++) {
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
	struct value value = property(f);
	assert_string_equal(
		value_unknown_reason(f->ctx.arena, &value), "more than 64 conditions decide it");
	assert_int_equal(scenario.decisions.count, LIMIT_DECISIONS);
	discard(f);
	arena_free(arena);
}

static void a_parameter_is_compared_with_a_bounded_number_of_values(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *conditions = "Conditions:\n";
	for (int i = 0; i <= LIMIT_CONDITION_VALUES; i++) {
		conditions =
			arena_printf(arena, "%s  C%d: !Equals [!Ref Key, v%d]\n", conditions, i, i);
	}
	assert_unknown(arena_printf(arena, ENV "%s" RESOURCE "!If [C%d, a, b]\n", conditions,
			       LIMIT_CONDITION_VALUES),
		"condition C1024 has no outcome: Key is compared with more than 1024 values");
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

static void a_condition_of_the_parent_decides_what_it_passes(void **state) {
	(void)state;
	struct fixture *parent =
		deploy(ENV "Conditions: {Live: !Equals [!Ref Env, prod]}\n" RESOURCE
			   "!If [Live, !GetAtt R.Outputs.Name, dead]\n");
	struct fixture *child = deploy("Parameters: {E: {Type: String}}\n"
				       "Conditions: {Lit: !Equals [!Ref E, 'on']}\n" RESOURCE "x\n"
				       "Outputs: {Name: {Value: !If [Lit, is-on, impossible]}}\n");
	const char *choice = "!If [Live, 'on', 'off']";
	struct argument argument = {
		.node = doc_parse(
			&parent->ctx, source_new(parent->ctx.arena, "a", choice, strlen(choice))),
		.scope = &parent->stack,
	};
	map_set(parent->ctx.arena, &child->stack.arguments, "E", &argument);
	map_set(parent->ctx.arena, &parent->stack.children, "R", &child->stack);
	child->stack.parent = &parent->stack;
	assert_string_equal(explore(parent), "dead[Live=0] is-on[Live=1]");
	discard(child);
	discard(parent);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_branches_are_explored),
		cmocka_unit_test(contradictions_are_not_explored),
		cmocka_unit_test(a_condition_ranges_over_allowed_values),
		cmocka_unit_test(a_default_says_which_region_is_the_primary),
		cmocka_unit_test(a_given_parameter_decides_its_conditions),
		cmocka_unit_test(a_value_that_is_not_known_is_still_one_value),
		cmocka_unit_test(a_list_that_is_given_as_one_is_known),
		cmocka_unit_test(a_parameter_takes_the_value_its_scenario_needs),
		cmocka_unit_test(region_conditions_are_decided_by_the_environment),
		cmocka_unit_test(mappings_in_conditions_follow_the_parameter),
		cmocka_unit_test(comparisons_that_cannot_be_read_are_free_but_consistent),
		cmocka_unit_test(conditions_in_a_circle_have_no_outcome),
		cmocka_unit_test(many_parameters_are_no_obstacle),
		cmocka_unit_test(too_many_combinations_are_unknown),
		cmocka_unit_test(a_region_that_a_scenario_fixes_is_known_in_it),
		cmocka_unit_test(texts_put_together_are_compared_by_their_value),
		cmocka_unit_test(conditions_on_conditions_are_judged_once),
		cmocka_unit_test(a_long_chain_of_conditions_has_no_outcome),
		cmocka_unit_test(rules_narrow_what_parameters_can_be),
		cmocka_unit_test(the_rule_that_the_cdk_adds_changes_nothing),
		cmocka_unit_test(rules_that_cannot_be_read_or_met_narrow_nothing),
		cmocka_unit_test(exploration_is_bounded),
		cmocka_unit_test(an_evaluation_meets_a_bounded_number_of_conditions),
		cmocka_unit_test(a_parameter_is_compared_with_a_bounded_number_of_values),
		cmocka_unit_test(a_nested_stack_reads_its_arguments_in_its_parent),
		cmocka_unit_test(a_condition_of_the_parent_decides_what_it_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
