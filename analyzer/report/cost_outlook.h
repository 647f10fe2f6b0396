#ifndef ANALYZER_REPORT_COST_OUTLOOK_H
#define ANALYZER_REPORT_COST_OUTLOOK_H

#include "analyzer/report/report.h"

/*
 * What stands below the total of a projection where it was asked for: failover, growth, answers to
 * questions, comparison, budget. As lines of text, and as members of the JSON document.
 */
void cost_outlook_text(const struct results *results, struct buf *out);

struct json;

/* How each monthly amount stands to what it were if all had a price; nothing where all has. */
void cost_senses_json(struct json *json, unsigned lacks);

void cost_outlook_json(const struct results *results, struct json *root, struct arena *arena);

/* "at least ", "" and so on, to stand before an amount. */
const char *cost_sense(enum sense sense);

/* The same in JSON: "exact", "at_least", "at_most", "perhaps". */
const char *cost_sense_name(enum sense sense);

/* "at least 12.50": an amount in cents after its sense. */
const char *cost_amount(struct arena *arena, enum sense sense, struct decimal amount);

/* "over", "within", or how far that is known. */
const char *cost_verdict(const struct budget_check *check);

/* "3.00 to 9.00 a month in a single region, at least 6.00 to at least 18.00 with DR". */
void cost_range(struct buf *out, const struct bound *low, const struct bound *high);

/* What a row costs a month with DR, with its sense. */
const char *cost_row_amount(struct arena *arena, const struct cost_row *row);

/* "Stack/Table", or "Table" where its stack has no name. */
const char *cost_row_name(struct arena *arena, const struct cost_row *row);

/* The same of a resource. */
const char *cost_name(struct arena *arena, const struct resource *resource);

/* Says whether a component stands on no bill: nothing of it is paid for, or could be. */
bool cost_is_free(const struct component *component);

/* An amount of a component with its sense; "unpriced" where nothing of it has a price. */
const char *cost_of_component(struct arena *arena, const struct component *component,
	enum sense sense, struct decimal amount);

/* "\n2 components have no cost of their own.\n", to stand below a table of them; "" for none. */
const char *cost_free_count(struct arena *arena, size_t count);

/* "12.50", "-3.00", "at least +7.25": a difference in cents after its sense. */
const char *cost_difference(struct arena *arena, enum sense sense, struct decimal difference);

#endif
