#include "tests/fuzz/check.h"
#include "tests/fuzz/judge.h"

static const char template_text[] =
	"Parameters: {P: {Type: String, AllowedValues: [a, b]}}\n"
	"Conditions: {C: !Equals [!Ref P, a]}\n"
	"Resources:\n"
	"  T:\n"
	"    Type: AWS::DynamoDB::GlobalTable\n"
	"    Properties:\n"
	"      TableName: t\n"
	"      SSESpecification: {SSEEnabled: !If [C, true, false], SSEType: KMS}\n"
	"      Replicas: [{Region: us-west-2, Tags: [{Key: k, Value: v}]}, {Region: us-east-2}]\n"
	"  B:\n"
	"    Type: AWS::S3::Bucket\n"
	"    Properties:\n"
	"      ReplicationConfiguration:\n"
	"        Role: !GetAtt R.Arn\n"
	"        Rules: [{Status: Enabled, Destination: {Bucket: 'arn:aws:s3:::copy'}}]\n"
	"  R: {Type: AWS::IAM::Role}\n"
	"  F: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {T: !Ref T}}}}\n";

/* The bytes as a rule file: a rule without mistakes is judged on a template. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *document = doc_parse_own(&ctx, source_new(arena, "rule", text, size));
	const struct rule *rule = document ? rule_read(&ctx, document, "rule") : NULL;
	if (!rule && !ctx.diags->errors) {
		abort();
	}
	if (rule) {
		const struct node *root = doc_parse(
			&ctx, source_new(arena, "template", template_text, strlen(template_text)));
		struct rule_list rules = { 0 };
		vec_push(arena, &rules, rule);
		judge_template(&ctx, template_new(&ctx, root), &rules);
	}
	arena_free(arena);
	return 0;
}
