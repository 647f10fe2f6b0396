#ifndef ANALYZER_REPORT_FINDING_TEXT_H
#define ANALYZER_REPORT_FINDING_TEXT_H

#include "analyzer/report/report.h"

/* Says whether a finding is among the verdicts that are listed. */
bool finding_is_shown(const struct results *results, const struct finding *finding);

/* "when IsProd = false and Env = ...", or "" where it always holds. */
const char *finding_when(struct arena *arena, const struct finding *finding);

#endif
