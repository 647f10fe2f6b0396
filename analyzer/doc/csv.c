#include "analyzer/doc/tree.h"

/* A record under construction: where the next byte is, and the fields so far. */
struct walk {
	struct tree *tree;
	const char *text;
	uint32_t at, size;
	struct VEC(struct node *) fields, records;
};

/* Behind the closing quote of the field that opens at the current byte, or 0 (reported). */
static uint32_t closing_quote(struct walk *walk, size_t *ret_doubled) {
	uint32_t at = walk->at + 1;
	*ret_doubled = 0;
	for (; at < walk->size; at++) {
		if (walk->text[at] != '"') {
			continue;
		}
		if (walk->text[at + 1] != '"') {
			return at + 1;
		}
		++*ret_doubled;
		at++;
	}
	tree_error(walk->tree, walk->at, walk->at + 1, "this field has no closing quote");
	return 0;
}

/* The text between the quotes, a doubled quote standing for one. */
static const char *unquoted(struct walk *walk, uint32_t start, uint32_t end, size_t doubled) {
	char *text = arena_alloc(walk->tree->ctx->arena, end - start - doubled + 1);
	size_t length = 0;
	for (uint32_t i = start; i < end; i++) {
		text[length++] = walk->text[i];
		i += walk->text[i] == '"';
	}
	text[length] = '\0';
	return text;
}

static bool ends_field(const struct walk *walk, uint32_t at) {
	char c = walk->text[at];
	return at >= walk->size || c == ',' || c == '\n' || c == '\r';
}

static bool walk_quoted(struct walk *walk) {
	size_t doubled;
	uint32_t start = walk->at, end = closing_quote(walk, &doubled);
	if (!end) {
		return false;
	}
	if (!ends_field(walk, end)) {
		tree_error(walk->tree, end, end + 1, "expected ',' behind a quoted field");
		return false;
	}
	struct node *field = tree_node(walk->tree, NODE_STRING, start, end);
	if (!field) {
		return false;
	}
	field->text = unquoted(walk, start + 1, end - 1, doubled);
	vec_push(walk->tree->scratch, &walk->fields, field);
	walk->at = end;
	return true;
}

static bool walk_plain(struct walk *walk) {
	uint32_t start = walk->at;
	while (!ends_field(walk, walk->at)) {
		if (walk->text[walk->at] == '"') {
			tree_error(walk->tree, walk->at, walk->at + 1,
				"a quote inside a field that has none around it");
			return false;
		}
		walk->at++;
	}
	struct node *field = tree_node(walk->tree, NODE_STRING, start, walk->at);
	if (!field) {
		return false;
	}
	field->text = arena_strndup(walk->tree->ctx->arena, walk->text + start, walk->at - start);
	vec_push(walk->tree->scratch, &walk->fields, field);
	return true;
}

static bool walk_record(struct walk *walk) {
	struct node *record = tree_node(walk->tree, NODE_LIST, walk->at, walk->at);
	walk->fields.count = 0;
	bool more = record;
	while (more) {
		if (!(walk->text[walk->at] == '"' ? walk_quoted(walk) : walk_plain(walk))) {
			return false;
		}
		more = walk->at < walk->size && walk->text[walk->at] == ',';
		walk->at += more;
	}
	if (!record) {
		return false;
	}
	record->end = walk->at;
	tree_set_items(walk->tree, record, walk->fields.items, (uint32_t)walk->fields.count);
	vec_push(walk->tree->scratch, &walk->records, record);
	walk->at += walk->text[walk->at] == '\r';
	walk->at += walk->text[walk->at] == '\n';
	return true;
}

const struct node *tree_read_csv(struct tree *tree) {
	struct walk walk = { .tree = tree,
		.text = tree->source->text,
		.at = tree->text_start,
		.size = (uint32_t)tree->source->size };
	struct node *records = tree_node(tree, NODE_LIST, walk.at, walk.size);
	while (walk.at < walk.size) {
		if (!walk_record(&walk)) {
			return NULL;
		}
	}
	tree_set_items(tree, records, walk.records.items, (uint32_t)walk.records.count);
	return records;
}
