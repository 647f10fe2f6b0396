#ifndef ANALYZER_LIVE_DOWNLOAD_H
#define ANALYZER_LIVE_DOWNLOAD_H

#include "analyzer/live/http.h"

/*
 * Files of the network in a folder of the disk. What is there is asked for with its ETag and not
 * sent again while it is the same; what broke off is gone on with (Range, If-Range), a few times in
 * one run, and in the next. A file takes its place only when it is whole: as long as the server
 * said, with the MD5 that it stated (Content-MD5, or the ETag of a store that documents it to be
 * one: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html, read 2026-11). What is kept
 * is checked again before it is used again.
 */
struct downloads;

struct download_limits {
	uint64_t bytes;	  /* of one file */
	unsigned seconds; /* for one file */
};

/* Told while bytes arrive; `total` 0: not known. */
struct download_progress {
	void (*tell)(void *user, const char *name, uint64_t done, uint64_t total);
	void *user;
};

/*
 * Makes the folder and locks it against other runs. NULL, reported, where that cannot be, or where
 * libcurl is not installed. `progress` may be NULL.
 */
struct downloads *downloads_open(struct ctx *ctx, const char *folder, struct download_limits limits,
	const struct download_progress *progress);
void downloads_close(struct downloads *downloads);

/* The folder for downloads: drlint/NAME in the XDG cache folder; NULL where no home is known. */
const char *downloads_folder(struct arena *arena, const char *name);

enum download_result {
	DOWNLOAD_NEW,
	DOWNLOAD_SAME,	  /* what was there is still what there is */
	DOWNLOAD_MISSING, /* the server has no such file */
	DOWNLOAD_LARGE,	  /* it is larger than the limit */
	DOWNLOAD_FAILED,  /* reported */
};

/* Gets what `url` holds as the file `name` of the folder; its path goes to *ret_path. */
enum download_result download(
	struct downloads *downloads, const char *name, const char *url, const char **ret_path);

#endif
