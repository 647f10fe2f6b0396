#ifndef ANALYZER_REPORT_CHECK_JSON_H
#define ANALYZER_REPORT_CHECK_JSON_H

#include "analyzer/report/report.h"

/*
 * The contract drlint.check/1: one document, or one finding a line. Keys that do not apply are
 * absent.
 *
 * Where usage or prices were said, each fail has "monthly_cost" (and "one_time_cost", but where
 * that is zero; below zero it saves that much), or "unpriced" alone: what is missing. With both,
 * the amounts are lower bounds. "repeated": another finding pays for it. "remedies" is the cost of
 * all of these that are "priced" made at once, in one projection, in which what several ask for is
 * paid once; "unpriced" are the others, and "lower_bound" says whether something is missing.
 */
void check_json(const struct results *results, struct buf *out);
void check_ndjson(const struct results *results, struct buf *out);

#endif
