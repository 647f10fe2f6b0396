#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * replay FOLDER...: runs a fuzz target over every file of the folders, so that what fuzzing found
 * once is tested in every build, with any compiler.
 */
static bool replay(struct ctx *ctx, const char *folder) {
	struct file_list names;
	if (!file_list_directory(ctx, folder, &names)) {
		return false;
	}
	const char **name;
	vec_each(name, &names) {
		const struct source *source =
			file_read(ctx, file_join(ctx->arena, folder, *name), LIMIT_FILE_BYTES);
		if (!source) {
			return false;
		}
		LLVMFuzzerTestOneInput((const uint8_t *)source->text, source->size);
	}
	printf("%s: %zu files\n", folder, names.count);
	return names.count > 0;
}

int main(int argc, char **argv) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	bool all = argc > 1;
	for (int i = 1; i < argc; i++) {
		all = replay(&ctx, argv[i]) && all;
	}
	const struct diag *diag;
	vec_each(diag, &ctx.diags->list) {
		fprintf(stderr, "%s\n", diag->message);
	}
	arena_free(arena);
	return all ? 0 : 1;
}
