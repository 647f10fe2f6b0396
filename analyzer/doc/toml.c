#include "analyzer/doc/tree.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/*
 * TOML 1.0 (https://toml.io/en/v1.0.0), into the same tree as everything else. Dates are strings.
 * The first mistake ends the reading.
 */
struct reader {
	struct tree *tree;
	const char *text;
	uint32_t at, end;
	struct map headers; /* addresses of tables that a header defined */
	unsigned depth;	    /* of the table or list that is being read */
};

static struct node *read_value(struct reader *reader);

static bool fail(struct reader *reader, uint32_t start, const char *message) {
	if (!reader->tree->doubtful) {
		uint32_t end = start < reader->end ? start + 1 : start;
		tree_error(reader->tree, start, end, "%s", message);
	}
	return false;
}

static char peek(const struct reader *reader) {
	return reader->at < reader->end ? reader->text[reader->at] : '\0';
}

static void skip_blanks(struct reader *reader) {
	while (peek(reader) == ' ' || peek(reader) == '\t') {
		reader->at++;
	}
}

static void skip_comment(struct reader *reader) {
	if (peek(reader) == '#') {
		reader->at += (uint32_t)strcspn(reader->text + reader->at, "\r\n");
	}
}

/* Blanks, comments and line ends, as stand between lines and inside of arrays. */
static void skip_space(struct reader *reader) {
	uint32_t before;
	do {
		before = reader->at;
		while (peek(reader) && strchr(" \t\r\n", peek(reader))) {
			reader->at++;
		}
		skip_comment(reader);
	} while (reader->at > before);
}

static bool skip_line_end(struct reader *reader) {
	skip_blanks(reader);
	skip_comment(reader);
	if (peek(reader) && peek(reader) != '\n' && peek(reader) != '\r') {
		return fail(reader, reader->at, "a line ends here, or a comment starts");
	}
	return true;
}

static struct node *new_node(struct reader *reader, enum node_kind kind, uint32_t start) {
	struct node *node = tree_node(reader->tree, kind, start, reader->at);
	if (node && kind == NODE_MAP) {
		node->members = arena_new_of(reader->tree->ctx->arena, struct node_members);
	} else if (node && kind == NODE_LIST) {
		node->items = NULL;
	}
	return node;
}

static bool is_at(const struct reader *reader, const char *text) {
	return strncmp(reader->text + reader->at, text, strlen(text)) == 0;
}

/* \uXXXX or \UXXXXXXXX, at its first digit. */
static bool read_code_point(struct reader *reader, struct buf *buf, uint32_t digits) {
	unsigned long point = 0;
	for (uint32_t i = 0; i < digits; i++, reader->at++) {
		if (!isxdigit((unsigned char)peek(reader))) {
			return fail(reader, reader->at, "a hexadecimal digit is missing here");
		}
		const char digit[] = { peek(reader), '\0' };
		point = point * 16 + strtoul(digit, NULL, 16);
	}
	if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
		return fail(reader, reader->at - digits, "this is no character");
	}
	buf_put_code_point(buf, point);
	return true;
}

static bool read_escape(struct reader *reader, struct buf *buf, bool many_lines) {
	static const char letters[] = "btnfr\"\\", meant[] = "\b\t\n\f\r\"\\";
	uint32_t start = reader->at++;
	char c = peek(reader);
	const char *letter = c ? strchr(letters, c) : NULL;
	if (many_lines && c && strchr(" \t\r\n", c)) {
		while (peek(reader) && strchr(" \t\r\n", peek(reader))) {
			reader->at++;
		}
		return true;
	}
	reader->at++;
	if (c == 'u' || c == 'U') {
		return read_code_point(reader, buf, c == 'u' ? 4 : 8);
	}
	if (!letter) {
		return fail(reader, start, "no escape begins like this");
	}
	buf_putc(buf, meant[letter - letters]);
	return true;
}

/* A string that begins with `quote`, on one line or, with three of them, on many. */
static const char *read_quoted(struct reader *reader, char quote) {
	uint32_t start = reader->at;
	const char marks[] = { quote, quote, quote, '\0' };
	bool many_lines = is_at(reader, marks);
	const char *close = many_lines ? marks : marks + 2;
	struct buf buf = buf_new(reader->tree->ctx->arena);
	buf_puts(&buf, "");
	reader->at += many_lines ? 3 : 1;
	if (many_lines) {
		reader->at += peek(reader) == '\r';
		reader->at += peek(reader) == '\n';
	}
	while (!is_at(reader, close) || (many_lines && reader->text[reader->at + 3] == quote)) {
		char c = peek(reader);
		if (!c || (!many_lines && (c == '\n' || c == '\r'))) {
			fail(reader, start, "this string has no end");
			return NULL;
		}
		if (c == '\\' && quote == '"') {
			if (!read_escape(reader, &buf, many_lines)) {
				return NULL;
			}
			continue;
		}
		buf_putc(&buf, c);
		reader->at++;
	}
	reader->at += (uint32_t)strlen(close);
	return buf.bytes;
}

static bool is_bare(char c) {
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static struct node *read_key(struct reader *reader) {
	uint32_t start = reader->at;
	char c = peek(reader);
	const char *text;
	if (c == '"' || c == '\'') {
		text = read_quoted(reader, c);
	} else {
		while (is_bare(peek(reader))) {
			reader->at++;
		}
		text = arena_strndup(
			reader->tree->ctx->arena, reader->text + start, reader->at - start);
		if (reader->at == start) {
			fail(reader, start, "a key is missing here");
			text = NULL;
		}
	}
	struct node *key = text ? new_node(reader, NODE_STRING, start) : NULL;
	if (key) {
		key->text = text;
	}
	return key;
}

/* The table below `map` under a key, made where it is missing; the last of an array of tables. */
static struct node *table_below(struct reader *reader, struct node *map, const struct node *key) {
	struct node *below = (struct node *)node_find(map, key->text);
	if (node_is_list(below) && below->count) {
		below = below->items[below->count - 1];
	}
	if (!below) {
		below = new_node(reader, NODE_MAP, key->start);
		if (below) {
			node_map_add_at(reader->tree->ctx->arena, map, key, below);
		}
	} else if (!node_is_map(below)) {
		fail(reader, key->start, "this key has a value already, which is no table");
		below = NULL;
	}
	return below;
}

/* A key with dots: all but its last part lead to a table, so many levels deeper. */
static struct node *read_path(struct reader *reader, struct node **map) {
	struct node *key = read_key(reader);
	skip_blanks(reader);
	while (key && peek(reader) == '.') {
		if (++reader->depth >= LIMIT_DEPTH - 3) {
			fail(reader, reader->at, "nested too deep");
			return NULL;
		}
		*map = table_below(reader, *map, key);
		reader->at++;
		skip_blanks(reader);
		key = *map ? read_key(reader) : NULL;
		skip_blanks(reader);
	}
	return key;
}

static bool read_pair_below(struct reader *reader, struct node *map) {
	struct node *key = read_path(reader, &map);
	if (!key) {
		return false;
	}
	if (node_find(map, key->text)) {
		return fail(reader, key->start, "this key has a value already");
	}
	if (peek(reader) != '=') {
		return fail(reader, reader->at, "a '=' is missing here");
	}
	reader->at++;
	skip_blanks(reader);
	struct node *value = read_value(reader);
	if (value) {
		node_map_add_at(reader->tree->ctx->arena, map, key, value);
	}
	return value != NULL;
}

static bool read_pair(struct reader *reader, struct node *map) {
	unsigned depth = reader->depth;
	bool sound = read_pair_below(reader, map);
	reader->depth = depth;
	return sound;
}

static struct node *read_array(struct reader *reader) {
	struct node *list = new_node(reader, NODE_LIST, reader->at++);
	skip_space(reader);
	while (list && peek(reader) != ']') {
		struct node *item = read_value(reader);
		if (!item) {
			return NULL;
		}
		node_list_add(reader->tree->ctx->arena, list, item);
		skip_space(reader);
		if (peek(reader) == ',') {
			reader->at++;
			skip_space(reader);
		} else if (peek(reader) != ']') {
			fail(reader, reader->at, "a ',' or ']' is missing here");
			return NULL;
		}
	}
	reader->at++;
	if (list) {
		list->end = reader->at;
	}
	return list;
}

static struct node *read_inline_table(struct reader *reader) {
	struct node *map = new_node(reader, NODE_MAP, reader->at++);
	skip_blanks(reader);
	while (map && peek(reader) != '}') {
		if (!read_pair(reader, map)) {
			return NULL;
		}
		skip_blanks(reader);
		if (peek(reader) == ',') {
			reader->at++;
			skip_blanks(reader);
		} else if (peek(reader) != '}') {
			fail(reader, reader->at, "a ',' or '}' is missing here");
			return NULL;
		}
	}
	reader->at++;
	if (map) {
		map->end = reader->at;
	}
	return map;
}

static bool is_word_of(const char *text, const char *const *words) {
	text += *text == '+' || *text == '-';
	while (*words && strcmp(*words, text) != 0) {
		words++;
	}
	return *words;
}

/* A number, a boolean, or a date, which stays text. */
static struct node *read_word(struct reader *reader) {
	static const char *const not_finite[] = { "inf", "nan", NULL };
	uint32_t start = reader->at;
	while (is_bare(peek(reader)) || (peek(reader) && strchr("+.:", peek(reader)))) {
		reader->at++;
	}
	const char *text =
		arena_strndup(reader->tree->ctx->arena, reader->text + start, reader->at - start);
	const char *digits = text + (*text == '+' || *text == '-');
	bool truth = strcmp(text, "true") == 0;
	enum node_kind kind = NODE_NUMBER;
	if (truth || strcmp(text, "false") == 0) {
		kind = NODE_BOOL;
	} else if (!isdigit((unsigned char)*digits) && !is_word_of(text, not_finite)) {
		fail(reader, start, "no value begins like this: a string stands in quotes");
		return NULL;
	} else if (strchr(text, ':') || strchr(digits, '-')) {
		kind = NODE_STRING;
	}
	struct node *node = new_node(reader, kind, start);
	if (node) {
		node->text = text;
		node->truth = truth;
	}
	return node;
}

static struct node *read_string(struct reader *reader) {
	uint32_t start = reader->at;
	const char *text = read_quoted(reader, peek(reader));
	struct node *node = text ? new_node(reader, NODE_STRING, start) : NULL;
	if (node) {
		node->text = text;
	}
	return node;
}

static struct node *read_value(struct reader *reader) {
	if (reader->depth >= LIMIT_DEPTH - 3) {
		fail(reader, reader->at, "nested too deep");
		return NULL;
	}
	reader->depth++;
	struct node *value;
	switch (peek(reader)) {
	case '"':
	case '\'':
		value = read_string(reader);
		break;
	case '[':
		value = read_array(reader);
		break;
	case '{':
		value = read_inline_table(reader);
		break;
	default:
		value = read_word(reader);
	}
	reader->depth--;
	return value;
}

/* One more table of [[an.array]]. */
static struct node *append_table(
	struct reader *reader, struct node *map, const struct node *key, uint32_t start) {
	struct arena *arena = reader->tree->ctx->arena;
	struct node *list = (struct node *)node_find(map, key->text);
	if (!list) {
		list = new_node(reader, NODE_LIST, start);
		if (list) {
			node_map_add_at(arena, map, key, list);
		}
	} else if (!node_is_list(list)) {
		fail(reader, start, "this key has a value already, which is no array of tables");
		return NULL;
	}
	struct node *table = list ? new_node(reader, NODE_MAP, start) : NULL;
	if (table) {
		node_list_add(arena, list, table);
	}
	return table;
}

/* The table that a header opens; NULL where it is wrong. */
static struct node *read_header(struct reader *reader, struct node *root) {
	uint32_t start = reader->at;
	bool array = is_at(reader, "[[");
	struct node *map = root, *table;
	reader->at += array ? 2 : 1;
	reader->depth = array ? 2 : 1;
	skip_blanks(reader);
	const struct node *key = read_path(reader, &map);
	if (!key) {
		return NULL;
	}
	if (!is_at(reader, array ? "]]" : "]")) {
		fail(reader, reader->at, "a ']' is missing here");
		return NULL;
	}
	reader->at += array ? 2 : 1;
	table = array ? append_table(reader, map, key, start) : table_below(reader, map, key);
	const char *address = arena_printf(reader->tree->scratch, "%p", (const void *)table);
	if (table && map_has(&reader->headers, address)) {
		fail(reader, start, "this table is defined already");
		return NULL;
	}
	if (table) {
		map_set(reader->tree->scratch, &reader->headers, address, table);
	}
	return table;
}

const struct node *tree_read_toml(struct tree *tree) {
	struct reader reader = {
		.tree = tree,
		.text = tree->source->text,
		.at = tree->text_start,
		.end = (uint32_t)tree->source->size,
	};
	struct node *root = new_node(&reader, NODE_MAP, reader.at);
	struct node *table = root;
	skip_space(&reader);
	while (table && peek(&reader)) {
		if (peek(&reader) == '[') {
			table = read_header(&reader, root);
		} else if (!read_pair(&reader, table)) {
			break;
		}
		if (!table || !skip_line_end(&reader)) {
			break;
		}
		skip_space(&reader);
	}
	if (root) {
		root->end = reader.end;
	}
	return tree->doubtful ? NULL : root;
}
