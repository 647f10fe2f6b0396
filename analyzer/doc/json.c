#include "analyzer/doc/build.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

/*
 * cJSON's allocator hooks carry no context, so the arena of the parse under way is handed to them
 * here, for the length of one call: its tree is only needed for the walk and is dropped as a whole.
 */
static _Thread_local struct arena *parse_arena;

static void *parse_alloc(size_t size) {
	return arena_alloc(parse_arena, size);
}

static void parse_free(void *memory) {
	(void)memory;
}

/* The walk: cJSON's tree says what the text means, the text says where it stands. */
struct walk {
	struct builder builder;
	const char *text;
	size_t at, size;
	unsigned depth;
	bool failed;
};

static void fail(struct walk *walk, size_t at, const char *message) {
	if (!walk->failed) {
		build_error(&walk->builder, at, at + 1, "%s", message);
	}
	walk->failed = true;
}

static void skip_space(struct walk *walk) {
	while (walk->at < walk->size && strchr(" \t\r\n", walk->text[walk->at])) {
		walk->at++;
	}
}

/* Passes over a string's text and refuses what cJSON lets through in it. */
static void skip_string(struct walk *walk) {
	size_t i = walk->at + 1;
	for (; i < walk->size && walk->text[i] != '"'; i++) {
		unsigned char c = (unsigned char)walk->text[i];
		if (c < 0x20) {
			fail(walk, i,
				"a string of JSON cannot hold a line end or tab; write \\n or \\t");
		}
		if (c == '\\') {
			if (strncmp(walk->text + i, "\\u0000", 6) == 0) {
				fail(walk, i, "a NUL character is not allowed in a string");
			}
			i++;
		}
	}
	walk->at = i + 1;
}

/* -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)? and nothing more. Source: ECMA-404. */
static size_t number_length(const char *text) {
	const char *at = text + (*text == '-');
	size_t whole = strspn(at, "0123456789");
	if (whole == 0 || (*at == '0' && whole > 1)) {
		return 0;
	}
	at += whole;
	if (*at == '.') {
		size_t fraction = strspn(at + 1, "0123456789");
		if (fraction == 0) {
			return 0;
		}
		at += 1 + fraction;
	}
	if (*at == 'e' || *at == 'E') {
		at += 1 + (at[1] == '+' || at[1] == '-');
		size_t exponent = strspn(at, "0123456789");
		if (exponent == 0) {
			return 0;
		}
		at += exponent;
	}
	return (size_t)(at - text);
}

static void walk_value(struct walk *walk, const cJSON *item);

static struct node *leaf(struct walk *walk, enum node_kind kind, size_t start, const char *text) {
	struct node *node = build_node(&walk->builder, kind, start, walk->at);
	if (!node) {
		walk->failed = true;
		return NULL;
	}
	node->text = text;
	build_push(&walk->builder, node);
	return node;
}

static void walk_string(struct walk *walk, const char *value) {
	size_t start = walk->at;
	skip_string(walk);
	leaf(walk, NODE_STRING, start, arena_strdup(walk->builder.ctx->arena, value));
}

static void walk_number(struct walk *walk) {
	size_t start = walk->at, length = number_length(walk->text + start);
	if (length == 0) {
		fail(walk, start, "this is not a number of JSON");
		return;
	}
	walk->at += length;
	leaf(walk, NODE_NUMBER, start,
		arena_strndup(walk->builder.ctx->arena, walk->text + start, length));
}

static void walk_word(struct walk *walk, const cJSON *item) {
	size_t start = walk->at;
	bool truth = cJSON_IsTrue(item);
	walk->at += cJSON_IsFalse(item) ? 5 : 4;
	struct node *node = leaf(walk, cJSON_IsNull(item) ? NODE_NULL : NODE_BOOL, start,
		cJSON_IsNull(item) ? ""
		: truth		   ? "true"
				   : "false");
	if (node) {
		node->truth = truth;
	}
}

static void walk_children(struct walk *walk, const cJSON *item, bool is_map) {
	walk->at++;
	skip_space(walk);
	for (const cJSON *child = item->child; child && !walk->failed; child = child->next) {
		if (is_map) {
			walk_string(walk, child->string);
			skip_space(walk);
			walk->at++; /* the colon */
			skip_space(walk);
		}
		walk_value(walk, child);
		skip_space(walk);
		if (child->next) {
			walk->at++; /* the comma */
			skip_space(walk);
		}
	}
	walk->at++;
}

static void walk_container(struct walk *walk, const cJSON *item, bool is_map) {
	size_t start = walk->at, base = walk->builder.pending.count;
	if (++walk->depth > LIMIT_DEPTH) {
		fail(walk, start, "the document is nested too deeply");
		return;
	}
	walk_children(walk, item, is_map);
	walk->depth--;
	struct node *node = walk->failed ? NULL
					 : build_node(&walk->builder, is_map ? NODE_MAP : NODE_LIST,
						   start, walk->at);
	if (!node) {
		walk->failed = true;
		return;
	}
	(is_map ? build_close_map : build_close_list)(&walk->builder, node, base);
	build_push(&walk->builder, node);
}

static void walk_value(struct walk *walk, const cJSON *item) {
	switch (item->type & 0xff) {
	case cJSON_Object:
	case cJSON_Array:
		walk_container(walk, item, cJSON_IsObject(item));
		return;
	case cJSON_String:
		walk_string(walk, item->valuestring);
		return;
	case cJSON_Number:
		walk_number(walk);
		return;
	default:
		walk_word(walk, item);
		return;
	}
}

/* Names the usual mistakes at the place where cJSON stopped. */
static void explain_syntax(struct walk *walk, size_t at) {
	while (at < walk->size && strchr(" \t\r\n", walk->text[at])) {
		at++;
	}
	char c = at < walk->size ? walk->text[at] : '\0';
	size_t before = at;
	while (before > 0 && strchr(" \t\r\n", walk->text[before - 1])) {
		before--;
	}
	bool after_comma = before > 0 && walk->text[before - 1] == ',';
	if (c == '\0') {
		fail(walk, walk->size ? walk->size - 1 : 0, "the JSON ends too early");
	} else if ((c == '}' || c == ']') && after_comma) {
		fail(walk, before - 1, "JSON takes no comma before a closing bracket");
	} else if (c == '\'') {
		fail(walk, at, "JSON takes double quotes, not single ones");
	} else if (c == '/' || c == '#') {
		fail(walk, at, "JSON takes no comments");
	} else {
		fail(walk, at, "malformed JSON here");
	}
}

static cJSON *parse(struct arena *arena, const char *text, size_t size, const char **ret_end) {
	cJSON_Hooks hooks = { parse_alloc, parse_free };
	parse_arena = arena;
	cJSON_InitHooks(&hooks);
	cJSON *root = cJSON_ParseWithLengthOpts(text, size, ret_end, 0);
	cJSON_InitHooks(NULL);
	parse_arena = NULL;
	return root;
}

const struct node *doc_parse_json(struct ctx *ctx, struct source *source) {
	size_t bom = strncmp(source->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct walk walk = { .builder = { .ctx = ctx, .source = source },
		.text = source->text,
		.size = source->size,
		.at = bom };
	struct arena *scratch = arena_new();
	const char *end = NULL;
	cJSON *root = parse(scratch, source->text + bom, source->size - bom, &end);
	if (root) {
		skip_space(&walk);
		walk_value(&walk, root);
		skip_space(&walk);
		if (!walk.failed && walk.at < walk.size) {
			fail(&walk, walk.at, "text follows the end of the JSON value");
		}
	} else {
		explain_syntax(&walk, end ? (size_t)(end - source->text) : 0);
	}
	arena_free(scratch);
	return walk.failed ? NULL : walk.builder.pending.items[0];
}
