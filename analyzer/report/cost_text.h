#ifndef ANALYZER_REPORT_COST_TEXT_H
#define ANALYZER_REPORT_COST_TEXT_H

#include "analyzer/report/report.h"

/* The projection as a table for people: each line of both bills, what it rests on, what it lacks.
 */
void cost_text(const struct results *results, struct buf *out);

#endif
