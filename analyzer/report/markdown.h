#ifndef ANALYZER_REPORT_MARKDOWN_H
#define ANALYZER_REPORT_MARKDOWN_H

#include "analyzer/base/buf.h"
#include "analyzer/base/diag.h"

/*
 * GitHub Flavored Markdown from untrusted text: whatever a template says stays text, on one line,
 * within its table cell. Source: https://github.github.com/gfm/ (read 2026-11).
 */

/* Appends text with everything escaped that Markdown would read: marks, HTML, links, cells. */
void markdown_text(struct buf *out, const char *text);

/* Appends text as a code span, also within a table cell. */
void markdown_code(struct buf *out, const char *text);

/* Appends "`file:line`"; nothing for a span without source. */
void markdown_place(struct buf *out, struct span span);

#endif
