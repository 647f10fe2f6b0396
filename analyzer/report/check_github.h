#ifndef ANALYZER_REPORT_CHECK_GITHUB_H
#define ANALYZER_REPORT_CHECK_GITHUB_H

#include "analyzer/report/report.h"

/*
 * Workflow commands, which GitHub Actions shows as annotations at the lines of a pull request. What
 * is unknown is a notice. Source:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands (read
 * 2026-11).
 */
void check_github(const struct results *results, struct buf *out);

#endif
