#ifndef ANALYZER_DOC_COMMENT_H
#define ANALYZER_DOC_COMMENT_H

#include "analyzer/base/context.h"

/* A comment of a YAML text: from its '#' to the end of the line, in bytes. */
struct comment {
	uint32_t start, end;
};
struct comment_list VEC(struct comment);

/*
 * The comments that hold `mark`, in the order of a text that doc_parse took; the tree has none of
 * them. A text without the mark costs one search of its bytes; JSON has no comments.
 */
void doc_comments(struct ctx *ctx, struct source *source, const char *mark,
	struct comment_list *ret_comments);

#endif
