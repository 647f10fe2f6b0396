#include "analyzer/cfn/parameters.h"
#include "analyzer/doc/load.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char template_text[] =
	"Parameters: {A: {Type: String, AllowedValues: [x, y]}, L: {Type: CommaDelimitedList, "
	"AllowedValues: [a, b, '']}, S: {Type: 'AWS::SSM::Parameter::Value<String>'}}\n"
	"Resources: {T: {Type: AWS::S3::Bucket}}\n";

static const struct node *parse(struct ctx *ctx, const char *text, size_t size) {
	return doc_parse(ctx, source_new(ctx->arena, "input", text, size));
}

/* Every value has a text or a reason, and what is refused is reported. */
static void check_values(struct ctx *ctx, const struct node *document) {
	struct map values = { 0 };
	size_t errors = ctx->diags->errors;
	if (!parameters_read(ctx, document, &values) && ctx->diags->errors == errors) {
		abort();
	}
	for (size_t i = 0; i < values.count; i++) {
		const struct argument *argument = values.entries[i].value;
		if (!argument->node || argument->scope) {
			abort();
		}
	}
	struct stack stack = { .template = template_new(
				       ctx, parse(ctx, template_text, sizeof(template_text) - 1)) };
	parameters_apply(ctx, &stack, &values, true);
}

/* The bytes as a parameter file, given to a template; and as the words of a command line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *document = parse(&ctx, text, size);
	if (document) {
		check_values(&ctx, document);
	}
	check_values(&ctx, node_new_text(arena, text, NULL));
	arena_free(arena);
	return 0;
}
