#ifndef TESTS_UNIT_INGEST_RUN_H
#define TESTS_UNIT_INGEST_RUN_H

#include "analyzer/base/file.h"
#include "analyzer/ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A run over files, written into a folder of their own where a test needs some. */
struct run {
	struct ctx ctx;
	struct estate *estate;
	char folder[64];
};

static inline struct run *begin(void) {
	struct arena *arena = arena_new();
	struct run *run = arena_new_of(arena, struct run);
	run->ctx = (struct ctx){ arena, diags_new(arena) };
	run->estate = estate_new(&run->ctx);
	strcpy(run->folder, "/tmp/drlint-ingest-XXXXXX");
	assert_non_null(mkdtemp(run->folder));
	return run;
}

static inline void end(struct run *run) {
	const char *command = arena_printf(run->ctx.arena, "rm -rf %s", run->folder);
	assert_int_equal(system(command), 0);
	arena_free(run->ctx.arena);
}

static inline void write_file(struct run *run, const char *name, const char *text) {
	const char *path = file_join(run->ctx.arena, run->folder, name);
	for (char *slash = strchr(path + strlen(run->folder) + 1, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		mkdir(arena_strndup(run->ctx.arena, path, (size_t)(slash - path)), 0700);
	}
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static inline bool ingest(struct run *run, const char *path, const struct ingest_options *options) {
	return ingest_paths(&run->ctx, run->estate, options, &path, 1);
}

static inline bool ingest_folder(struct run *run) {
	const struct ingest_options options = { 0 };
	return ingest(run, run->folder, &options);
}

static inline bool ingest_case(struct run *run, const char *name) {
	const struct ingest_options options = { 0 };
	run->estate->regions.primary = "us-west-2";
	return ingest(run,
		file_join(run->ctx.arena, getenv("SOURCE_ROOT"),
			arena_printf(run->ctx.arena, "tests/cases/%s", name)),
		&options);
}

/* The resource of a type with a logical id, wherever it stands. */
static inline const struct resource *find(struct run *run, const char *type, const char *id) {
	struct resource *const *resource;
	vec_each(resource, estate_of_type(run->estate, type)) {
		if (strcmp((*resource)->logical_id, id) == 0) {
			return *resource;
		}
	}
	return NULL;
}

static inline struct value property(
	struct run *run, const struct resource *resource, const char *path) {
	struct eval *eval = arena_new_of(run->ctx.arena, struct eval);
	*eval = estate_eval(run->estate, run->ctx.arena);
	assert_non_null(resource);
	return eval_path(eval, &resource->properties, path);
}

static inline void assert_property(
	struct run *run, const struct resource *resource, const char *path, const char *expected) {
	struct value value = property(run, resource, path);
	const char *text = value_text(run->ctx.arena, &value);
	assert_string_equal(text ? text : "(none)", expected);
}

static inline void assert_unknown(
	struct run *run, const struct resource *resource, const char *path, const char *reason) {
	struct value value = property(run, resource, path);
	assert_int_equal(value.kind, VALUE_UNKNOWN);
	assert_non_null(strstr(value.reason, reason));
}

static inline void assert_complaint(struct run *run, const char *part) {
	const struct diag *diag;
	vec_each(diag, &run->ctx.diags->list) {
		if (strstr(diag->message, part)) {
			return;
		}
	}
	fail_msg("nothing says: %s", part);
}

#define BUCKET "Resources: {B: {Type: AWS::S3::Bucket}}\n"

#endif
