#ifndef ANALYZER_REPORT_CHECK_JUNIT_H
#define ANALYZER_REPORT_CHECK_JUNIT_H

#include "analyzer/report/report.h"

/*
 * The XML that CI systems read test results from: a test case a finding, a failure for a fail, and
 * skipped for what is unknown or suppressed.
 */
void check_junit(const struct results *results, struct buf *out);

#endif
