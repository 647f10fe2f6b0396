#include "analyzer/base/buf.h"

#include <stdio.h>
#include <string.h>

#define FIRST_CAPACITY 32

struct buf buf_new(struct arena *arena) {
	struct buf buf = { .arena = arena, .capacity = FIRST_CAPACITY };
	buf.bytes = arena_alloc(arena, buf.capacity);
	buf.bytes[0] = '\0';
	return buf;
}

/* Makes room for `more` bytes and the NUL behind them. */
static void reserve(struct buf *buf, size_t more) {
	if (more < buf->capacity - buf->length) {
		return;
	}
	size_t capacity = buf->capacity * 2;
	while (capacity - buf->length <= more) {
		capacity *= 2;
	}
	char *bytes = arena_alloc(buf->arena, capacity);
	memcpy(bytes, buf->bytes, buf->length + 1);
	buf->bytes = bytes;
	buf->capacity = capacity;
}

void buf_putc(struct buf *buf, char c) {
	reserve(buf, 1);
	buf->bytes[buf->length++] = c;
	buf->bytes[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *text) {
	buf_write(buf, text, strlen(text));
}

void buf_write(struct buf *buf, const char *bytes, size_t length) {
	if (!length) {
		return;
	}
	reserve(buf, length);
	memcpy(buf->bytes + buf->length, bytes, length);
	buf->length += length;
	buf->bytes[buf->length] = '\0';
}

void buf_put_times(struct buf *buf, char c, size_t count) {
	reserve(buf, count);
	memset(buf->bytes + buf->length, c, count);
	buf->length += count;
	buf->bytes[buf->length] = '\0';
}

void buf_put_number(struct buf *buf, size_t number, size_t width) {
	char digits[3 * sizeof(number)];
	size_t at = sizeof(digits);
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	size_t length = sizeof(digits) - at;
	buf_put_times(buf, ' ', length < width ? width - length : 0);
	buf_write(buf, digits + at, length);
}

void buf_printf(struct buf *buf, const char *format, ...) {
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	size_t room = buf->capacity - buf->length;
	int length = vsnprintf(buf->bytes + buf->length, room, format, args);
	if (length < 0) {
		arena_out_of_memory();
	}
	if ((size_t)length >= room) {
		reserve(buf, (size_t)length);
		vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, again);
	}
	buf->length += (size_t)length;
	va_end(again);
	va_end(args);
}

void buf_put_code_point(struct buf *buf, unsigned long code_point) {
	if (code_point < 0x80) {
		buf_putc(buf, (char)code_point);
	} else if (code_point < 0x800) {
		buf_putc(buf, (char)(0xC0 | code_point >> 6));
		buf_putc(buf, (char)(0x80 | (code_point & 0x3F)));
	} else if (code_point < 0x10000) {
		buf_putc(buf, (char)(0xE0 | code_point >> 12));
		buf_putc(buf, (char)(0x80 | (code_point >> 6 & 0x3F)));
		buf_putc(buf, (char)(0x80 | (code_point & 0x3F)));
	} else {
		buf_putc(buf, (char)(0xF0 | code_point >> 18));
		buf_putc(buf, (char)(0x80 | (code_point >> 12 & 0x3F)));
		buf_putc(buf, (char)(0x80 | (code_point >> 6 & 0x3F)));
		buf_putc(buf, (char)(0x80 | (code_point & 0x3F)));
	}
}
