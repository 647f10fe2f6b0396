#ifndef ANALYZER_REPORT_REVIEW_MARKDOWN_H
#define ANALYZER_REPORT_REVIEW_MARKDOWN_H

#include "analyzer/report/report.h"

/*
 * The review document: what a meeting on the workload's disaster recovery has on the table. Needs
 * findings, projection and posture.
 */
void review_markdown(const struct results *results, struct buf *out);

/* Its sections on money and on what nobody knows; review_markdown puts them in their places. */
void review_cost(const struct results *results, struct buf *out);

/* What each remedy costs, the most worthwhile first, and all of them together. */
void review_remedies(const struct results *results, struct buf *out);
void review_unknowns(const struct results *results, struct buf *out);

/* Appends a resource's construct path, else "Stack/LogicalID", as code. */
void review_name(struct buf *out, const struct resource *resource);

#endif
