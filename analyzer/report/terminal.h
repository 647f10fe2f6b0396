#ifndef ANALYZER_REPORT_TERMINAL_H
#define ANALYZER_REPORT_TERMINAL_H

#include "analyzer/base/buf.h"
#include "analyzer/base/diag.h"

/*
 * Text for people. What comes from the input goes through `terminal_text`, so that no template can
 * send control sequences to the terminal.
 */
enum paint { PAINT_BOLD, PAINT_RED, PAINT_YELLOW, PAINT_BLUE, PAINT_CYAN, PAINT_GREEN, PAINT_DIM };

/* Appends text with its control characters (line ends too) and what is no UTF-8 replaced. */
void terminal_text(struct buf *out, const char *text);
void terminal_write(struct buf *out, const char *text, size_t length);

/* Appends painted text; plain where `color` is false. */
void terminal_paint(struct buf *out, bool color, enum paint paint, const char *text);

/* What is appended between these two is painted. */
void terminal_begin(struct buf *out, bool color, enum paint paint);
void terminal_end(struct buf *out, bool color);

/* Appends "file:line:column: ", or nothing for a span without source. */
void terminal_place(struct buf *out, bool color, struct span span);

/*
 * Appends the source line of a span, with its number, and under it a caret with the rest of the
 * span underlined. A long line is cut around the span.
 */
void terminal_snippet(struct buf *out, bool color, enum paint paint, struct span span);

/* Appends a diagnostic: place, severity, message and the source line. */
void terminal_diagnostic(struct buf *out, bool color, const struct diag *diag);

#endif
