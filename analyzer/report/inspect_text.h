#ifndef ANALYZER_REPORT_INSPECT_TEXT_H
#define ANALYZER_REPORT_INSPECT_TEXT_H

#include "analyzer/report/report.h"

/* Each resource whole under the parameters' defaults; of other cases only what differs. */
void inspect_text(const struct results *results, struct buf *out);

/* "replication", "request", "encryption". */
const char *inspect_edge_name(enum edge_kind kind);

#endif
