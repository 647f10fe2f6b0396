#include "analyzer/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_LIMIT 16
#define NEW_FILE_MODE 0666

/* Reads to the end of the file or one byte past the limit; false leaves the reason in errno. */
static bool read_all(int fd, struct arena *arena, size_t expected, size_t limit, char **ret_text,
	size_t *ret_size) {
	size_t capacity = expected + 1, size = 0;
	char *text = arena_alloc(arena, capacity + 1);
	while (size <= limit) {
		if (size == capacity) {
			char *larger = arena_alloc(arena, capacity * 2 + 1);
			memcpy(larger, text, size);
			text = larger;
			capacity *= 2;
		}
		ssize_t got = read(fd, text + size, capacity - size);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got < 0) {
			return false;
		}
		if (got == 0) {
			break;
		}
		size += (size_t)got;
	}
	text[size] = '\0';
	*ret_text = text;
	*ret_size = size;
	return true;
}

static struct source *read_descriptor(struct ctx *ctx, const char *path, int fd, size_t limit) {
	struct stat status;
	if (fstat(fd, &status) < 0) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': %s", path, strerror(errno));
		return NULL;
	}
	if (S_ISDIR(status.st_mode)) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': it is a directory", path);
		return NULL;
	}
	size_t expected = 4096;
	if (S_ISREG(status.st_mode) && status.st_size > 0) {
		expected = (size_t)status.st_size;
	}
	char *text = NULL;
	size_t size = limit + 1;
	if (expected <= limit && !read_all(fd, ctx->arena, expected, limit, &text, &size)) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': %s", path, strerror(errno));
		return NULL;
	}
	if (size > limit) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': larger than %zu bytes", path, limit);
		return NULL;
	}
	return source_new(ctx->arena, path, text, size);
}

struct source *file_read(struct ctx *ctx, const char *path, size_t limit) {
	if (strcmp(path, "-") == 0) {
		return read_descriptor(ctx, path, STDIN_FILENO, limit);
	}
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': %s", path, strerror(errno));
		return NULL;
	}
	struct source *source = read_descriptor(ctx, path, fd, limit);
	close(fd);
	return source;
}

bool file_put(int fd, const char *bytes, size_t length) {
	while (length) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno != EINTR) {
			return false;
		}
		if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		}
	}
	return true;
}

/* A link stays a link: the file that it names is the one replaced. */
static const char *follow_links(struct arena *arena, const char *path) {
	for (int i = 0; i < LINK_LIMIT; i++) {
		char target[4096];
		ssize_t length = readlink(path, target, sizeof(target) - 1);
		if (length < 0) {
			break;
		}
		target[length] = '\0';
		path = file_join(arena, file_directory(arena, path), target);
	}
	return path;
}

/* The mode of the file to be replaced, or that of any new file. */
static mode_t mode_of(const struct stat *status, bool exists) {
	if (exists) {
		return status->st_mode & 07777;
	}
	mode_t mask = umask(0);
	umask(mask);
	return NEW_FILE_MODE & ~mask;
}

static bool replace(
	struct arena *arena, const char *path, mode_t mode, const char *bytes, size_t length) {
	char *temporary =
		arena_printf(arena, "%s/.%s.XXXXXX", file_directory(arena, path), file_name(path));
	int fd = mkstemp(temporary);
	if (fd < 0) {
		return false;
	}
	bool written = file_put(fd, bytes, length) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	int reason = errno;
	if (close(fd) < 0 && written) {
		written = false;
		reason = errno;
	}
	if (written && rename(temporary, path) < 0) {
		written = false;
		reason = errno;
	}
	if (!written) {
		unlink(temporary);
		errno = reason;
	}
	return written;
}

/* A terminal, a pipe or /dev/null is written to and never replaced. */
static bool write_in_place(const char *path, const char *bytes, size_t length) {
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0) {
		return false;
	}
	bool written = file_put(fd, bytes, length);
	int reason = errno;
	close(fd);
	errno = reason;
	return written;
}

bool file_write(struct ctx *ctx, const char *path, const char *bytes, size_t length) {
	struct stat status;
	bool exists = stat(path, &status) == 0;
	if (exists && S_ISDIR(status.st_mode)) {
		ctx_error(ctx, NOWHERE, "cannot write '%s': it is a directory", path);
		return false;
	}
	bool written;
	if (exists && !S_ISREG(status.st_mode)) {
		written = write_in_place(path, bytes, length);
	} else {
		const char *target = follow_links(ctx->arena, path);
		written = replace(ctx->arena, target, mode_of(&status, exists), bytes, length);
	}
	if (!written) {
		ctx_error(ctx, NOWHERE, "cannot write '%s': %s", path, strerror(errno));
	}
	return written;
}

const char *file_below(struct arena *arena, const char *directory, const char *name) {
	const char *path = file_join(arena, directory, name);
	char *root = realpath(directory, NULL), *real = realpath(path, NULL);
	size_t length = root ? strlen(root) : 0;
	struct stat status;
	bool below = root && real && strncmp(real, root, length) == 0 &&
		     (real[length] == '/' || strcmp(root, "/") == 0) && stat(real, &status) == 0 &&
		     S_ISREG(status.st_mode);
	free(root);
	free(real);
	return below ? path : NULL;
}

bool file_exists(const char *path) {
	struct stat status;
	return stat(path, &status) == 0;
}

bool file_is_directory(const char *path) {
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

char *file_join(struct arena *arena, const char *directory, const char *name) {
	if (name[0] == '/' || !directory[0] || strcmp(directory, ".") == 0) {
		return arena_strdup(arena, name);
	}
	size_t length = strlen(directory);
	const char *slash = directory[length - 1] == '/' ? "" : "/";
	return arena_printf(arena, "%s%s%s", directory, slash, name);
}

char *file_directory(struct arena *arena, const char *path) {
	const char *slash = strrchr(path, '/');
	if (!slash) {
		return arena_strdup(arena, ".");
	}
	return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *file_name(const char *path) {
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int compare_names(const void *left, const void *right) {
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool file_list_directory(struct ctx *ctx, const char *path, struct file_list *ret_names) {
	DIR *directory = opendir(path);
	if (!directory) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': %s", path, strerror(errno));
		return false;
	}
	struct file_list names = { 0 };
	errno = 0;
	for (struct dirent *entry; (entry = readdir(directory)); errno = 0) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			vec_push(ctx->arena, &names, arena_strdup(ctx->arena, entry->d_name));
		}
	}
	int reason = errno;
	closedir(directory);
	if (reason) {
		ctx_error(ctx, NOWHERE, "cannot read '%s': %s", path, strerror(reason));
		return false;
	}
	if (names.count) {
		qsort(names.items, names.count, sizeof(*names.items), compare_names);
	}
	*ret_names = names;
	return true;
}
