#include "analyzer/cfn/arn.h"
#include "tests/unit/cfn_fixture.h"

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

static void the_name_of_a_stored_value_is_not_the_value(void **state) {
	(void)state;
	struct fixture *f = deploy(ENV RESOURCE "!Ref Ami\n");
	give(f, "['Ami=/other']");
	struct value value = property(f);
	assert_int_equal(value.kind, VALUE_UNKNOWN);
	discard(f);
	f = deploy(ENV RESOURCE "!Ref Ami\n");
	give(f, "[{ParameterKey: Ami, ParameterValue: /other, ResolvedValue: ami-1}]");
	value = property(f);
	assert_string_equal(value_text(f->ctx.arena, &value), "ami-1");
	discard(f);
}

static void each_item_of_a_list_must_be_allowed(void **state) {
	(void)state;
	static const char parameters[] =
		"Parameters:\n  L: {Type: CommaDelimitedList, AllowedValues: [a, b]}\n"
		"  S: {Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [a]}\n" RESOURCE
		"!Ref L\n";
	struct fixture *f = deploy(parameters);
	give(f, "['L=b , a', 'S=/name']");
	assert_int_equal(f->ctx.diags->errors, 0);
	discard(f);
	f = deploy(parameters);
	give(f, "L: b,c\n");
	assert_string_equal(
		f->ctx.diags->list.items[0].message, "'c' is not an allowed value of parameter L");
	discard(f);
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

static void a_reference_without_a_name_is_unknown(void **state) {
	(void)state;
	assert_unknown(RESOURCE "!Ref\n", "a reference to nothing");
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

static void dynamic_references_that_are_put_together_are_unknown(void **state) {
	(void)state;
	assert_unknown(RESOURCE "!Sub '{{resolve:ssm:/${AWS::Region}/x}}'\n",
		"the dynamic reference {{resolve:ssm:/us-west-2/x}} is read at deployment");
	assert_unknown(RESOURCE "!Join ['', ['{{resolve:', !Sub 'ssm:${AWS::Region}', '}}']]\n",
		"the dynamic reference {{resolve:ssm:us-west-2}} is read at deployment");
}

static void outputs_of_provisioned_products_are_unknown_parts(void **state) {
	(void)state;
	assert_unknown(RESOURCE "'[[servicecatalog:provisionedproduct:P:Key]]'\n",
		"the dynamic reference [[servicecatalog:provisionedproduct:P:Key]] is read at "
		"deployment");
	assert_text(RESOURCE "'[[servicecatalog:'\n", "[[servicecatalog:");
}

static void of_the_stack_id_only_the_end_is_unknown(void **state) {
	(void)state;
	struct fixture *f = deploy(RESOURCE "!Ref AWS::StackId\n");
	struct value value = property(f);
	assert_string_equal(
		value.parts[0].text, "arn:aws:cloudformation:us-west-2:123456789012:stack/App/");
	assert_int_equal(value.parts[1].kind, PART_UNKNOWN);
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
	assert_unknown(RESOURCE "{'Fn::Nope': [a, b]}\n", "Fn::Nope is not evaluated");
}

static void lists_are_counted(void **state) {
	(void)state;
	assert_text(RESOURCE "!Length [a, !Ref B, !Ref 'AWS::NoValue']\n", "2");
	assert_text(ENV RESOURCE "{'Fn::Length': !Ref Zones}\n", "3");
	assert_text(RESOURCE "!Select [!Length [a], !Split ['/', x/y]]\n", "y");
	assert_unknown(RESOURCE "!Length text\n", "Fn::Length takes a list");
}

static void values_become_json(void **state) {
	(void)state;
	assert_text(RESOURCE "!ToJsonString {a: [1, '2', true], b: !Sub '\"${AWS::Region}\"\\', "
			     "c: !Ref 'AWS::NoValue', \"d\\te\": {}}\n",
		"{\"a\":[1,\"2\",true],\"b\":\"\\\"us-west-2\\\"\\\\\",\"d\\te\":{}}");
	struct fixture *f = deploy(RESOURCE "!ToJsonString [!GetAtt B.Arn]\n");
	struct value value = property(f);
	assert_int_equal(value.count, 3);
	assert_string_equal(value.parts[0].text, "[\"");
	assert_int_equal(value.parts[1].kind, PART_REFERENCE);
	discard(f);
}

static void functions_may_give_the_names_of_references(void **state) {
	(void)state;
	assert_text(ENV RESOURCE "{Ref: !Join ['', [E, nv]]}\n", "dev");
	struct fixture *f = deploy(RESOURCE "!GetAtt [!Select [0, [B]], !Join ['', [A, rn]]]\n");
	struct value value = property(f);
	assert_string_equal(value_reference(&value)->logical_id, "B");
	assert_string_equal(value_reference(&value)->text, "Arn");
	discard(f);
	assert_unknown(ENV RESOURCE "{Ref: !Ref Key}\n",
		"what Ref names is not known: parameter Key has no value");
}

static void a_policy_may_be_a_function(void **state) {
	(void)state;
	struct fixture *f =
		deploy(ENV "Resources: {R: {Type: T, DeletionPolicy: !If [C, Retain, Delete]}}\n"
			   "Conditions: {C: !Equals [!Ref Env, prod]}\n");
	give(f, "[Env=prod]");
	const struct node *resource = node_find(f->stack.template->resources, "R");
	struct value value = eval_attribute(&f->eval, &f->stack, resource, "DeletionPolicy");
	assert_string_equal(value_text(f->ctx.arena, &value), "Retain");
	value = eval_attribute(&f->eval, &f->stack, resource, "UpdateReplacePolicy");
	assert_int_equal(value.kind, VALUE_ABSENT);
	discard(f);
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
		cmocka_unit_test(the_name_of_a_stored_value_is_not_the_value),
		cmocka_unit_test(each_item_of_a_list_must_be_allowed),
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
		cmocka_unit_test(a_reference_without_a_name_is_unknown),
		cmocka_unit_test(dynamic_references_are_unknown_parts),
		cmocka_unit_test(dynamic_references_that_are_put_together_are_unknown),
		cmocka_unit_test(outputs_of_provisioned_products_are_unknown_parts),
		cmocka_unit_test(of_the_stack_id_only_the_end_is_unknown),
		cmocka_unit_test(no_value_is_absent),
		cmocka_unit_test(a_macro_makes_absence_unknown),
		cmocka_unit_test(lists_are_counted),
		cmocka_unit_test(values_become_json),
		cmocka_unit_test(functions_may_give_the_names_of_references),
		cmocka_unit_test(a_policy_may_be_a_function),
		cmocka_unit_test(policies_may_hold_a_lone_condition),
		cmocka_unit_test(paths_lead_through_maps_and_lists),
		cmocka_unit_test(deep_nesting_is_unknown_not_a_crash),
		cmocka_unit_test(malformed_sections_are_reported_and_the_rest_is_kept),
		cmocka_unit_test(regions_are_told_from_zones_and_misspellings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
