#ifndef ANALYZER_REPORT_CHECK_CONCISE_H
#define ANALYZER_REPORT_CHECK_CONCISE_H

#include "analyzer/report/report.h"

/* One finding a line, "template.yaml:41:9: warning[DDB008] ...", as editors and grep take them. */
void check_concise(const struct results *results, struct buf *out);

#endif
