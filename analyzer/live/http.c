#include "analyzer/live/http.h"

#include "analyzer/base/library.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { CONNECT_SECONDS = 20, SILENT_SECONDS = 30 };

/* The functions of the library that are used, by their own types. */
struct curl {
	__typeof__(curl_global_init) *global_init;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__(curl_easy_cleanup) *easy_cleanup;
	__typeof__(curl_easy_perform) *easy_perform;
	__typeof__(curl_easy_strerror) *easy_strerror;
	CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
	CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
	__typeof__(curl_slist_append) *slist_append;
	__typeof__(curl_slist_free_all) *slist_free_all;
	__typeof__(curl_url) *url;
	__typeof__(curl_url_set) *url_set;
	__typeof__(curl_url_get) *url_get;
	__typeof__(curl_url_cleanup) *url_cleanup;
	__typeof__(curl_free) *free;
};

static const struct library_function functions[] = {
	{ "curl_global_init", offsetof(struct curl, global_init) },
	{ "curl_easy_init", offsetof(struct curl, easy_init) },
	{ "curl_easy_cleanup", offsetof(struct curl, easy_cleanup) },
	{ "curl_easy_perform", offsetof(struct curl, easy_perform) },
	{ "curl_easy_strerror", offsetof(struct curl, easy_strerror) },
	{ "curl_easy_setopt", offsetof(struct curl, easy_setopt) },
	{ "curl_easy_getinfo", offsetof(struct curl, easy_getinfo) },
	{ "curl_slist_append", offsetof(struct curl, slist_append) },
	{ "curl_slist_free_all", offsetof(struct curl, slist_free_all) },
	{ "curl_url", offsetof(struct curl, url) },
	{ "curl_url_set", offsetof(struct curl, url_set) },
	{ "curl_url_get", offsetof(struct curl, url_get) },
	{ "curl_url_cleanup", offsetof(struct curl, url_cleanup) },
	{ "curl_free", offsetof(struct curl, free) },
	{ 0 },
};

static const struct library library = {
	.file = "libcurl.so.4",
	.need = "downloading needs libcurl (on Debian: apt install libcurl4)",
	.functions = functions,
};

struct http {
	struct arena *arena;
	struct curl curl;
	CURL *easy;
};

/* One request on its way. */
struct exchange {
	struct http *http;
	const struct http_sink *sink;
	struct http_response *response;
	bool begun, ended;
};

struct http *http_open(struct ctx *ctx) {
	struct http *http = arena_new_of(ctx->arena, struct http);
	http->arena = ctx->arena;
	if (!library_load(ctx, &library, &http->curl)) {
		return NULL;
	}
	if (http->curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
		!(http->easy = http->curl.easy_init())) {
		ctx_error(ctx, NOWHERE, "%s cannot be started", library.file);
		return NULL;
	}
	return http;
}

/* The library stays loaded: what it loaded itself cannot always be taken out again. */
void http_close(struct http *http) {
	http->curl.easy_cleanup(http->easy);
}

const char *http_header(
	struct arena *arena, const struct http_response *response, const char *name) {
	size_t length = strlen(name);
	const char *const *header;
	vec_each(header, &response->headers) {
		if (strncasecmp(*header, name, length) == 0 && (*header)[length] == ':') {
			const char *value = *header + length + 1;
			value += strspn(value, " \t");
			return arena_strdup(arena, value);
		}
	}
	return NULL;
}

/* An answer may follow another, as that of a proxy does; only the last one counts. */
static size_t take_header(char *bytes, size_t size, size_t count, void *user) {
	struct exchange *exchange = user;
	struct arena *arena = exchange->http->arena;
	size_t length = size * count;
	if (length > 5 && memcmp(bytes, "HTTP/", 5) == 0) {
		exchange->response->headers.count = 0;
		return length;
	}
	size_t end = length;
	while (end && strchr("\r\n \t", bytes[end - 1])) {
		end--;
	}
	if (end) {
		const char *header = arena_strndup(arena, bytes, end);
		vec_push(arena, &exchange->response->headers, header);
	}
	return length;
}

static void read_response(struct exchange *exchange) {
	struct http *http = exchange->http;
	curl_off_t length = -1;
	http->curl.easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &exchange->response->status);
	http->curl.easy_getinfo(http->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	exchange->response->length = length;
}

static void begin(struct exchange *exchange) {
	exchange->begun = true;
	read_response(exchange);
	exchange->ended = !exchange->sink->begin(exchange->sink->user, exchange->response);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *user) {
	struct exchange *exchange = user;
	const struct http_sink *sink = exchange->sink;
	if (!exchange->begun) {
		begin(exchange);
	}
	if (!exchange->ended) {
		exchange->ended = !sink->write(sink->user, bytes, size * count);
	}
	return exchange->ended ? 0 : size * count;
}

static bool is_loopback(const char *host) {
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	       (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

/* What may not be asked, as a phrase; NULL where it may. */
static const char *forbidden(const struct curl *curl, const char *url) {
	char *scheme = NULL, *host = NULL;
	CURLU *parts = curl->url();
	bool read = parts && curl->url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
		    curl->url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
		    curl->url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK;
	const char *reason = NULL;
	if (!read) {
		reason = "it is no URL";
	} else if (strcmp(scheme, "https") != 0 &&
		   !(strcmp(scheme, "http") == 0 && is_loopback(host))) {
		reason = "only https is spoken, but to this machine itself";
	}
	curl->free(scheme);
	curl->free(host);
	curl->url_cleanup(parts);
	return reason;
}

/* Says whether the request is set up whole: an option that the library lacks may be a bound. */
static bool set_up(struct exchange *exchange, const struct http_request *request,
	const struct curl_slist *headers) {
	struct http *http = exchange->http;
	CURL *easy = http->easy;
	CURLcode (*set)(CURL *, CURLoption, ...) = http->curl.easy_setopt;
	long silent = request->seconds < SILENT_SECONDS ? request->seconds : SILENT_SECONDS;
	return set(easy, CURLOPT_URL, request->url) == CURLE_OK &&
	       set(easy, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
	       set(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       set(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->bytes) == CURLE_OK &&
	       set(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       set(easy, CURLOPT_USERAGENT, "drlint/" DRLINT_VERSION) == CURLE_OK &&
	       set(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
	       set(easy, CURLOPT_TIMEOUT, (long)request->seconds) == CURLE_OK &&
	       set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L) == CURLE_OK &&
	       set(easy, CURLOPT_LOW_SPEED_TIME, silent) == CURLE_OK &&
	       set(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
	       set(easy, CURLOPT_HEADERDATA, exchange) == CURLE_OK &&
	       set(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
	       set(easy, CURLOPT_WRITEDATA, exchange) == CURLE_OK;
}

static enum http_result result_of(const struct exchange *exchange, CURLcode code) {
	if (exchange->ended) {
		return HTTP_ENDED;
	}
	if (code == CURLE_OK) {
		return HTTP_WHOLE;
	}
	if (code == CURLE_FILESIZE_EXCEEDED) {
		return HTTP_LARGE;
	}
	bool broken = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR ||
		      code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING ||
		      code == CURLE_COULDNT_CONNECT || code == CURLE_HTTP2_STREAM ||
		      code == CURLE_HTTP2;
	return broken ? HTTP_BROKEN : HTTP_REFUSED;
}

enum http_result http_get(struct http *http, const struct http_request *request,
	const struct http_sink *sink, struct http_response *ret_response, const char **ret_reason) {
	struct exchange exchange = { .http = http, .sink = sink, .response = ret_response };
	*ret_response = (struct http_response){ .length = -1 };
	*ret_reason = forbidden(&http->curl, request->url);
	if (*ret_reason) {
		return HTTP_REFUSED;
	}
	struct curl_slist *headers = NULL;
	for (const char *const *h = request->headers; h && *h; h++) {
		headers = http->curl.slist_append(headers, *h);
	}
	CURLcode code = CURLE_FAILED_INIT;
	if (set_up(&exchange, request, headers)) {
		code = http->curl.easy_perform(http->easy);
		read_response(&exchange);
	}
	if (code == CURLE_OK && !exchange.begun) {
		begin(&exchange); /* an answer without a body */
	}
	http->curl.slist_free_all(headers);
	*ret_reason = code == CURLE_OK ? NULL : http->curl.easy_strerror(code);
	return result_of(&exchange, code);
}
