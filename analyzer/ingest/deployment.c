#include "analyzer/base/buf.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/input.h"

#include <string.h>

/*
 * Files that say how a template is deployed: a deployment file of CloudFormation's Git sync,
 * samconfig.toml or samconfig.yaml, and cdk.json. Formats from the CloudFormation user guide, the
 * SAM developer guide and the CDK developer guide (read 2026-11).
 */

bool git_sync_recognise(struct arena *arena, const struct node *root, const char *path) {
	(void)arena;
	(void)path;
	return node_text(node_find(root, "template-file-path"));
}

/* The path is relative to the repository, whose root is the nearest folder above that holds it. */
static const char *in_repository(struct ingest *ingest, const char *path, const char *name) {
	struct arena *arena = ingest->ctx->arena;
	const char *real = input_real_path(ingest, path);
	const char *folder = real ? file_directory(arena, real) : "/";
	const char *up = file_directory(arena, path);
	while (input_is_inside(ingest, folder)) {
		const char *found = file_join(arena, up, name);
		const char *target = input_real_path(ingest, found);
		if (target) {
			return input_is_inside(ingest, target) ? found : NULL;
		}
		if (file_exists(file_join(arena, folder, ".git")) || strcmp(folder, "/") == 0) {
			break;
		}
		folder = file_directory(arena, folder);
		folder = *folder ? folder : "/";
		up = file_join(arena, up, "..");
	}
	return NULL;
}

void git_sync_add(struct ingest *ingest, const struct node *root, const char *path, bool named) {
	struct ctx *ctx = ingest->ctx;
	const struct node *file = node_find(root, "template-file-path");
	const struct node *parameters = node_find(root, "parameters");
	struct map values = { 0 };
	(void)named;
	struct stack_request request = {
		.template = in_repository(ingest, path, node_text(file)),
		.origin = root,
		.values = &values,
		.tags = node_find(root, "tags"),
	};
	if (!request.template) {
		ctx_error(
			ctx, node_span(file), "the repository has no template %s", node_text(file));
		return;
	}
	if (parameters &&
		(!node_is_map(parameters) || !parameters_read(ctx, parameters, &values))) {
		ctx_error(ctx, node_span(parameters), "parameters must be a map of texts");
		return;
	}
	input_request(ingest, &request);
}

bool sam_config_is_name(const char *path) {
	return strncmp(file_name(path), "samconfig.", 10) == 0;
}

bool sam_config_recognise(struct arena *arena, const struct node *root, const char *path) {
	(void)arena;
	return node_is_map(root) && sam_config_is_name(path);
}

/* A parameter of `sam deploy`, or of all commands. */
static const struct node *sam_parameter(const struct node *environment, const char *name) {
	const struct node *deploy = node_find(node_at(environment, "deploy/parameters"), name);
	return deploy ? deploy : node_find(node_at(environment, "global/parameters"), name);
}

/* False, reported, where the overrides cannot be read. */
static bool read_overrides(struct ingest *ingest, const struct node *overrides, const char *path,
	struct map *ret_values) {
	struct ctx *ctx = ingest->ctx;
	static const char scheme[] = "file://";
	const char *text = node_text(overrides);
	if (!text || strncmp(text, scheme, sizeof(scheme) - 1) != 0) {
		return !overrides || parameters_read(ctx, overrides, ret_values);
	}
	const char *file =
		file_join(ctx->arena, file_directory(ctx->arena, path), text + sizeof(scheme) - 1);
	const char *real = input_real_path(ingest, file);
	if (!real || !input_is_inside(ingest, real)) {
		ctx_error(ctx, node_span(overrides),
			"there is no file %s in the folders that are read", file);
		return false;
	}
	const struct node *document = doc_load(ctx, file);
	return document && parameters_read(ctx, document, ret_values);
}

/* What `sam deploy` takes where no template is named. */
static const char *sam_template(
	struct ingest *ingest, const struct node *environment, const char *path) {
	static const char *const usual[] = { "template.yaml", "template.yml", "template.json" };
	struct arena *arena = ingest->ctx->arena;
	const char *folder = file_directory(arena, path);
	const struct node *said = sam_parameter(environment, "template_file");
	said = said ? said : sam_parameter(environment, "template");
	if (node_text(said)) {
		return file_join(arena, folder, node_text(said));
	}
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		const char *candidate = file_join(arena, folder, usual[i]);
		if (file_exists(candidate)) {
			return candidate;
		}
	}
	return NULL;
}

static void add_environment(
	struct ingest *ingest, const struct member *environment, const char *path) {
	struct ctx *ctx = ingest->ctx;
	struct map values = { 0 };
	const struct node *region = sam_parameter(environment->value, "region");
	struct stack_request request = {
		.template = sam_template(ingest, environment->value, path),
		.origin = environment->key,
		.name = node_text(sam_parameter(environment->value, "stack_name")),
		.values = &values,
	};
	const char *real = request.template ? input_real_path(ingest, request.template) : NULL;
	if (!real || !input_is_inside(ingest, real)) {
		ctx_error(ctx, node_span(environment->key),
			"the template of environment %s is not in the folders that are read%s%s",
			environment->key->text, request.template ? ": " : "",
			request.template ? request.template : "");
		return;
	}
	if (node_text(region)) {
		if (!region_is_known(node_text(region))) {
			ctx_warning(
				ctx, node_span(region), "%s is no known region", node_text(region));
		}
		vec_push(ctx->arena, &request.regions, node_text(region));
	}
	if (read_overrides(ingest, sam_parameter(environment->value, "parameter_overrides"), path,
		    &values)) {
		input_request(ingest, &request);
	}
}

void sam_config_add(struct ingest *ingest, const struct node *root, const char *path, bool named) {
	const struct member *environment;
	(void)named;
	member_each(environment, root) {
		const struct node *global = node_at(environment->value, "global/parameters");
		if (node_at(environment->value, "deploy/parameters") ||
			node_find(global, "stack_name") || node_find(global, "region")) {
			add_environment(ingest, environment, path);
		}
	}
}

bool cdk_json_recognise(struct arena *arena, const struct node *root, const char *path) {
	(void)arena;
	return strcmp(file_name(path), "cdk.json") == 0 && node_text(node_find(root, "app"));
}

/* The app is a command, which is never run, or the folder of an assembly. */
void cdk_json_add(struct ingest *ingest, const struct node *root, const char *path, bool named) {
	struct arena *arena = ingest->ctx->arena;
	const char *folder = file_directory(arena, path);
	const char *output = node_text(node_find(root, "output"));
	const char *const candidates[] = {
		file_join(arena, folder, node_text(node_find(root, "app"))),
		file_join(arena, folder, output ? output : "cdk.out"),
	};
	for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++) {
		const char *real = input_real_path(ingest, candidates[i]);
		if (real && input_is_inside(ingest, real) && file_is_directory(candidates[i])) {
			input_folder(ingest, candidates[i]);
			return;
		}
	}
	if (named) {
		ctx_error(ingest->ctx, node_span(root),
			"there is no cloud assembly in %s yet: run 'cdk synth'", candidates[1]);
	}
}
