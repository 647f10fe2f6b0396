#include "pricing/decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide;

#define UNIT 1000000000000 /* 10^DECIMAL_PLACES */
#define LARGEST ((wide)-1 >> 1)

struct product {
	uint64_t limbs[4]; /* the least first */
};

static wide magnitude(struct decimal value) {
	return value.units < 0 ? -(wide)value.units : (wide)value.units;
}

static bool from_magnitude(wide units, bool negative, struct decimal *ret_value) {
	if (units > LARGEST) {
		return false;
	}
	ret_value->units = negative ? -(decimal_units)units : (decimal_units)units;
	return true;
}

/* Appends one decimal digit to a magnitude, unless it grows too large. */
static bool push_digit(wide *units, int digit) {
	if (*units > (LARGEST - (wide)digit) / 10) {
		return false;
	}
	*units = *units * 10 + (wide)digit;
	return true;
}

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

bool decimal_parse(const char *text, struct decimal *ret_value) {
	bool negative = *text == '-';
	text += negative;
	wide units = 0;
	if (!is_digit(*text)) {
		return false;
	}
	for (; is_digit(*text); text++) {
		if (!push_digit(&units, *text - '0')) {
			return false;
		}
	}
	int places = 0;
	if (*text == '.') {
		text++;
		if (!is_digit(*text)) {
			return false;
		}
		for (; is_digit(*text) && places < DECIMAL_PLACES; text++, places++) {
			if (!push_digit(&units, *text - '0')) {
				return false;
			}
		}
		text += strspn(text, "0");
	}
	for (; places < DECIMAL_PLACES; places++) {
		if (!push_digit(&units, 0)) {
			return false;
		}
	}
	return *text == '\0' && from_magnitude(units, negative, ret_value);
}

struct decimal decimal_of(int64_t whole) {
	return (struct decimal){ (decimal_units)whole * UNIT };
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *ret_sum) {
	decimal_units sum;
	if (__builtin_add_overflow(a.units, b.units, &sum)) {
		return false;
	}
	ret_sum->units = sum;
	return true;
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *ret_difference) {
	decimal_units difference;
	if (__builtin_sub_overflow(a.units, b.units, &difference)) {
		return false;
	}
	ret_difference->units = difference;
	return true;
}

static struct product multiply(wide a, wide b) {
	uint64_t x[2] = { (uint64_t)a, (uint64_t)(a >> 64) };
	uint64_t y[2] = { (uint64_t)b, (uint64_t)(b >> 64) };
	struct product product = { { 0 } };
	for (int i = 0; i < 2; i++) {
		uint64_t carry = 0;
		for (int j = 0; j < 2; j++) {
			wide sum = (wide)x[i] * y[j] + product.limbs[i + j] + carry;
			product.limbs[i + j] = (uint64_t)sum;
			carry = (uint64_t)(sum >> 64);
		}
		product.limbs[i + 2] = carry;
	}
	return product;
}

/* Long division, bit by bit, where no type is wide enough to divide in. */
static bool divide_wide(
	const struct product *dividend, wide divisor, wide *ret_quotient, wide *ret_rest) {
	wide quotient = 0, rest = 0;
	for (int bit = 255; bit >= 0; bit--) {
		if (quotient > LARGEST >> 1) {
			return false;
		}
		rest = rest << 1 | (dividend->limbs[bit / 64] >> bit % 64 & 1);
		quotient <<= 1;
		if (rest >= divisor) {
			rest -= divisor;
			quotient |= 1;
		}
	}
	*ret_quotient = quotient;
	*ret_rest = rest;
	return true;
}

static bool divide(
	const struct product *dividend, wide divisor, wide *ret_quotient, wide *ret_rest) {
	wide low = (wide)dividend->limbs[1] << 64 | dividend->limbs[0];
	if (dividend->limbs[2] || dividend->limbs[3]) {
		return divide_wide(dividend, divisor, ret_quotient, ret_rest);
	}
	*ret_quotient = low / divisor;
	*ret_rest = low % divisor;
	return true;
}

/* Rounds half to even. */
static bool divide_rounded(
	struct product dividend, wide divisor, bool negative, struct decimal *ret_value) {
	wide quotient, rest;
	if (!divide(&dividend, divisor, &quotient, &rest)) {
		return false;
	}
	wide missing = divisor - rest;
	if (rest > missing || (rest == missing && quotient & 1)) {
		quotient++;
	}
	return from_magnitude(quotient, negative, ret_value);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *ret_product) {
	bool negative = (a.units < 0) != (b.units < 0);
	return divide_rounded(multiply(magnitude(a), magnitude(b)), UNIT, negative, ret_product);
}

bool decimal_divide(struct decimal a, struct decimal b, struct decimal *ret_quotient) {
	bool negative = (a.units < 0) != (b.units < 0);
	return b.units != 0 &&
	       divide_rounded(multiply(magnitude(a), UNIT), magnitude(b), negative, ret_quotient);
}

bool decimal_share(struct decimal value, struct decimal part, struct decimal whole,
	struct decimal *ret_share) {
	if (value.units < 0 || part.units < 0 || whole.units <= 0) {
		return false;
	}
	wide quotient, rest;
	const struct product product = multiply(magnitude(value), magnitude(part));
	return divide(&product, magnitude(whole), &quotient, &rest) &&
	       from_magnitude(quotient, false, ret_share);
}

bool decimal_ceiling(struct decimal value, struct decimal *ret_whole) {
	decimal_units whole = value.units / UNIT;
	if (value.units % UNIT > 0) {
		whole++;
	}
	decimal_units units;
	if (whole > (decimal_units)(LARGEST / UNIT)) {
		return false;
	}
	units = whole * UNIT;
	ret_whole->units = units;
	return true;
}

int decimal_compare(struct decimal a, struct decimal b) {
	return (a.units > b.units) - (a.units < b.units);
}

/* Writes a magnitude in 10^-places with all its places. */
static char *print_units(struct arena *arena, wide units, bool negative, int places) {
	char text[64];
	char *end = text + sizeof(text) - 1, *p = end;
	*p = '\0';
	for (int i = 0; i < places || units || i == places; i++) {
		if (places && i == places) {
			*--p = '.';
		}
		*--p = (char)('0' + (int)(units % 10));
		units /= 10;
	}
	if (negative) {
		*--p = '-';
	}
	return arena_strndup(arena, p, (size_t)(end - p));
}

char *decimal_print(struct arena *arena, struct decimal value) {
	wide units = magnitude(value);
	int places = DECIMAL_PLACES;
	while (places > 0 && units % 10 == 0) {
		units /= 10;
		places--;
	}
	return print_units(arena, units, value.units < 0, places);
}

char *decimal_print_rounded(struct arena *arena, struct decimal value, int places) {
	wide units = magnitude(value), divisor = 1;
	for (int i = places; i < DECIMAL_PLACES; i++) {
		divisor *= 10;
	}
	wide rest = units % divisor;
	units /= divisor;
	wide missing = divisor - rest;
	if (rest >= missing) {
		units++;
	}
	return print_units(arena, units, value.units < 0 && units, places);
}
