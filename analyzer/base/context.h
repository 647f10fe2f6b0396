#ifndef ANALYZER_BASE_CONTEXT_H
#define ANALYZER_BASE_CONTEXT_H

#include "analyzer/base/arena.h"
#include "analyzer/base/diag.h"

/* All the state a run has; first parameter of everything above base/. */
struct ctx {
	struct arena *arena; /* lives as long as the run */
	struct diags *diags;
};

/* The place of a diagnostic that concerns no file. */
#define NOWHERE ((struct span){ 0 })

#define ctx_error(ctx, span, ...) diag_add((ctx)->diags, DIAG_ERROR, (span), __VA_ARGS__)
#define ctx_warning(ctx, span, ...) diag_add((ctx)->diags, DIAG_WARNING, (span), __VA_ARGS__)
#define ctx_note(ctx, span, ...) diag_add((ctx)->diags, DIAG_NOTE, (span), __VA_ARGS__)

#endif
