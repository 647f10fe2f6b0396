#include "tests/unit/cfn_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXTENSIONS "Transform: AWS::LanguageExtensions\n"

/* The keys of a section once it is expanded, joined with spaces. */
static const char *keys_of(struct fixture *f, const struct node *section) {
	const char *keys = "";
	const struct member *m;
	member_each(m, section) {
		keys = arena_printf(f->ctx.arena, "%s%s%s", keys, *keys ? " " : "", m->key->text);
	}
	return keys;
}

static struct fixture *expand(const char *text) {
	struct fixture *f = deploy(text);
	stack_expand(&f->ctx, &f->stack);
	return f;
}

static void assert_resources(const char *text, const char *expected) {
	struct fixture *f = expand(text);
	assert_string_equal(keys_of(f, f->stack.template->resources), expected);
	assert_int_equal(f->ctx.diags->errors, 0);
	discard(f);
}

static void assert_property(struct fixture *f, const char *path, const char *expected) {
	const struct node *node = node_at(f->stack.template->root, path);
	assert_non_null(node);
	struct value value = eval_node(&f->eval, &f->stack, node);
	const char *text = value_text(f->ctx.arena, &value);
	assert_non_null(text);
	assert_string_equal(text, expected);
}

static void a_loop_runs_over_a_list(void **state) {
	(void)state;
	struct fixture *f =
		expand(EXTENSIONS "Resources:\n"
				  "  Fn::ForEach::Loop:\n"
				  "    - Name\n"
				  "    - [One, Two]\n"
				  "    - Table${Name}:\n"
				  "        Type: T\n"
				  "        DependsOn: Other${Name}\n"
				  "        Properties:\n"
				  "          A: !Ref Name\n"
				  "          B: !Sub '${Name}-${AWS::Region}'\n"
				  "          C: [{'Fn::Join': ['/', [{Ref: Name}, '${Name}']]}]\n");
	const struct node *resources = f->stack.template->resources;
	assert_string_equal(keys_of(f, resources), "TableOne TableTwo");
	assert_string_equal(node_text(node_at(resources, "TableTwo/DependsOn")), "OtherTwo");
	assert_property(f, "Resources/TableOne/Properties/A", "One");
	assert_property(f, "Resources/TableTwo/Properties/B", "Two-us-west-2");
	assert_property(f, "Resources/TableTwo/Properties/C/0", "Two/Two");
	struct span span = node_span(node_find_member(resources, "TableTwo")->key);
	assert_int_equal(source_position(span.source, span.start).line, 6);
	assert_null(f->stack.template->open);
	discard(f);
}

#define LOOP(collection) \
	"Resources:\n  Fn::ForEach::Loop:\n    - X\n    - " collection "\n    - R${X}: {Type: " \
	"T}\n"

static void a_loop_runs_over_parameters_and_functions(void **state) {
	(void)state;
	assert_resources(EXTENSIONS ENV LOOP("!Ref Zones"), "Ra Rb Rc");
	assert_resources(EXTENSIONS LOOP("!Split ['-', 'p-q']"), "Rp Rq");
	assert_resources(EXTENSIONS "Mappings: {M: {us-west-2: {L: [m, n]}}}\n" LOOP(
				 "!FindInMap [M, !Ref 'AWS::Region', L]"),
		"Rm Rn");
	assert_resources(EXTENSIONS LOOP("[]"), "");
	struct fixture *f = deploy(EXTENSIONS ENV LOOP("!Ref Zones"));
	give(f, "['Zones=v, w']");
	stack_expand(&f->ctx, &f->stack);
	assert_string_equal(keys_of(f, f->stack.template->resources), "Rv Rw");
	discard(f);
}

static void loops_nest_and_drop_what_is_not_alphanumeric(void **state) {
	(void)state;
	assert_resources(EXTENSIONS "Resources:\n"
				    "  Fn::ForEach::Outer:\n"
				    "    - A\n"
				    "    - [x, y]\n"
				    "    - Fn::ForEach::Inner:\n"
				    "        - B\n"
				    "        - ['1.0', '${A}2']\n"
				    "        - R${A}&{B}: {Type: T}\n"
				    "      Q${A}: {Type: T}\n",
		"Rx10 Rxx2 Qx Ry10 Ryy2 Qy");
}

static void loops_stand_in_properties_conditions_and_outputs(void **state) {
	(void)state;
	struct fixture *f = expand(EXTENSIONS
		"Conditions:\n"
		"  Fn::ForEach::C: [X, [west, east], {'Is${X}': !Equals [!Ref X, west]}]\n"
		"Resources:\n"
		"  R:\n"
		"    Type: T\n"
		"    Properties:\n"
		"      Fn::ForEach::P: [X, [A, B], {'${X}': !Sub 'is ${X}'}]\n"
		"      Where: !If [Iswest, w, e]\n"
		"Outputs:\n"
		"  Fn::ForEach::O: [X, [A, B], {'Out${X}': {Value: !Ref X}}]\n");
	assert_property(f, "Resources/R/Properties/B", "is B");
	assert_property(f, "Resources/R/Properties/Where", "w");
	assert_string_equal(keys_of(f, f->stack.template->outputs), "OutA OutB");
	discard(f);
}

static const char *opener(const char *text) {
	static char reason[200];
	struct fixture *f = expand(text);
	const char *open = f->stack.template->open;
	snprintf(reason, sizeof(reason), "%s", open ? open : "");
	assert_int_equal(f->ctx.diags->errors, 0);
	discard(f);
	return reason;
}

static void a_collection_that_is_not_known_leaves_the_section_open(void **state) {
	(void)state;
	assert_string_equal(
		opener(EXTENSIONS "Parameters: {L: {Type: CommaDelimitedList}}\n" LOOP("!Ref L")),
		"Fn::ForEach::Loop is expanded at deployment: parameter L has no value");
	assert_string_equal(
		opener(EXTENSIONS "Parameters: {L: {Type: "
				  "'AWS::SSM::Parameter::Value<List<String>>', Default: "
				  "/n}}\n" LOOP("!Ref L")),
		"Fn::ForEach::Loop is expanded at deployment: parameter L is read from Systems "
		"Manager at deployment");
	assert_string_equal(
		opener(EXTENSIONS ENV
			"Conditions: {C: !Equals [!Ref Env, prod]}\n" LOOP("!If [C, [a], [b]]")),
		"Fn::ForEach::Loop is expanded at deployment: condition C chooses its collection");
	struct fixture *f = expand(EXTENSIONS ENV LOOP("[a, !Ref Key]"));
	assert_string_equal(keys_of(f, f->stack.template->resources), "Ra Fn::ForEach::Loop");
	discard(f);
}

static void a_loop_that_is_not_known_makes_absence_unknown(void **state) {
	(void)state;
	struct fixture *f = expand(
		EXTENSIONS ENV RESOURCE "{a: 1, 'Fn::ForEach::L': [X, [!Ref Key], {'${X}': 2}]}\n");
	struct value map = property(f);
	assert_int_equal(eval_member(&f->eval, &map, "a").kind, VALUE_TEXT);
	struct value missing = eval_member(&f->eval, &map, "b");
	assert_string_equal(missing.reason,
		"Fn::ForEach::L is expanded at deployment: parameter Key has no value");
	discard(f);
}

static void what_cloudformation_refuses_of_a_loop_is_an_error(void **state) {
	(void)state;
	struct fixture *f = expand(LOOP("[a]"));
	assert_int_equal(f->ctx.diags->errors, 1);
	assert_string_equal(f->ctx.diags->list.items[0].message,
		"Fn::ForEach needs Transform: AWS::LanguageExtensions");
	discard(f);
	f = expand(EXTENSIONS "Resources: {'Fn::ForEach::L': [X, [a]]}\n");
	assert_string_equal(f->ctx.diags->list.items[0].message,
		"Fn::ForEach takes an identifier, a collection and a map");
	discard(f);
}

static void loops_are_bounded(void **state) {
	(void)state;
	struct arena *arena = arena_new();
	const char *body = "{'R${V0}': {Type: T}}";
	for (int i = 0; i < 12; i++) {
		body = arena_printf(arena,
			"{'Fn::ForEach::L%d': [V%d, [a, b, c, d, e, f, g, h], %s]}", i, i, body);
	}
	struct fixture *f = expand(arena_printf(arena, EXTENSIONS "Resources: %s\n", body));
	assert_non_null(strstr(f->stack.template->open, "loops put together more than"));
	discard(f);
	arena_free(arena);
}

static void a_macro_of_somebodys_own_opens_everything(void **state) {
	(void)state;
	struct fixture *f = deploy("Transform: [AWS::Serverless-2016-10-31, Mine]\nMore: 1\n"
				   "Resources: {R: {Type: T, Properties: {P: {a: 1}}}, Q: 3}\n");
	assert_string_equal(f->stack.template->macro, "Mine");
	assert_string_equal(f->stack.template->open, "macro Mine can add resources at deployment");
	assert_int_equal(f->ctx.diags->errors, 0);
	assert_int_equal(f->ctx.diags->list.count, 1);
	struct value map = property(f);
	assert_string_equal(
		eval_member(&f->eval, &map, "b").reason, "macro Mine can add it at deployment");
	discard(f);
}

static void a_transform_without_a_name_is_an_error(void **state) {
	(void)state;
	static const char *const transforms[] = { "", "[[a]]", "{Name: }", "!Ref X", "[null]" };
	for (size_t i = 0; i < sizeof(transforms) / sizeof(transforms[0]); i++) {
		char text[200];
		snprintf(text, sizeof(text), "Transform: %s\n" RESOURCE "x\n", transforms[i]);
		struct fixture *f = deploy(text);
		assert_int_equal(f->ctx.diags->errors, 1);
		assert_null(f->stack.template->macro);
		discard(f);
	}
}

static void macros_of_aws_leave_the_template_closed(void **state) {
	(void)state;
	struct fixture *f =
		deploy("Transform: [AWS::CodeDeployBlueGreen, AWS::SecretsManager-2024-09-16, "
		       "AWS::ServiceCatalog]\nHooks: {}\n" RESOURCE "{a: 1}\n");
	assert_null(f->stack.template->macro);
	assert_null(f->stack.template->open);
	assert_int_equal(f->ctx.diags->list.count, 0);
	discard(f);
}

static void a_module_hides_resources(void **state) {
	(void)state;
	assert_string_equal(
		opener("Resources: {M: {Type: 'Org::S3::Pair::MODULE'}, R: {Type: T}}\n"),
		"module M holds resources that are not written");
}

static void a_macro_inside_a_resource_opens_its_properties(void **state) {
	(void)state;
	struct fixture *f =
		expand("Resources:\n"
		       "  R: {Type: T, 'Fn::Transform': {Name: M}, Properties: {P: 1}}\n"
		       "  Q: !Transform {Name: M}\n");
	const struct node *properties = node_at(f->stack.template->root, "Resources/R/Properties");
	struct value map = eval_node(&f->eval, &f->stack, properties);
	assert_int_equal(eval_member(&f->eval, &map, "P").kind, VALUE_TEXT);
	assert_int_equal(eval_member(&f->eval, &map, "X").kind, VALUE_UNKNOWN);
	assert_int_equal(f->ctx.diags->errors, 0);
	discard(f);
}

/* A folder with a file to include and one beside it; the template stands in its `in`. */
static void write_files(const char *folder) {
	static const struct {
		const char *path, *text;
	} files[] = {
		{ "in/part.yaml",
			"Q: {Type: T, Properties: {A: !Ref 'AWS::Region'}}\nR: {Type: X}\n" },
		{ "in/list.yaml", "[1]\n" },
		{ "in/all.yaml", "Resources: {R: {Type: X}, S: {Type: T}}\nMappings: {M: {}}\n" },
		{ "out.yaml", "Secret: {Type: T}\n" },
	};
	char path[200];
	snprintf(path, sizeof(path), "%s/in", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, files[i].path);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(files[i].text, file);
		fclose(file);
	}
}

static void remove_files(const char *folder) {
	static const char *const names[] = { "in/part.yaml", "in/list.yaml", "in/all.yaml",
		"out.yaml", "in" };
	char path[200];
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		assert_int_equal(remove(path), 0);
	}
	assert_int_equal(rmdir(folder), 0);
}

static const char *const outside[] = { "../out.yaml", "/etc/hostname", "missing.yaml", "list.yaml",
	"s3://bucket/part.yaml", "." };

static void local_files_are_included(void **state) {
	(void)state;
	char folder[] = "/tmp/drlint-include-XXXXXX";
	assert_non_null(mkdtemp(folder));
	write_files(folder);
	struct arena *arena = arena_new();
	const char *name = arena_printf(arena, "%s/in/t.yaml", folder);
	struct fixture *f = deploy_as(name,
		"Resources:\n  R: {Type: T}\n"
		"  Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./part.yaml}}\n");
	stack_expand(&f->ctx, &f->stack);
	assert_string_equal(keys_of(f, f->stack.template->resources), "R Q");
	assert_property(f, "Resources/Q/Properties/A", "us-west-2");
	assert_property(f, "Resources/R/Type", "T");
	assert_null(f->stack.template->open);
	discard(f);
	f = deploy_as(name, "Transform: {Name: AWS::Include, Parameters: {Location: all.yaml}}\n"
			    "Resources: {R: {Type: T}}\n");
	assert_non_null(f->stack.template->open);
	stack_expand(&f->ctx, &f->stack);
	assert_string_equal(keys_of(f, f->stack.template->resources), "R S");
	assert_property(f, "Resources/R/Type", "T");
	assert_non_null(f->stack.template->mappings);
	assert_null(f->stack.template->open);
	discard(f);
	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
		f = deploy_as(name,
			arena_printf(arena,
				"Resources:\n  R: {Type: T}\n  Fn::Transform: {Name: AWS::Include, "
				"Parameters: {Location: '%s'}}\n",
				outside[i]));
		stack_expand(&f->ctx, &f->stack);
		assert_non_null(strstr(f->stack.template->open, outside[i]));
		assert_int_equal(f->ctx.diags->list.count, 0);
		discard(f);
	}
	remove_files(folder);
	arena_free(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loop_runs_over_a_list),
		cmocka_unit_test(a_loop_runs_over_parameters_and_functions),
		cmocka_unit_test(loops_nest_and_drop_what_is_not_alphanumeric),
		cmocka_unit_test(loops_stand_in_properties_conditions_and_outputs),
		cmocka_unit_test(a_collection_that_is_not_known_leaves_the_section_open),
		cmocka_unit_test(a_loop_that_is_not_known_makes_absence_unknown),
		cmocka_unit_test(what_cloudformation_refuses_of_a_loop_is_an_error),
		cmocka_unit_test(loops_are_bounded),
		cmocka_unit_test(a_macro_of_somebodys_own_opens_everything),
		cmocka_unit_test(a_transform_without_a_name_is_an_error),
		cmocka_unit_test(macros_of_aws_leave_the_template_closed),
		cmocka_unit_test(a_module_hides_resources),
		cmocka_unit_test(a_macro_inside_a_resource_opens_its_properties),
		cmocka_unit_test(local_files_are_included),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
