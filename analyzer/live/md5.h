#ifndef ANALYZER_LIVE_MD5_H
#define ANALYZER_LIVE_MD5_H

#include <stddef.h>
#include <stdint.h>

/*
 * MD5 (https://www.rfc-editor.org/rfc/rfc1321, read 2026-11): against bytes lost and turned on
 * their way, which is what stores of files use it for; against forgery it is worth nothing.
 */
struct md5 {
	uint32_t state[4];
	uint64_t length; /* bytes so far */
	unsigned char block[64];
};

#define MD5_BYTES 16

void md5_init(struct md5 *md5);
void md5_add(struct md5 *md5, const void *bytes, size_t length);
void md5_finish(struct md5 *md5, unsigned char ret_digest[MD5_BYTES]);

#endif
