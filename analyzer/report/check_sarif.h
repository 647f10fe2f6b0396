#ifndef ANALYZER_REPORT_CHECK_SARIF_H
#define ANALYZER_REPORT_CHECK_SARIF_H

#include "analyzer/report/report.h"

/*
 * SARIF 2.1.0, as code scanning takes it. Source:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (read 2026-11).
 */
void check_sarif(const struct results *results, struct buf *out);

#endif
