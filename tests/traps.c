#include "analyzer/base/buf.h"
#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * traps FOLDER: reads every file of the folder and compares what doc/ says of it, and the tree it
 * gives, with <name>.out beside it. With UPDATE=1 in the environment it writes those files instead.
 * Inputs that no editor keeps as they are stand in a table here, as <name>.out alone in the folder.
 */
struct input {
	const char *name;
	const char *text;
	size_t size;
};

#define INPUT(name, text) \
	{ (name), (text), sizeof(text) - 1 }

static const struct input inputs[] = {
	INPUT("nul-byte.yaml", "A: 1\nB: a\0b\n"),
	INPUT("nul-byte.json", "{\n \"A\": \"a\0b\"}\n"),
	INPUT("escape-byte.yaml", "A: 1\n\nB: a\x1b[0m\n"),
	INPUT("delete-byte.yaml", "A: a\x7f\n"),
	INPUT("c1-control.yaml", "A: 1\nB: \xC2\x9B\n"),
	INPUT("invalid-utf8.yaml", "A: \xC3\xA9\nB: \xC3(\n"),
	INPUT("overlong-utf8.json", "{\"A\": \"\xC0\xAF\"}\n"),
	INPUT("surrogate-utf8.yaml", "A: \xED\xA0\x80\n"),
	INPUT("truncated-utf8.yaml", "A: \xE2\x82"),
	INPUT("noncharacter.yaml", "A: \xEF\xBF\xBF\n"),
	INPUT("bom.yaml", "\xEF\xBB\xBF"
			  "A: x\nB: [!Nope y]\n"),
	INPUT("bom-first-line.yaml", "\xEF\xBB\xBF"
				     "A: !Nope x\n"),
	INPUT("bom.json", "\xEF\xBB\xBF{\"A\": 01}\n"),
	INPUT("utf16-bom.yaml", "\xFF\xFE"
				"A\0:\0 \0"
				"1\0"),
	INPUT("utf16-no-bom.json", "{\0\"\0A\0\"\0:\0"
				   "1\0}\0"),
	INPUT("utf16-big-endian.yaml", "\0A\0:\0 \0"
				       "1"),
	INPUT("crlf.yaml", "A: x\r\nB: |\r\n  one\r\n  two\r\nC: !Nope y\r\n"),
	INPUT("cr-only.yaml", "A: x\rB: y\rC: !Nope z\r"),
	INPUT("crlf-multibyte.yaml", "A: \xC3\xA9\r\nB: \xC3\xA9 \r\nC: !Nope z\r\n"),
	INPUT("next-line.yaml", "A: one\xC2\x85"
				"B: two\n"),
	INPUT("line-separator.yaml", "A: \"one\xE2\x80\xA8two\"\nB: !Nope x\n"),
	INPUT("tab-indent.yaml", "A:\n\tB: 1\n"),
	INPUT("tab-indent.json", "{\n\t\"A\":\t1\n}\n"),
	INPUT("tab-after-colon.yaml", "A:\t1\nB: 2\t\nC:\t\n  D: 3\n"),
	INPUT("raw-tab.json", "{\"A\": \"a\tb\"}\n"),
	INPUT("empty.yaml", ""),
	INPUT("blank.yaml", " \n\n  \n"),
	INPUT("program.yaml", "\x7f"
			      "ELF\x02\x01\0\0"),
	INPUT("nul-first.yaml", "\0\x01\x02"),
	INPUT("gzip.yaml", "\x1f\x8b\x08\x00\x00\x00\x00\x00"),
};

/* Inputs that repeat one text: long, deep, or many. */
static const struct repeated {
	const char *name;
	const char *before, *unit, *after, *closing;
	size_t times;
} repeated[] = {
	{ "deep-flow.yaml", "A: ", "[", "", "", 100000 },
	{ "deep-block.yaml", "", "- ", "x\n", "", 100000 },
	{ "deep-list.json", "", "[", "", "", 100000 },
	{ "deep-map.json", "", "{\"A\":", "", "", 100000 },
	{ "depth-128.json", "", "[", "1", "]", 128 },
	{ "depth-129.json", "", "[", "1", "]", 129 },
	{ "depth-128.yaml", "", "- ", "x\n", "", 128 },
	{ "depth-129.yaml", "", "- ", "x\n", "", 129 },
	{ "depth-1000.yaml", "A: ", "{A: ", "", "", 1000 },
	{ "long-key.yaml", "A: 1\n", "k", ": 1\n", "", 1025 },
	{ "long-key.json", "{\"A\": 1, \"", "k", "\": 1}\n", "", 1025 },
	{ "many-directives.yaml", "", "%TAG !a! x\n", "--- 1\n", "", 1001 },
	{ "many-errors.yaml", "", "- !Nope x\n", "", "", 100 },
	{ "many-duplicates.json", "{", "\"A\": 1, ", "\"A\": 2}", "", 40 },
};

static void put_text(struct buf *out, const char *text) {
	buf_putc(out, '"');
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == '"' || *c == '\\') {
			buf_printf(out, "\\%c", *c);
		} else if (*c == '\n') {
			buf_puts(out, "\\n");
		} else if (*c < 0x20) {
			buf_printf(out, "\\x%02x", *c);
		} else {
			buf_putc(out, (char)*c);
		}
	}
	buf_putc(out, '"');
}

/* Where a value stands, then the value: strings quoted, all other scalars bare. */
static void put_node(struct buf *out, const struct node *node, int indent) {
	struct position start = source_position(node->source, node->start);
	struct position end = source_position(node->source, node->end);
	buf_printf(out, "%s%s ", node->tag ? "!" : "", node->tag ? node->tag : "-");
	buf_printf(out, "<%u:%u-%u:%u>", start.line, start.column, end.line, end.column);
	if (indent > 12) {
		buf_puts(out, " ...\n");
		return;
	}
	if (node_is_map(node) || node_is_list(node)) {
		buf_printf(out, " %s of %u\n", node_is_map(node) ? "map" : "list", node->count);
	} else if (node_is_string(node)) {
		buf_putc(out, ' ');
		put_text(out, node->text);
		buf_putc(out, '\n');
	} else {
		buf_printf(out, " %s\n", node->kind == NODE_NULL ? "null" : node->text);
	}
	const struct member *member;
	member_each(member, node) {
		struct position place = source_position(node->source, member->key->start);
		buf_printf(out, "%*s%.40s <%u:%u>: ", indent + 2, "", member->key->text, place.line,
			place.column);
		put_node(out, member->value, indent + 2);
	}
	struct node **item;
	node_each(item, node) {
		buf_printf(out, "%*s- ", indent + 2, "");
		put_node(out, *item, indent + 2);
	}
}

static struct buf describe(struct ctx *ctx, const char *name, const char *text, size_t size) {
	const struct node *root = doc_parse(ctx, source_new(ctx->arena, name, text, size));
	struct buf out = buf_new(ctx->arena);
	diags_sort(ctx->diags);
	const struct diag *diag;
	vec_each(diag, &ctx->diags->list) {
		struct position place = { 0 };
		if (diag->span.source) {
			place = source_position(diag->span.source, diag->span.start);
		}
		buf_printf(&out, "%u:%u: %s: %s\n", place.line, place.column,
			diag_severity_name(diag->severity), diag->message);
	}
	if (root) {
		put_node(&out, root, 0);
	}
	return out;
}

/* Reads one input; false when the answer is not that of `path`, which is written with UPDATE=1. */
static bool check(
	struct arena *arena, const char *folder, const char *name, const char *text, size_t size) {
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	struct buf got = describe(&ctx, name, text, size);
	char *path = arena_printf(arena, "%s/%s.out", folder, name);
	struct ctx files = { .arena = arena, .diags = diags_new(arena) };
	if (getenv("UPDATE")) {
		return file_write(&files, path, got.bytes, got.length);
	}
	const struct source *expected = file_read(&files, path, LIMIT_FILE_BYTES);
	if (expected && expected->size == got.length && strcmp(expected->text, got.bytes) == 0) {
		return true;
	}
	printf("%s\n--- expected\n%s--- got\n%s\n", name, expected ? expected->text : "",
		got.bytes);
	return false;
}

static size_t check_files(struct arena *arena, const char *folder) {
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	struct file_list names;
	if (!file_list_directory(&ctx, folder, &names)) {
		printf("%s\n", ctx.diags->list.items[0].message);
		return 1;
	}
	size_t failed = 0;
	const char **name;
	vec_each(name, &names) {
		size_t length = strlen(*name);
		if (length > 4 && strcmp(*name + length - 4, ".out") == 0) {
			continue;
		}
		const struct source *source =
			file_read(&ctx, file_join(arena, folder, *name), LIMIT_FILE_BYTES);
		failed += !source || !check(arena, folder, *name, source->text, source->size);
	}
	return failed;
}

static size_t check_table(struct arena *arena, const char *folder) {
	size_t failed = 0;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
		failed += !check(arena, folder, inputs[i].name, inputs[i].text, inputs[i].size);
	}
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		struct buf text = buf_new(arena);
		buf_puts(&text, repeated[i].before);
		for (size_t k = 0; k < repeated[i].times; k++) {
			buf_puts(&text, repeated[i].unit);
		}
		buf_puts(&text, repeated[i].after);
		for (size_t k = 0; k < repeated[i].times; k++) {
			buf_puts(&text, repeated[i].closing);
		}
		failed += !check(arena, folder, repeated[i].name, text.bytes, text.length);
	}
	return failed;
}

int main(int argc, char **argv) {
	if (argc != 2) {
		fputs("usage: traps FOLDER\n", stderr);
		return 2;
	}
	struct arena *arena = arena_new();
	size_t failed = check_files(arena, argv[1]) + check_table(arena, argv[1]);
	printf("%zu failed\n", failed);
	arena_free(arena);
	return failed ? 1 : 0;
}
