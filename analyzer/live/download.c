#include "analyzer/live/download.h"

#include "analyzer/base/file.h"
#include "analyzer/live/md5.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ATTEMPTS = 4, PAUSE_MILLISECONDS = 200, MODE_FOLDER = 0700, MODE_FILE = 0600 };
#define HEX_BYTES (2 * MD5_BYTES + 1)
#define INFO_BYTES 8192

enum {
	STATUS_OK = 200,
	STATUS_PART = 206,
	STATUS_SAME = 304,
	STATUS_MISSING = 404,
	STATUS_BAD_RANGE = 416,
	STATUS_MANY = 429,
	STATUS_SERVER = 500
};

struct downloads {
	struct ctx *ctx;
	struct http *http;
	const char *folder;
	int lock;
	struct download_limits limits;
	struct download_progress progress;
};

/* What is known of a file beside it: where it is from, and of which state. */
struct info {
	const char *url, *etag; /* "" where none was sent */
	uint64_t size;		/* 0: not known */
	const char *md5;	/* of the whole; "" while it is not whole */
};

/* One file being fetched. */
struct fetch {
	struct downloads *downloads;
	const char *name, *url;
	const char *path, *info_path, *part, *part_info;
	int fd; /* of the part; -1: none */
	uint64_t done, total;
	struct md5 md5;
	const char *etag, *stated; /* the MD5 that the server states, in hex; NULL: none */
	long status;
	bool large, misplaced;
};

/* --- what is kept --- */

static void hex_of(const unsigned char digest[MD5_BYTES], char ret_hex[HEX_BYTES]) {
	for (int i = 0; i < MD5_BYTES; i++) {
		snprintf(ret_hex + 2 * i, 3, "%02x", digest[i]);
	}
}

/* One value a line, in the order of the struct; false where there is none or it is another's. */
static bool read_info(struct fetch *fetch, const char *path, struct info *ret_info) {
	struct arena *arena = fetch->downloads->ctx->arena;
	char text[INFO_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0) {
		close(fd);
	}
	if (length <= 0) {
		return false;
	}
	text[length] = '\0';
	const char *lines[4] = { "", "", "", "" };
	char *at = text;
	for (size_t i = 0; i < 4 && *at; i++) {
		size_t end = strcspn(at, "\n");
		lines[i] = arena_strndup(arena, at, end);
		at += end + (at[end] == '\n');
	}
	*ret_info = (struct info){ lines[0], lines[1], strtoull(lines[2], NULL, 10), lines[3] };
	return strcmp(ret_info->url, fetch->url) == 0;
}

static bool write_info(struct fetch *fetch, const char *path, const char *md5) {
	struct ctx *ctx = fetch->downloads->ctx;
	const char *text = arena_printf(ctx->arena, "%s\n%s\n%" PRIu64 "\n%s\n", fetch->url,
		fetch->etag ? fetch->etag : "", fetch->total, md5);
	return strlen(text) < INFO_BYTES && file_write(ctx, path, text, strlen(text));
}

/* Adds a file's bytes to a checksum; their number, or 0 where it cannot be read. */
static uint64_t add_file(const char *path, struct md5 *md5) {
	static const size_t step = 1 << 16;
	char bytes[1 << 16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint64_t size = 0;
	ssize_t got;
	while (fd >= 0 && (got = read(fd, bytes, step)) > 0) {
		md5_add(md5, bytes, (size_t)got);
		size += (uint64_t)got;
	}
	if (fd >= 0) {
		close(fd);
	}
	return size;
}

/* Says whether the file that is there can be asked for again by its ETag. */
static bool is_kept(struct fetch *fetch, struct info *ret_info) {
	if (!read_info(fetch, fetch->info_path, ret_info) || !*ret_info->etag) {
		return false;
	}
	struct md5 md5;
	unsigned char digest[MD5_BYTES];
	char hex[HEX_BYTES];
	md5_init(&md5);
	uint64_t size = add_file(fetch->path, &md5);
	md5_finish(&md5, digest);
	hex_of(digest, hex);
	return size == ret_info->size && strcmp(hex, ret_info->md5) == 0;
}

static void drop_part(struct fetch *fetch) {
	unlink(fetch->part);
	unlink(fetch->part_info);
}

/* --- taking a body --- */

static const char *header_of(struct fetch *fetch, const struct http_response *r, const char *name) {
	return http_header(fetch->downloads->ctx->arena, r, name);
}

/* The 16 bytes of a Content-MD5 as hex; NULL where the text is not base64 of so many. */
static const char *hex_of_base64(struct arena *arena, const char *text) {
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char digest[MD5_BYTES + 2] = { 0 };
	uint32_t bits = 0;
	size_t held = 0, count = 0;
	for (; *text && *text != '='; text++) {
		const char *digit = strchr(alphabet, *text);
		if (!digit || count >= MD5_BYTES) {
			return NULL;
		}
		bits = bits << 6 | (uint32_t)(digit - alphabet);
		held += 6;
		if (held >= 8) {
			held -= 8;
			digest[count++] = (unsigned char)(bits >> held);
		}
	}
	char *hex = arena_alloc(arena, HEX_BYTES);
	hex_of(digest, hex);
	return count == MD5_BYTES ? hex : NULL;
}

/* S3 states the MD5 as ETag, but for what was put in parts ("...-3") or encrypted by KMS. */
static const char *stated_md5(struct fetch *fetch, const struct http_response *response) {
	struct arena *arena = fetch->downloads->ctx->arena;
	const char *sent = header_of(fetch, response, "Content-MD5");
	const char *server = header_of(fetch, response, "Server");
	const char *encrypted = header_of(fetch, response, "x-amz-server-side-encryption");
	bool plain = !encrypted || strcmp(encrypted, "AES256") == 0;
	if (sent && response->status == STATUS_OK) {
		return hex_of_base64(arena, sent);
	}
	if (fetch->etag && server && strcmp(server, "AmazonS3") == 0 && plain &&
		strlen(fetch->etag) == HEX_BYTES + 1 &&
		strspn(fetch->etag + 1, "0123456789abcdef") == HEX_BYTES - 1) {
		return arena_strndup(arena, fetch->etag + 1, HEX_BYTES - 1);
	}
	return NULL;
}

/* "bytes 100-199/200": where a part goes on, and how long the whole is. */
static bool goes_on(struct fetch *fetch, const struct http_response *response, uint64_t held) {
	const char *range = header_of(fetch, response, "Content-Range");
	uint64_t first = 0, last = 0, total = 0;
	char tail = '\0';
	bool read = range && sscanf(range, "bytes %" SCNu64 "-%" SCNu64 "/%" SCNu64 "%c", &first,
				     &last, &total, &tail) == 3;
	fetch->total = total;
	return read && first == held && last + 1 == total;
}

static bool open_part(struct fetch *fetch, const struct http_response *response) {
	struct ctx *ctx = fetch->downloads->ctx;
	bool again = response->status == STATUS_PART;
	fetch->etag = header_of(fetch, response, "ETag");
	fetch->done = again ? add_file(fetch->part, &fetch->md5) : 0;
	fetch->total = response->length > 0 ? (uint64_t)response->length : 0;
	if (again && !goes_on(fetch, response, fetch->done)) {
		fetch->misplaced = true;
		return false;
	}
	fetch->large = fetch->total > fetch->downloads->limits.bytes;
	fetch->stated = stated_md5(fetch, response);
	if (fetch->large || (!again && !write_info(fetch, fetch->part_info, ""))) {
		return false;
	}
	fetch->fd = open(fetch->part,
		O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (again ? O_APPEND : O_TRUNC),
		MODE_FILE);
	if (fetch->fd < 0) {
		ctx_error(ctx, NOWHERE, "cannot write '%s': %s", fetch->part, strerror(errno));
	}
	return fetch->fd >= 0;
}

static bool begin(void *user, const struct http_response *response) {
	struct fetch *fetch = user;
	fetch->status = response->status;
	return (fetch->status == STATUS_OK || fetch->status == STATUS_PART) &&
	       open_part(fetch, response);
}

static bool take(void *user, const char *bytes, size_t length) {
	struct fetch *fetch = user;
	const struct download_progress *progress = &fetch->downloads->progress;
	if (length > fetch->downloads->limits.bytes - fetch->done) {
		fetch->large = true;
		return false;
	}
	for (size_t at = 0; at < length;) {
		ssize_t written = write(fetch->fd, bytes + at, length - at);
		if (written < 0 && errno != EINTR) {
			ctx_error(fetch->downloads->ctx, NOWHERE, "cannot write '%s': %s",
				fetch->part, strerror(errno));
			return false;
		}
		at += written > 0 ? (size_t)written : 0;
	}
	md5_add(&fetch->md5, bytes, length);
	fetch->done += length;
	if (progress->tell) {
		progress->tell(progress->user, fetch->name, fetch->done, fetch->total);
	}
	return true;
}

/* --- one request --- */

/* What is asked for besides the URL: the state that is kept, or the rest of what broke off. */
static void add_conditions(struct fetch *fetch, const char *headers[3]) {
	struct arena *arena = fetch->downloads->ctx->arena;
	struct info info;
	struct stat part;
	if (is_kept(fetch, &info)) {
		headers[0] = arena_printf(arena, "If-None-Match: %s", info.etag);
	} else if (read_info(fetch, fetch->part_info, &info) && *info.etag == '"' &&
		   stat(fetch->part, &part) == 0 && part.st_size > 0) {
		headers[0] = arena_printf(arena, "Range: bytes=%jd-", (intmax_t)part.st_size);
		headers[1] = arena_printf(arena, "If-Range: %s", info.etag);
	} else {
		drop_part(fetch);
	}
}

/* A whole body takes its place; NULL where it does, else why not. */
static const char *settle(struct fetch *fetch) {
	unsigned char digest[MD5_BYTES];
	char hex[HEX_BYTES];
	md5_finish(&fetch->md5, digest);
	hex_of(digest, hex);
	if (fetch->total && fetch->done != fetch->total) {
		return "it is not as long as the server says";
	}
	if (fetch->stated && strcmp(fetch->stated, hex) != 0) {
		drop_part(fetch);
		return "its checksum is not the one that the server states";
	}
	fetch->total = fetch->done;
	if (fsync(fetch->fd) < 0 || rename(fetch->part, fetch->path) < 0) {
		return strerror(errno);
	}
	unlink(fetch->part_info);
	return write_info(fetch, fetch->info_path, hex) ? NULL : "its ETag cannot be kept";
}

enum step { STEP_DONE, STEP_AGAIN, STEP_FAILED };

/* An answer that is not taken: some are worth another try. */
static enum step judge(struct fetch *fetch, enum http_result result, const char **reason) {
	long status = fetch->status;
	if (fetch->large || status == STATUS_SAME || status == STATUS_MISSING) {
		return STEP_DONE;
	}
	if (fetch->misplaced || status == STATUS_BAD_RANGE) {
		drop_part(fetch);
		*reason = "the server sends another part than the one asked for";
		return STEP_AGAIN;
	}
	if (result == HTTP_BROKEN) {
		return STEP_AGAIN;
	}
	if (status != STATUS_OK && status != STATUS_PART && status != 0) {
		*reason = arena_printf(
			fetch->downloads->ctx->arena, "the server answers %ld", status);
		return status == STATUS_MANY || status >= STATUS_SERVER ? STEP_AGAIN : STEP_FAILED;
	}
	return STEP_FAILED;
}

static enum step try_once(struct fetch *fetch, const char **ret_reason) {
	const char *headers[3] = { NULL };
	struct downloads *downloads = fetch->downloads;
	const struct download_limits *limits = &downloads->limits;
	const struct http_request request = { fetch->url, headers, limits->bytes, limits->seconds };
	const struct http_sink sink = { begin, take, fetch };
	struct http_response response;
	add_conditions(fetch, headers);
	fetch->fd = -1;
	fetch->status = 0;
	fetch->large = fetch->misplaced = false;
	md5_init(&fetch->md5);
	enum http_result result = http_get(downloads->http, &request, &sink, &response, ret_reason);
	enum step step = STEP_DONE;
	fetch->large |= result == HTTP_LARGE;
	if (result == HTTP_WHOLE && fetch->fd >= 0) {
		*ret_reason = settle(fetch);
		step = *ret_reason ? STEP_AGAIN : STEP_DONE;
	} else {
		step = judge(fetch, result, ret_reason);
	}
	if (fetch->fd >= 0) {
		close(fetch->fd);
	}
	return step;
}

static void pause_before(int attempt) {
	long milliseconds = PAUSE_MILLISECONDS * (1L << attempt);
	const struct timespec pause = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
	nanosleep(&pause, NULL);
}

static enum download_result result_of(const struct fetch *fetch) {
	return fetch->large			 ? DOWNLOAD_LARGE
	       : fetch->status == STATUS_SAME	 ? DOWNLOAD_SAME
	       : fetch->status == STATUS_MISSING ? DOWNLOAD_MISSING
						 : DOWNLOAD_NEW;
}

enum download_result download(
	struct downloads *downloads, const char *name, const char *url, const char **ret_path) {
	struct ctx *ctx = downloads->ctx;
	const char *path = file_join(ctx->arena, downloads->folder, name);
	struct fetch fetch = {
		.downloads = downloads,
		.name = name,
		.url = url,
		.path = path,
		.info_path = arena_printf(ctx->arena, "%s.info", path),
		.part = arena_printf(ctx->arena, "%s.part", path),
		.part_info = arena_printf(ctx->arena, "%s.part.info", path),
	};
	const char *reason = NULL;
	size_t errors = ctx->diags->errors;
	enum step step = STEP_AGAIN;
	for (int attempt = 0; attempt < ATTEMPTS && step == STEP_AGAIN; attempt++) {
		if (attempt) {
			pause_before(attempt - 1);
		}
		step = try_once(&fetch, &reason);
		step = ctx->diags->errors == errors ? step : STEP_FAILED;
	}
	*ret_path = path;
	if (step != STEP_DONE) {
		if (ctx->diags->errors == errors) {
			ctx_error(ctx, NOWHERE, "cannot download %s: %s", url, reason);
		}
		return DOWNLOAD_FAILED;
	}
	if (fetch.large) {
		drop_part(&fetch);
	}
	return result_of(&fetch);
}

/* --- the folder --- */

const char *downloads_folder(struct arena *arena, const char *name) {
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if (cache && *cache == '/') {
		return arena_printf(arena, "%s/drlint/%s", cache, name);
	}
	return home && *home == '/' ? arena_printf(arena, "%s/.cache/drlint/%s", home, name) : NULL;
}

/* Makes a folder and those above it. */
static bool make_folder(struct arena *arena, const char *path) {
	char *folder = arena_strdup(arena, path);
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, MODE_FOLDER) < 0 && errno != EEXIST) {
			return false;
		}
		*slash = '/';
	}
	return mkdir(folder, MODE_FOLDER) == 0 || errno == EEXIST;
}

static int lock_folder(struct ctx *ctx, const char *folder) {
	const char *path = file_join(ctx->arena, folder, "lock");
	int fd = make_folder(ctx->arena, folder)
			 ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, MODE_FILE)
			 : -1;
	if (fd < 0) {
		ctx_error(ctx, NOWHERE, "cannot write in '%s': %s", folder, strerror(errno));
	} else if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		ctx_error(ctx, NOWHERE, "another drlint is downloading to '%s'", folder);
		close(fd);
		fd = -1;
	}
	return fd;
}

struct downloads *downloads_open(struct ctx *ctx, const char *folder, struct download_limits limits,
	const struct download_progress *progress) {
	struct downloads *downloads = arena_new_of(ctx->arena, struct downloads);
	*downloads = (struct downloads){ .ctx = ctx, .folder = folder, .limits = limits };
	if (progress) {
		downloads->progress = *progress;
	}
	downloads->lock = lock_folder(ctx, folder);
	if (downloads->lock < 0) {
		return NULL;
	}
	downloads->http = http_open(ctx);
	if (!downloads->http) {
		close(downloads->lock);
		return NULL;
	}
	return downloads;
}

void downloads_close(struct downloads *downloads) {
	http_close(downloads->http);
	close(downloads->lock);
}
