#ifndef ANALYZER_REPORT_CHECK_JSON_H
#define ANALYZER_REPORT_CHECK_JSON_H

#include "analyzer/report/report.h"

/* The contract drlint.check/1: one document, or one finding a line. Keys that do not apply are
 * absent. */
void check_json(const struct results *results, struct buf *out);
void check_ndjson(const struct results *results, struct buf *out);

#endif
