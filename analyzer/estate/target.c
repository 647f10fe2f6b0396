#include "analyzer/cfn/arn.h"
#include "analyzer/estate/links.h"

#include <string.h>

/*
 * How the ARNs of a service name its resources: what stands before the name, what ends it, and
 * the types that share the name space. Formats from the "Resource types" tables of the Service
 * Authorization Reference (read 2026-11). The first row of a type also says how far its bare name
 * reaches: within one region, or (`anywhere`) in all of the partition.
 */
struct name_space {
	const char *service, *prefix, *ends;
	bool anywhere;
	const char *types[4]; /* ended by NULL */
};

static const struct name_space name_spaces[] = {
	{ "s3", "", "/", true, { "AWS::S3::Bucket" } },
	{ "s3tables", "bucket/", "/", false, { "AWS::S3Tables::TableBucket" } },
	{ "dynamodb", "table/", "/", false,
		{ "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table" } },
	{ "kms", "key/", "", false, { "AWS::KMS::Key", "AWS::KMS::ReplicaKey" } },
	{ "lambda", "function:", ":", false, { "AWS::Lambda::Function" } },
	{ "sqs", "", "", false, { "AWS::SQS::Queue" } },
	{ "sns", "", ":", false, { "AWS::SNS::Topic" } },
	{ "kinesis", "stream/", "/", false, { "AWS::Kinesis::Stream" } },
	{ "states", "stateMachine:", ":", false, { "AWS::StepFunctions::StateMachine" } },
	{ "events", "event-bus/", "", false, { "AWS::Events::EventBus" } },
	{ "secretsmanager", "secret:", ":", false, { "AWS::SecretsManager::Secret" } },
	{ "ssm", "parameter/", "", false, { "AWS::SSM::Parameter" } },
	{ "iam", "role/", "", true, { "AWS::IAM::Role" } },
	{ "backup", "backup-plan:", "", false, { "AWS::Backup::BackupPlan" } },
	{ "backup", "backup-vault:", "", false,
		{ "AWS::Backup::BackupVault", "AWS::Backup::LogicallyAirGappedBackupVault" } },
	{ "ecr", "repository/", "", false, { "AWS::ECR::Repository" } },
	{ "elasticfilesystem", "file-system/", "", false, { "AWS::EFS::FileSystem" } },
	{ "elasticache", "replicationgroup:", "", false, { "AWS::ElastiCache::ReplicationGroup" } },
	{ "rds", "db:", "", false, { "AWS::RDS::DBInstance" } },
	{ "rds", "cluster:", "", false,
		{ "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster" } },
	{ "rds", "global-cluster:", "", true, { "AWS::RDS::GlobalCluster" } },
	{ "ec2", "instance/", "", false, { "AWS::EC2::Instance" } },
	{ "ec2", "volume/", "", false, { "AWS::EC2::Volume" } },
	{ "fsx", "file-system/", "", false, { "AWS::FSx::FileSystem" } },
	{ "execute-api", "", "/", false, { "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api" } },
	{ NULL, NULL, NULL, false, { NULL } },
};

/* An alias is a name of its own that stands for a key. */
static const struct name_space aliases = { "kms", "", "", false, { "AWS::KMS::Alias" } };
#define ALIAS_PREFIX "alias/"

static const struct name_space *space_of_type(const char *type) {
	if (type && strcmp(type, aliases.types[0]) == 0) {
		return &aliases;
	}
	for (const struct name_space *space = name_spaces; type && space->service; space++) {
		for (size_t i = 0; space->types[i]; i++) {
			if (strcmp(space->types[i], type) == 0) {
				return space;
			}
		}
	}
	return NULL;
}

static bool begins_with(const char *text, const char *prefix) {
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_after(
	struct arena *arena, const struct value *text, const char *prefix, struct value *ret_rest) {
	*ret_rest = *text;
	if (!*prefix) {
		return true;
	}
	if (text->count == 0 || text->parts[0].kind != PART_LITERAL ||
		!begins_with(text->parts[0].text, prefix)) {
		return false;
	}
	const char *rest = text->parts[0].text + strlen(prefix);
	if (!*rest) {
		ret_rest->parts++;
		ret_rest->count--;
		return true;
	}
	struct part *parts = arena_alloc(arena, text->count * sizeof(*parts));
	memcpy(parts, text->parts, text->count * sizeof(*parts));
	parts[0].text = rest;
	ret_rest->parts = parts;
	return true;
}

struct value text_until(struct arena *arena, const struct value *text, const char *ends) {
	struct value cut = *text;
	for (size_t i = 0; i < text->count; i++) {
		const struct part *part = &text->parts[i];
		const char *end = part->kind == PART_LITERAL ? strpbrk(part->text, ends) : NULL;
		if (!end) {
			continue;
		}
		size_t kept = (size_t)(end - part->text);
		struct part *parts = arena_alloc(arena, (i + 1) * sizeof(*parts));
		memcpy(parts, text->parts, (i + 1) * sizeof(*parts));
		parts[i].text = arena_strndup(arena, part->text, kept);
		cut.parts = parts;
		cut.count = kept ? i + 1 : i;
		return cut;
	}
	return cut;
}

/* Where a name is looked up from, and as what. */
struct lookup {
	struct estate *estate;
	struct eval *eval;
	const char *type;		/* of what a bare name means, or NULL */
	const struct name_space *space; /* NULL: that of the type */
	const char *name;
	const struct stack *stack;
	const char *region, *account;
};

/* How well a resource of that name fits: 0 for not at all. */
static int fitness(const struct lookup *lookup, const struct resource *candidate) {
	const struct environment *environment = &candidate->stack->stack.environment;
	const char *reason;
	if (eval_exists(lookup->eval, &candidate->stack->stack, candidate->node, &reason) == NO) {
		return 0;
	}
	if (&candidate->stack->stack == lookup->stack) {
		return 4;
	}
	if (lookup->space->anywhere) {
		return 2;
	}
	if (lookup->account && environment->account &&
		strcmp(lookup->account, environment->account) != 0) {
		return 0;
	}
	if (!lookup->region || !environment->region) {
		return 1;
	}
	if (strcmp(lookup->region, environment->region) == 0) {
		return 3;
	}
	return table_has_copy_in(lookup->eval, lookup->estate, candidate, lookup->region) ? 2 : 0;
}

static bool bears_name(const struct lookup *lookup, const struct resource *candidate) {
	const char *name = resource_physical_name(lookup->eval, candidate);
	if (!name && candidate->stack->evidence == EVIDENCE_LIVE) {
		name = candidate->logical_id;
	}
	return name && strcmp(name, lookup->name) == 0;
}

static bool same_region(const struct resource *a, const struct resource *b) {
	const char *x = resource_region(a), *y = resource_region(b);
	return x && y ? strcmp(x, y) == 0 : x == y;
}

/* The resource that fits best; none where two in different regions fit equally. */
static struct resource *find_named(const struct lookup *lookup) {
	struct resource *best = NULL;
	int best_fitness = 0;
	bool ambiguous = false;
	const struct resource_list *named = map_find(&lookup->estate->by_name, lookup->name);
	for (size_t i = 0; named && lookup->space->types[i]; i++) {
		for (size_t j = 0; j < named->count; j++) {
			struct resource *candidate = named->items[j];
			bool fits = strcmp(candidate->type, lookup->space->types[i]) == 0 &&
				    bears_name(lookup, candidate);
			int fit = fits ? fitness(lookup, candidate) : 0;
			if (fit > best_fitness) {
				best = candidate;
				best_fitness = fit;
				ambiguous = false;
			} else if (fit && fit == best_fitness && !same_region(best, candidate)) {
				ambiguous = true;
			}
		}
	}
	return ambiguous ? NULL : best;
}

/* A name: one reference, or a text that a resource of the name space bears. */
static struct resource *resolve_name(const struct lookup *base, const struct value *name) {
	const struct part *reference = value_reference(name);
	if (reference) {
		return estate_find(base->estate, reference->stack, reference->logical_id);
	}
	struct lookup lookup = *base;
	lookup.name = value_text(base->eval->arena, name);
	if (!lookup.name || !map_has(&base->estate->by_name, lookup.name)) {
		return NULL;
	}
	lookup.space = base->space ? base->space : space_of_type(base->type);
	if (!lookup.space) {
		return NULL;
	}
	bool is_key = strcmp(lookup.space->types[0], "AWS::KMS::Key") == 0;
	if (is_key && begins_with(lookup.name, ALIAS_PREFIX)) {
		lookup.space = &aliases;
	}
	return find_named(&lookup);
}

static struct resource *resolve_arn(const struct lookup *base, const struct arn *arn) {
	struct arena *arena = base->eval->arena;
	const char *service = value_text(arena, &arn->service);
	const char *region = value_text(arena, &arn->region);
	const char *account = value_text(arena, &arn->account);
	struct lookup lookup = *base;
	lookup.region = region && *region ? region : NULL;
	lookup.account = account && *account ? account : NULL;
	/* The ARN says where the resource is; the stack that holds the ARN need not hold it. */
	lookup.stack = NULL;
	struct value name;
	if (service && strcmp(service, "kms") == 0 && arn->resource.count &&
		arn->resource.parts[0].kind == PART_LITERAL &&
		begins_with(arn->resource.parts[0].text, ALIAS_PREFIX)) {
		lookup.space = &aliases;
		return resolve_name(&lookup, &arn->resource);
	}
	for (lookup.space = name_spaces; service && lookup.space->service; lookup.space++) {
		if (strcmp(lookup.space->service, service) == 0 &&
			text_after(arena, &arn->resource, lookup.space->prefix, &name)) {
			name = text_until(arena, &name, lookup.space->ends);
			return resolve_name(&lookup, &name);
		}
	}
	return NULL;
}

/* A reference to an ARN with something after it: "${Bucket.Arn}/" + "*". */
static const struct part *leading_arn(const struct value *value) {
	const struct part *first = value->count > 1 ? &value->parts[0] : NULL;
	if (!first || first->kind != PART_REFERENCE || value->parts[1].kind != PART_LITERAL) {
		return NULL;
	}
	bool goes_on = *value->parts[1].text == '/' || *value->parts[1].text == ':';
	return goes_on && strstr(first->text, "Arn") ? first : NULL;
}

static struct resource *resolve(const struct lookup *base, const struct value *value) {
	struct arn arn;
	if (arn_parse(base->eval->arena, value, &arn)) {
		return resolve_arn(base, &arn);
	}
	const struct part *reference = leading_arn(value);
	if (reference) {
		return estate_find(base->estate, reference->stack, reference->logical_id);
	}
	return resolve_name(base, value);
}

const char *stand_in_property(const char *type) {
	static const struct {
		const char *type, *property;
	} stand_ins[] = {
		{ "AWS::KMS::Alias", "TargetKeyId" },
		{ "AWS::Lambda::Alias", "FunctionName" },
		{ "AWS::Lambda::Version", "FunctionName" },
	};
	for (size_t i = 0; i < sizeof(stand_ins) / sizeof(stand_ins[0]); i++) {
		if (strcmp(stand_ins[i].type, type) == 0) {
			return stand_ins[i].property;
		}
	}
	return NULL;
}

/* What a stand-in stands for, when that was asked for. A stand-in for a stand-in is none. */
static struct resource *follow_stand_in(
	const struct lookup *base, struct resource *found, const char *type) {
	const char *property = found ? stand_in_property(found->type) : NULL;
	if (!property || !type || strcmp(type, found->type) == 0) {
		return found;
	}
	struct value own = eval_member(base->eval, &found->properties, property);
	if (own.kind != VALUE_TEXT) {
		return NULL;
	}
	struct lookup lookup = *base;
	lookup.stack = &found->stack->stack;
	lookup.region = resource_region(found);
	lookup.account = found->stack->stack.environment.account;
	struct resource *target = resolve(&lookup, &own);
	return target && stand_in_property(target->type) ? NULL : target;
}

struct resource *target_from(struct estate *estate, struct eval *eval, const struct value *value,
	const char *type, const char *region) {
	if (value->kind != VALUE_TEXT) {
		return NULL;
	}
	const struct environment *environment = &value->stack->environment;
	bool elsewhere = region && environment->region && strcmp(region, environment->region) != 0;
	const struct lookup lookup = {
		.estate = estate,
		.eval = eval,
		.type = type,
		.stack = elsewhere ? NULL : value->stack,
		.region = region ? region : environment->region,
		.account = environment->account,
	};
	return follow_stand_in(&lookup, resolve(&lookup, value), type);
}

static bool text_may_name(const struct estate *estate, const char *text) {
	return begins_with(text, "arn:") || map_has(&estate->by_name, text);
}

bool target_may_be(const struct estate *estate, struct eval *eval, const struct value *value) {
	const char *text = value_text(eval->arena, value);
	return !text || text_may_name(estate, text);
}

/* A parameter that was given no value and takes only values that name nothing names nothing. */
static bool parameter_may_name(
	const struct estate *estate, const struct stack *stack, const char *name) {
	const struct node *parameter = name ? node_find(stack->template->parameters, name) : NULL;
	const struct node *allowed = node_find(parameter, "AllowedValues");
	if (!node_is_list(allowed) || map_has(&stack->arguments, name)) {
		return true;
	}
	struct node **value;
	node_each(value, allowed) {
		if (!node_text(*value) || text_may_name(estate, node_text(*value))) {
			return true;
		}
	}
	return false;
}

bool target_is_possible(
	const struct estate *estate, const struct stack *stack, const struct node *node) {
	const char *name;
	const struct node *arguments;
	if (!intrinsic_call(estate->ctx->arena, node, &name, &arguments)) {
		return !node_text(node) || text_may_name(estate, node_text(node));
	}
	if (strcmp(name, "Ref") == 0) {
		return parameter_may_name(estate, stack, node_text(arguments));
	}
	if (strcmp(name, "Fn::If") != 0 || node_items_count(arguments) != 3) {
		return true;
	}
	struct node *const *branches = node_items_begin(arguments);
	return target_is_possible(estate, stack, branches[1]) ||
	       target_is_possible(estate, stack, branches[2]);
}

struct resource *estate_target(
	struct estate *estate, struct eval *eval, const struct value *value, const char *type) {
	return target_from(estate, eval, value, type, NULL);
}

struct value target_region(struct eval *eval, const struct value *value) {
	struct arn arn;
	if (value->kind != VALUE_TEXT || !arn_parse(eval->arena, value, &arn) ||
		arn.region.count == 0) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	const char *text = value_text(eval->arena, &arn.region);
	if (text && !*text) {
		return (struct value){ .kind = VALUE_ABSENT };
	}
	return arn.region;
}
