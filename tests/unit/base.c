#include "analyzer/base/buf.h"
#include "analyzer/base/context.h"
#include "analyzer/base/date.h"
#include "analyzer/base/file.h"
#include "analyzer/base/library.h"
#include "analyzer/base/map.h"
#include "analyzer/base/regex.h"
#include "analyzer/base/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int begin(void **state) {
	*state = arena_new();
	return 0;
}

static int end(void **state) {
	arena_free(*state);
	return 0;
}

static void allocations_are_aligned_for_their_size(void **state) {
	arena_strdup(*state, "x");
	assert_int_equal((uintptr_t)arena_alloc(*state, 24) % sizeof(void *), 0);
	arena_strdup(*state, "x");
	assert_int_equal((uintptr_t)arena_alloc(*state, 48) % _Alignof(max_align_t), 0);
}

static void zalloc_clears_memory_that_was_used_before(void **state) {
	struct arena_mark mark = arena_mark(*state);
	memset(arena_alloc(*state, 100), 0xFF, 100);
	arena_rewind(*state, mark);
	const char *cleared = arena_zalloc(*state, 100);
	for (size_t i = 0; i < 100; i++) {
		assert_int_equal(cleared[i], 0);
	}
}

static void a_rewind_gives_everything_behind_the_mark_back(void **state) {
	char *kept = arena_strdup(*state, "kept");
	struct arena_mark mark = arena_mark(*state);
	size_t used = arena_used(*state);
	char *first = arena_alloc(*state, 3 << 20);
	for (size_t i = 0; i < 1000; i++) {
		arena_alloc(*state, 1000);
	}
	arena_rewind(*state, mark);
	assert_int_equal(arena_used(*state), used);
	assert_string_equal(kept, "kept");
	assert_ptr_equal(arena_alloc(*state, 3 << 20), first);
}

static void an_allocation_larger_than_a_chunk_holds_all_of_it(void **state) {
	char *before = arena_strdup(*state, "before");
	char *large = arena_alloc(*state, 5 << 20);
	memset(large, 'x', 5 << 20);
	char *after = arena_strdup(*state, "after");
	memset(large, 'y', 5 << 20);
	assert_string_equal(before, "before");
	assert_string_equal(after, "after");
}

static void long_texts_are_formatted_whole(void **state) {
	char *text = arena_printf(*state, "%0500d|%s", 7, "end");
	assert_int_equal(strlen(text), 504);
	assert_string_equal(text + 499, "7|end");
}

static void a_buf_grows_and_stays_terminated(void **state) {
	struct buf buf = buf_new(*state);
	assert_string_equal(buf.bytes, "");
	for (int i = 0; i < 1000; i++) {
		buf_printf(&buf, "%d,", i % 10);
		assert_int_equal(buf.bytes[buf.length], '\0');
	}
	buf_putc(&buf, 'x');
	buf_write(&buf, "y\0z", 3);
	assert_int_equal(buf.length, 2004);
	assert_memory_equal(buf.bytes + 1998, "9,xy\0z", 7);
}

static void code_points_become_utf8(void **state) {
	struct buf buf = buf_new(*state);
	buf_put_code_point(&buf, 'A');
	buf_put_code_point(&buf, 0xE9);
	buf_put_code_point(&buf, 0x20AC);
	buf_put_code_point(&buf, 0x1F600);
	assert_string_equal(buf.bytes, "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

static void numbers_are_appended_to_a_width(void **state) {
	struct buf buf = buf_new(*state);
	buf_put_number(&buf, 0, 0);
	buf_put_number(&buf, 42, 5);
	buf_put_times(&buf, '~', 3);
	buf_put_number(&buf, SIZE_MAX, 5);
	assert_string_equal(
		buf.bytes, arena_printf(*state, "%zu%5d~~~%zu", (size_t)0, 42, SIZE_MAX));
}

static void a_map_keeps_the_order_of_insertion(void **state) {
	struct map map = { 0 };
	assert_null(map_find(&map, "none"));
	for (size_t i = 0; i < 1000; i++) {
		map_set(*state, &map, arena_printf(*state, "key%zu", i), "first");
	}
	map_set(*state, &map, "key500", "second");
	map_set(*state, &map, "null", NULL);
	assert_int_equal(map.count, 1001);
	assert_string_equal(map.entries[500].key, "key500");
	assert_string_equal(map_find(&map, "key500"), "second");
	assert_string_equal(map_find(&map, "key999"), "first");
	assert_true(map_has(&map, "null"));
	assert_false(map_has(&map, "key1000"));
}

static void assert_position(struct source *source, const char *at, unsigned line, unsigned column) {
	uint32_t offset = (uint32_t)(strstr(source->text, at) - source->text);
	struct position position = source_position(source, offset);
	assert_int_equal(position.line, line);
	assert_int_equal(position.column, column);
}

static struct source *source_of(void *arena, const char *text) {
	return source_new(arena, "t", text, strlen(text));
}

static void lines_end_in_any_of_the_three_ways(void **state) {
	struct source *source = source_of(*state, "a\nb\r\nc\rd\n\ne");
	assert_position(source, "b", 2, 1);
	assert_position(source, "c", 3, 1);
	assert_position(source, "d", 4, 1);
	assert_position(source, "e", 6, 1);
}

/* Lines are found in any block of the text, at its edges too. */
static void lines_are_found_wherever_they_stand(void **state) {
	char text[4097];
	for (unsigned i = 0; i < sizeof(text) - 1; i++) {
		text[i] = i % 37 == 36 ? '\n' : i % 41 == 40 ? '\r' : 'x';
	}
	text[sizeof(text) - 1] = '\0';
	struct source *source = source_of(*state, text);
	unsigned line = 1, column = 1;
	for (uint32_t i = 0; i < sizeof(text) - 1; i++, column++) {
		struct position at = source_position(source, i);
		assert_int_equal(at.line, line);
		assert_int_equal(at.column, column);
		size_t length;
		assert_ptr_equal(source_line(source, i, &length), text + i + 1 - column);
		assert_int_equal(length, strcspn(text + i + 1 - column, "\r\n"));
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
			line++;
			column = 0;
		}
	}
}

static void columns_count_characters_and_no_byte_order_mark(void **state) {
	struct source *source = source_of(*state, "\xEF\xBB\xBF\xC3\xA9x\n\xF0\x9F\x98\x80y");
	assert_position(source, "x", 1, 2);
	assert_position(source, "y", 2, 2);
	struct position end = source_position(source, 1000);
	assert_int_equal(end.line, 2);
	assert_int_equal(end.column, 3);
}

static void columns_of_long_lines_are_the_same(void **state) {
	char text[6005] = "\n";
	for (size_t i = 0; i < 2000; i++) {
		memcpy(text + 1 + 3 * i, "\xC3\xA9-", 3);
	}
	struct source *source = source_of(*state, strcat(text, "x\ny"));
	assert_position(source, "-", 2, 2);
	assert_position(source, "x", 2, 4001);
	assert_position(source, "y", 3, 1);
	for (uint32_t i = 0; i < 2000; i++) {
		assert_int_equal(source_position(source, 1 + 3 * i).column, 1 + 2 * i);
	}
}

static void a_line_comes_without_its_end(void **state) {
	struct source *source = source_of(*state, "\xEF\xBB\xBFone\r\ntwo\n");
	size_t length;
	for (uint32_t offset = 0; offset < 8; offset++) {
		const char *line = source_line(source, offset, &length);
		assert_int_equal(length, 3);
		assert_memory_equal(line, "one", 3);
	}
	const char *line = source_line(source, 8, &length);
	assert_int_equal(length, 3);
	assert_memory_equal(line, "two", length);
	source_line(source, 12, &length);
	assert_int_equal(length, 0);
	source_line(source, 1000, &length);
	assert_int_equal(length, 0);
}

static void diagnostics_are_sorted_by_file_line_and_arrival(void **state) {
	struct ctx ctx = { .arena = *state, .diags = diags_new(*state) };
	struct source *a = source_new(*state, "a", "1\n2\n", 4);
	struct source *b = source_new(*state, "b", "1\n2\n", 4);
	ctx_error(&ctx, ((struct span){ b, 0, 1 }), "four");
	ctx_warning(&ctx, ((struct span){ a, 2, 3 }), "three");
	ctx_error(&ctx, ((struct span){ a, 0, 1 }), "one");
	ctx_note(&ctx, ((struct span){ a, 0, 1 }), "two");
	ctx_error(&ctx, ((struct span){ a, 0, 1 }), "one");
	ctx_error(&ctx, NOWHERE, "zero");
	assert_int_equal(ctx.diags->errors, 4);
	diags_sort(ctx.diags);
	static const char *const expected[] = { "zero", "one", "two", "three", "four" };
	assert_int_equal(ctx.diags->list.count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(ctx.diags->list.items[i].message, expected[i]);
	}
	assert_int_equal(ctx.diags->errors, 3);
}

static void patterns_match_anywhere_in_utf8(void **state) {
	const char *error;
	size_t offset;
	struct regex *regex = regex_compile(*state, "^a.c$|needle", &error, &offset);
	assert_int_equal(regex_matches(regex, "a\xC3\xA9"
					      "c"),
		YES);
	assert_int_equal(regex_matches(regex, "a needle here"), YES);
	assert_int_equal(regex_matches(regex, "abbc"), NO);
}

static void a_wrong_pattern_says_where(void **state) {
	const char *error = NULL;
	size_t offset = 0;
	assert_null(regex_compile(*state, "ab(c", &error, &offset));
	assert_string_equal(error, "missing closing parenthesis");
	assert_int_equal(offset, 4);
}

static void a_pattern_that_never_ends_is_unknown(void **state) {
	const char *error;
	size_t offset;
	struct regex *regex = regex_compile(*state, "^(a|a?)+$", &error, &offset);
	assert_int_equal(regex_matches(regex, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"), UNKNOWN);
}

struct folder {
	struct ctx ctx;
	char *path;
};

static struct folder folder_new(void *arena) {
	struct folder folder = { .ctx = { .arena = arena, .diags = diags_new(arena) } };
	const char *place = getenv("TMPDIR");
	folder.path = arena_printf(arena, "%s/drlint-test-XXXXXX", place ? place : "/tmp");
	assert_non_null(mkdtemp(folder.path));
	return folder;
}

static void folder_remove(struct folder *folder) {
	struct file_list names;
	assert_true(file_list_directory(&folder->ctx, folder->path, &names));
	const char **name;
	vec_each(name, &names) {
		unlink(file_join(folder->ctx.arena, folder->path, *name));
	}
	assert_int_equal(rmdir(folder->path), 0);
}

static const char *last_message(const struct folder *folder) {
	assert_true(folder->ctx.diags->list.count > 0);
	return folder->ctx.diags->list.items[folder->ctx.diags->list.count - 1].message;
}

static void a_file_is_read_as_it_was_written(void **state) {
	struct folder folder = folder_new(*state);
	const char *path = file_join(*state, folder.path, "f");
	assert_true(file_write(&folder.ctx, path, "a\0b", 3));
	const struct source *source = file_read(&folder.ctx, path, 3);
	assert_int_equal(source->size, 3);
	assert_memory_equal(source->text, "a\0b", 4);
	assert_string_equal(source->name, path);
	folder_remove(&folder);
}

static void what_cannot_be_read_is_told_with_the_reason(void **state) {
	struct folder folder = folder_new(*state);
	const char *path = file_join(*state, folder.path, "f");
	assert_null(file_read(&folder.ctx, path, 100));
	assert_string_equal(last_message(&folder),
		arena_printf(*state, "cannot read '%s': No such file or directory", path));
	assert_null(file_read(&folder.ctx, folder.path, 100));
	assert_string_equal(last_message(&folder),
		arena_printf(*state, "cannot read '%s': it is a directory", folder.path));
	assert_true(file_write(&folder.ctx, path, "1234", 4));
	assert_null(file_read(&folder.ctx, path, 3));
	assert_string_equal(last_message(&folder),
		arena_printf(*state, "cannot read '%s': larger than 3 bytes", path));
	assert_int_equal(folder.ctx.diags->errors, 3);
	folder_remove(&folder);
}

static void a_device_without_end_is_not_read_past_the_limit(void **state) {
	struct ctx ctx = { .arena = *state, .diags = diags_new(*state) };
	assert_null(file_read(&ctx, "/dev/zero", 10000));
	assert_string_equal(ctx.diags->list.items[0].message,
		"cannot read '/dev/zero': larger than 10000 bytes");
}

static void a_replaced_file_keeps_its_mode_and_leaves_nothing_beside_it(void **state) {
	struct folder folder = folder_new(*state);
	const char *path = file_join(*state, folder.path, "f");
	assert_true(file_write(&folder.ctx, path, "old and longer", 14));
	assert_int_equal(chmod(path, 0640), 0);
	assert_true(file_write(&folder.ctx, path, "new", 3));
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
	assert_int_equal(status.st_size, 3);
	struct file_list names;
	assert_true(file_list_directory(&folder.ctx, folder.path, &names));
	assert_int_equal(names.count, 1);
	folder_remove(&folder);
}

static void writing_through_a_link_keeps_the_link(void **state) {
	struct folder folder = folder_new(*state);
	const char *path = file_join(*state, folder.path, "link");
	assert_int_equal(symlink("f", path), 0);
	assert_true(file_write(&folder.ctx, path, "x", 1));
	struct stat status;
	assert_int_equal(lstat(path, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_true(file_exists(file_join(*state, folder.path, "f")));
	folder_remove(&folder);
}

static void a_device_is_written_to_and_not_replaced(void **state) {
	struct ctx ctx = { .arena = *state, .diags = diags_new(*state) };
	assert_true(file_write(&ctx, "/dev/null", "x", 1));
	struct stat status;
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
}

static void what_cannot_be_written_is_told_with_the_reason(void **state) {
	struct folder folder = folder_new(*state);
	assert_false(file_write(&folder.ctx, folder.path, "x", 1));
	assert_string_equal(last_message(&folder),
		arena_printf(*state, "cannot write '%s': it is a directory", folder.path));
	const char *path = file_join(*state, folder.path, "none/f");
	assert_false(file_write(&folder.ctx, path, "x", 1));
	assert_string_equal(last_message(&folder),
		arena_printf(*state, "cannot write '%s': No such file or directory", path));
	folder_remove(&folder);
}

static void a_directory_is_listed_in_order(void **state) {
	struct folder folder = folder_new(*state);
	static const char *const files[] = { "b", "c", "a", ".d" };
	for (size_t i = 0; i < 4; i++) {
		file_write(&folder.ctx, file_join(*state, folder.path, files[i]), "", 0);
	}
	struct file_list names;
	assert_true(file_list_directory(&folder.ctx, folder.path, &names));
	assert_int_equal(names.count, 4);
	assert_string_equal(names.items[0], ".d");
	assert_string_equal(names.items[3], "c");
	assert_false(file_list_directory(&folder.ctx, "/none/such", &names));
	folder_remove(&folder);
}

static void paths_are_joined_and_taken_apart(void **state) {
	assert_string_equal(file_join(*state, "a/b", "c"), "a/b/c");
	assert_string_equal(file_join(*state, "a/", "c"), "a/c");
	assert_string_equal(file_join(*state, "", "c"), "c");
	assert_string_equal(file_join(*state, ".", "c"), "c");
	assert_string_equal(file_join(*state, "a", "/c"), "/c");
	assert_string_equal(file_directory(*state, "a/b/c"), "a/b");
	assert_string_equal(file_directory(*state, "/c"), "/");
	assert_string_equal(file_directory(*state, "c"), ".");
	assert_string_equal(file_name("a/b"), "b");
	assert_string_equal(file_name("b"), "b");
}

static void a_library_is_loaded_with_its_functions(void **state) {
	struct ctx ctx = { *state, diags_new(*state) };
	struct {
		size_t (*length)(const char *text);
	} loaded;
	static const struct library_function functions[] = { { "strlen", 0 }, { 0 } };
	const struct library libc = { .file = "libc.so.6", .functions = functions };
	assert_true(library_load(&ctx, &libc, &loaded));
	assert_int_equal(loaded.length("four"), 4);
}

static void what_a_library_lacks_is_told(void **state) {
	struct ctx ctx = { *state, diags_new(*state) };
	void *address;
	static const struct library_function functions[] = { { "no such function", 0 }, { 0 } };
	const struct library libc = { .file = "libc.so.6", .functions = functions };
	assert_false(library_load(&ctx, &libc, &address));
	const struct library none = { "libnone.so.0", "this needs libnone", functions };
	assert_false(library_load(&ctx, &none, &address));
	assert_int_equal(ctx.diags->errors, 2);
	assert_string_equal(ctx.diags->list.items[0].message,
		"libc.so.6 is too old: it lacks no such function");
	assert_memory_equal(ctx.diags->list.items[1].message, "this needs libnone: ", 20);
}

static void a_misspelt_word_finds_what_it_was_to_be(void **state) {
	(void)state;
	struct suggestion suggestion = { 0 };
	suggest_offer(&suggestion, "GetAttt", "GetAZs");
	suggest_offer(&suggestion, "GetAttt", "GetAtt");
	assert_string_equal(suggestion.best, "GetAtt");
	suggestion = (struct suggestion){ 0 };
	suggest_offer(&suggestion, "Ref", "ImportValue");
	assert_null(suggestion.best);
}

#define test(function) cmocka_unit_test_setup_teardown(function, begin, end)

static void days_of_the_calendar_are_told_from_others(void **state) {
	(void)state;
	static const char *const days[] = { "2027-01-31", "2028-02-29", "2000-02-29",
		"9999-12-31" };
	static const char *const others[] = { "", "2027-02-29", "1900-02-29", "2027-13-01",
		"2027-00-10", "2027-01-00", "2027-1-31", "2027-01-31 ", "2027/01/31" };
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		assert_true(date_is_valid(days[i]));
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_false(date_is_valid(others[i]));
	}
}

static void today_is_what_the_environment_says(void **state) {
	struct arena *arena = *state;
	setenv("SOURCE_DATE_EPOCH", "1795651200", 1);
	assert_string_equal(date_today(arena), "2026-11-26");
	setenv("SOURCE_DATE_EPOCH", "951782400", 1);
	assert_string_equal(date_today(arena), "2000-02-29");
	setenv("SOURCE_DATE_EPOCH", "946684799", 1);
	assert_string_equal(date_today(arena), "1999-12-31");
	setenv("SOURCE_DATE_EPOCH", "946684800", 1);
	assert_string_equal(date_today(arena), "2000-01-01");
	setenv("SOURCE_DATE_EPOCH", "253402300799", 1);
	assert_string_equal(date_today(arena), "9999-12-31");
	setenv("SOURCE_DATE_EPOCH", "soon", 1);
	assert_true(date_is_valid(date_today(arena)));
	assert_true(strcmp(date_today(arena), "2026-01-01") > 0);
	unsetenv("SOURCE_DATE_EPOCH");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		test(allocations_are_aligned_for_their_size),
		test(zalloc_clears_memory_that_was_used_before),
		test(a_rewind_gives_everything_behind_the_mark_back),
		test(an_allocation_larger_than_a_chunk_holds_all_of_it),
		test(long_texts_are_formatted_whole),
		test(a_buf_grows_and_stays_terminated),
		test(code_points_become_utf8),
		test(numbers_are_appended_to_a_width),
		test(a_map_keeps_the_order_of_insertion),
		test(lines_end_in_any_of_the_three_ways),
		test(lines_are_found_wherever_they_stand),
		test(columns_count_characters_and_no_byte_order_mark),
		test(columns_of_long_lines_are_the_same),
		test(a_line_comes_without_its_end),
		test(diagnostics_are_sorted_by_file_line_and_arrival),
		test(patterns_match_anywhere_in_utf8),
		test(a_wrong_pattern_says_where),
		test(a_pattern_that_never_ends_is_unknown),
		test(a_file_is_read_as_it_was_written),
		test(what_cannot_be_read_is_told_with_the_reason),
		test(a_device_without_end_is_not_read_past_the_limit),
		test(a_replaced_file_keeps_its_mode_and_leaves_nothing_beside_it),
		test(writing_through_a_link_keeps_the_link),
		test(a_device_is_written_to_and_not_replaced),
		test(what_cannot_be_written_is_told_with_the_reason),
		test(a_directory_is_listed_in_order),
		test(paths_are_joined_and_taken_apart),
		test(a_library_is_loaded_with_its_functions),
		test(what_a_library_lacks_is_told),
		test(a_misspelt_word_finds_what_it_was_to_be),
		test(days_of_the_calendar_are_told_from_others),
		test(today_is_what_the_environment_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
