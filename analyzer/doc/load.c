#include "analyzer/doc/load.h"

#include "analyzer/base/file.h"
#include "analyzer/doc/build.h"
#include "analyzer/doc/limits.h"

#include <string.h>

static char first_character(const struct source *source) {
	const char *text = source->text;
	text += strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	return text[strspn(text, " \t\r\n")];
}

static void adopt(struct ctx *ctx, const struct diags *diags) {
	const struct diag *d;
	vec_each(d, &diags->list) {
		diag_add(ctx->diags, d->severity, d->span, "%s", d->message);
	}
}

/* JSON with comments or trailing commas is YAML to CloudFormation's own reader; its places are
 * told. */
static const struct node *parse_json_or_yaml(struct ctx *ctx, struct source *source) {
	struct ctx json = { ctx->arena, diags_new(ctx->arena) };
	struct ctx yaml = { ctx->arena, diags_new(ctx->arena) };
	const struct node *root = doc_parse_json(&json, source);
	if (root) {
		adopt(ctx, json.diags);
		return root;
	}
	root = doc_parse_yaml(&yaml, source);
	if (!root || yaml.diags->errors > 0) {
		adopt(ctx, json.diags);
		return NULL;
	}
	const struct diag *why = &json.diags->list.items[0];
	ctx_note(ctx, why->span, "not JSON (%s); read as YAML", why->message);
	adopt(ctx, yaml.diags);
	return root;
}

const struct node *doc_parse(struct ctx *ctx, struct source *source) {
	if (first_character(source) == '\0' && strlen(source->text) == source->size) {
		ctx_error(ctx, ((struct span){ source, 0, 0 }), "the file is empty");
		return NULL;
	}
	if (!build_check_encoding(ctx, source)) {
		return NULL;
	}
	char first = first_character(source);
	return first == '{' || first == '[' ? parse_json_or_yaml(ctx, source)
					    : doc_parse_yaml(ctx, source);
}

const struct node *doc_load(struct ctx *ctx, const char *path) {
	struct source *source = file_read(ctx, path, LIMIT_FILE_BYTES);
	return source ? doc_parse(ctx, source) : NULL;
}
