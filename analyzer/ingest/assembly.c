#include "analyzer/ingest/assembly.h"

#include "analyzer/base/file.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/estate/links.h"
#include "analyzer/ingest/metadata.h"

#include <string.h>

bool assembly_recognise(const struct node *root) {
	return node_is_map(node_find(root, "artifacts")) && node_find(root, "version");
}

bool assembly_is_folder(struct ingest *ingest, const char *path) {
	struct arena *arena = ingest->ctx->arena;
	const char *mark = file_join(arena, path, "cdk.out");
	return file_exists(mark) && !file_is_directory(mark) &&
	       file_exists(file_join(arena, path, "manifest.json"));
}

const char *assembly_file(
	struct ingest *ingest, const struct assembly *assembly, const struct node *relative) {
	const char *name = node_text(relative);
	const char *path = file_join(ingest->ctx->arena, assembly->directory, name);
	const char *real = input_real_path(ingest, path);
	size_t root = strlen(assembly->root);
	if (!real) {
		ctx_error(ingest->ctx, node_span(relative), "the assembly has no file %s", name);
		return NULL;
	}
	if (name[0] == '/' || strncmp(real, assembly->root, root) != 0 ||
		(real[root] != '/' && real[root] != '\0')) {
		ctx_error(ingest->ctx, node_span(relative), "%s lies outside the assembly", name);
		return NULL;
	}
	return path;
}

static bool has_prefix(const char *text, const char *prefix) {
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Reads aws://ACCOUNT/REGION; a part that is unknown stays NULL. */
static void read_environment(struct ingest *ingest, const struct node *environment,
	const char **ret_account, const char **ret_region) {
	*ret_account = *ret_region = NULL;
	const char *text = node_text(environment);
	const char *slash = text && has_prefix(text, "aws://") ? strchr(text + 6, '/') : NULL;
	if (!slash) {
		ctx_error(ingest->ctx, node_span(environment),
			"an environment is written aws://ACCOUNT/REGION");
		return;
	}
	const char *account =
		arena_strndup(ingest->ctx->arena, text + 6, (size_t)(slash - text - 6));
	*ret_account = strcmp(account, "unknown-account") ? account : NULL;
	*ret_region = strcmp(slash + 1, "unknown-region") ? slash + 1 : NULL;
	if (*ret_region && !region_is_known(*ret_region)) {
		const char *meant = region_suggestion(*ret_region);
		ctx_warning(ingest->ctx, node_span(environment), "%s is no known region%s%s",
			*ret_region, meant ? "; did you mean " : "", meant ? meant : "");
	}
}

static void apply_manifest_parameters(
	struct ingest *ingest, struct member_stack *stack, const struct node *parameters) {
	struct map arguments = { 0 };
	const struct member *member;
	member_each(member, parameters) {
		struct argument *argument = arena_new_of(ingest->ctx->arena, struct argument);
		argument->node = member->value;
		map_set(ingest->ctx->arena, &arguments, node_text(member->key), argument);
	}
	parameters_apply(ingest->ctx, &stack->stack, &arguments, false);
}

/*
 * The stack itself: `cdk deploy` turns protection off where the manifest does not say it. What the
 * CDK adds for pipelines that act in other regions holds their artifacts only.
 */
static void add_itself(struct ingest *ingest, const struct assembly *assembly,
	struct member_stack *stack, const char *id) {
	static const char support[] = "cross-region-stack-";
	if (strncmp(id, support, sizeof(support) - 1) == 0) {
		return;
	}
	struct arena *arena = ingest->ctx->arena;
	const struct member *artifact = node_find_member(assembly->artifacts, id);
	const struct node *written = node_at(artifact->value, "properties/terminationProtection");
	struct node *body = node_new(arena, NODE_MAP, artifact->value);
	struct node *properties = node_new(arena, NODE_MAP, artifact->value);
	bool on = false;
	node_bool(written, &on);
	node_map_add(arena, properties, "EnableTerminationProtection",
		node_new_bool(arena, on, written ? written : artifact->key));
	node_map_add(arena, body, "Type",
		node_new_text(arena, "AWS::CloudFormation::Stack", artifact->key));
	node_map_add(arena, body, "Properties", properties);
	estate_add_resource(ingest->estate, stack, artifact->key, body);
}

static struct metadata *read_metadata(
	struct ingest *ingest, const struct assembly *assembly, const struct node *artifact) {
	const struct node *file = node_find(artifact, "additionalMetadataFile");
	const char *path = node_text(file) ? assembly_file(ingest, assembly, file) : NULL;
	return metadata_new(ingest->ctx, node_find(artifact, "metadata"), path);
}

/* A stack of an assembly, whose manifest may say no region. */
struct artifact {
	const struct assembly *assembly;
	const char *id;
	const struct node *node;
	const struct template *template;
	const char *path, *account;
};

static void add_in_region(
	struct ingest *ingest, const struct artifact *artifact, const char *region, bool is_said) {
	const struct node *properties = node_find(artifact->node, "properties");
	struct member_stack *stack = input_stack(ingest, artifact->template, region,
		artifact->account ? artifact->account : ingest->options->account);
	const char *name = node_text(node_find(properties, "stackName"));
	const char *display = node_text(node_find(artifact->node, "displayName"));
	stack->stack.name = name ? name : artifact->id;
	stack->display_name = display ? display : artifact->id;
	stack->regions_are_complete = is_said;
	stack->tags = node_find(properties, "tags");
	struct nest nest = {
		.path = artifact->path,
		.real = input_real_path(ingest, artifact->path),
		.assembly = artifact->assembly,
		.metadata = read_metadata(ingest, artifact->assembly, artifact->node),
	};
	stack->provenance = metadata_provenance(
		nest.metadata, node_text(node_find(properties, "templateFile")));
	if (!is_said) {
		input_incomplete(
			ingest, arena_printf(ingest->ctx->arena, "stack %s does not say its region",
					stack->display_name));
	}
	apply_manifest_parameters(ingest, stack, node_find(properties, "parameters"));
	input_apply_arguments(ingest, stack, false);
	input_add_stack(ingest, stack, &nest);
	add_itself(ingest, artifact->assembly, stack, artifact->id);
}

static void read_stack(struct ingest *ingest, const struct assembly *assembly, const char *id,
	const struct node *node) {
	const struct node *file = node_at(node, "properties/templateFile");
	if (!node_text(file)) {
		ctx_error(ingest->ctx, node_span(node), "stack %s has no templateFile", id);
		return;
	}
	struct artifact artifact = { .assembly = assembly, .id = id, .node = node };
	const char *region;
	read_environment(ingest, node_find(node, "environment"), &artifact.account, &region);
	artifact.path = assembly_file(ingest, assembly, file);
	artifact.template = artifact.path ? input_template(ingest, artifact.path, file) : NULL;
	if (!artifact.template) {
		return;
	}
	add_in_region(ingest, &artifact, region ? region : ingest->options->region, region != NULL);
	const char *const *more;
	vec_each(more, &ingest->options->more_regions) {
		if (!region) {
			add_in_region(ingest, &artifact, *more, false);
		}
	}
}

static void read_artifacts(struct ingest *ingest, const struct assembly *assembly);

/* A stage is an assembly inside the assembly. */
static void read_stage(struct ingest *ingest, const struct assembly *up, const char *id,
	const struct node *artifact) {
	const struct node *name = node_at(artifact, "properties/directoryName");
	if (!node_text(name)) {
		ctx_error(ingest->ctx, node_span(artifact), "assembly %s has no directoryName", id);
		return;
	}
	const char *directory = assembly_file(ingest, up, name);
	if (!directory) {
		return;
	}
	if (up->depth >= LIMIT_NESTED_STACKS) {
		ctx_error(ingest->ctx, node_span(name), "assemblies nest more than %d deep",
			LIMIT_NESTED_STACKS);
		return;
	}
	if (!input_is_new(ingest, directory)) {
		ctx_error(ingest->ctx, node_span(name), "assembly %s is in use already",
			node_text(name));
		return;
	}
	const struct node *manifest =
		doc_load(ingest->ctx, file_join(ingest->ctx->arena, directory, "manifest.json"));
	if (manifest && !assembly_recognise(manifest)) {
		ctx_error(ingest->ctx, node_span(manifest),
			"this is not the manifest of an assembly");
	} else if (manifest) {
		struct assembly *stage = arena_new_of(ingest->ctx->arena, struct assembly);
		*stage = (struct assembly){
			.up = up,
			.directory = directory,
			.root = up->root,
			.artifacts = node_find(manifest, "artifacts"),
			.depth = up->depth + 1,
		};
		read_artifacts(ingest, stage);
	}
}

/* The artifacts of interest; types that are not here are passed over. */
static const struct artifact_type {
	const char *name;
	void (*read)(struct ingest *ingest, const struct assembly *assembly, const char *id,
		const struct node *artifact);
} artifact_types[] = {
	{ "aws:cloudformation:stack", read_stack },
	{ "cdk:cloud-assembly", read_stage },
};

static void read_artifacts(struct ingest *ingest, const struct assembly *assembly) {
	const struct member *member;
	member_each(member, assembly->artifacts) {
		const char *type = node_text(node_find(member->value, "type"));
		for (size_t i = 0; type && i < sizeof(artifact_types) / sizeof(*artifact_types);
			i++) {
			if (!strcmp(type, artifact_types[i].name)) {
				artifact_types[i].read(
					ingest, assembly, node_text(member->key), member->value);
			}
		}
	}
}

/* Context that was not looked up left placeholders in the templates. */
static void warn_of_missing_context(struct ingest *ingest, const struct node *manifest) {
	const struct node *missing = node_find(manifest, "missing");
	if (!node_items_count(missing)) {
		return;
	}
	ctx_warning(ingest->ctx, node_span(missing),
		"%zu context lookups were not made when this assembly was synthesised; "
		"their values are placeholders",
		node_items_count(missing));
	input_incomplete(ingest, "context lookups were not made when the assembly was synthesised");
}

void assembly_read(struct ingest *ingest, const char *directory, const struct node *manifest) {
	struct assembly *assembly = arena_new_of(ingest->ctx->arena, struct assembly);
	*assembly = (struct assembly){
		.directory = directory,
		.root = input_real_path(ingest, directory),
		.artifacts = node_find(manifest, "artifacts"),
	};
	ingest->met++;
	warn_of_missing_context(ingest, manifest);
	read_artifacts(ingest, assembly);
}
