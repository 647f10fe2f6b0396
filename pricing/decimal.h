#ifndef PRICING_DECIMAL_H
#define PRICING_DECIMAL_H

#include "analyzer/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Money and quantities: a decimal fixed point number with DECIMAL_PLACES places in 128 bits. Never
 * binary floating point, so that a projection's lines add up exactly to its totals. Overflow is
 * reported, not wrapped: the functions return false and leave *ret untouched.
 */
#define DECIMAL_PLACES 12

__extension__ typedef __int128 decimal_units; /* a scalar of the compiler's that has no ISO name */

struct decimal {
	decimal_units units; /* in 10^-DECIMAL_PLACES */
};

/* Reads "12", "-0.0000006250"; false for anything else, and for more places than fit. */
bool decimal_parse(const char *text, struct decimal *ret_value);

struct decimal decimal_of(int64_t whole);
bool decimal_add(struct decimal a, struct decimal b, struct decimal *ret_sum);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret_difference);

/* Product and quotient, rounded half to even at the last place. Division by zero returns false. */
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *ret_product);
bool decimal_divide(struct decimal a, struct decimal b, struct decimal *ret_quotient);

/* value x part / whole, rounded down; false where `whole` is zero or one of them is negative. */
bool decimal_share(
	struct decimal value, struct decimal part, struct decimal whole, struct decimal *ret_share);

/* The least whole number that is not below `value`. */
bool decimal_ceiling(struct decimal value, struct decimal *ret_whole);

/* -1, 0 or 1. */
int decimal_compare(struct decimal a, struct decimal b);

/* The shortest exact form: "0.625", "1000000". */
char *decimal_print(struct arena *arena, struct decimal value);

/* With exactly `places` places, half a unit rounded up as on bills: for people. */
char *decimal_print_rounded(struct arena *arena, struct decimal value, int places);

#endif
