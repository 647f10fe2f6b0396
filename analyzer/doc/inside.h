#ifndef ANALYZER_DOC_INSIDE_H
#define ANALYZER_DOC_INSIDE_H

#include "analyzer/doc/node.h"

/*
 * A text that stands inside a document, as one string or in pieces: a template in a TemplateBody, a
 * call written as JSON. Whatever is then read from it has its place in the file around it, to the
 * character wherever the text is written out there.
 */
struct inside;

struct inside *inside_new(struct arena *arena, const struct node *origin);

/* Adds the text of a string. */
void inside_add(struct inside *inside, const struct node *string);

/* Adds a text that is written nowhere; it stands where `origin` does. */
void inside_add_mark(struct inside *inside, const char *text, const struct node *origin);

/* What was added, for doc_parse. */
struct source *inside_source(struct inside *inside);

#endif
