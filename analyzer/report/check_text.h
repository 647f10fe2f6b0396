#ifndef ANALYZER_REPORT_CHECK_TEXT_H
#define ANALYZER_REPORT_CHECK_TEXT_H

#include "analyzer/report/report.h"

/* Findings as compilers print them: place, source line with a caret, why, and what to do. */
void check_text(const struct results *results, struct buf *out);

#endif
