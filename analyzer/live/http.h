#ifndef ANALYZER_LIVE_HTTP_H
#define ANALYZER_LIVE_HTTP_H

#include "analyzer/base/context.h"

#include <stdint.h>

/*
 * GET over libcurl. The library is loaded when a connection is first wanted (a start with it linked
 * in costs ten times as much): functions and types are those of its ABI 4
 * (https://curl.se/libcurl/abi.html, read 2026-11). Only https is spoken, but to loopback;
 * redirections are not followed.
 */
struct http;

/* NULL, reported, where libcurl is not installed. To be closed by http_close. */
struct http *http_open(struct ctx *ctx);
void http_close(struct http *http);

struct http_request {
	const char *url;
	const char *const *headers; /* "If-None-Match: ...", ended by NULL; NULL for none */
	uint64_t bytes;		    /* of a body, at most: where its length is said beforehand */
	unsigned seconds; /* for all of it; and for a stretch without a byte, 30 at most */
};

/* What came before the body. */
struct http_response {
	long status;			  /* 0: nothing came */
	int64_t length;			  /* of the body, as the server says; -1: it does not */
	struct VEC(const char *) headers; /* "name: value" */
};

/* The value of a header, without case; NULL where it was not sent. */
const char *http_header(
	struct arena *arena, const struct http_response *response, const char *name);

/* Who takes the body. A function that returns false ends the request. */
struct http_sink {
	bool (*begin)(void *user, const struct http_response *response); /* before the body */
	bool (*write)(void *user, const char *bytes, size_t length);
	void *user;
};

enum http_result {
	HTTP_WHOLE,   /* the whole answer was taken */
	HTTP_ENDED,   /* the sink ended it */
	HTTP_LARGE,   /* the body is said to be larger than allowed */
	HTTP_BROKEN,  /* the connection broke or was not made; trying again may help */
	HTTP_REFUSED, /* it took too long, or is not allowed */
};

/* *ret_reason says why an answer is not whole, as a phrase. */
enum http_result http_get(struct http *http, const struct http_request *request,
	const struct http_sink *sink, struct http_response *ret_response, const char **ret_reason);

#endif
