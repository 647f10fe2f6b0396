#ifndef ANALYZER_DOC_JSON_WRITE_H
#define ANALYZER_DOC_JSON_WRITE_H

#include "analyzer/base/context.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * JSON out, the only door to cJSON's printer. Values are built from the top: an object or list is
 * added to its parent first and filled after. A NULL text is left out: keys that do not apply are
 * absent. Strings are copied; `json_print` releases the tree.
 */
struct json;

/* The root; NULL where the library that writes JSON is missing (reported). */
struct json *json_object(struct ctx *ctx);
struct json *json_add_object(struct json *parent, const char *key); /* key NULL: parent is a list */
struct json *json_add_list(struct json *parent, const char *key);
void json_add_text(struct json *parent, const char *key, const char *text);
void json_add_count(struct json *parent, const char *key, size_t count);
void json_add_bool(struct json *parent, const char *key, bool value);
void json_add_null(struct json *parent, const char *key);

/* Prints the tree (on several lines, or on one) with a final newline into the arena, frees it. */
char *json_print(struct arena *arena, struct json *root, bool on_one_line);

#endif
