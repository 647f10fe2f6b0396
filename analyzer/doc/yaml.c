#include "analyzer/doc/build.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/doc/scalar.h"

#include <string.h>
#include <yaml.h>

/* An anchored node and how many values it holds, so that aliases cannot multiply without bound. */
struct anchor {
	const char *name;
	struct node *node; /* NULL while it is still open */
	size_t first, size;
};

/* An open list or map. */
struct frame {
	struct node *node;
	size_t base;   /* of its children on the builder's stack */
	size_t anchor; /* number from 1 of its anchor, or 0 */
};

struct reader {
	struct builder builder;
	yaml_parser_t *parser;
	struct VEC(struct frame) frames;
	struct VEC(struct anchor) anchors;
	size_t alias_nodes;
	size_t documents;
	bool ascii;
	size_t cursor_index, cursor_byte; /* a mark's character index and its byte */
	bool failed;
};

/* The short forms CloudFormation knows, SAM and rules included; any other local tag is a mistake.
 * Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
static const char *const short_forms[] = { "And", "Base64", "Cidr", "Condition", "Contains",
	"EachMemberEquals", "EachMemberIn", "Equals", "FindInMap", "ForEach", "GetAZs", "GetAtt",
	"GetStackOutput", "If", "ImportValue", "Join", "Length", "Not", "Or", "Ref", "RefAll",
	"Select", "Split", "Sub", "ToJsonString", "Transform", "ValueOf", "ValueOfAll" };

static bool is_short_form(const char *name) {
	for (size_t i = 0; i < sizeof(short_forms) / sizeof(short_forms[0]); i++) {
		if (strcmp(short_forms[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* libyaml's marks count characters; spans count bytes. Marks come nearly in order, so a cursor
 * walks. */
static size_t byte_offset(struct reader *reader, size_t index) {
	if (reader->ascii) {
		return index;
	}
	const char *text = reader->builder.source->text;
	size_t size = reader->builder.source->size, byte = reader->cursor_byte;
	size_t at = reader->cursor_index;
	for (; at < index && byte < size; at++) {
		do {
			byte++;
		} while (byte < size && (text[byte] & 0xc0) == 0x80);
	}
	for (; at > index && byte > 0; at--) {
		do {
			byte--;
		} while (byte > 0 && (text[byte] & 0xc0) == 0x80);
	}
	reader->cursor_index = at;
	reader->cursor_byte = byte;
	return byte;
}

static void fail(struct reader *reader, size_t start, size_t end, const char *message) {
	build_error(&reader->builder, start, end, "%s", message);
	reader->failed = true;
}

/* Mistakes whose libyaml message does not say what to do, told by the text at the place. */
static const struct hint {
	const char *text, *message;
} hints[] = {
	{ "*", "a value that begins with * must be quoted" },
	{ "@", "a value that begins with @ must be quoted" },
	{ "`", "a value that begins with ` must be quoted" },
	{ "%", "a value that begins with % must be quoted" },
	{ "\t", "YAML takes no tabs for indentation" },
	{ "!", "one value takes one short form; write the outer one long, as in Fn::Base64:" },
	{ "${", "a value that holds ${ must be quoted inside brackets" },
	{ "{", "a value that holds { must be quoted inside brackets" },
};

static void syntax_error(struct reader *reader) {
	yaml_parser_t *parser = reader->parser;
	size_t at = byte_offset(reader, parser->problem_mark.index);
	const char *text = reader->builder.source->text;
	size_t size = reader->builder.source->size;
	at = at < size ? at : size;
	size_t place = at;
	for (size_t i = 0; at < size && i < sizeof(hints) / sizeof(hints[0]); i++) {
		bool here = strncmp(text + at, hints[i].text, strlen(hints[i].text)) == 0;
		bool dollar = hints[i].text[0] == '{' && at > 0 && text[at - 1] == '$';
		if (here) {
			fail(reader, dollar ? place - 1 : place, place + 1,
				dollar ? "a value that holds ${ must be quoted inside brackets"
				       : hints[i].message);
			return;
		}
	}
	fail(reader, place, place + 1,
		parser->problem ? arena_printf(reader->builder.ctx->arena, "malformed YAML: %s%s%s",
					  parser->problem, parser->context ? ", " : "",
					  parser->context ? parser->context : "")
				: "malformed YAML");
}

static bool expects_key(const struct reader *reader) {
	if (reader->frames.count == 0) {
		return false;
	}
	const struct frame *frame = &reader->frames.items[reader->frames.count - 1];
	return frame->node->kind == NODE_MAP &&
	       (reader->builder.pending.count - frame->base) % 2 == 0;
}

/* The local name of a tag ("!Ref" gives "Ref"), "" for one that only says string, NULL for none. */
static const char *local_tag(
	struct reader *reader, const yaml_char_t *tag, size_t start, size_t end) {
	const char *text = (const char *)tag;
	if (!text || strncmp(text, "tag:yaml.org,2002:", 18) == 0) {
		return text && strcmp(text + 18, "str") == 0 ? "" : NULL;
	}
	if (strcmp(text, "!") == 0) {
		return "";
	}
	if (*text == '!' && is_short_form(text + 1)) {
		return arena_strdup(reader->builder.ctx->arena, text + 1);
	}
	build_error(&reader->builder, start, end, "%s is not a short form of CloudFormation", text);
	return NULL;
}

static size_t open_anchor(struct reader *reader, const yaml_char_t *name) {
	if (!name) {
		return 0;
	}
	struct anchor anchor = {
		.name = arena_strdup(reader->builder.ctx->arena, (const char *)name),
		.first = reader->builder.nodes,
	};
	vec_push(reader->builder.ctx->arena, &reader->anchors, anchor);
	return reader->anchors.count;
}

static void close_anchor(struct reader *reader, size_t number, struct node *node) {
	if (number) {
		struct anchor *anchor = &reader->anchors.items[number - 1];
		anchor->node = node;
		anchor->size = reader->builder.nodes - anchor->first + 1;
	}
}

static void check_scalar(struct reader *reader, const struct node *node, const char *text,
	bool plain, bool double_quoted) {
	struct ctx *ctx = reader->builder.ctx;
	if (plain && scalar_is_octal_account(text)) {
		ctx_warning(ctx, node_span(node),
			"%s without quotes is the octal number %s to CloudFormation; quote it",
			text, node->text);
	}
	const char *raw = reader->builder.source->text;
	for (size_t i = node->start; double_quoted && i + 1 < node->end; i++) {
		if (raw[i] == '\\' && raw[i + 1] == '/') {
			build_error(&reader->builder, i, i + 2,
				"CloudFormation takes no \\/ in YAML; write /");
			return;
		}
		i += raw[i] == '\\';
	}
}

/* Inside a scalar's marks libyaml counts the blank that ends it. */
static size_t trimmed_end(const struct reader *reader, size_t start, size_t end) {
	const char *text = reader->builder.source->text;
	while (end > start && strchr(" \t\r\n", text[end - 1])) {
		end--;
	}
	return end;
}

static void read_key(struct reader *reader, const yaml_event_t *event, size_t start, size_t end) {
	const char *text =
		arena_strdup(reader->builder.ctx->arena, (const char *)event->data.scalar.value);
	struct node *node = build_node(&reader->builder, NODE_STRING, start, end);
	if (!node) {
		reader->failed = true;
		return;
	}
	node->text = text;
	if (strlen(text) > LIMIT_KEY_BYTES) {
		build_error(&reader->builder, start, end, "the key is longer than %d bytes",
			LIMIT_KEY_BYTES);
	}
	if (event->data.scalar.tag && event->data.scalar.tag[0] == '!' &&
		event->data.scalar.tag[1]) {
		build_error(&reader->builder, start, end, "a key cannot be a function");
	}
	size_t anchor = open_anchor(reader, event->data.scalar.anchor);
	close_anchor(reader, anchor, node);
	build_push(&reader->builder, node);
}

static void read_scalar(struct reader *reader, const yaml_event_t *event) {
	struct arena *arena = reader->builder.ctx->arena;
	size_t start = byte_offset(reader, event->start_mark.index);
	size_t end = trimmed_end(reader, start, byte_offset(reader, event->end_mark.index));
	const char *text = (const char *)event->data.scalar.value;
	if (strlen(text) != event->data.scalar.length) {
		fail(reader, start, end, "a NUL character is not allowed in a string");
		return;
	}
	if (expects_key(reader)) {
		read_key(reader, event, start, end);
		return;
	}
	struct node *node = build_node(&reader->builder, NODE_STRING, start, end);
	if (!node) {
		reader->failed = true;
		return;
	}
	const char *tag = local_tag(reader, event->data.scalar.tag, start, end);
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !tag;
	text = arena_strndup(arena, text, event->data.scalar.length);
	node->text = text;
	if (plain) {
		scalar_resolve(arena, node, text);
	}
	node->tag = tag && *tag ? tag : NULL;
	check_scalar(reader, node, text, plain,
		event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
	size_t anchor = open_anchor(reader, event->data.scalar.anchor);
	close_anchor(reader, anchor, node);
	build_push(&reader->builder, node);
}

static void open_container(struct reader *reader, const yaml_event_t *event, enum node_kind kind) {
	bool is_map = kind == NODE_MAP;
	const yaml_char_t *tag =
		is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	const yaml_char_t *anchor =
		is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	size_t start = byte_offset(reader, event->start_mark.index);
	size_t end = byte_offset(reader, event->end_mark.index);
	if (expects_key(reader)) {
		bool braces = strncmp(reader->builder.source->text + start, "{", 1) == 0;
		fail(reader, start, start + 1,
			braces ? "a key cannot be a map; a value that begins with {{ must be quoted"
			       : "a key must be a text");
		return;
	}
	if (reader->frames.count >= LIMIT_DEPTH) {
		fail(reader, start, start + 1, "the document is nested too deeply");
		return;
	}
	struct node *node = build_node(&reader->builder, kind, start, end);
	if (!node) {
		reader->failed = true;
		return;
	}
	const char *local = local_tag(reader, tag, start, end);
	node->tag = local && *local ? local : NULL;
	struct frame frame = { node, reader->builder.pending.count, open_anchor(reader, anchor) };
	vec_push(reader->builder.ctx->arena, &reader->frames, frame);
}

/* The members that `<<` takes in, for keys that the map does not have itself. */
static void merge(struct reader *reader, struct node *map, size_t base, const struct node *from) {
	const struct member *m;
	member_each(m, from) {
		bool own = false;
		for (size_t i = base; i < reader->builder.pending.count; i += 2) {
			own = own ||
			      strcmp(reader->builder.pending.items[i]->text, m->key->text) == 0;
		}
		if (!own) {
			build_push(&reader->builder, (struct node *)m->key);
			build_push(&reader->builder, (struct node *)m->value);
		}
	}
	struct node **item;
	node_each(item, from) {
		if (node_is_map(*item)) {
			merge(reader, map, base, *item);
		}
	}
}

static void resolve_merges(struct reader *reader, struct node *map, size_t base) {
	struct VEC(struct node *) *pending = (void *)&reader->builder.pending;
	for (size_t i = base; i < pending->count; i += 2) {
		if (strcmp(pending->items[i]->text, "<<") != 0) {
			continue;
		}
		struct node *key = pending->items[i], *from = pending->items[i + 1];
		ctx_warning(reader->builder.ctx, node_span(key),
			"CloudFormation takes no merge keys unless the template is packaged first");
		memmove(pending->items + i, pending->items + i + 2,
			(pending->count - i - 2) * sizeof(struct node *));
		pending->count -= 2;
		merge(reader, map, base, from);
		i -= 2;
	}
}

/* A block ends where its last child ends, not where the next thing begins. */
static void set_end(struct reader *reader, struct node *node, size_t base, size_t end) {
	size_t count = reader->builder.pending.count;
	const char *text = reader->builder.source->text;
	bool flow = end > node->start && (text[end - 1] == '}' || text[end - 1] == ']');
	if (flow || count == base) {
		node->end = (uint32_t)end;
		return;
	}
	const struct node *last = reader->builder.pending.items[count - 1];
	node->end = last->end > node->start ? last->end : (uint32_t)end;
}

static void close_container(struct reader *reader, const yaml_event_t *event) {
	struct frame frame = reader->frames.items[--reader->frames.count];
	struct builder *builder = &reader->builder;
	set_end(reader, frame.node, frame.base, byte_offset(reader, event->end_mark.index));
	if (frame.node->kind == NODE_MAP) {
		resolve_merges(reader, frame.node, frame.base);
		build_close_map(builder, frame.node, frame.base);
	} else {
		build_close_list(builder, frame.node, frame.base);
	}
	close_anchor(reader, frame.anchor, frame.node);
	build_push(builder, frame.node);
}

static void read_alias(struct reader *reader, const yaml_event_t *event) {
	const char *name = (const char *)event->data.alias.anchor;
	size_t start = byte_offset(reader, event->start_mark.index);
	size_t end = byte_offset(reader, event->end_mark.index);
	const struct anchor *found = NULL, *anchor;
	vec_each(anchor, &reader->anchors) {
		if (strcmp(anchor->name, name) == 0) {
			found = anchor;
		}
	}
	if (!found || !found->node) {
		fail(reader, start, end,
			arena_printf(reader->builder.ctx->arena,
				found ? "alias *%s stands inside its own anchor"
				      : "there is no anchor &%s",
				name));
		return;
	}
	reader->alias_nodes += found->size;
	reader->builder.nodes += found->size;
	if (reader->alias_nodes > LIMIT_ALIAS_NODES) {
		fail(reader, start, end, "the aliases multiply to too many values");
		return;
	}
	if (expects_key(reader) && !node_is_scalar(found->node)) {
		fail(reader, start, end, "a key must be a text");
		return;
	}
	build_error(&reader->builder, start, end, "CloudFormation takes no YAML aliases");
	build_push(&reader->builder, found->node);
}

static void read_event(struct reader *reader, const yaml_event_t *event) {
	size_t start;
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		start = byte_offset(reader, event->start_mark.index);
		if (++reader->documents > 1) {
			fail(reader, start, start + 3,
				"a file holds one document; a second begins here");
		}
		return;
	case YAML_SCALAR_EVENT:
		read_scalar(reader, event);
		return;
	case YAML_SEQUENCE_START_EVENT:
		open_container(reader, event, NODE_LIST);
		return;
	case YAML_MAPPING_START_EVENT:
		open_container(reader, event, NODE_MAP);
		return;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_container(reader, event);
		return;
	case YAML_ALIAS_EVENT:
		read_alias(reader, event);
		return;
	default:
		return;
	}
}

static void read_stream(struct reader *reader) {
	for (bool more = true; more && !reader->failed;) {
		yaml_event_t event;
		if (!yaml_parser_parse(reader->parser, &event)) {
			syntax_error(reader);
			return;
		}
		read_event(reader, &event);
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
}

static bool is_ascii(const struct source *source) {
	for (size_t i = 0; i < source->size; i++) {
		if ((unsigned char)source->text[i] >= 0x80) {
			return false;
		}
	}
	return true;
}

const struct node *doc_parse_yaml(struct ctx *ctx, struct source *source) {
	yaml_parser_t parser;
	struct reader reader = { .builder = { .ctx = ctx, .source = source },
		.parser = &parser,
		.ascii = is_ascii(source) };
	if (strncmp(source->text, "\xef\xbb\xbf", 3) == 0) {
		reader.cursor_byte = 3;
	}
	if (!yaml_parser_initialize(&parser)) {
		ctx_error(ctx, NOWHERE, "libyaml could not start");
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)source->text, source->size);
	read_stream(&reader);
	yaml_parser_delete(&parser);
	if (!reader.failed && reader.builder.pending.count == 0) {
		fail(&reader, 0, 0, "the file holds no document");
	}
	return reader.failed ? NULL : reader.builder.pending.items[0];
}
