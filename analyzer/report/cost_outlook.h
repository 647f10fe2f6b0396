#ifndef ANALYZER_REPORT_COST_OUTLOOK_H
#define ANALYZER_REPORT_COST_OUTLOOK_H

#include "analyzer/report/report.h"

/*
 * What stands below the total of a projection where it was asked for: failover, growth, answers to
 * questions, comparison, budget. As lines of text, and as members of the JSON document.
 */
void cost_outlook_text(const struct results *results, struct buf *out);

struct json;
void cost_outlook_json(const struct results *results, struct json *root, struct arena *arena);

/* "at least ", "" and so on, to stand before an amount. */
const char *cost_sense(enum sense sense);

/* What a row costs a month with DR, with its sense. */
const char *cost_row_amount(struct arena *arena, const struct cost_row *row);

/* "Stack/Table", or "Table" where its stack has no name. */
const char *cost_row_name(struct arena *arena, const struct cost_row *row);

/* The same of a resource. */
const char *cost_name(struct arena *arena, const struct resource *resource);

/* "12.50", "-3.00", "+7.25": a difference in cents. */
const char *cost_difference(struct arena *arena, struct decimal difference);

#endif
