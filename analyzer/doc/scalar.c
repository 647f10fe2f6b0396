#include "analyzer/doc/scalar.h"

#include "analyzer/base/buf.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

static const struct word {
	const char *text;
	enum node_kind kind;
	bool truth;
} words[] = {
	{ "", NODE_NULL, false },
	{ "~", NODE_NULL, false },
	{ "null", NODE_NULL, false },
	{ "Null", NODE_NULL, false },
	{ "NULL", NODE_NULL, false },
	{ "true", NODE_BOOL, true },
	{ "True", NODE_BOOL, true },
	{ "TRUE", NODE_BOOL, true },
	{ "yes", NODE_BOOL, true },
	{ "Yes", NODE_BOOL, true },
	{ "YES", NODE_BOOL, true },
	{ "on", NODE_BOOL, true },
	{ "On", NODE_BOOL, true },
	{ "ON", NODE_BOOL, true },
	{ "false", NODE_BOOL, false },
	{ "False", NODE_BOOL, false },
	{ "FALSE", NODE_BOOL, false },
	{ "no", NODE_BOOL, false },
	{ "No", NODE_BOOL, false },
	{ "NO", NODE_BOOL, false },
	{ "off", NODE_BOOL, false },
	{ "Off", NODE_BOOL, false },
	{ "OFF", NODE_BOOL, false },
};

static const struct word *find_word(const char *text) {
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].text, text) == 0) {
			return &words[i];
		}
	}
	return NULL;
}

/* The digits of an integer in some base, up to 64 bits; false for anything else. */
static bool read_digits(const char *digits, unsigned base, uint64_t *ret_number) {
	uint64_t number = 0;
	bool any = false;
	for (; *digits; digits++) {
		if (*digits == '_') {
			continue;
		}
		int c = tolower((unsigned char)*digits);
		unsigned digit = isdigit(c)    ? (unsigned)(c - '0')
				 : isxdigit(c) ? (unsigned)(c - 'a' + 10)
					       : 99;
		if (digit >= base || number > (UINT64_MAX - digit) / base) {
			return false;
		}
		number = number * base + digit;
		any = true;
	}
	*ret_number = number;
	return any;
}

/* 1:30 is 90: groups of sixty, the later ones below sixty. */
static bool read_sexagesimal(const char *text, uint64_t *ret_number) {
	uint64_t number = 0;
	size_t groups = 0;
	for (;; groups++) {
		size_t digits = strspn(text, "0123456789");
		if (digits == 0 || digits > 9 || (groups > 0 && digits > 2)) {
			return false;
		}
		uint64_t group = 0;
		for (size_t i = 0; i < digits; i++) {
			group = group * 10 + (uint64_t)(text[i] - '0');
		}
		if ((groups > 0 && group > 59) || number > UINT64_MAX / 61) {
			return false;
		}
		number = number * 60 + group;
		text += digits;
		if (!*text) {
			break;
		}
		if (*text++ != ':') {
			return false;
		}
	}
	*ret_number = number;
	return groups > 0;
}

static bool is_decimal(const char *digits) {
	size_t length = strspn(digits, "0123456789_");
	return isdigit((unsigned char)*digits) && !digits[length] &&
	       (*digits != '0' || length == 1);
}

/* [0-9][0-9_]* . [0-9_]* with an exponent that must be signed; ".5" too; ".inf" and ".nan". */
static bool is_float(const char *digits) {
	static const char *const names[] = { ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(digits, names[i]) == 0) {
			return true;
		}
	}
	size_t whole = strspn(digits, "0123456789_");
	if (digits[whole] != '.' || (whole && !isdigit((unsigned char)*digits))) {
		return false;
	}
	const char *rest = digits + whole + 1;
	size_t fraction = strspn(rest, "0123456789_");
	rest += fraction;
	if (whole + fraction == 0) {
		return false;
	}
	if (*rest == 'e' || *rest == 'E') {
		bool is_signed = rest[1] == '+' || rest[1] == '-';
		size_t exponent = is_signed ? strspn(rest + 2, "0123456789") : 0;
		return exponent > 0 && !rest[2 + exponent];
	}
	return !*rest;
}

static const char *without_underscores(struct arena *arena, const char *text) {
	if (!strchr(text, '_')) {
		return text;
	}
	struct buf buf = buf_new(arena);
	for (; *text; text++) {
		if (*text != '_') {
			buf_putc(&buf, *text);
		}
	}
	return buf.bytes;
}

/* The number in the form in which it is a text to CloudFormation, or NULL. */
static const char *number_text(struct arena *arena, const char *text) {
	const char *digits = text + (*text == '-' || *text == '+');
	const char *sign = *text == '-' ? "-" : "";
	uint64_t number;
	if (is_decimal(digits) || is_float(digits)) {
		return without_underscores(arena, text);
	}
	bool prefixed = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'b');
	unsigned base = !prefixed ? 8 : digits[1] == 'x' ? 16 : 2;
	bool based = digits[0] == '0' && digits[1] &&
		     read_digits(digits + (prefixed ? 2 : 1), base, &number);
	if (based || (*digits != '0' && read_sexagesimal(digits, &number))) {
		return arena_printf(arena, "%s%" PRIu64, sign, number);
	}
	return NULL;
}

void scalar_resolve(struct arena *arena, struct node *node, const char *text) {
	const struct word *word = find_word(text);
	node->text = text;
	if (word) {
		node->kind = (uint8_t)word->kind;
		node->truth = word->truth;
		node->text = word->kind == NODE_NULL ? "" : word->truth ? "true" : "false";
		return;
	}
	bool may_be_number =
		isdigit((unsigned char)*text) || *text == '.' || *text == '-' || *text == '+';
	const char *number = may_be_number ? number_text(arena, text) : NULL;
	node->kind = number ? NODE_NUMBER : NODE_STRING;
	node->text = number ? number : text;
}

bool scalar_is_octal_account(const char *text) {
	return text[0] == '0' && strlen(text) == 12 && strspn(text, "01234567") == 12;
}
