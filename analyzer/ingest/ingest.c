#include "analyzer/ingest/ingest.h"

#include "analyzer/base/file.h"
#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/ingest/assembly.h"
#include "analyzer/ingest/input.h"

#include <stdlib.h>
#include <string.h>

const char *input_real_path(struct ingest *ingest, const char *path) {
	char *real = realpath(path, NULL);
	if (!real) {
		return NULL;
	}
	const char *copy = arena_strdup(ingest->ctx->arena, real);
	free(real);
	return copy;
}

bool input_is_new(struct ingest *ingest, const char *path) {
	const char *real = strcmp(path, "-") ? input_real_path(ingest, path) : path;
	if (!real) {
		return true;
	}
	if (map_has(&ingest->seen, real)) {
		return false;
	}
	map_set(ingest->ctx->arena, &ingest->seen, real, real);
	return true;
}

void input_report(struct ingest *ingest, const struct diags *diags) {
	const struct diag *diag;
	vec_each(diag, &diags->list) {
		diag_add(ingest->ctx->diags, diag->severity, diag->span, "%s", diag->message);
	}
}

void input_incomplete(struct ingest *ingest, const char *reason) {
	if (!ingest->incomplete_reason) {
		ingest->incomplete_reason = reason;
	}
}

/* Few inputs name others, so that these are looked for when one does. */
static void find_folders(struct ingest *ingest) {
	const char *const *place;
	vec_each(place, &ingest->places) {
		bool is_folder = file_is_directory(*place);
		const char *folder =
			is_folder ? *place : file_directory(ingest->ctx->arena, *place);
		const char *real = input_real_path(ingest, folder);
		if (real) {
			vec_push(ingest->ctx->arena, &ingest->folders, real);
		}
	}
	ingest->places.count = 0;
}

bool input_is_inside(struct ingest *ingest, const char *real) {
	find_folders(ingest);
	const char *const *folder;
	vec_each(folder, &ingest->folders) {
		size_t length = strlen(*folder);
		bool is_root = strcmp(*folder, "/") == 0;
		if (is_root || (strncmp(real, *folder, length) == 0 &&
				       (real[length] == '/' || !real[length]))) {
			return true;
		}
	}
	return false;
}

static const struct template *load_template(
	struct ingest *ingest, const char *path, const struct node *origin) {
	size_t errors = ingest->ctx->diags->errors;
	const struct node *root = doc_load(ingest->ctx, path);
	if (!root) {
		return NULL;
	}
	if (!template_recognise(root)) {
		if (ingest->ctx->diags->errors == errors) {
			ctx_error(ingest->ctx, node_span(origin),
				"%s is not a CloudFormation template", path);
		}
		return NULL;
	}
	return template_new(ingest->ctx, root);
}

const struct template *input_template(
	struct ingest *ingest, const char *path, const struct node *origin) {
	const char *real = input_real_path(ingest, path);
	if (real && map_has(&ingest->templates, real)) {
		return map_find(&ingest->templates, real);
	}
	const struct template *template = load_template(ingest, path, origin);
	if (real && template) {
		map_set(ingest->ctx->arena, &ingest->templates, real, (void *)template);
	}
	return template;
}

struct member_stack *input_stack(struct ingest *ingest, const struct template *template,
	const char *region, const char *account) {
	struct member_stack *stack = arena_new_of(ingest->ctx->arena, struct member_stack);
	stack->stack.template = template;
	stack->stack.environment = (struct environment){
		.partition = region_partition(region),
		.account = account,
		.region = region,
	};
	stack->evidence = EVIDENCE_CONFIGURED;
	return stack;
}

void input_apply_arguments(struct ingest *ingest, struct member_stack *stack, bool strict) {
	if (ingest->options->arguments) {
		parameters_apply(ingest->ctx, &stack->stack, ingest->options->arguments, strict);
	}
}

void input_add_stack(struct ingest *ingest, struct member_stack *stack, const struct nest *nest) {
	if (ingest->estate->stacks.count >= LIMIT_STACKS) {
		if (!ingest->full) {
			ctx_error(ingest->ctx, node_span(stack->stack.template->root),
				"there are more than %u stacks; the rest is left out",
				LIMIT_STACKS);
		}
		ingest->full = true;
		return;
	}
	stack->regions_are_complete |= ingest->options->complete;
	estate_add_stack(ingest->estate, stack);
	nested_add(ingest, stack, nest);
}

static void add_template(
	struct ingest *ingest, const struct node *root, const char *path, bool named) {
	const struct template *template = template_new(ingest->ctx, root);
	if (template) {
		lone_note(ingest, template, path, named);
	}
}

static void add_manifest(
	struct ingest *ingest, const struct node *root, const char *path, bool named) {
	(void)named;
	const char *directory = file_directory(ingest->ctx->arena, path);
	if (input_is_new(ingest, directory)) {
		assembly_read(ingest, directory, root);
	}
}

static bool is_template(struct arena *arena, const struct node *root, const char *path) {
	(void)arena;
	(void)path;
	return template_recognise(root);
}

static bool is_manifest(struct arena *arena, const struct node *root, const char *path) {
	(void)arena;
	(void)path;
	return assembly_recognise(root);
}

static void add_call(struct ingest *ingest, const struct node *root, const char *path, bool named) {
	(void)named;
	(void)path;
	describe_add(ingest, root);
}

/* The kinds of documents, tried in this order. */
static const struct document_kind {
	bool (*recognise)(struct arena *arena, const struct node *root, const char *path);
	void (*add)(struct ingest *ingest, const struct node *root, const char *path, bool named);
} document_kinds[] = {
	{ is_template, add_template },
	{ is_manifest, add_manifest },
	{ git_sync_recognise, git_sync_add },
	{ sam_config_recognise, sam_config_add },
	{ cdk_json_recognise, cdk_json_add },
	{ describe_recognise, add_call },
};

static void add_document(
	struct ingest *ingest, const struct node *root, const char *path, bool named) {
	for (size_t i = 0; i < sizeof(document_kinds) / sizeof(*document_kinds); i++) {
		if (document_kinds[i].recognise(ingest->ctx->arena, root, path)) {
			ingest->met++;
			document_kinds[i].add(ingest, root, path, named);
			return;
		}
	}
	if (named) {
		ctx_error(ingest->ctx, node_span(root),
			"%s is neither a CloudFormation template, a cloud assembly nor describe "
			"output",
			path);
	}
}

/* A word without which a text is no template; what lacks it need not be parsed. */
static bool may_be_of_use(struct ingest *ingest, const struct source *source) {
	return strstr(source->text, "Resources") != NULL ||
	       strstr(source->text, "template-file-path") != NULL ||
	       sam_config_is_name(source->name) ||
	       describe_is_name(ingest->ctx->arena, source->name);
}

static bool is_failure(struct ingest *ingest, const char *path) {
	const char *end = strstr(path, ".stderr.txt");
	return end && !end[strlen(".stderr.txt")] && describe_is_name(ingest->ctx->arena, path);
}

void input_file(struct ingest *ingest, const char *path, bool named) {
	if (!input_is_new(ingest, path)) {
		ingest->met++;
		return;
	}
	struct source *source = file_read(ingest->ctx, path, LIMIT_FILE_BYTES);
	if (!source || describe_add_silence(ingest, source) ||
		(!named && !may_be_of_use(ingest, source))) {
		return;
	}
	if (is_failure(ingest, path)) {
		describe_add_failure(ingest, source);
		return;
	}
	struct ctx aside = { .arena = ingest->ctx->arena, .diags = diags_new(ingest->ctx->arena) };
	const struct node *root = doc_parse(&aside, source);
	bool resources = strstr(source->text, "Resources") && strstr(source->text, "AWS::");
	if (named || resources || template_recognise(root) ||
		describe_is_name(ingest->ctx->arena, path) || sam_config_is_name(path)) {
		input_report(ingest, aside.diags);
	}
	if (root) {
		add_document(ingest, root, path, named);
	}
}

static void add_in_region(struct ingest *ingest, const struct stack_request *request,
	const struct template *template, const struct map *arguments, const char *region) {
	struct ctx *ctx = ingest->ctx;
	const struct nest nest = {
		.path = request->template,
		.real = input_real_path(ingest, request->template),
	};
	struct member_stack *stack =
		input_stack(ingest, template, region ? region : ingest->options->region,
			request->account ? request->account : ingest->options->account);
	stack->stack.name = request->name;
	stack->display_name = request->name ? request->name : request->template;
	stack->regions_are_complete = region != NULL;
	stack->tags = request->tags;
	if (!region) {
		input_incomplete(
			ingest, arena_printf(ctx->arena, "stack %s does not say its region",
					stack->display_name));
	}
	parameters_apply(ctx, &stack->stack, arguments, true);
	parameters_apply(ctx, &stack->stack, request->values, true);
	input_apply_arguments(ingest, stack, false);
	input_add_stack(ingest, stack, &nest);
}

void input_request(struct ingest *ingest, const struct stack_request *request) {
	struct ctx *ctx = ingest->ctx;
	struct map arguments = { 0 };
	if (request->parameters) {
		const struct node *document = doc_load(ctx, request->parameters);
		if (!document || !parameters_read(ctx, document, &arguments)) {
			return;
		}
	}
	const struct template *template =
		input_template(ingest, request->template, request->origin);
	const char *real = input_real_path(ingest, request->template);
	if (!template || !real) {
		return;
	}
	input_is_new(ingest, request->template);
	map_set(ctx->arena, &ingest->nested, real, real);
	const char *const *region;
	vec_each(region, &request->regions) {
		add_in_region(ingest, request, template, &arguments, *region);
	}
	if (request->regions.count == 0) {
		add_in_region(ingest, request, template, &arguments, NULL);
	}
}

static void add_path(struct ingest *ingest, const char *path) {
	if (strcmp(path, "-") != 0 && file_is_directory(path)) {
		input_folder(ingest, path);
	} else {
		input_file(ingest, path, true);
	}
}

bool ingest_paths(struct ctx *ctx, struct estate *estate, const struct ingest_options *options,
	const char *const *paths, size_t count) {
	struct ingest ingest = { .ctx = ctx, .estate = estate, .options = options };
	vec_push(ctx->arena, &ingest.places, ".");
	const struct stack_request *request;
	vec_each(request, &options->stacks) {
		vec_push(ctx->arena, &ingest.places, request->template);
	}
	for (size_t i = 0; i < count; i++) {
		vec_push(ctx->arena, &ingest.places, paths[i]);
	}
	vec_each(request, &options->stacks) {
		input_request(&ingest, request);
	}
	for (size_t i = 0; i < count; i++) {
		add_path(&ingest, paths[i]);
	}
	lone_finish(&ingest);
	describe_finish(&ingest);
	estate_link(estate);
	estate->stacks_known =
		estate->stacks.count > 0 && (options->complete || !ingest.incomplete_reason);
	estate->complete = estate->stacks_known && !estate->open_reason;
	const char *reason = estate->open_reason ? estate->open_reason : ingest.incomplete_reason;
	estate->incomplete_reason = estate->complete ? NULL : reason;
	return estate->stacks.count > 0;
}
