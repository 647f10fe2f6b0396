#include "analyzer/doc/yaml_explain.h"

#include "analyzer/base/map.h"
#include "analyzer/doc/recent.h"
#include "analyzer/doc/scalar.h"

#include <yaml.h>

#include <string.h>

static const char *const scalar_types[] = { "str", "int", "float", "bool", "null", NULL };
static const char *const map_types[] = { "map", NULL };
static const char *const list_types[] = { "seq", NULL };

/* A value that has a name (`&name`); `open` while it is being read. */
struct anchor {
	struct node *node;
	bool open;
	size_t size;	 /* nodes in it, those of aliases included */
	unsigned height; /* levels in it: 0 for a scalar */
};

/* A list or map that is being read. */
struct frame {
	struct node *node;
	struct anchor *anchor;
	size_t first_pending, nodes_before;
	unsigned height;
	bool flow;
	bool merging; /* what it holds is merged into the map around it */
	bool merges;  /* a map with a plain `<<` among its keys */
};

struct reader {
	struct tree *tree;
	yaml_parser_t parser;
	struct map anchors;
	struct recent recent;
	struct VEC(struct node *) pending; /* values and keys of the open lists and maps */
	struct frame frames[LIMIT_DEPTH];
	unsigned depth;
	size_t alias_nodes;
	struct node *root;
	bool has_document;
	size_t index;	 /* a character, as libyaml counts them, */
	uint32_t offset; /* and its place in the source */
};

/* libyaml counts characters; the bytes are found by walking on from the last place asked for. */
static uint32_t offset_of(struct reader *reader, yaml_mark_t mark) {
	const struct tree *tree = reader->tree;
	const char *text = tree->source->text;
	uint32_t end = (uint32_t)tree->source->size;
	if (tree->ascii) {
		size_t offset = mark.index + tree->text_start;
		return offset < end ? (uint32_t)offset : end;
	}
	while (reader->index < mark.index && reader->offset < end) {
		do {
			reader->offset++;
		} while (((unsigned char)text[reader->offset] & 0xC0) == 0x80);
		reader->index++;
	}
	while (reader->index > mark.index) {
		do {
			reader->offset--;
		} while (((unsigned char)text[reader->offset] & 0xC0) == 0x80);
		reader->index--;
	}
	return reader->offset;
}

static struct frame *top(struct reader *reader) {
	return reader->depth ? &reader->frames[reader->depth - 1] : NULL;
}

/* Whether the next value of the innermost list or map is a key. */
static bool at_key(struct reader *reader) {
	const struct frame *frame = top(reader);
	return frame && frame->node->kind == NODE_MAP &&
	       (reader->pending.count - frame->first_pending) % 2 == 0;
}

/* Whether the next value is what a `<<` merges. */
static bool at_merge(struct reader *reader) {
	const struct frame *frame = top(reader);
	if (!frame || frame->node->kind != NODE_MAP) {
		return frame && frame->merging;
	}
	return !at_key(reader) && tree_is_merge(reader->pending.items[reader->pending.count - 1]);
}

/* {b:c} is one key "b:c" to YAML; {{b:c}} is a mistake of another kind. */
static void warn_of_missing_blank(struct reader *reader, const struct node *value) {
	const struct node *key = reader->pending.items[reader->pending.count - 1];
	const char *text = reader->tree->source->text;
	uint32_t before = top(reader)->node->start;
	if (before && text[before - 1] == '{') {
		return;
	}
	if (top(reader)->flow && value->kind == NODE_NULL && value->start == value->end &&
		strchr(key->text, ':') && text[key->start] != '"' && text[key->start] != '\'') {
		tree_complain(reader->tree, DIAG_WARNING, key->start, key->end,
			"key '%.80s' has no value: a blank is missing behind the colon", key->text);
	}
}

/* A key must be a scalar without a tag; whatever type it has becomes its text. */
static void make_key(struct reader *reader, struct node *key) {
	struct tree *tree = reader->tree;
	if (key->kind == NODE_MAP || key->kind == NODE_LIST) {
		const char *text = tree->source->text;
		bool resolve =
			key->start > 0 && text[key->start] == '{' && text[key->start - 1] == '{';
		tree_error(tree, key->start, key->end, "%s",
			resolve ? "'{{' starts a map in YAML: quote it, as in '{{resolve:...}}'"
				: "a key must be a string");
		key->text = "";
	} else if (key->tag && !tree_is_merge(key)) {
		tree_error(tree, key->start, key->end, "a key must be a string, not a function");
	}
	key->kind = NODE_STRING;
}

static void add_value(struct reader *reader, struct node *node) {
	struct frame *frame = top(reader);
	if (!frame) {
		reader->root = node;
		return;
	}
	if (at_key(reader)) {
		make_key(reader, node);
		frame->merges |= tree_is_merge(node);
	} else if (frame->node->kind == NODE_MAP) {
		warn_of_missing_blank(reader, node);
	}
	if (!frame->flow) {
		frame->node->end = node->end;
	}
	vec_push(reader->tree->scratch, &reader->pending, node);
}

static struct anchor *add_anchor(
	struct reader *reader, const yaml_char_t *name, struct node *node) {
	if (!name) {
		return NULL;
	}
	struct arena *scratch = reader->tree->scratch;
	struct anchor *anchor = arena_new_of(scratch, struct anchor);
	*anchor = (struct anchor){ .node = node, .size = 1 };
	map_set(scratch, &reader->anchors, arena_strdup(scratch, (const char *)name), anchor);
	return anchor;
}

/* The name of a standard YAML type ("str" of `!!str`), or NULL. */
static const char *standard_type(const char *tag) {
	static const char prefix[] = "tag:yaml.org,2002:";
	bool standard = tag && strncmp(tag, prefix, sizeof(prefix) - 1) == 0;
	return standard ? tag + sizeof(prefix) - 1 : NULL;
}

static bool is_word(const char *const *words, const char *text) {
	while (*words && strcmp(*words, text) != 0) {
		words++;
	}
	return *words;
}

/* Keeps a short form on its node, and reports every other tag that says something. */
static void set_tag(struct reader *reader, struct node *node, const yaml_char_t *given,
	const char *const *accepted) {
	const char *tag = (const char *)given;
	if (!tag) {
		return;
	}
	const char *type = standard_type(tag);
	struct tree *tree = reader->tree;
	if (strcmp(tag, "!") == 0 || (type && is_word(accepted, type))) {
		return;
	}
	node->tag = tag[0] == '!' ? yaml_short_form(tag + 1) : NULL;
	if (node->tag) {
		return;
	}
	const char *closest = tag[0] == '!' ? yaml_closest_short_form(tag + 1) : NULL;
	if (closest) {
		tree_error(tree, node->start, node->end,
			"unknown function '%.80s': did you mean '!%s'?", tag, closest);
	} else {
		tree_error(tree, node->start, node->end, "unknown %s '%.80s'",
			tag[0] == '!' ? "function" : "type", tag);
	}
}

/*
 * Gives a scalar of type `type`, or of the type that a plain one has by its looks, its value. A key
 * stays as it is written: `On` in Properties is a name.
 */
static void resolve(struct reader *reader, struct node *node, const char *type, size_t length) {
	static const struct {
		const char *type;
		enum node_kind kind;
	} types[] = {
		{ "int", NODE_NUMBER },
		{ "float", NODE_NUMBER },
		{ "bool", NODE_BOOL },
		{ "null", NODE_NULL },
	};
	struct tree *tree = reader->tree;
	struct scalar scalar = scalar_resolve(tree->ctx->arena, node->text, length);
	if (!type && at_key(reader) && scalar.kind != NODE_NUMBER) {
		return;
	}
	for (size_t i = 0; type && i < sizeof(types) / sizeof(*types); i++) {
		if (strcmp(type, types[i].type) == 0 && scalar.kind != types[i].kind) {
			tree_error(tree, node->start, node->end,
				"'%.80s' is not a value of type !!%s", node->text, type);
		}
	}
	if (scalar.surprise) {
		tree_complain(tree, DIAG_WARNING, node->start, node->end,
			"%s is read as %s, since %s: quote it if it is text", node->text,
			scalar.text, scalar.surprise);
	}
	node->kind = (uint8_t)scalar.kind;
	node->truth = scalar.truth;
	node->text = scalar.text;
}

/* JSON's escape `\/` is none in YAML 1.1, though libyaml takes it. */
static void refuse_escaped_slash(struct tree *tree, const struct node *node) {
	const char *text = tree->source->text, *end = text + node->end;
	const char *at = text + node->start;
	while ((at = memchr(at, '\\', (size_t)(end - at))) && end - at > 1) {
		if (at[1] == '/') {
			uint32_t offset = (uint32_t)(at - text);
			tree_complain(tree, DIAG_ERROR, offset, offset + 2,
				"'\\/' is an escape in JSON only: write '/'");
		}
		at += 2;
	}
}

/* The end of a value without the blanks and line breaks that libyaml counts to a block scalar. */
static uint32_t trimmed_end(const struct tree *tree, uint32_t start, uint32_t end) {
	const char *text = tree->source->text;
	while (end > start && text[end - 1] <= ' ' && strchr(" \t\r\n", text[end - 1])) {
		end--;
	}
	return end;
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event) {
	struct tree *tree = reader->tree;
	uint32_t start = offset_of(reader, event->start_mark);
	uint32_t end = offset_of(reader, event->end_mark);
	struct node *node = tree_node(tree, NODE_STRING, start, trimmed_end(tree, start, end));
	if (!node) {
		return false;
	}
	const char *text = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	const char *tag = (const char *)event->data.scalar.tag;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	/* Only here are there escapes, and the text itself holds no NUL. */
	if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
		if (memchr(text, '\0', length)) {
			tree_error(tree, node->start, node->end, "NUL character in a string");
			length = strlen(text);
		}
		refuse_escaped_slash(tree, node);
	}
	node->text = recent_text(&reader->recent, tree->ctx->arena, text, length);
	set_tag(reader, node, event->data.scalar.tag, scalar_types);
	if (plain && !tag && at_key(reader) && strcmp(text, "<<") == 0) {
		tree_make_merge(node);
	}
	const char *type = standard_type(tag);
	if ((plain && !tag) || (type && strcmp(type, "str") != 0)) {
		resolve(reader, node, type, length);
	}
	add_anchor(reader, event->data.scalar.anchor, node);
	add_value(reader, node);
	return true;
}

static bool open_frame(struct reader *reader, const yaml_event_t *event, enum node_kind kind) {
	struct tree *tree = reader->tree;
	uint32_t start = offset_of(reader, event->start_mark);
	uint32_t end = offset_of(reader, event->end_mark);
	if (reader->depth == LIMIT_DEPTH) {
		tree_error(tree, start, end, "nested deeper than %d levels", LIMIT_DEPTH);
		return false;
	}
	size_t before = tree->nodes;
	struct node *node = tree_node(tree, kind, start, end);
	if (!node) {
		return false;
	}
	struct frame frame = {
		.node = node,
		.first_pending = reader->pending.count,
		.nodes_before = before,
		.merging = kind == NODE_LIST && at_merge(reader),
	};
	const yaml_char_t *name;
	if (kind == NODE_MAP) {
		frame.flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
		set_tag(reader, node, event->data.mapping_start.tag, map_types);
		name = event->data.mapping_start.anchor;
	} else {
		frame.flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
		set_tag(reader, node, event->data.sequence_start.tag, list_types);
		name = event->data.sequence_start.anchor;
	}
	frame.anchor = add_anchor(reader, name, node);
	if (frame.anchor) {
		frame.anchor->open = true;
	}
	reader->frames[reader->depth++] = frame;
	return true;
}

static void set_content(struct reader *reader, const struct frame *frame) {
	struct tree *tree = reader->tree;
	struct node *const *pending = vec_from(&reader->pending, frame->first_pending);
	uint32_t count = (uint32_t)(reader->pending.count - frame->first_pending);
	if (frame->node->kind == NODE_LIST) {
		tree_set_items(tree, frame->node, pending, count);
		return;
	}
	struct arena_mark mark = arena_mark(tree->scratch);
	struct member *members = arena_alloc(tree->scratch, count / 2 * sizeof(*members) + 1);
	for (uint32_t i = 0; i < count / 2; i++) {
		members[i] = (struct member){ .key = pending[2 * i], .value = pending[2 * i + 1] };
	}
	if (frame->merges) {
		tree_merge_members(tree, frame->node, members, count / 2);
	} else {
		tree_set_members(tree, frame->node, members, count / 2);
	}
	arena_rewind(tree->scratch, mark);
}

static void close_frame(struct reader *reader, const yaml_event_t *event) {
	struct frame *frame = &reader->frames[reader->depth - 1];
	if (frame->flow) {
		frame->node->end = offset_of(reader, event->end_mark);
	}
	set_content(reader, frame);
	unsigned height = frame->height + 1;
	if (frame->anchor) {
		frame->anchor->open = false;
		frame->anchor->size = reader->tree->nodes - frame->nodes_before;
		frame->anchor->height = height;
	}
	reader->pending.count = frame->first_pending;
	reader->depth--;
	if (reader->depth && top(reader)->height < height) {
		top(reader)->height = height;
	}
	add_value(reader, frame->node);
}

/* Puts the anchored value in the alias's place. It is shared, so walkers meet it as often as
 * aliases do. */
static bool read_alias(struct reader *reader, const yaml_event_t *event) {
	struct tree *tree = reader->tree;
	const char *name = (const char *)event->data.alias.anchor;
	uint32_t start = offset_of(reader, event->start_mark);
	uint32_t end = offset_of(reader, event->end_mark);
	const struct anchor *anchor = map_find(&reader->anchors, name);
	if (!anchor || anchor->open) {
		tree_error(tree, start, end,
			anchor ? "alias '*%.80s' stands inside of what it names"
			       : "alias '*%.80s' names nothing before it",
			name);
		return false;
	}
	reader->alias_nodes += anchor->size;
	if (reader->alias_nodes > LIMIT_ALIAS_NODES) {
		tree_error(tree, start, end, "aliases add more than %u values", LIMIT_ALIAS_NODES);
		return false;
	}
	if (reader->depth + anchor->height > LIMIT_DEPTH) {
		tree_error(tree, start, end, "nested deeper than %d levels", LIMIT_DEPTH);
		return false;
	}
	if (!tree->own && !at_merge(reader)) {
		tree_complain(tree, DIAG_WARNING, start, end,
			"CloudFormation takes aliases only behind 'aws cloudformation package'");
	}
	struct node *node = tree_node(tree, NODE_NULL, start, end);
	if (!node) {
		return false;
	}
	tree->nodes += anchor->size - 1;
	*node = *anchor->node;
	node->start = start;
	node->end = end;
	node->tag = tree_is_merge(node) ? NULL : node->tag;
	if (reader->depth && top(reader)->height < anchor->height) {
		top(reader)->height = anchor->height;
	}
	add_value(reader, node);
	return true;
}

static bool start_document(struct reader *reader, const yaml_event_t *event) {
	if (reader->has_document) {
		uint32_t at = offset_of(reader, event->start_mark);
		tree_error(reader->tree, at, at, "a second document starts here; a file holds one");
		return false;
	}
	reader->has_document = true;
	return true;
}

static bool read_event(struct reader *reader, const yaml_event_t *event) {
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return start_document(reader, event);
	case YAML_SCALAR_EVENT:
		return read_scalar(reader, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_frame(reader, event, NODE_LIST);
	case YAML_MAPPING_START_EVENT:
		return open_frame(reader, event, NODE_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_frame(reader, event);
		return true;
	case YAML_ALIAS_EVENT:
		return read_alias(reader, event);
	default:
		return true;
	}
}

static void explain(struct reader *reader) {
	const yaml_parser_t *parser = &reader->parser;
	if (parser->error == YAML_MEMORY_ERROR) {
		arena_out_of_memory();
	}
	struct yaml_problem problem = {
		.problem = parser->problem ? parser->problem : "unreadable",
		.context = parser->context,
		.at = offset_of(reader, parser->problem_mark),
	};
	problem.context_at = parser->context ? offset_of(reader, parser->context_mark) : problem.at;
	yaml_explain(reader->tree, problem);
}

static void read_events(struct reader *reader) {
	bool more = true;
	while (more) {
		yaml_event_t event;
		if (!yaml_parser_parse(&reader->parser, &event)) {
			explain(reader);
			return;
		}
		more = read_event(reader, &event) && event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
}

static void refuse_nothing(struct tree *tree, const struct node *root) {
	const char *text = tree->source->text + tree->text_start;
	bool blank = text[strspn(text, " \t\r\n")] == '\0';
	if (!root || (root->kind == NODE_NULL && root->start == root->end)) {
		tree_error(tree, tree->text_start, tree->text_start, "%s",
			blank ? "the file is empty"
			      : "the file holds no value, only comments or marks");
	}
}

const struct node *tree_read_yaml(struct tree *tree) {
	struct reader *reader = arena_new_of(tree->scratch, struct reader);
	reader->tree = tree;
	reader->offset = tree->text_start;
	if (!tree_check_directives(tree)) {
		return NULL;
	}
	if (!yaml_parser_initialize(&reader->parser)) {
		arena_out_of_memory();
	}
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser,
		(const unsigned char *)tree->source->text + tree->text_start,
		tree->source->size - tree->text_start);
	read_events(reader);
	yaml_parser_delete(&reader->parser);
	if (!tree->doubtful) {
		refuse_nothing(tree, reader->root);
	}
	return tree->doubtful ? NULL : reader->root;
}
