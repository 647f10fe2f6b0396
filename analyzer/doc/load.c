#include "analyzer/doc/load.h"

#include "analyzer/base/file.h"
#include "analyzer/doc/tree.h"

#include <string.h>

typedef const struct node *reader(struct tree *tree);

static const struct node *read_json(struct tree *tree) {
	enum reading reading;
	return tree_read_json(tree, &reading);
}

/* The first byte that is no blank; the NUL behind the text when all are. */
static char first_byte(const struct tree *tree) {
	const char *text = tree->source->text + tree->text_start;
	return text[strspn(text, " \t\r\n")];
}

static void add_all(struct diags *diags, const struct diags *more) {
	const struct diag *diag;
	vec_each(diag, &more->list) {
		diag_add(diags, diag->severity, diag->span, "%s", diag->message);
	}
}

/* The error that kept a text from being JSON, as a note on what was read as YAML instead. */
static void add_note(struct diags *diags, const struct diags *json) {
	const struct diag *diag;
	vec_each(diag, &json->list) {
		if (diag->severity == DIAG_ERROR) {
			diag_add(diags, DIAG_NOTE, diag->span, "not JSON (%s); read as YAML",
				diag->message);
			return;
		}
	}
}

/* Strict JSON first; what is not is tried as YAML, whose flow style looks like JSON. */
static const struct node *read_any(struct tree *tree) {
	char first = first_byte(tree);
	if (first != '{' && first != '[') {
		return tree_read_yaml(tree);
	}
	struct ctx *ctx = tree->ctx;
	struct ctx json_ctx = { .arena = ctx->arena, .diags = diags_new(ctx->arena) };
	struct ctx yaml_ctx = { .arena = ctx->arena, .diags = diags_new(ctx->arena) };
	struct tree fresh = *tree;
	tree->ctx = &json_ctx;
	enum reading reading;
	const struct node *root = tree_read_json(tree, &reading);
	if (reading == READING_NOT_JSON) {
		fresh.ctx = &yaml_ctx;
		root = tree_read_yaml(&fresh);
	}
	if (reading == READING_NOT_JSON && root) {
		add_note(ctx->diags, json_ctx.diags);
		add_all(ctx->diags, yaml_ctx.diags);
	} else {
		add_all(ctx->diags, json_ctx.diags);
	}
	tree->ctx = ctx;
	return root;
}

static const struct node *read_tree(struct tree *tree, reader *read) {
	tree->scratch = arena_new();
	const struct node *root = tree_check_text(tree) ? read(tree) : NULL;
	arena_free(tree->scratch);
	return root;
}

static const struct node *read_with(struct ctx *ctx, struct source *source, reader *read) {
	struct tree tree = { .ctx = ctx, .source = source };
	return read_tree(&tree, read);
}

/* TOML cannot be told from YAML by its content, and has one name. */
static bool is_toml(const char *name) {
	size_t length = strlen(name);
	return length > 5 && strcmp(name + length - 5, ".toml") == 0;
}

const struct node *doc_parse(struct ctx *ctx, struct source *source) {
	return read_with(ctx, source, is_toml(source->name) ? tree_read_toml : read_any);
}

const struct node *doc_parse_yaml(struct ctx *ctx, struct source *source) {
	return read_with(ctx, source, tree_read_yaml);
}

const struct node *doc_parse_json(struct ctx *ctx, struct source *source) {
	return read_with(ctx, source, read_json);
}

const struct node *doc_parse_csv(struct ctx *ctx, struct source *source) {
	return read_with(ctx, source, tree_read_csv);
}

const struct node *doc_parse_toml(struct ctx *ctx, struct source *source) {
	return read_with(ctx, source, tree_read_toml);
}

const struct node *doc_load(struct ctx *ctx, const char *path) {
	struct source *source = file_read(ctx, path, LIMIT_FILE_BYTES);
	return source ? doc_parse(ctx, source) : NULL;
}

const struct node *doc_parse_own(struct ctx *ctx, struct source *source) {
	struct tree tree = { .ctx = ctx, .source = source, .own = true };
	return read_tree(&tree, read_any);
}

const struct node *doc_load_own(struct ctx *ctx, const char *path) {
	struct source *source = file_read(ctx, path, LIMIT_FILE_BYTES);
	return source ? doc_parse_own(ctx, source) : NULL;
}
