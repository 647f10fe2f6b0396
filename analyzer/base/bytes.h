#ifndef ANALYZER_BASE_BYTES_H
#define ANALYZER_BASE_BYTES_H

#include <stdint.h>
#include <string.h>

/*
 * Bytes of a text, many at a time. Compilers turn what is done to all of these (`bytes == 'x'`
 * marks those that are an x) into one instruction where there is one.
 */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline bytes16 bytes_at(const char *text) {
	bytes16 bytes;
	memcpy(&bytes, text, sizeof(bytes));
	return bytes;
}

/* How many bytes stand before the first marked one; 16 where none is. */
static inline uint32_t bytes_before(bytes16 marked) {
	uint64_t halves[2];
	memcpy(halves, &marked, sizeof(halves));
	uint64_t half = halves[0] ? halves[0] : halves[1];
	uint32_t skipped = halves[0] ? 0 : sizeof(half);
	if (!half) {
		return sizeof(marked);
	}
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return skipped + (uint32_t)__builtin_ctzll(half) / 8;
#else
	return skipped + (uint32_t)__builtin_clzll(half) / 8;
#endif
}

#endif
