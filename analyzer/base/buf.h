#ifndef ANALYZER_BASE_BUF_H
#define ANALYZER_BASE_BUF_H

#include "analyzer/base/arena.h"

/* A string under construction. The bytes belong to the arena given to `buf_new`. */
struct buf {
	struct arena *arena;
	char *bytes; /* always terminated by NUL, which `length` does not count */
	size_t length, capacity;
};

struct buf buf_new(struct arena *arena);
void buf_putc(struct buf *buf, char c);
void buf_puts(struct buf *buf, const char *text);
void buf_write(struct buf *buf, const char *bytes, size_t length);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a character `count` times. */
void buf_put_times(struct buf *buf, char c, size_t count);

/* Appends a number in decimal digits, with blanks before it up to `width` bytes. */
void buf_put_number(struct buf *buf, size_t number, size_t width);

/* Appends the UTF-8 form of a Unicode scalar value. */
void buf_put_code_point(struct buf *buf, unsigned long code_point);

#endif
