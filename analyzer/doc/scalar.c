#include "analyzer/doc/scalar.h"

#include <inttypes.h>
#include <string.h>

#define ACCOUNT_ID_DIGITS 12
#define LONGEST_WORD 5 /* that is a null or a boolean */

/* A form of integer: which digits it takes behind which prefix. */
struct base {
	const char *prefix;
	const char *digits;
	unsigned value;
};

static bool is_one_of(const char *text, const char *const *words) {
	for (; *words; words++) {
		if (**words == *text && strcmp(text, *words) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

static size_t sign_length(const char *text) {
	return *text == '-' || *text == '+';
}

/* The number without the underscores that only help to read it, and without a plus sign. */
static char *without_underscores(struct arena *arena, const char *text, size_t length) {
	char *copy = arena_strndup(arena, text, length), *to = copy;
	for (const char *from = text + (*text == '+'); *from; from++) {
		if (*from != '_') {
			*to++ = *from;
		}
	}
	*to = '\0';
	return copy;
}

static char *print_value(struct arena *arena, const char *text, uint64_t value) {
	return arena_printf(arena, "%s%" PRIu64, *text == '-' && value ? "-" : "", value);
}

/* Reads binary, octal and hexadecimal; a number too long for 64 bits keeps its source text. */
static bool resolve_base(struct arena *arena, const char *text, size_t length, struct scalar *ret) {
	static const struct base bases[] = {
		{ "0b", "01", 2 },
		{ "0x", "0123456789abcdef0123456789ABCDEF", 16 },
		{ "0", "01234567", 8 },
	};
	const char *digits = text + sign_length(text);
	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases); i++) {
		const struct base *base = &bases[i];
		size_t prefix = strlen(base->prefix);
		const char *c = digits + prefix;
		if (strncmp(digits, base->prefix, prefix) != 0 || !*c) {
			continue;
		}
		uint64_t value = 0;
		bool fits = true;
		for (; *c && (*c == '_' || strchr(base->digits, *c)); c++) {
			if (*c != '_') {
				unsigned digit =
					(unsigned)(strchr(base->digits, *c) - base->digits);
				fits = fits && value <= (UINT64_MAX - 15) / base->value;
				value = value * base->value + digit % base->value;
			}
		}
		if (*c) {
			continue;
		}
		ret->kind = NODE_NUMBER;
		ret->text = fits ? print_value(arena, text, value) : text;
		if (!fits) {
			return true;
		}
		if (base->value == 8 && length == ACCOUNT_ID_DIGITS) {
			ret->surprise = "an account id with a leading zero is an octal number";
		} else if (base->value == 8) {
			ret->surprise = "a leading zero makes an octal number";
		}
		return true;
	}
	return false;
}

/* Reads 1:30 as 90: digits in base 60, the last perhaps with a fraction. */
static bool resolve_sexagesimal(struct arena *arena, const char *text, struct scalar *ret) {
	const char *c = text + sign_length(text);
	uint64_t value = 0, part = 0;
	size_t parts = 0, width = 0;
	if (*c == '0' || !is_digit(*c)) {
		return false;
	}
	for (;; c++) {
		if (is_digit(*c) || (*c == '_' && parts == 0)) {
			part = *c == '_' ? part : part * 10 + (uint64_t)(*c - '0');
			width++;
		} else if (*c == ':' || *c == '\0') {
			bool fits = value < UINT64_MAX / 120 && part < UINT64_MAX / 120;
			bool good = parts == 0 ? width < 18 : width > 0 && width < 3 && part < 60;
			if (!fits || !good) {
				return false;
			}
			value = value * 60 + part;
			part = width = 0;
			parts++;
			if (!*c) {
				break;
			}
		} else {
			return false;
		}
	}
	if (parts < 2) {
		return false;
	}
	ret->kind = NODE_NUMBER;
	ret->text = print_value(arena, text, value);
	ret->surprise = "digits and colons make a number in base 60";
	return true;
}

static const char *skip_digits(const char *c) {
	while (is_digit(*c) || *c == '_') {
		c++;
	}
	return c;
}

/* Reads decimal integers and fractions. An exponent needs a dot before and a sign behind it. */
static bool resolve_decimal(
	struct arena *arena, const char *text, size_t length, struct scalar *ret) {
	const char *start = text + sign_length(text);
	const char *c = skip_digits(start);
	bool has_digits = c > start;
	if (*start == '_' || (*start == '0' && c > start + 1 && *c != '.')) {
		return false;
	}
	if (*c == '.') {
		const char *fraction = c + 1;
		c = skip_digits(fraction);
		has_digits |= c > fraction && is_digit(*fraction);
		if ((*c == 'e' || *c == 'E') && (c[1] == '+' || c[1] == '-') && is_digit(c[2])) {
			c += 2;
			while (is_digit(*c)) {
				c++;
			}
		}
	}
	if (*c || !has_digits) {
		return false;
	}
	ret->kind = NODE_NUMBER;
	ret->text =
		*text == '+' || strchr(text, '_') ? without_underscores(arena, text, length) : text;
	return true;
}

static bool resolve_number(
	struct arena *arena, const char *text, size_t length, struct scalar *ret) {
	static const char *const special[] = { ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
		"-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN", NULL };
	if (is_one_of(text, special)) {
		ret->kind = NODE_NUMBER;
		return true;
	}
	return resolve_base(arena, text, length, ret) ||
	       resolve_decimal(arena, text, length, ret) || resolve_sexagesimal(arena, text, ret);
}

static bool may_be_number(char first) {
	return is_digit(first) || first == '+' || first == '-' || first == '.';
}

/* Most texts are told from all words that mean something by their first character or their length.
 */
static bool may_be_word(char first, size_t length) {
	switch (first) {
	case '\0':
	case '~':
	case 'n':
	case 'N':
	case 't':
	case 'T':
	case 'y':
	case 'Y':
	case 'o':
	case 'O':
	case 'f':
	case 'F':
		return length <= LONGEST_WORD;
	default:
		return false;
	}
}

struct scalar scalar_resolve(struct arena *arena, const char *text, size_t length) {
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const yes[] = { "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On",
		"ON", NULL };
	static const char *const no[] = { "false", "False", "FALSE", "no", "No", "NO", "off", "Off",
		"OFF", NULL };
	struct scalar result = { .kind = NODE_STRING, .text = text };
	if (may_be_number(*text)) {
		resolve_number(arena, text, length, &result);
	} else if (!may_be_word(*text, length)) {
		return result;
	} else if (is_one_of(text, nulls)) {
		result.kind = NODE_NULL;
		result.text = "";
	} else if (is_one_of(text, yes)) {
		result = (struct scalar){ .kind = NODE_BOOL, .truth = true, .text = "true" };
	} else if (is_one_of(text, no)) {
		result = (struct scalar){ .kind = NODE_BOOL, .text = "false" };
	}
	return result;
}
