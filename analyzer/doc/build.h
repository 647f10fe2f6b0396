#ifndef ANALYZER_DOC_BUILD_H
#define ANALYZER_DOC_BUILD_H

#include "analyzer/base/context.h"
#include "analyzer/doc/node.h"

/*
 * What both readers share: a tree under construction. Children of open containers wait on one stack
 * and are copied to their place, at their number, when the container closes.
 */
struct builder {
	struct ctx *ctx;
	struct source *source;
	struct VEC(struct node *) pending; /* of a map: key, value, key, value ... */
	size_t nodes;			   /* made so far, aliased ones counted each time */
	size_t reported;
};

/* A node at [start, end) of the source; NULL, with a report, when there are too many. */
struct node *build_node(struct builder *builder, enum node_kind kind, size_t start, size_t end);

void build_push(struct builder *builder, struct node *node);

/* Makes the children from `base` on the items of a list. */
void build_close_list(struct builder *builder, struct node *list, size_t base);

/* Makes the children from `base` on the members of a map; of repeated keys, reports and keeps the
 * last. */
void build_close_map(struct builder *builder, struct node *map, size_t base);

/* Reports an error at [start, end), up to LIMIT_ERRORS_PER_FILE of them. */
void build_error(struct builder *builder, size_t start, size_t end, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Says whether a text is UTF-8 without the characters that neither format takes (NUL, other control
 * characters, lone surrogates); reports the first that is wrong. A byte order mark of UTF-8 passes.
 */
bool build_check_encoding(struct ctx *ctx, struct source *source);

#endif
