#include "pricing/measure.h"

#include "pricing/measure_targets.h"

#include <stdlib.h>
#include <string.h>

/* Which region pays for what a measure adds. */
enum payer {
	HERE,	  /* in the region of the resource */
	THERE,	  /* in that of the copy, else in the recovery region */
	WATCHED,  /* in us-east-1, where what is global is watched */
	GLOBALLY, /* it is global */
};

/* What is paid for a month, without regard to usage. */
struct addition {
	const char *item, *description;
	enum payer payer;
	int64_t quantity;
	const char *path;   /* of the number that the template says instead; NULL: none */
	bool for_each_copy; /* as often as the resource has other copies, once at least */
};
enum { ADDITIONS = 2 };

#define CHECK(options) \
	{ \
		{ "route53.health_check_aws", "health check", GLOBALLY, 1, NULL, false }, { \
			"route53.health_check_option_aws", "options of the health check", \
				GLOBALLY, options, NULL, false \
		} \
	}

/*
 * What a measure means for a type; the first row that fits holds. Sources, read 2026-11:
 * replication metrics and alarms, https://aws.amazon.com/cloudwatch/pricing/; keys,
 * https://aws.amazon.com/kms/pricing/; health checks, https://aws.amazon.com/route53/pricing/;
 * routing controls, https://aws.amazon.com/application-recovery-controller/pricing/.
 */
static const struct measure_kind {
	const char *name, *type;	      /* a prefix of types; "": any */
	target_finder *targets;		      /* NULL: the resource is changed itself */
	const char *absent;		      /* what is missing where that finds none; or NULL */
	const char *idle, *usage;	      /* see measure_idle, measure_usage */
	bool stands;			      /* the resource is what the measure would add */
	struct addition additions[ADDITIONS]; /* none: the cost model makes the measure */
} kinds[] = {
	{ .name = "dynamodb.pitr", .type = "AWS::DynamoDB::", .usage = " storage_gb " },
	{ .name = "dynamodb.pitr",
		.type = "Custom::DynamoDBReplica",
		.targets = target_table,
		.absent = "its table is not in the estate" },
	{ .name = "dynamodb.rwru", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.merge", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.home_copy", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.new_table", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.on_demand", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.class", .type = "AWS::DynamoDB::" },
	{ .name = "dynamodb.read_capacity",
		.type = "AWS::DynamoDB::",
		.idle = "what is scaled or billed on demand costs what is used" },
	{ .name = "backup", .type = "AWS::DynamoDB::", .usage = " storage_gb backup_copies_kept " },
	{ .name = "backup.untagged",
		.type = "AWS::DynamoDB::GlobalTable",
		.targets = target_untagged,
		.absent = "which copy lacks the tag is not known" },
	{ .name = "backup", .type = "AWS::S3::Bucket" },
	{ .name = "backup", .type = "AWS::EFS::FileSystem" },
	{ .name = "backup", .type = "AWS::RDS::", .usage = " storage_gb " },
	{ .name = "backup.copy", .type = "AWS::Backup::BackupVault" },
	{ .name = "backup",
		.type = "AWS::EC2::Volume",
		.additions = { { "ec2.ebs_snapshot", "snapshots of the whole volume", HERE, 0,
			"Size", false } } },
	{ .name = "backup.copy",
		.type = "AWS::Backup::BackupPlan",
		.targets = target_vaults,
		.absent = "its vault is not in the estate" },
	{ .name = "backup.copy_account", .type = "AWS::Backup::BackupVault" },
	{ .name = "backup.copy_account",
		.type = "AWS::Backup::BackupPlan",
		.targets = target_vaults,
		.absent = "its vault is not in the estate" },
	{ .name = "s3.put", .type = "AWS::S3::Bucket" },
	{ .name = "s3.rule", .type = "AWS::S3::Bucket" },
	{ .name = "s3.rest", .type = "AWS::S3::Bucket" },
	{ .name = "s3.destination", .type = "AWS::S3::Bucket" },
	{ .name = "s3.class", .type = "AWS::S3::Bucket" },
	{ .name = "s3.kms", .type = "AWS::S3::Bucket" },
	{ .name = "s3.versions",
		.type = "AWS::S3::Bucket",
		.idle = "no version is kept at this usage" },
	{ .name = "s3.replica_changes",
		.type = "AWS::S3::Bucket",
		.idle = "no replica measures at this usage" },
	{ .name = "s3.two_way",
		.type = "AWS::S3::Bucket",
		.idle = "nothing is written into the copy while the primary region serves" },
	{ .name = "s3.batch",
		.type = "AWS::S3::Bucket",
		.idle = "the copy of what is there stands in what the bucket costs once already" },
	{ .name = "cloudwatch.custom_metric_month",
		.type = "AWS::S3::Bucket",
		.idle = "Replication Time Control is paid with its metrics already" },
	{ .name = "kms.key", .type = "AWS::KMS::Key", .idle = "a key or replica stands there" },
	{ .name = "kms.key",
		.type = "AWS::S3::Bucket",
		.targets = target_destination_keys,
		.additions = { { "kms.key", "key", THERE, 1, NULL, false } } },
	{ .name = "kms.key_each",
		.type = "AWS::DynamoDB::GlobalTable",
		.targets = target_lacking_keys,
		.idle = "every copy names a key",
		.stands = true },
	{ .name = "kms.key",
		.type = "",
		.targets = target_key,
		.additions = { { "kms.key", "key", THERE, 1, NULL, false } } },
	{ .name = "kms.key_here",
		.type = "",
		.targets = target_key_here,
		.additions = { { "kms.key", "key", HERE, 1, NULL, false } } },
	{ .name = "secretsmanager.secret_month",
		.type = "",
		.additions = { { "secretsmanager.secret_month", "secret", HERE, 1, NULL, false },
			{ "secretsmanager.secret_month", "replica of the secret", THERE, 1, NULL,
				false } } },
	{ .name = "cloudwatch.alarm_month",
		.type = "AWS::Route53::",
		.additions = { { "cloudwatch.alarm_month", "alarm", WATCHED, 1, NULL, false } } },
	{ .name = "cloudwatch.alarm_month",
		.type = "",
		.additions = { { "cloudwatch.alarm_month", "alarm", HERE, 1, NULL, true } } },
	{ .name = "route53.health", .type = "AWS::Route53::", .targets = target_health },
	{ .name = "route53.target_health",
		.type = "AWS::Route53::",
		.idle = "an alias evaluates its target, which is not billed",
		.stands = true },
	{ .name = "route53.string_match", .type = "AWS::Route53::HealthCheck" },
	{ .name = "route53.health_check", .type = "AWS::ApiGateway", .additions = CHECK(1) },
	{ .name = "route53.health_check", .type = "", .additions = CHECK(0) },
	{ .name = "arc.cluster_hour",
		.type = ROUTING_CLUSTER,
		.idle = "a cluster of the estate can hold the control",
		.stands = true },
	{ .name = "arc.cluster_hour",
		.type = "",
		.targets = target_cluster,
		.additions = { { "arc.cluster_hour", "routing control cluster", GLOBALLY,
			HOURS_PER_MONTH, NULL, false } } },
	{ .name = "arc.region_switch_plan_month",
		.type = SWITCH_PLAN,
		.idle = "the estate has a plan",
		.stands = true },
	{ .name = "arc.region_switch_plan_month",
		.type = "",
		.targets = target_plan,
		.additions = { { "arc.region_switch_plan_month", "Region switch plan", GLOBALLY, 1,
			NULL, false } } },
	{ .name = "lambda.concurrency",
		.type = "AWS::Lambda::Function",
		.idle = "reserved concurrency is not billed" },
	{ .name = "lambda.concurrency",
		.type = "AWS::Lambda::",
		.targets = target_function,
		.absent = "its function is not in the estate" },
	{ .name = "lambda.zones", .type = "AWS::Lambda::Function" },
	{ .name = "twin", .type = "", .idle = "while it is idle: only its use is paid for" },
};

static const struct measure_kind *find_kind(const char *name, const char *type) {
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const struct measure_kind *kind = &kinds[i];
		if (strcmp(kind->name, name) == 0 &&
			(!type || strncmp(type, kind->type, strlen(kind->type)) == 0)) {
			return kind;
		}
	}
	return NULL;
}

bool measure_is_known(const char *name, const char *type) {
	return find_kind(name, type) != NULL;
}

const char *measure_idle(const struct measure *measure) {
	const struct measure_kind *kind = find_kind(measure->name, measure->resource->type);
	return kind ? kind->idle : NULL;
}

const char *measure_absent(const struct measure *measure) {
	const struct measure_kind *kind = find_kind(measure->name, measure->resource->type);
	return kind ? kind->absent : NULL;
}

const char *measure_usage(const struct measure *measure) {
	const struct measure_kind *kind = find_kind(measure->name, measure->resource->type);
	return !kind ? NULL : kind->additions[0].item ? "" : kind->usage;
}

static bool is_covered(const struct measure *measure, const struct measure_list *list) {
	const struct measure *other;
	vec_each(other, list) {
		bool everywhere = !other->region;
		if (other->resource == measure->resource &&
			strcmp(other->name, measure->name) == 0 &&
			(everywhere ||
				(measure->region && strcmp(other->region, measure->region) == 0))) {
			return true;
		}
	}
	return false;
}

/* A key is made in one region, which is named, so that what is made twice is seen. */
static void add_one(struct estate *estate, struct measure measure, struct measure_list *ret_list) {
	const struct regions *regions = &estate->regions;
	if (!measure.region && strcmp(measure.name, "kms.key") == 0 && regions->recovery.count) {
		measure.region = regions->recovery.items[0];
	}
	if (!is_covered(&measure, ret_list)) {
		vec_push(estate->ctx->arena, ret_list, measure);
	}
}

void measure_add(
	struct estate *estate, const struct measure *measure, struct measure_list *ret_list) {
	const struct measure_kind *kind = find_kind(measure->name, measure->resource->type);
	struct measure_list instead = { 0 };
	if (!kind) {
		return;
	}
	if (kind->targets) {
		struct eval eval = estate_eval(estate, estate->ctx->arena);
		kind->targets(&eval, estate, measure, &instead);
	}
	const struct measure *each;
	vec_each(each, &instead) {
		add_one(estate, *each, ret_list);
	}
	if (instead.count == 0) {
		add_one(estate, *measure, ret_list);
	}
}

static int by_resource(const void *a, const void *b) {
	const struct measure *x = a, *y = b;
	size_t i = x->resource->index, j = y->resource->index;
	int order = i != j ? (i > j) - (i < j) : strcmp(x->name, y->name);
	return order ? order : strcmp(x->region ? x->region : "", y->region ? y->region : "");
}

void measures_sort(struct measure_list *list) {
	if (list->count) {
		qsort(list->items, list->count, sizeof(*list->items), by_resource);
	}
}

const struct measure *measures_of(
	const struct measure_list *list, const struct resource *resource) {
	size_t low = 0, high = list ? list->count : 0, count = high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->items[middle].resource->index < resource->index) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < count && list->items[low].resource == resource ? &list->items[low] : NULL;
}

/* An alarm watches what goes to one other copy. */
static int64_t other_copies(struct costing *costing) {
	struct replica_list replicas = { 0 };
	resource_replicas(&costing->eval, costing->estate, costing->resource, &replicas);
	return replicas.count > 2 ? (int64_t)replicas.count - 1 : 1;
}

/* False, with an unpriced entry, where the template does not say the number. */
static bool read_quantity(
	struct costing *costing, const struct addition *addition, struct charge *charge) {
	const char *reason = NULL;
	bool known = costing_number(costing, addition->path, 0, &charge->quantity, &reason);
	if (!known || decimal_compare(charge->quantity, decimal_of(0)) <= 0) {
		costing_unpriced(costing, charge->item, charge->region,
			known ? arena_printf(costing->estate->ctx->arena,
					"the template does not say its %s", addition->path)
			      : reason,
			BILL_DR);
		return false;
	}
	return true;
}

static void charge_addition(
	struct costing *costing, const struct measure *measure, const struct addition *addition) {
	const char *home = resource_region(costing->resource);
	struct charge charge = { .item = addition->item,
		.description = addition->description,
		.reason = "the region of its stack was not said",
		.quantity = decimal_of(addition->quantity),
		.bills = BILL_DR };
	if (addition->payer == THERE) {
		charge.region = measure->region ? measure->region : costing_recovery(costing, NULL);
		charge.reason = "the recovery region was not said";
	} else {
		charge.global = addition->payer == GLOBALLY;
		charge.region = addition->payer == HERE	     ? home
				: addition->payer == WATCHED ? "us-east-1"
							     : NULL;
	}
	if (addition->path && !read_quantity(costing, addition, &charge)) {
		return;
	}
	if (addition->for_each_copy) {
		charge.quantity = decimal_of(other_copies(costing));
	}
	costing_charge(costing, &charge);
}

void measure_charge(struct costing *costing) {
	const struct measure_list *measures = costing->terms->measures;
	const struct measure *measure = measures_of(measures, costing->resource);
	const struct measure *end = measures ? measures->items + measures->count : NULL;
	for (; measure && measure < end && measure->resource == costing->resource; measure++) {
		const struct measure_kind *kind = find_kind(measure->name, costing->resource->type);
		if (kind->stands) {
			costing_made(costing, measure->name);
		}
		for (size_t i = 0; i < ADDITIONS && kind->additions[i].item; i++) {
			charge_addition(costing, measure, &kind->additions[i]);
		}
	}
}
