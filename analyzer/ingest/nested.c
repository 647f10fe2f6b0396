#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/assembly.h"
#include "analyzer/ingest/metadata.h"

#include <string.h>

#define STACK_TYPE "AWS::CloudFormation::Stack"

/* A nested stack whose template is looked for. */
struct search {
	struct ingest *ingest;
	const struct member_stack *parent;
	const struct resource *resource;
	const struct nest *nest;
};

/* What the CDK wrote beside the resource. */
static const char *by_asset_path(const struct search *search) {
	const struct node *metadata = node_find(search->resource->node, "Metadata");
	const char *property = node_text(node_find(metadata, "aws:asset:property"));
	const struct node *path = node_find(metadata, "aws:asset:path");
	bool applies = search->nest->assembly && node_text(path) && property &&
		       strcmp(property, "TemplateURL") == 0;
	return applies ? assembly_file(search->ingest, search->nest->assembly, path) : NULL;
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
static const char *by_asset_manifest(const struct search *search, const struct value *url) {
	const struct assembly *assembly = search->nest->assembly;
	const char *hash = assembly ? asset_hash(search->ingest->ctx->arena, url) : NULL;
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
			return assembly_file(search->ingest, assembly, source);
		}
	}
	return NULL;
}

static const char *by_metadata(const struct search *search) {
	const char *construct = resource_construct(search->resource);
	if (!search->nest->assembly || !construct) {
		return NULL;
	}
	const struct node *file = metadata_template_file(search->nest->metadata, construct);
	return node_text(file) ? assembly_file(search->ingest, search->nest->assembly, file) : NULL;
}

/* A path, which `aws cloudformation package` takes before it becomes a URL. */
static const char *by_local_path(const struct search *search, const struct value *url) {
	struct arena *arena = search->ingest->ctx->arena;
	const char *text = value_text(arena, url);
	if (!text || strstr(text, "://") || strcmp(search->nest->path, "-") == 0) {
		return NULL;
	}
	const char *path = file_join(arena, file_directory(arena, search->nest->path), text);
	if (!file_exists(path)) {
		ctx_error(search->ingest->ctx, node_span(url->node),
			"the template %s does not exist", path);
		return NULL;
	}
	return path;
}

static const char *find_template(const struct search *search, const struct value *url) {
	const char *path = by_asset_path(search);
	path = path ? path : by_asset_manifest(search, url);
	path = path ? path : by_metadata(search);
	return path ? path : by_local_path(search, url);
}

static bool is_circular(const struct search *search, const char *real) {
	for (const struct nest *nest = search->nest; nest; nest = nest->up) {
		if (real && nest->real && strcmp(real, nest->real) == 0) {
			return true;
		}
	}
	return false;
}

static void pass_arguments(struct search *search, struct member_stack *child,
	const struct value *properties, struct eval *eval) {
	struct value parameters = eval_member(eval, properties, "Parameters");
	const struct member *m;
	member_each(m, parameters.kind == VALUE_MAP ? parameters.node : NULL) {
		struct argument *argument =
			arena_new_of(search->ingest->ctx->arena, struct argument);
		*argument = (struct argument){ m->value, parameters.stack };
		map_set(search->ingest->ctx->arena, &child->stack.arguments, m->key->text,
			argument);
	}
}

static void add_child(
	struct search *search, const char *path, const char *real, struct eval *eval) {
	struct ingest *ingest = search->ingest;
	const struct template *template = input_template(ingest, path, search->resource->node);
	if (!template) {
		return;
	}
	struct member_stack *parent = search->resource->stack;
	struct member_stack *child = input_stack(ingest, template, parent->stack.environment.region,
		parent->stack.environment.account);
	child->stack.parent = &parent->stack;
	child->evidence = parent->evidence;
	child->regions_are_complete = parent->regions_are_complete;
	child->display_name = arena_printf(ingest->ctx->arena, "%s/%s",
		parent->display_name ? parent->display_name : "", search->resource->logical_id);
	if (search->nest->metadata) {
		child->provenance = metadata_provenance(search->nest->metadata, file_name(path));
	}
	pass_arguments(search, child, &search->resource->properties, eval);
	map_set(ingest->ctx->arena, &parent->stack.children, search->resource->logical_id,
		&child->stack);
	const struct nest nest = {
		.up = search->nest,
		.path = path,
		.real = real,
		.assembly = search->nest->assembly,
		.metadata = search->nest->metadata,
		.depth = search->nest->depth + 1,
	};
	input_add_stack(ingest, child, &nest, false);
}

static void add_nested(struct search *search) {
	struct ingest *ingest = search->ingest;
	struct eval eval = estate_eval(ingest->estate, ingest->ctx->arena);
	struct value url = eval_member(&eval, &search->resource->properties, "TemplateURL");
	const char *path = find_template(search, &url);
	const char *real = path ? input_real_path(ingest, path) : NULL;
	struct span span = node_span(search->resource->node);
	if (!path) {
		input_incomplete(
			ingest, arena_printf(ingest->ctx->arena,
					"the template of the nested stack %s is not at hand",
					search->resource->logical_id));
	} else if (is_circular(search, real)) {
		ctx_error(ingest->ctx, span, "stack %s nests itself", search->resource->logical_id);
	} else if (search->nest->depth >= LIMIT_NESTED_STACKS) {
		ctx_error(ingest->ctx, span, "stacks nest more than %d deep", LIMIT_NESTED_STACKS);
	} else {
		input_is_new(ingest, path);
		add_child(search, path, real, &eval);
	}
}

void nested_add(struct ingest *ingest, struct member_stack *parent, const struct nest *nest) {
	const struct member *m;
	member_each(m, parent->stack.template->resources) {
		const char *type = node_text(node_find(m->value, "Type"));
		if (type && strcmp(type, STACK_TYPE) == 0) {
			struct search search = { ingest, parent,
				estate_find(ingest->estate, &parent->stack, m->key->text), nest };
			add_nested(&search);
		}
	}
}
