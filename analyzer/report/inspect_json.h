#ifndef ANALYZER_REPORT_INSPECT_JSON_H
#define ANALYZER_REPORT_INSPECT_JSON_H

#include "analyzer/report/report.h"

/*
 * The contract drlint.inspect/1: each resource with its cases, one for each combination of the
 * conditions that decide anything of it. Keys that do not apply are absent.
 */
void inspect_json(const struct results *results, struct buf *out);

#endif
