#include "analyzer/cfn/include.h"

#include "analyzer/base/file.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <string.h>

bool include_recognise(const struct node *call) {
	const char *name = node_text(node_find(call, "Name"));
	return name && strcmp(name, "AWS::Include") == 0;
}

/* The location as text, or NULL with the reason. */
static const char *location_of(
	struct inclusion *inclusion, const struct node *call, const char **ret_reason) {
	struct eval eval = { .ctx = inclusion->ctx, .arena = inclusion->ctx->arena };
	const struct node *node = node_find(node_find(call, "Parameters"), "Location");
	struct value value = eval_node(&eval, inclusion->stack, node);
	*ret_reason = value_unknown_reason(eval.arena, &value);
	return value_text(eval.arena, &value);
}

/* The map in the file, or NULL with the reason. */
static const struct node *load(
	struct inclusion *inclusion, const struct node *call, const char **ret_reason) {
	struct arena *arena = inclusion->ctx->arena;
	const char *location = location_of(inclusion, call, ret_reason);
	if (!location) {
		const char *reason = *ret_reason ? *ret_reason : "it is not a text";
		*ret_reason = arena_printf(
			arena, "the location that AWS::Include reads is not known: %s", reason);
		return NULL;
	}
	*ret_reason = arena_printf(arena, "AWS::Include reads %s at deployment", location);
	const char *includer = call->source ? call->source->name : "-";
	if (strstr(location, "://") || strcmp(includer, "-") == 0 ||
		inclusion->files >= LIMIT_INCLUDED_FILES) {
		return NULL;
	}
	const char *path = file_below(arena, file_directory(arena, includer), location);
	if (!path) {
		*ret_reason = arena_printf(arena,
			"AWS::Include reads %s, which is no file below the template's folder",
			location);
		return NULL;
	}
	inclusion->files++;
	const struct node *content = doc_load(inclusion->ctx, path);
	*ret_reason = arena_printf(arena, "AWS::Include reads %s, which holds no map", location);
	return node_is_map(content) ? content : NULL;
}

const struct node *include_load(struct inclusion *inclusion, const struct node *call) {
	const char *reason = NULL;
	const struct node *content = load(inclusion, call, &reason);
	return content ? content : node_new_unknown(inclusion->ctx->arena, reason, call);
}
