#ifndef ANALYZER_DOC_TREE_H
#define ANALYZER_DOC_TREE_H

#include "analyzer/base/context.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/node.h"

/* A document while a reader of this folder builds it. Not for other layers: they see node.h only.
 */
struct tree {
	struct ctx *ctx;
	struct source *source;
	struct arena *scratch; /* released when the document is read */
	uint32_t text_start;   /* offset of the text behind a byte order mark */
	bool ascii;	       /* the text has no character of more than one byte */
	bool own;      /* only drlint reads the file: aliases are fine, repeated keys are not */
	bool doubtful; /* an error leaves the content in doubt: there is no tree */
	size_t nodes, complaints;
	struct node *free, *free_end; /* nodes to be handed out */
};

/* The kinds of answer of a reader, besides the tree itself. */
enum reading {
	READING_DONE, /* there is a tree, or an error that no other reader would judge differently
		       */
	READING_NOT_JSON, /* not JSON, and perhaps YAML */
};

/*
 * Adds a diagnostic about the bytes [start, end), until LIMIT_ERRORS_PER_FILE is reached;
 * tree_error also puts the content in doubt.
 */
void tree_complain(struct tree *tree, enum diag_severity severity, uint32_t start, uint32_t end,
	const char *format, ...) __attribute__((format(printf, 5, 6)));
void tree_error(struct tree *tree, uint32_t start, uint32_t end, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Makes more nodes free; false (reported) where the document has too many. */
bool tree_more_nodes(struct tree *tree, uint32_t start, uint32_t end);

/* A new node of the document, or NULL (reported) where it has too many. */
static inline struct node *tree_node(
	struct tree *tree, enum node_kind kind, uint32_t start, uint32_t end) {
	if (tree->free == tree->free_end && !tree_more_nodes(tree, start, end)) {
		return NULL;
	}
	tree->nodes++;
	struct node *node = tree->free++;
	*node = (struct node){
		.kind = (uint8_t)kind,
		.start = start,
		.end = end,
		.source = tree->source,
		.text = "",
	};
	return node;
}

/* Gives a map its members, in source order: of repeated keys the last is kept and each is reported.
 */
void tree_set_members(
	struct tree *tree, struct node *map, const struct member *members, uint32_t count);

/* Marks a key as a plain `<<`, which stands for the members of its value. */
void tree_make_merge(struct node *key);
bool tree_is_merge(const struct node *key);

/*
 * The same for members with `<<` among them, each of which is reported: first the map's own
 * members, then those merged into it that it lacks.
 */
void tree_merge_members(
	struct tree *tree, struct node *map, const struct member *members, uint32_t count);

/* Gives a list its items. */
void tree_set_items(
	struct tree *tree, struct node *list, struct node *const *items, uint32_t count);

/*
 * Whether the text is UTF-8 without control characters, which both readers rely on. Reports the
 * first byte that is wrong; sets text_start and ascii.
 */
bool tree_check_text(struct tree *tree);

/*
 * Whether few enough lines start with '%' for YAML: libyaml compares each directive with every one
 * before it.
 */
bool tree_check_directives(struct tree *tree);

const struct node *tree_read_toml(struct tree *tree);
const struct node *tree_read_yaml(struct tree *tree);
const struct node *tree_read_csv(struct tree *tree);
const struct node *tree_read_json(struct tree *tree, enum reading *ret_reading);

#endif
