#ifndef ANALYZER_REPORT_COST_MARKDOWN_H
#define ANALYZER_REPORT_COST_MARKDOWN_H

#include "analyzer/report/report.h"

/* A comment for a pull request: the total, what changes, the components, and what is assumed. */
void cost_markdown(const struct results *results, struct buf *out);

#endif
