#ifndef RULES_BASELINE_H
#define RULES_BASELINE_H

#include "rules/suppress.h"

#include "analyzer/base/buf.h"

/*
 * A baseline lists findings that were there when drlint was taken up, so that only new ones count.
 * It is keyed on rule, resource and path, never on lines; drlint.baseline/1 is
 *
 *     {"schema": "drlint.baseline/1",
 *      "findings": [{"rule", "verdict", "account", "region", "stack", "logical_id", "path",
 *                    "replica_region", "message"}]}
 *
 * sorted by these keys; those that do not apply are absent, and the message is for readers only.
 */

/* Reads a baseline. Reports what it does not understand; false when it is none. */
bool baseline_read(
	struct ctx *ctx, const struct node *document, struct suppression_list *ret_baseline);

/* The baseline of what was found and is not suppressed by anything else; false where JSON cannot be
 * written (reported). */
bool baseline_write(struct ctx *ctx, const struct findings *findings, struct buf *out);

/*
 * The baseline that was read from `document`, without the entries that are found no more. False
 * where there is no memory for it.
 */
bool baseline_prune(struct ctx *ctx, const struct node *document, const struct findings *findings,
	struct buf *out);

/* Takes out what rules say of entries that are found no more, once these are gone from the file. */
void baseline_forget(struct findings *findings);

/* Accepts what baseline_write writes: marks it as suppressed by the baseline. */
void baseline_accept(struct ctx *ctx, struct findings *findings);

#endif
