#ifndef ANALYZER_REPORT_FINDING_TEXT_H
#define ANALYZER_REPORT_FINDING_TEXT_H

#include "analyzer/report/report.h"

/*
 * Says whether a finding is among the verdicts that are listed, for machines, to which suppressed
 * ones are marked, and for people, who see them when they ask.
 */
bool finding_is_listed(const struct results *results, const struct finding *finding);
bool finding_is_shown(const struct results *results, const struct finding *finding);

/*
 * What a finding says in one line, without its place and without the conditions it holds under. Of
 * a template that is deployed in several places it says in which.
 */
const char *finding_sentence(
	struct arena *arena, const struct results *results, const struct finding *finding);

/* "when IsProd = false and Env = ...", or "" where it always holds. */
const char *finding_when(struct arena *arena, const struct finding *finding);

/* "error" where it fails, "unknown", "pass". */
const char *finding_head(const struct finding *finding);

/* The sentence with the conditions it holds under, and why it is not known. */
const char *finding_line(
	struct arena *arena, const struct results *results, const struct finding *finding);

/* "2 errors, 0 warnings, 1 info; 0 unknown, 3 passed, 1 suppressed", with a line end. */
void findings_summary(const struct findings *findings, struct buf *out);

#endif
