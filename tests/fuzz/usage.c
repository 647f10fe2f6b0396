#include "analyzer/doc/load.h"
#include "pricing/comparison.h"
#include "pricing/costing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char template_text[] =
	"Resources:\n"
	"  T: {Type: AWS::DynamoDB::GlobalTable, Properties: {BillingMode: PAY_PER_REQUEST, "
	"GlobalSecondaryIndexes: [{IndexName: i}], TimeToLiveSpecification: {Enabled: true}, "
	"Replicas: [{Region: us-east-1}, {Region: us-east-2}]}}\n"
	"  P: {Type: AWS::DynamoDB::Table, Properties: {ProvisionedThroughput: "
	"{ReadCapacityUnits: 5, WriteCapacityUnits: 5}}}\n"
	"  B: {Type: AWS::S3::Bucket, Properties: {ReplicationConfiguration: {Role: r, Rules: "
	"[{Id: "
	"x, Status: Enabled, Filter: {Prefix: p}, Destination: {Bucket: 'arn:aws:s3:::c'}}]}}}\n"
	"  K: {Type: AWS::KMS::Key}\n";

static const struct node *parse(struct ctx *ctx, const char *text, size_t size) {
	return doc_parse_own(ctx, source_new(ctx->arena, "input", text, size));
}

static struct estate *deploy(struct ctx *ctx) {
	struct estate *estate = estate_new(ctx);
	struct member_stack *stack = arena_new_of(ctx->arena, struct member_stack);
	stack->stack = (struct stack){ .name = "stack",
		.template = template_new(ctx, parse(ctx, template_text, strlen(template_text))),
		.environment = { "aws", "123456789012", "us-east-1" } };
	estate_add_stack(estate, stack);
	estate_link(estate);
	estate->regions.primary = "us-east-1";
	vec_push(ctx->arena, &estate->regions.recovery, "us-east-2");
	return estate;
}

/* What is written holds every byte that was read, reads without error, and is written once. */
static void check_written(struct ctx *ctx, const struct estate *estate, const struct usage *usage,
	const struct node *document, const char *text) {
	size_t added = 0;
	const char *written = usage_write(usage, estate, document, &added);
	if (!written) {
		return;
	}
	const char *kept = text;
	for (const char *p = written; *p; p++) {
		kept += *p == *kept;
	}
	size_t errors = ctx->diags->errors;
	const struct node *again = parse(ctx, written, strlen(written));
	if (*kept || !again) {
		abort();
	}
	const struct usage *reread = usage_read(ctx, again);
	if (ctx->diags->errors != errors || !usage_write(reread, estate, again, &added) || added) {
		abort();
	}
}

/* The bytes as a usage file: priced at both ends of its ranges, and added to; as a saved cost. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *document = parse(&ctx, text, size);
	if (document && cost_rows_are_saved(document)) {
		struct cost_rows rows = { 0 };
		struct comparison comparison;
		if (cost_rows_read(&ctx, document, "USD", &rows)) {
			comparison_make(&ctx, &rows, &rows, &comparison);
		}
	} else if (document) {
		struct estate *estate = deploy(&ctx);
		const struct usage *usage = usage_read(&ctx, document);
		if (ctx.diags->errors == 0) {
			const struct terms terms = { .book = book_on(arena, NULL), .usage = usage };
			struct projection projection = { 0 };
			usage_check(usage, estate);
			projection_make(estate, &terms, &projection);
			projection_bound(estate, &terms, &projection);
			check_written(&ctx, estate, usage, document, text);
		}
	}
	arena_free(arena);
	return 0;
}
