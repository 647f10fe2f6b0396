#ifndef ANALYZER_REPORT_COST_JSON_H
#define ANALYZER_REPORT_COST_JSON_H

#include "analyzer/report/report.h"

/* The contract drlint.cost/1. Amounts are exact decimals as texts; keys that do not apply are
 * absent. */
void cost_json(const struct results *results, struct buf *out);

#endif
