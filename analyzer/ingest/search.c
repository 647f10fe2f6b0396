#include "analyzer/ingest/nested.h"

#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/assembly.h"
#include "analyzer/ingest/metadata.h"

#include <string.h>

#define ASSET_PARAMETER "AssetParameters"
#define HASH_LENGTH 64 /* of SHA-256 in hexadecimal */

struct value search_property(const struct search *search, struct eval *eval, const char *name) {
	const struct node *properties = node_find(search->resource->value, "Properties");
	if (!node_is_map(properties)) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	const struct value map = {
		.kind = VALUE_MAP,
		.node = properties,
		.stack = &search->parent->stack,
	};
	return eval_member(eval, &map, name);
}

/* What the CDK wrote beside the resource; NULL where that is about something else. */
static const struct node *asset_path(const struct search *search) {
	const struct node *metadata = node_find(search->resource->value, "Metadata");
	const char *property = node_text(node_find(metadata, "aws:asset:property"));
	const struct node *path = node_find(metadata, "aws:asset:path");
	return node_text(path) && property && strcmp(property, "TemplateURL") == 0 ? path : NULL;
}

/* The last step of a URL, without ".json"; NULL where its end is not known. */
static const char *asset_hash(struct arena *arena, const struct value *url) {
	const struct part *last =
		url->kind == VALUE_TEXT && url->count ? &url->parts[url->count - 1] : NULL;
	const char *slash = last && last->kind == PART_LITERAL ? strrchr(last->text, '/') : NULL;
	const char *end = slash ? strstr(slash, ".json") : NULL;
	return end ? arena_strndup(arena, slash + 1, (size_t)(end - slash - 1)) : NULL;
}

/* What the asset manifests say of the URL's hash. */
static const struct node *by_asset_manifest(const struct search *search, const struct value *url) {
	const struct assembly *assembly = search->nest->assembly;
	const char *hash = asset_hash(search->ingest->ctx->arena, url);
	const struct member *m;
	member_each(m, hash ? assembly->artifacts : NULL) {
		const char *type = node_text(node_find(m->value, "type"));
		const struct node *file = node_at(m->value, "properties/file");
		if (!type || strcmp(type, "cdk:asset-manifest") != 0 || !node_text(file)) {
			continue;
		}
		const char *path = assembly_file(search->ingest, assembly, file);
		const struct node *assets = path ? doc_load(search->ingest->ctx, path) : NULL;
		const struct node *asset = node_find(node_find(assets, "files"), hash);
		const struct node *source = node_at(asset, "source/path");
		if (node_text(source)) {
			return source;
		}
	}
	return NULL;
}

static const struct node *by_metadata(const struct search *search) {
	const struct node *metadata = node_find(search->resource->value, "Metadata");
	const char *construct = node_text(node_find(metadata, "aws:cdk:path"));
	const struct provenance *provenance = search->parent->provenance;
	if (!construct && provenance) {
		construct = provenance->construct(
			provenance, search->parent, search->resource->key->text);
	}
	return construct ? metadata_template_file(search->nest->metadata, construct) : NULL;
}

/* The hash in the name of a parameter that the URL is made of, as the legacy synthesizer does. */
static const char *parameter_hash(struct arena *arena, const struct node *node, unsigned depth) {
	const char *text = node_text(node);
	size_t prefix = strlen(ASSET_PARAMETER);
	if (text && strncmp(text, ASSET_PARAMETER, prefix) == 0 &&
		strspn(text + prefix, "0123456789abcdef") >= HASH_LENGTH) {
		return arena_strndup(arena, text + prefix, HASH_LENGTH);
	}
	const char *hash = NULL;
	const struct member *m;
	member_each(m, depth < LIMIT_DEPTH ? node : NULL) {
		hash = hash ? hash : parameter_hash(arena, m->value, depth + 1);
	}
	struct node **item;
	node_each(item, depth < LIMIT_DEPTH ? node : NULL) {
		hash = hash ? hash : parameter_hash(arena, *item, depth + 1);
	}
	return hash;
}

static const struct node *by_parameter(const struct search *search) {
	const struct node *properties = node_find(search->resource->value, "Properties");
	const struct node *url = node_find(properties, search->url_property);
	const char *hash = parameter_hash(search->ingest->ctx->arena, url, 0);
	return hash ? metadata_asset_path(search->nest->metadata, hash) : NULL;
}

static const char *in_assembly(const struct search *search, const struct value *url) {
	const struct node *file = asset_path(search);
	file = file ? file : by_asset_manifest(search, url);
	file = file ? file : by_metadata(search);
	file = file ? file : by_parameter(search);
	return node_text(file) ? assembly_file(search->ingest, search->nest->assembly, file) : NULL;
}

/* The text of a path beside the template; NULL where the resource names none. */
static const char *beside(const struct search *search, const struct value *url) {
	struct arena *arena = search->ingest->ctx->arena;
	const struct node *asset = asset_path(search);
	const char *text = asset ? node_text(asset) : value_text(arena, url);
	if (!text || !*text || strstr(text, "://") || strcmp(search->nest->path, "-") == 0) {
		return NULL;
	}
	return file_join(arena, file_directory(arena, search->nest->path), text);
}

const char *search_local(const struct search *search, struct eval *eval) {
	struct value url = search_property(search, eval, search->url_property);
	const char *path = beside(search, &url);
	const char *real = path ? input_real_path(search->ingest, path) : NULL;
	return real && input_is_inside(search->ingest, real) ? real : NULL;
}

/* Whether the template itself says the path: what a function gives may be a default to replace, and
 * what the CDK wrote beside it only says where the template was. */
static bool is_written(const struct search *search) {
	const struct node *properties = node_find(search->resource->value, "Properties");
	const struct node *url = node_find(properties, search->url_property);
	return node_text(url) && !url->tag && !asset_path(search);
}

static const char *checked(struct search *search, const struct value *url, const char *path) {
	struct ctx *ctx = search->ingest->ctx;
	struct span span = node_span(url->node ? url->node : search->resource->key);
	const char *real = input_real_path(search->ingest, path);
	search->missing = arena_printf(ctx->arena, "its template %s is not at hand", path);
	if (!real) {
		if (is_written(search)) {
			ctx_error(ctx, span, "the template %s does not exist", path);
		}
		return NULL;
	}
	if (!input_is_inside(search->ingest, real)) {
		ctx_error(
			ctx, span, "the template %s lies outside the folders that are read", path);
		return NULL;
	}
	return path;
}

static const char *why_missing(const struct search *search, const struct value *url) {
	struct arena *arena = search->ingest->ctx->arena;
	const char *text = value_text(arena, url);
	const char *reason = value_unknown_reason(arena, url);
	if (text && *text) {
		return arena_printf(arena, "its template is at %s", text);
	}
	return reason ? arena_printf(arena, "the place of its template is not known: %s", reason)
		      : "its template is not at hand";
}

const char *search_template(struct search *search, struct eval *eval) {
	struct value url = search_property(search, eval, search->url_property);
	const char *path = search->nest->assembly ? in_assembly(search, &url) : NULL;
	if (path) {
		return path;
	}
	path = beside(search, &url);
	if (path) {
		return checked(search, &url, path);
	}
	search->missing = why_missing(search, &url);
	return NULL;
}
