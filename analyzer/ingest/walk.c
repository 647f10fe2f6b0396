#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/assembly.h"

#include <string.h>
#include <sys/stat.h>

struct walk {
	struct ingest *ingest;
	size_t files;
	bool full; /* LIMIT_WALK_FILES was reached and said */
};

/* Folders that hold what others wrote, or copies. */
static bool is_passed_over(const char *name) {
	return name[0] == '.' || !strcmp(name, "node_modules") || !strncmp(name, "asset.", 6);
}

static bool ends_with(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length > tail && !strcmp(text + length - tail, end);
}

static bool may_hold_input(const char *name) {
	static const char *const ends[] = { ".yaml", ".yml", ".json", ".template", ".stderr.txt" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (ends_with(name, ends[i])) {
			return true;
		}
	}
	return strcmp(name, "samconfig.toml") == 0;
}

static void walk_file(struct walk *walk, const char *path) {
	if (walk->files++ < LIMIT_WALK_FILES) {
		input_file(walk->ingest, path, false);
	} else if (!walk->full) {
		walk->full = true;
		ctx_error(walk->ingest->ctx, NOWHERE,
			"there are more than %d files to look at; those after %s are left out",
			LIMIT_WALK_FILES, path);
	}
}

static bool read_assembly(struct ingest *ingest, const char *path) {
	const struct node *manifest =
		doc_load(ingest->ctx, file_join(ingest->ctx->arena, path, "manifest.json"));
	if (!manifest) {
		return true;
	}
	if (!assembly_recognise(manifest)) {
		return false;
	}
	assembly_read(ingest, path, manifest);
	return true;
}

static void walk_folder(struct walk *walk, const char *path, unsigned depth) {
	struct ingest *ingest = walk->ingest;
	struct file_list names = { 0 };
	if (depth > LIMIT_WALK_DEPTH) {
		ctx_error(ingest->ctx, NOWHERE, "%s lies more than %d folders deep and is left out",
			path, LIMIT_WALK_DEPTH);
		return;
	}
	if (!input_is_new(ingest, path) ||
		(assembly_is_folder(ingest, path) && read_assembly(ingest, path)) ||
		!file_list_directory(ingest->ctx, path, &names)) {
		return;
	}
	const char **name;
	vec_each(name, &names) {
		const char *entry = file_join(ingest->ctx->arena, path, *name);
		struct stat info;
		if (lstat(entry, &info)) {
			continue;
		}
		if (S_ISDIR(info.st_mode) && !is_passed_over(*name)) {
			walk_folder(walk, entry, depth + 1);
		} else if (may_hold_input(*name) && !stat(entry, &info) && S_ISREG(info.st_mode)) {
			walk_file(walk, entry);
		}
	}
}

/* A folder named by the user is taken for an assembly by its manifest alone. */
static bool is_unmarked_assembly(struct ingest *ingest, const char *path) {
	const char *manifest = file_join(ingest->ctx->arena, path, "manifest.json");
	if (!file_exists(manifest)) {
		return false;
	}
	struct ctx aside = { .arena = ingest->ctx->arena, .diags = diags_new(ingest->ctx->arena) };
	return assembly_recognise(doc_load(&aside, manifest));
}

void input_folder(struct ingest *ingest, const char *path) {
	struct walk walk = { .ingest = ingest };
	size_t errors = ingest->ctx->diags->errors;
	size_t met = ingest->met;
	const char *real = input_real_path(ingest, path);
	if (real && map_has(&ingest->seen, real)) {
		return;
	}
	if (is_unmarked_assembly(ingest, path)) {
		input_is_new(ingest, path);
		read_assembly(ingest, path);
		return;
	}
	walk_folder(&walk, path, 0);
	if (met == ingest->met && errors == ingest->ctx->diags->errors) {
		ctx_error(ingest->ctx, NOWHERE,
			"%s holds no CloudFormation template, no cloud assembly and no describe "
			"output",
			path);
	}
}
