#include "analyzer/doc/comment.h"
#include "analyzer/doc/json_write.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state) {
	struct arena *arena = arena_new();
	struct ctx *ctx = arena_new_of(arena, struct ctx);
	*ctx = (struct ctx){ .arena = arena, .diags = diags_new(arena) };
	*state = ctx;
	return 0;
}

static int end(void **state) {
	arena_free(((struct ctx *)*state)->arena);
	return 0;
}

static const struct node *parse(struct ctx *ctx, const char *text) {
	return doc_parse(ctx, source_new(ctx->arena, "t", text, strlen(text)));
}

static const char *text_at(const struct node *root, const char *path) {
	const char *text = node_text(node_at(root, path));
	return text ? text : "(none)";
}

static void yaml_and_json_give_the_same_tree(void **state) {
	const struct node *yaml = parse(*state, "A: {B: [x, 1, true]}\nC:\n  - D: null\n");
	const struct node *json =
		parse(*state, "{\"A\": {\"B\": [\"x\", 1, true]}, \"C\": [{\"D\": null}]}");
	static const char *const paths[] = { "A", "A/B", "A/B/0", "A/B/1", "A/B/2", "C", "C/0",
		"C/0/D" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		const struct node *a = node_at(yaml, paths[i]), *b = node_at(json, paths[i]);
		assert_int_equal(a->kind, b->kind);
		assert_string_equal(text_at(yaml, paths[i]), text_at(json, paths[i]));
	}
	assert_int_equal(((struct ctx *)*state)->diags->list.count, 0);
}

static void a_path_leads_through_maps_and_lists(void **state) {
	const struct node *root = parse(*state, "A: [{B: c}, d]\n1: e\n");
	assert_string_equal(text_at(root, "A/0/B"), "c");
	assert_string_equal(text_at(root, "A/1"), "d");
	assert_string_equal(text_at(root, "1"), "e");
	assert_ptr_equal(node_at(root, ""), root);
	assert_null(node_at(root, "A/2"));
	assert_null(node_at(root, "A/x"));
	assert_null(node_at(root, "A/99999999999999999999"));
	assert_null(node_at(root, "A/1/B"));
	assert_null(node_at(NULL, "A"));
}

static void nothing_is_found_in_what_is_no_map(void **state) {
	const struct node *list = parse(*state, "[a]");
	assert_null(node_find(list, "a"));
	assert_null(node_find(NULL, "a"));
	assert_int_equal(node_members_count(list), 0);
	assert_int_equal(node_items_count(NULL), 0);
	assert_null(node_text(list));
	assert_null(node_text(NULL));
	assert_null(node_span(NULL).source);
	assert_string_equal(node_kind_name(NULL), "nothing");
	assert_string_equal(node_kind_name(list), "a list");
}

static void null_is_a_value_without_a_text(void **state) {
	const struct node *null = node_at(parse(*state, "A:\n"), "A");
	assert_int_equal(null->kind, NODE_NULL);
	assert_null(node_text(null));
	assert_false(node_is_scalar(null));
}

static void every_member_of_a_long_map_is_found(void **state) {
	struct ctx *ctx = *state;
	for (size_t members = 1; members < 200; members += 9) {
		struct node *map = node_new(ctx->arena, NODE_MAP, NULL);
		for (size_t i = 0; i < members; i++) {
			const char *key = arena_printf(ctx->arena, "key%zu", i);
			node_map_add(ctx->arena, map, key, node_new_text(ctx->arena, key, NULL));
		}
		node_map_seal(ctx->arena, map);
		assert_int_equal(map->count, members);
		const struct member *member;
		member_each(member, map) {
			assert_ptr_equal(node_find_member(map, member->key->text), member);
			assert_string_equal(member->key->text, member->value->text);
		}
		assert_null(node_find(map, "key"));
		assert_true(members <= 8 || map->members->slots);
	}
}

static void adding_a_key_again_replaces_its_value(void **state) {
	struct ctx *ctx = *state;
	struct node *map = node_new(ctx->arena, NODE_MAP, NULL);
	node_map_add(ctx->arena, map, "A", node_new_text(ctx->arena, "1", NULL));
	node_map_add(ctx->arena, map, "A", node_new_text(ctx->arena, "2", NULL));
	assert_int_equal(map->count, 1);
	assert_string_equal(text_at(map, "A"), "2");
}

static void built_nodes_stand_where_their_origin_does(void **state) {
	struct ctx *ctx = *state;
	const struct node *origin = node_at(parse(ctx, "A: x\nB: y\n"), "B");
	struct node *list = node_new(ctx->arena, NODE_LIST, origin);
	for (size_t i = 0; i < 100; i++) {
		node_list_add(ctx->arena, list, node_new_bool(ctx->arena, i % 2, origin));
	}
	assert_int_equal(list->count, 100);
	assert_int_equal(list->start, origin->start);
	assert_ptr_equal(list->source, origin->source);
	assert_string_equal(text_at(list, "99"), "true");
	assert_string_equal(text_at(list, "98"), "false");
	const struct node *unknown = node_new_unknown(ctx->arena, "why", origin);
	assert_string_equal(unknown->text, "why");
	assert_null(node_text(unknown));
}

static void booleans_are_read_as_cloudformation_does(void **state) {
	const struct node *root =
		parse(*state, "[true, 'true', 'True', 'false', no, 'yes', 1, [], null]");
	static const int expected[] = { 1, 1, 1, 0, 0, -1, -1, -1, -1 };
	for (size_t i = 0; i < 9; i++) {
		bool value = false;
		bool is = node_bool(root->items[i], &value);
		assert_int_equal(is ? value : -1, expected[i]);
	}
	bool untouched = true;
	assert_false(node_bool(NULL, &untouched));
	assert_true(untouched);
}

static void strings_of_every_length_come_whole_out_of_json(void **state) {
	struct ctx *ctx = *state;
	for (int length = 0; length < 200; length++) {
		const char *text = arena_printf(ctx->arena, "[\"%0*d\", 1]", length + 1, 7);
		const struct node *root = parse(ctx, text);
		assert_int_equal(strlen(text_at(root, "0")), length + 1);
		assert_memory_equal(text_at(root, "0"), text + 2, (size_t)length + 1);
	}
}

static void a_map_has_no_member_that_a_later_one_replaces(void **state) {
	struct ctx *ctx = *state;
	const struct node *root = parse(ctx, "A: 1\nB: 2\nA: 3\n");
	assert_int_equal(root->count, 2);
	assert_string_equal(text_at(root, "A"), "3");
	assert_int_equal(ctx->diags->list.count, 1);
	assert_int_equal(ctx->diags->errors, 0);
}

static void a_file_that_is_not_there_is_an_error_without_a_place(void **state) {
	struct ctx *ctx = *state;
	assert_null(doc_load(ctx, "/none/such.yaml"));
	assert_int_equal(ctx->diags->list.count, 1);
	assert_null(ctx->diags->list.items[0].span.source);
	assert_string_equal(ctx->diags->list.items[0].message,
		"cannot read '/none/such.yaml': No such file or directory");
}

static void a_text_with_more_values_than_the_limit_is_refused(void **state) {
	struct ctx *ctx = *state;
	size_t size = 2 * (LIMIT_NODES + 10);
	char *text = arena_alloc(ctx->arena, size + 2);
	for (size_t i = 0; i < size; i += 2) {
		memcpy(text + i, i ? ",1" : "[1", 2);
	}
	memcpy(text + size, "]", 2);
	size++;
	assert_null(doc_parse_json(ctx, source_new(ctx->arena, "t", text, size)));
	assert_int_equal(ctx->diags->errors, 1);
}

static void json_is_written_as_it_was_built(void **state) {
	struct ctx *ctx = *state;
	struct json *root = json_object(ctx);
	struct json *list = json_add_list(root, "list");
	json_add_text(list, NULL, "a\"\n\x01\xC3\xA9");
	json_add_count(list, NULL, 9007199254740993u);
	json_add_bool(json_add_object(list, NULL), "yes", true);
	json_add_text(root, "absent", NULL);
	json_add_null(root, "null");
	assert_string_equal(json_print(ctx->arena, root, true),
		"{\"list\":[\"a\\\"\\n\\u0001\xC3\xA9\",9007199254740993,{\"yes\":true}],"
		"\"null\":null}\n");
}

static void written_json_is_read_back(void **state) {
	struct ctx *ctx = *state;
	struct json *root = json_object(ctx);
	json_add_text(root, "key", "tab\tquote\" back\\slash");
	const struct node *read = parse(ctx, json_print(ctx->arena, root, false));
	assert_string_equal(text_at(read, "key"), "tab\tquote\" back\\slash");
}

static void yaml_texts_that_repeat_take_their_memory_once(void **state) {
	struct ctx *ctx = *state;
	const struct node *read =
		parse(ctx, "Ref: Table\nb: {Ref: Table, c: Tables, d: 'Table'}\n");
	const char *text = text_at(read, "Ref");
	assert_string_equal(text, "Table");
	assert_ptr_equal(text_at(read, "b/Ref"), text);
	assert_ptr_equal(text_at(read, "b/d"), text);
	assert_string_equal(text_at(read, "b/c"), "Tables");
}

static void a_nul_behind_a_text_that_repeats_is_found(void **state) {
	struct ctx *ctx = *state;
	assert_null(parse(ctx, "a: Table\nb: \"Table\\0longer than the text before\"\n"));
	assert_int_equal(ctx->diags->errors, 1);
}

/* Texts and block scalars may look like comments. */
static void comments_are_told_from_texts(void **state) {
	struct ctx *ctx = *state;
	static const char text[] = "\xEF\xBB\xBF# x: 0\n"
				   "a: 'é # x: 1' # é x: 2\n"
				   "b: | # 3\n"
				   "  # x: 4\n"
				   "# x: 5\n"
				   "c: [d, # x: 6\r\n  \"# x: 7\"]\n"
				   "e: f#x:8\n"
				   "#x: 9";
	struct source *source = source_new(ctx->arena, "t", text, strlen(text));
	struct comment_list comments = { 0 };
	doc_comments(ctx, source, "x:", &comments);
	const char *found = "";
	const struct comment *comment;
	vec_each(comment, &comments) {
		assert_int_equal(text[comment->start], '#');
		found = arena_printf(ctx->arena, "%s%c", found, text[comment->end - 1]);
	}
	assert_string_equal(found, "02569");
}

#define test(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void) {
	const struct CMUnitTest tests[] = {
		test(yaml_and_json_give_the_same_tree),
		test(a_path_leads_through_maps_and_lists),
		test(nothing_is_found_in_what_is_no_map),
		test(null_is_a_value_without_a_text),
		test(every_member_of_a_long_map_is_found),
		test(adding_a_key_again_replaces_its_value),
		test(built_nodes_stand_where_their_origin_does),
		test(booleans_are_read_as_cloudformation_does),
		test(strings_of_every_length_come_whole_out_of_json),
		test(a_map_has_no_member_that_a_later_one_replaces),
		test(a_file_that_is_not_there_is_an_error_without_a_place),
		test(a_text_with_more_values_than_the_limit_is_refused),
		test(json_is_written_as_it_was_built),
		test(written_json_is_read_back),
		test(yaml_texts_that_repeat_take_their_memory_once),
		test(a_nul_behind_a_text_that_repeats_is_found),
		test(comments_are_told_from_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
