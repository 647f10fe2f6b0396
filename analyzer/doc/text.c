#include "analyzer/doc/tree.h"

#include "analyzer/base/bytes.h"

#include <string.h>

#define BLOCK 64

/* Whether a block holds anything but printable ASCII, tabs and line ends. */
static bool is_suspect(const char *text) {
	bytes16 others = { 0 };
	for (size_t i = 0; i < BLOCK; i += sizeof(others)) {
		bytes16 bytes = bytes_at(text + i);
		others |= (bytes16)((bytes - ' ' > '~' - ' ') & (bytes != '\n'));
	}
	if (bytes_before(others) == sizeof(others)) {
		return false;
	}
	for (size_t i = 0; i < BLOCK; i += sizeof(others)) {
		bytes16 bytes = bytes_at(text + i);
		others = (bytes16)((bytes - ' ' > '~' - ' ') & (bytes != '\n') & (bytes != '\r') &
				   (bytes != '\t'));
		if (bytes_before(others) < sizeof(others)) {
			return true;
		}
	}
	return false;
}

/* Decodes one character of more than one byte; its length, or 0 where it is not UTF-8. */
static size_t decode(const unsigned char *bytes, size_t size, uint32_t *ret_code_point) {
	static const struct {
		unsigned char mask, lead;
		uint32_t least;
	} forms[] = {
		{ 0xE0, 0xC0, 0x80 },
		{ 0xF0, 0xE0, 0x800 },
		{ 0xF8, 0xF0, 0x10000 },
	};
	for (size_t i = 0; i < 3; i++) {
		if ((bytes[0] & forms[i].mask) != forms[i].lead || size < i + 2) {
			continue;
		}
		uint32_t code_point = bytes[0] & (unsigned char)~forms[i].mask;
		for (size_t k = 1; k <= i + 1; k++) {
			if ((bytes[k] & 0xC0) != 0x80) {
				return 0;
			}
			code_point = code_point << 6 | (bytes[k] & 0x3F);
		}
		bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
		if (code_point < forms[i].least || code_point > 0x10FFFF || surrogate) {
			return 0;
		}
		*ret_code_point = code_point;
		return i + 2;
	}
	return 0;
}

/* The characters that YAML 1.1 calls printable; JSON's raw text needs no others. */
static bool is_printable(uint32_t c) {
	if (c < 0x80) {
		return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
	}
	return c == 0x85 || (c >= 0xA0 && c <= 0xFFFD) || c >= 0x10000;
}

static bool is_utf16(const struct source *source) {
	const unsigned char *text = (const unsigned char *)source->text;
	if (source->size < 2) {
		return false;
	}
	bool marked = (text[0] == 0xFF && text[1] == 0xFE) || (text[0] == 0xFE && text[1] == 0xFF);
	unsigned char other = text[0] | text[1];
	return marked || ((text[0] == 0) != (text[1] == 0) && is_printable(other));
}

static void report_character(struct tree *tree, uint32_t at, size_t length, uint32_t code_point) {
	unsigned char byte = (unsigned char)tree->source->text[at];
	if (length == 0) {
		tree_error(tree, at, at + 1, "not UTF-8 text: byte 0x%02X", byte);
	} else if (code_point == 0) {
		tree_error(tree, at, at + 1, "NUL byte: this is not a text file");
	} else {
		bool is_binary = memchr(tree->source->text, 0, tree->source->size);
		tree_error(tree, at, at + (uint32_t)length, "character U+%04X is not allowed%s",
			code_point, is_binary ? ": this is not a text file" : "");
	}
}

/* The offset behind the character at `at`; 0 (reported) where it is none that may stand there. */
static uint32_t check_character(struct tree *tree, uint32_t at) {
	const unsigned char *text = (const unsigned char *)tree->source->text;
	uint32_t code_point = text[at];
	size_t length = 1;
	if (code_point >= 0x80) {
		tree->ascii = false;
		length = decode(text + at, tree->source->size - at, &code_point);
	}
	if (length == 0 || !is_printable(code_point)) {
		report_character(tree, at, length, code_point);
		return 0;
	}
	return at + (uint32_t)length;
}

bool tree_check_text(struct tree *tree) {
	const struct source *source = tree->source;
	const unsigned char *text = (const unsigned char *)source->text;
	if (source->size > LIMIT_FILE_BYTES) {
		tree_error(tree, 0, 0, "larger than %u bytes", LIMIT_FILE_BYTES);
		return false;
	}
	if (is_utf16(source)) {
		tree_error(tree, 0, 0, "UTF-16 text: save the file as UTF-8");
		return false;
	}
	uint32_t size = (uint32_t)source->size, at = 0;
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		at = 3;
	}
	tree->text_start = at;
	tree->ascii = true;
	while (at < size) {
		bool whole = size - at >= BLOCK;
		uint32_t end = whole ? at + BLOCK : size;
		if (whole && !is_suspect(source->text + at)) {
			at = end;
		}
		while (at < end) {
			at = check_character(tree, at);
			if (!at) {
				return false;
			}
		}
	}
	return true;
}

bool tree_check_directives(struct tree *tree) {
	const char *text = tree->source->text + tree->text_start;
	size_t directives = 0;
	for (const char *c = text; (c = strchr(c, '%')); c++) {
		directives += c == text || c[-1] == '\n' || c[-1] == '\r';
		if (directives > LIMIT_DIRECTIVES) {
			uint32_t at = (uint32_t)(c - tree->source->text);
			tree_error(tree, at, at + 1, "more than %d lines start with '%%'",
				LIMIT_DIRECTIVES);
			return false;
		}
	}
	return true;
}
