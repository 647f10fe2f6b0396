#ifndef ANALYZER_BASE_TRUTH_H
#define ANALYZER_BASE_TRUTH_H

/*
 * Kleene's three values, ordered so that `and` is the least of its parts, `or` the greatest and
 * `not` the mirror. UNKNOWN is a result with a reason, never a silent pass and never a false alarm.
 */
enum truth { NO, UNKNOWN, YES };

static inline enum truth truth_and(enum truth a, enum truth b) {
	return a < b ? a : b;
}

static inline enum truth truth_or(enum truth a, enum truth b) {
	return a > b ? a : b;
}

static inline enum truth truth_not(enum truth a) {
	return (enum truth)(YES - a);
}

static inline enum truth truth_of(int condition) {
	return condition ? YES : NO;
}

#endif
