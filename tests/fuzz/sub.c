#include "analyzer/cfn/arn.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/doc/load.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char template_text[] =
	"Parameters: {P: {Type: String, Default: p}, Q: {Type: String}}\n"
	"Resources: {B: {Type: 'AWS::S3::Bucket'}}\n";

/* The bytes as the text of a Fn::Sub, then read as an ARN. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	const struct node *root = doc_parse(
		&ctx, source_new(arena, "template", template_text, strlen(template_text)));
	struct stack stack = { .template = template_new(&ctx, root) };
	struct node *call =
		node_new_text(arena, arena_strndup(arena, (const char *)data, size), NULL);
	call->tag = "Sub";
	struct eval eval = { .ctx = &ctx, .arena = arena };
	struct value value = eval_node(&eval, &stack, call);
	struct arn arn;
	arn_parse(arena, &value, &arn);
	value_text(arena, &value);
	value_unknown_reason(arena, &value);
	arena_free(arena);
	return 0;
}
