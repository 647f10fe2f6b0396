#ifndef ANALYZER_REPORT_COST_CSV_H
#define ANALYZER_REPORT_COST_CSV_H

#include "analyzer/report/report.h"

/* One row a line of either bill and of failover, with a header (RFC 4180). */
void cost_csv(const struct results *results, struct buf *out);

/*
 * The same in the columns of the FinOps Open Cost and Usage Specification, version 1.2
 * (https://focus.finops.org/focus-specification/v1-2/, read 2026-11): those that are mandatory, and
 * those of the others that a projection fills. Each bill is a projection of one whole month, so
 * that sums are to be taken by x_Bill. A cost is never null there, so that what has no price has no
 * row; x_Unpriced says how many charges are missing from the bill. What a template does not tell is
 * null: who pays, where --billing-account does not say it, and AWS's ids of SKUs.
 */
void cost_focus(const struct results *results, struct buf *out);

#endif
