#ifndef ANALYZER_BASE_FILE_H
#define ANALYZER_BASE_FILE_H

#include "analyzer/base/context.h"

#include <stdbool.h>

/*
 * Reads a whole file ("-" is standard input) of at most `limit` bytes. On failure reports once,
 * with the system's reason, and returns NULL.
 */
struct source *file_read(struct ctx *ctx, const char *path, size_t limit);

/* Writes a file whole or not at all: a temporary file beside it, synced, then renamed. Reports
 * failure. */
bool file_write(struct ctx *ctx, const char *path, const char *bytes, size_t length);

/* Writes all to a file that is open; false leaves the reason in errno. */
bool file_put(int fd, const char *bytes, size_t length);

/*
 * The regular file `name` in or below `directory`, links followed; NULL where there is none, and
 * for one that lies elsewhere. For names that untrusted input gives.
 */
const char *file_below(struct arena *arena, const char *directory, const char *name);

bool file_exists(const char *path);
bool file_is_directory(const char *path);

/* `directory`/`name`, or `name` itself where it is absolute or `directory` is "" or ".". */
char *file_join(struct arena *arena, const char *directory, const char *name);

/* The part of `path` before its last slash; "." where there is none. */
char *file_directory(struct arena *arena, const char *path);

/* The part of `path` after its last slash. */
const char *file_name(const char *path);

struct file_list VEC(const char *);

/* The names in a directory, sorted, without "." and ".."; reports failure and returns false. */
bool file_list_directory(struct ctx *ctx, const char *path, struct file_list *ret_names);

#endif
