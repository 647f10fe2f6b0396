#ifndef ANALYZER_BASE_LIBRARY_H
#define ANALYZER_BASE_LIBRARY_H

#include "analyzer/base/context.h"

#include <stdbool.h>

/* A function of a library, and where its address goes in a struct of such addresses. */
struct library_function {
	const char *name;
	size_t offset;
};

/* A shared library that is loaded when it is first needed, since most runs need none of it. */
struct library {
	const char *file;			  /* "libcurl.so.4" */
	const char *need;			  /* what to say without it: "... needs libcurl" */
	const struct library_function *functions; /* ended by a row without name */
};

/*
 * Loads a library, for as long as the process lives, and puts the addresses of its functions into
 * `functions`. False where it is missing or lacks one of them (reported).
 */
bool library_load(struct ctx *ctx, const struct library *library, void *functions);

#endif
