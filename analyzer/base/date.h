#ifndef ANALYZER_BASE_DATE_H
#define ANALYZER_BASE_DATE_H

#include "analyzer/base/arena.h"

#include <stdbool.h>

/* Dates are texts, "2027-01-31", and order like texts. */

/* Says whether a text is a day of the Gregorian calendar in this form. */
bool date_is_valid(const char *text);

/*
 * Today in UTC; what SOURCE_DATE_EPOCH says instead of the clock, where it is set, so that a run
 * can be repeated (https://reproducible-builds.org/specs/source-date-epoch/, read 2026-11).
 */
const char *date_today(struct arena *arena);

/* The month after one, "2027-01" after "2026-12"; what follows the month is not read. */
const char *date_next_month(struct arena *arena, const char *date);

#endif
