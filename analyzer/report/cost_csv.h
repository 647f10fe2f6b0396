#ifndef ANALYZER_REPORT_COST_CSV_H
#define ANALYZER_REPORT_COST_CSV_H

#include "analyzer/report/report.h"

/* One row a line of either bill and of failover, with a header (RFC 4180). */
void cost_csv(const struct results *results, struct buf *out);

/*
 * The same in the columns of the FinOps Open Cost and Usage Specification, version 1.2
 * (https://focus.finops.org/focus-specification/v1-2/, read 2026-11). A projection has no billing
 * account and no period, so that these columns are empty; columns of ours begin with x_.
 */
void cost_focus(const struct results *results, struct buf *out);

#endif
