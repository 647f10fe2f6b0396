#include "pricing/measure.h"
#include "pricing/remedy.h"
#include "tests/unit/pricing_fixture.h"

/* Templates deployed at home and in the recovery region (NULL: none), and how they are used. */
struct workload {
	const char *home, *there;
	const char *home_template, *there_template;
	const char *usage;
};

static struct estate *estate_of(struct ctx *ctx, const struct workload *workload) {
	struct estate *estate = estate_new(ctx);
	add_stack(estate, workload->home, workload->home_template);
	if (workload->there_template) {
		add_stack(estate, workload->there, workload->there_template);
	}
	estate_link(estate);
	estate->regions.primary = workload->home;
	vec_push(ctx->arena, &estate->regions.recovery, workload->there);
	return estate;
}

static struct terms terms_of(struct ctx *ctx, const struct workload *workload) {
	return (struct terms){ .book = shipped(ctx, NEW_BOOK),
		.usage = usage_read(ctx, parse(ctx, workload->usage)) };
}

static const struct resource *find(struct estate *estate, const char *region, const char *id) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if (strcmp((*resource)->logical_id, id) == 0 &&
			strcmp(resource_region(*resource), region) == 0) {
			return *resource;
		}
	}
	return NULL;
}

/*
 * A million binary writes (1048576) of 1 KB are 1 GB, and cost 1048576 x 0.000000625 = 0.65536 in
 * each copy; 10 GB are kept.
 */
#define ITEMS \
	"{resource_usage: {T: {monthly_write_requests: 1048576, monthly_read_requests: 0, " \
	"average_item_size_kb: 1, storage_gb: 10}}}"
#define TABLE(type, settings) \
	"Resources: {T: {Type: AWS::DynamoDB::" type ", Properties: {" settings "}}}"
#define ON_DEMAND "BillingMode: PAY_PER_REQUEST"
#define PAIR ON_DEMAND ", Replicas: [{Region: us-west-2}, {Region: us-east-2}]"

/*
 * 200000 objects and 50 GB written in a month, 800 GB kept, in 819200 objects of 1 MB. From
 * us-east-1 to us-east-2 a month takes 50 x 0.01 = 0.50, 200000 x 0.000005 = 1.00 and 800 x 0.023 =
 * 18.40; the copy of what is there 0.25 for a job, 819200 x 0.000001 = 0.8192, as many PUT at
 * 0.000005 = 4.096, and 800 x 0.01 = 8.
 */
#define OBJECTS(more) \
	"{resource_usage: {B: {monthly_put_requests: 200000, monthly_new_gb: 50, storage_gb: " \
	"800" more "}}}"
#define BUCKET(rules, more) \
	"Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: b, " \
	"VersioningConfiguration: {Status: Enabled}, ReplicationConfiguration: {Role: r, Rules: " \
	"[" rules "]}}}" more "}"
#define RULE(more) "{Status: Enabled, Destination: {Bucket: \"arn:aws:s3:::c\"" more "}}"
#define COPY(rules) \
	"Resources: {C: {Type: AWS::S3::Bucket, Properties: {BucketName: c, " \
	"VersioningConfiguration: {Status: Enabled}" rules "}}}"

#define FUNCTION(concurrency) \
	"Resources: {F: {Type: AWS::Lambda::Function, Properties: {MemorySize: 1024}}, " \
	"V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F" concurrency "}}}"

/* What one remedy adds under the book of 2024-11-01, computed by hand. */
static const struct expected {
	struct workload workload;
	const char *region, *id; /* of the resource */
	const char *measures[3];
	const char *copy; /* the region of the copy that it is made to, or NULL */
	const char *monthly, *once;
} expectations[] = {
	/* 10 GB x 0.20. */
	{ { "us-west-2", "us-east-2", TABLE("GlobalTable", PAIR), NULL, ITEMS }, "us-west-2", "T",
		{ "dynamodb.pitr" }, "us-east-2", "2", "0" },
	/* As each of two copies lacks it. */
	{ { "us-west-2", "us-east-2", TABLE("GlobalTable", PAIR), NULL, ITEMS }, "us-west-2", "T",
		{ "dynamodb.pitr" }, NULL, "4", "0" },
	/* 2 x 0.65536 replicated instead of 0.65536 plain, 10 x 0.25 kept, 1 x 0.02 sent; once 10 x
	   0.15 restored and 10 x 0.02 sent. */
	{ { "us-west-2", "us-east-2", TABLE("Table", ON_DEMAND), NULL, ITEMS }, "us-west-2", "T",
		{ "dynamodb.rwru" }, NULL, "3.17536", "1.7" },
	/* The same, and what stands there for itself costs no more: 0.65536 + 2.50. */
	{ { "us-west-2", "us-east-2", TABLE("Table", ON_DEMAND), TABLE("Table", ON_DEMAND), ITEMS },
		"us-west-2", "T", { "dynamodb.merge" }, NULL, "3.17536", "1.7" },
	{ { "us-west-2", "us-east-2", TABLE("Table", ON_DEMAND), TABLE("Table", ON_DEMAND), ITEMS },
		"us-east-2", "T", { "dynamodb.merge" }, NULL, "-3.15536", "0" },
	/* A second copy, that of the stack's own region, restored there from where the data is. */
	{ { "us-east-2", "us-west-2",
		  TABLE("GlobalTable", ON_DEMAND ", Replicas: [{Region: us-west-2}]"), NULL,
		  ITEMS },
		"us-east-2", "T", { "dynamodb.home_copy" }, NULL, "3.17536", "1.7" },
	/* 10 GB are 10485760 items of 1 KB, written into two copies at 0.000000625. */
	{ { "us-west-2", "us-east-2", TABLE("GlobalTable", PAIR), NULL, ITEMS }, "us-west-2", "T",
		{ "dynamodb.new_table" }, NULL, "0", "13.1072" },
	/* 0.65536 instead of 730 hours of 10 x 0.00065 and 10 x 0.00013: 4.745 and 0.949. */
	{ { "us-west-2", "us-east-2",
		  TABLE("Table", "ProvisionedThroughput: {WriteCapacityUnits: 10, "
				 "ReadCapacityUnits: 10}"),
		  NULL, ITEMS },
		"us-west-2", "T", { "dynamodb.on_demand" }, NULL, "-5.03864", "0" },
	/* 10 x (0.25 - 0.10) kept, 1048576 x (0.000000625 - 0.00000078) written. */
	{ { "us-west-2", "us-east-2",
		  TABLE("GlobalTable", ON_DEMAND ", Replicas: [{Region: us-west-2}, {Region: "
						 "us-east-2, TableClass: "
						 "STANDARD_INFREQUENT_ACCESS}]"),
		  NULL, ITEMS },
		"us-west-2", "T", { "dynamodb.class" }, NULL, "1.33747072", "0" },
	/* 15 more RCU for 730 hours at 0.00013. */
	{ { "us-west-2", "us-east-2",
		  TABLE("GlobalTable",
			  "WriteProvisionedThroughputSettings: {WriteCapacityAutoScalingSettings: "
			  "{MinCapacity: 1, MaxCapacity: 9}}, Replicas: ["
			  "{Region: us-west-2, ReadProvisionedThroughputSettings: "
			  "{ReadCapacityUnits: 20}}, {Region: us-east-2, "
			  "ReadProvisionedThroughputSettings: {ReadCapacityUnits: 5}}]"),
		  NULL, ITEMS },
		"us-west-2", "T", { "dynamodb.read_capacity" }, "us-east-2", "1.4235", "0" },
	/* 10 GB x 0.10. */
	{ { "us-west-2", "us-east-2", TABLE("GlobalTable", PAIR), NULL, ITEMS }, "us-west-2", "T",
		{ "backup" }, "us-east-2", "1", "0" },
	/* 0.50 + 1.00 + 18.40; 0.25 + 0.8192 + 4.096 + 8. */
	{ { "us-east-1", "us-east-2", "Resources: {B: {Type: AWS::S3::Bucket}}", NULL,
		  OBJECTS("") },
		"us-east-1", "B", { "s3.put" }, NULL, "19.9", "13.1652" },
	/* With 1.20 and 4.9152 for the keys of what is encrypted, as for s3.kms below. */
	{ { "us-east-1", "us-east-2",
		  "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: "
		  "{ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: "
		  "{SSEAlgorithm: aws:kms}}]}}}}",
		  NULL, OBJECTS("") },
		"us-east-1", "B", { "s3.put" }, NULL, "21.1", "18.0804" },
	/* The end of the chain is at home, so that nothing is sent: 1.00 + 18.40; 0.25 + 0.8192 +
	   4.096. */
	{ { "us-east-1", "us-east-2",
		  BUCKET(RULE(""), ", E: {Type: AWS::S3::Bucket, Properties: {BucketName: e}}"),
		  COPY(", ReplicationConfiguration: {Role: r, Rules: [{Status: Enabled, "
		       "Destination: "
		       "{Bucket: \"arn:aws:s3:::e\"}}]}"),
		  OBJECTS("") },
		"us-east-1", "B", { "s3.rule" }, NULL, "19.4", "5.1652" },
	/* 70 % of 19.90, and of 12.9152 with 0.25 for the job. */
	{ { "us-east-1", "us-east-2",
		  BUCKET("{Id: a, Status: Enabled, Prefix: a/, Destination: {Bucket: "
			 "\"arn:aws:s3:::c\"}}",
			  ""),
		  COPY(""), OBJECTS(", rule_percent: {a: 30}") },
		"us-east-1", "B", { "s3.rest" }, NULL, "13.93", "9.29064" },
	/* 50 x 0.01 sent a month, 800 x 0.01 once; the prices of both regions are the same. */
	{ { "us-east-1", "us-east-2",
		  BUCKET(RULE(""), ", C: {Type: AWS::S3::Bucket, Properties: {BucketName: c}}"),
		  NULL, OBJECTS("") },
		"us-east-1", "B", { "s3.destination" }, NULL, "0.5", "8" },
	/* 1.00 + 18.40 instead of 200000 x 0.00003 + 800 x 0.0036; once 4.096 instead of 24.576. */
	{ { "us-east-2", "us-east-1", BUCKET(RULE(", StorageClass: GLACIER"), ""), COPY(""),
		  OBJECTS("") },
		"us-east-2", "B", { "s3.class" }, NULL, "10.52", "-20.48" },
	/* A call on each side for each object at 0.000003: 2 x 200000; once 2 x 819200. */
	{ { "us-east-1", "us-east-2", BUCKET(RULE(""), ""), COPY(""), OBJECTS("") }, "us-east-1",
		"B", { "s3.kms" }, NULL, "1.2", "4.9152" },
	/* 100 GB x 0.023. */
	{ { "us-east-1", "us-east-2", "Resources: {B: {Type: AWS::S3::Bucket}}", NULL,
		  OBJECTS(", noncurrent_storage_gb: 100") },
		"us-east-1", "B", { "s3.versions" }, NULL, "2.3", "0" },
	/* 100000 x 0.000005. */
	{ { "us-east-1", "us-east-2", BUCKET(RULE(""), ""),
		  COPY(", ReplicationConfiguration: {Role: r, Rules: [{Status: Enabled, "
		       "Destination: "
		       "{Bucket: \"arn:aws:s3:::b\"}}]}"),
		  OBJECTS(", monthly_replica_changes: 100000") },
		"us-east-1", "B", { "s3.replica_changes" }, NULL, "0.5", "0" },
	/* Nothing is written into the copy, and the copy of what is there is paid for already. */
	{ { "us-east-1", "us-east-2", BUCKET(RULE(""), ""), COPY(""), OBJECTS("") }, "us-east-1",
		"B", { "s3.two_way" }, NULL, "0", "0" },
	{ { "us-east-1", "us-east-2", BUCKET(RULE(""), ""), COPY(""), OBJECTS("") }, "us-east-1",
		"B", { "s3.batch" }, NULL, "0", "0" },
	/* 3 metrics x 0.30, published in the region of the copy. */
	{ { "us-east-2", "us-west-2", BUCKET(RULE(""), ""), COPY(""),
		  OBJECTS(", replication_metrics_per_rule: 3") },
		"us-east-2", "B", { "cloudwatch.custom_metric_month" }, NULL, "0.9", "0" },
	/* 1.00 for a key there, whoever is encrypted with the one here, or for one of its own. */
	{ { "us-west-2", "us-east-2", "Resources: {K: {Type: AWS::KMS::Key}}", NULL, "{}" },
		"us-west-2", "K", { "kms.key" }, NULL, "1", "0" },
	{ { "us-west-2", "us-east-2",
		  "Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: "
		  "{SSEEnabled: true, KMSMasterKeyId: !Ref K}}}, K: {Type: AWS::KMS::Key}}",
		  NULL, ITEMS },
		"us-west-2", "T", { "kms.key" }, NULL, "1", "0" },
	{ { "us-west-2", "us-east-2", "Resources: {Q: {Type: AWS::SQS::Queue}}", NULL, "{}" },
		"us-west-2", "Q", { "kms.key_here" }, NULL, "1", "0" },
	/* In the region of each destination, and for each copy that names none. */
	{ { "us-west-2", "us-east-1", BUCKET(RULE(""), ""), NULL, OBJECTS("") }, "us-west-2", "B",
		{ "kms.key" }, "us-east-2", "1", "0" },
	{ { "us-west-2", "us-east-2", BUCKET(RULE(""), ""), COPY(""), OBJECTS("") }, "us-west-2",
		"B", { "kms.key" }, NULL, "1", "0" },
	{ { "us-west-2", "us-east-2",
		  TABLE("GlobalTable",
			  ON_DEMAND ", Replicas: [{Region: us-west-2, SSESpecification: "
				    "{KMSMasterKeyId: alias/a}}, {Region: us-east-2}, {Region: "
				    "us-east-1}]"),
		  NULL, ITEMS },
		"us-west-2", "T", { "kms.key_each" }, NULL, "2", "0" },
	/* 10 GB x 0.10 for the one copy that has fewer tags. */
	{ { "us-west-2", "us-east-2",
		  TABLE("GlobalTable",
			  ON_DEMAND ", Replicas: [{Region: us-west-2, Tags: [{Key: a, Value: b}]}, "
				    "{Region: us-east-2}]"),
		  NULL, ITEMS },
		"us-west-2", "T", { "backup.untagged" }, NULL, "1", "0" },
	/* Recovery for the copy that a custom resource makes. */
	{ { "us-west-2", "us-east-2",
		  "Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {" ON_DEMAND
		  "}}, R: {Type: Custom::DynamoDBReplica, Properties: {TableName: !Ref T, Region: "
		  "us-east-2}}}",
		  NULL, ITEMS },
		"us-west-2", "R", { "dynamodb.pitr" }, NULL, "2", "0" },
	/* 0.40 for a secret, and for its replica. */
	{ { "us-west-2", "us-east-1", "Resources: {A: {Type: AWS::ApiGateway::ApiKey}}", NULL,
		  "{}" },
		"us-west-2", "A", { "secretsmanager.secret_month" }, NULL, "0.8", "0" },
	/* 0.10 for what goes to each of two other copies. */
	{ { "us-west-2", "us-east-2",
		  TABLE("GlobalTable", ON_DEMAND ", Replicas: [{Region: us-west-2}, {Region: "
						 "us-east-2}, {Region: us-east-1}]"),
		  NULL, ITEMS },
		"us-west-2", "T", { "cloudwatch.alarm_month" }, NULL, "0.2", "0" },
	/* 0.50 for a check, and 1.00 more for HTTPS or for what it matches. */
	{ { "us-west-2", "us-east-2", "Resources: {R: {Type: AWS::Route53::RecordSet}}", NULL,
		  "{}" },
		"us-west-2", "R", { "route53.health_check" }, NULL, "0.5", "0" },
	{ { "us-west-2", "us-east-2", "Resources: {R: {Type: AWS::ApiGateway::RestApi}}", NULL,
		  "{}" },
		"us-west-2", "R", { "route53.health_check" }, NULL, "1.5", "0" },
	{ { "us-west-2", "us-east-2",
		  "Resources: {H: {Type: AWS::Route53::HealthCheck, Properties: "
		  "{HealthCheckConfig: {Type: HTTP}}}}",
		  NULL, "{}" },
		"us-west-2", "H", { "route53.string_match" }, NULL, "1", "0" },
	/* An alias can evaluate its target, but for a distribution. */
	{ { "us-west-2", "us-east-2",
		  "Resources: {R: {Type: AWS::Route53::RecordSet, Properties: {AliasTarget: "
		  "{DNSName: a.example, HostedZoneId: Z1}}}}",
		  NULL, "{}" },
		"us-west-2", "R", { "route53.health" }, NULL, "0", "0" },
	{ { "us-west-2", "us-east-2",
		  "Resources: {R: {Type: AWS::Route53::RecordSet, Properties: {AliasTarget: "
		  "{DNSName: d.example, HostedZoneId: Z2FDTNDATAQYW2}}}}",
		  NULL, "{}" },
		"us-west-2", "R", { "route53.health" }, NULL, "0.5", "0" },
	/* 730 hours x 2.50, but where a cluster stands. */
	{ { "us-west-2", "us-east-2", "Resources: {R: {Type: AWS::Route53::RecordSet}}", NULL,
		  "{}" },
		"us-west-2", "R", { "arc.cluster_hour" }, NULL, "1825", "0" },
	{ { "us-west-2", "us-east-2",
		  "Resources: {R: {Type: AWS::Route53::RecordSet}, C: {Type: "
		  "AWS::Route53RecoveryControl::Cluster}}",
		  NULL, "{}" },
		"us-west-2", "R", { "arc.cluster_hour" }, NULL, "0", "0" },
	{ { "us-west-2", "us-east-2",
		  "Conditions: {Never: !Equals [a, b]}\n"
		  "Resources: {C: {Type: AWS::Route53RecoveryControl::Cluster, Condition: Never}, "
		  "R: {Type: AWS::Route53::RecordSet}}",
		  NULL, "{}" },
		"us-west-2", "R", { "arc.cluster_hour" }, NULL, "1825", "0" },
	/* Two of 1 GB for 730 x 3600 seconds at 0.0000041667, of the version's or the function's.
	 */
	{ { "us-west-2", "us-east-2",
		  FUNCTION(", ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}"),
		  FUNCTION(""), "{}" },
		"us-east-2", "V", { "lambda.concurrency" }, NULL, "21.9001752", "0" },
	{ { "us-west-2", "us-east-2",
		  FUNCTION(", ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}"),
		  NULL, "{}" },
		"us-west-2", "F", { "twin" }, NULL, "21.9001752", "0" },
	/* 100 GB x 0.01. */
	{ { "us-west-2", "us-east-2", FUNCTION(""), NULL,
		  "{resource_usage: {F: {monthly_zone_transfer_gb: 100}}}" },
		"us-west-2", "F", { "lambda.zones" }, NULL, "1", "0" },
	/* 100 GB x 0.05 in another vault of the region. */
	{ { "us-east-2", "us-west-2",
		  "Resources: {P: {Type: AWS::Backup::BackupPlan, Properties: {BackupPlan: "
		  "{BackupPlanRule: [{TargetBackupVault: !Ref V}]}}}, V: {Type: "
		  "AWS::Backup::BackupVault}}",
		  NULL, "{resource_usage: {V: {monthly_efs_warm_backup_gb: 100}}}" },
		"us-east-2", "P", { "backup.copy_account" }, NULL, "5", "0" },
	/* 8 GB x 0.055. */
	{ { "us-west-1", "us-east-2",
		  "Resources: {V: {Type: AWS::EC2::Volume, Properties: {Size: 8}}}", NULL, "{}" },
		"us-west-1", "V", { "backup" }, NULL, "0.44", "0" },
	/* 100 GB x 0.06, x 0.095 and x 0.021. */
	{ { "us-west-1", "us-east-2", "Resources: {E: {Type: AWS::EFS::FileSystem}}", NULL,
		  "{resource_usage: {E: {storage_gb: 100}}}" },
		"us-west-1", "E", { "backup" }, NULL, "6", "0" },
	{ { "us-west-1", "us-east-2", "Resources: {D: {Type: AWS::RDS::DBInstance}}", NULL,
		  "{resource_usage: {D: {storage_gb: 100}}}" },
		"us-west-1", "D", { "backup" }, NULL, "9.5", "0" },
	{ { "us-east-1", "us-east-2",
		  "Resources: {D: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}}",
		  NULL, "{resource_usage: {D: {storage_gb: 100}}}" },
		"us-east-1", "D", { "backup" }, NULL, "2.1", "0" },
};
enum { EXPECTATIONS = sizeof(expectations) / sizeof(*expectations) };

static void a_remedy_costs_what_a_hand_computes(void **state) {
	(void)state;
	for (size_t i = 0; i < EXPECTATIONS; i++) {
		const struct expected *row = &expectations[i];
		struct ctx *ctx = context();
		struct estate *estate = estate_of(ctx, &row->workload);
		const struct terms terms = terms_of(ctx, &row->workload);
		const struct remedy remedy = { find(estate, row->region, row->id), row->measures,
			row->copy };
		struct remedy_cost cost;
		remedy_price(remedies_new(estate, &terms), &remedy, &cost);
		if (!cost.known || strcmp(exact(ctx, cost.monthly), row->monthly) != 0 ||
			strcmp(exact(ctx, cost.one_time), row->once) != 0) {
			fail_msg("row %zu, %s: %s a month and %s once for %s, without %s", i,
				row->measures[0], exact(ctx, cost.monthly),
				exact(ctx, cost.one_time), cost.basis, cost.missing);
		}
		assert_non_null(cost.basis);
		assert_null(cost.missing);
		assert_int_equal(ctx->diags->errors, 0);
		discard(ctx);
	}
}

/* The measure names that the rows above try. */
static const char *const names[] = { "twin", "backup", "backup.copy", "backup.copy_account",
	"dynamodb.pitr", "dynamodb.rwru", "dynamodb.merge", "dynamodb.home_copy",
	"dynamodb.new_table", "dynamodb.on_demand", "dynamodb.class", "dynamodb.read_capacity",
	"s3.put", "s3.rule", "s3.rest", "s3.destination", "s3.class", "s3.kms", "s3.versions",
	"s3.replica_changes", "s3.two_way", "s3.batch", "cloudwatch.custom_metric_month",
	"cloudwatch.alarm_month", "kms.key", "kms.key_here", "secretsmanager.secret_month",
	"route53.health_check", "route53.string_match", "arc.cluster_hour",
	"arc.region_switch_plan_month", "lambda.concurrency", "lambda.zones" };
enum { NAMES = sizeof(names) / sizeof(*names) };

static struct workload all_services(struct ctx *ctx) {
	return (struct workload){ "us-east-1", "us-east-2", read_estate(ctx, "primary.yaml"),
		read_estate(ctx, "recovery.yaml"), "{}" };
}

static void project_measures(struct estate *estate, const struct terms *terms,
	const struct measure_list *measures, struct projection *ret_projection) {
	struct terms changed = *terms;
	changed.measures = measures;
	*ret_projection = (struct projection){ 0 };
	projection_make(estate, &changed, ret_projection);
}

/* Parts of a band are rounded at the twelfth place, each by itself. */
static void assert_sum(struct ctx *ctx, struct decimal base, struct decimal added,
	struct decimal total, const char *what) {
	struct decimal sum = { 0 }, off = { 0 }, most = { 0 };
	assert_true(decimal_add(base, added, &sum) && decimal_subtract(sum, total, &off));
	assert_true(decimal_parse("0.0000000001", &most));
	if (decimal_compare(off, decimal_of(0)) < 0) {
		assert_true(decimal_subtract(decimal_of(0), off, &off));
	}
	if (decimal_compare(off, most) > 0) {
		fail_msg("%s: %s and %s are not %s", what, exact(ctx, base), exact(ctx, added),
			exact(ctx, total));
	}
}

/* Returns how many of all remedies are known. */
static size_t try_every_remedy(struct ctx *ctx, const struct workload *workload) {
	struct estate *estate = estate_of(ctx, workload);
	const struct terms terms = terms_of(ctx, workload);
	struct remedies *remedies = remedies_new(estate, &terms);
	struct projection base, with;
	struct measure_list all = { 0 };
	size_t known = 0;
	project_measures(estate, &terms, NULL, &base);
	for (size_t i = 0; i < NAMES * estate->resources.count; i++) {
		const char *const measures[] = { names[i % NAMES], NULL };
		const struct remedy remedy = { estate->resources.items[i / NAMES], measures, NULL };
		const struct measure measure = { remedy.resource, measures[0], NULL };
		struct measure_list alone = { 0 };
		struct remedy_cost cost;
		remedy_price(remedies, &remedy, &cost);
		assert_true(cost.known ? cost.basis != NULL : cost.missing != NULL);
		if (!cost.known) {
			continue;
		}
		known++;
		measure_add(estate, &measure, &alone);
		measure_add(estate, &measure, &all);
		measures_sort(&alone);
		project_measures(estate, &terms, &alone, &with);
		assert_sum(
			ctx, base.monthly.with_dr, cost.monthly, with.monthly.with_dr, measures[0]);
		assert_sum(ctx, base.one_time, cost.one_time, with.one_time, measures[0]);
		assert_sum(ctx, base.monthly.single_region, decimal_of(0),
			with.monthly.single_region, measures[0]);
	}
	struct remedy_cost total;
	assert_true(remedies_total(remedies, &total));
	measures_sort(&all);
	project_measures(estate, &terms, &all, &with);
	assert_sum(ctx, base.monthly.with_dr, total.monthly, with.monthly.with_dr, "all");
	assert_sum(ctx, base.one_time, total.one_time, with.one_time, "all");
	return known;
}

/* The tag of any remedy, and the total of all, is what the whole estate costs more with it. */
static void the_bill_and_the_tag_are_the_bill_with_the_remedy(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct workload workload = all_services(ctx);
	assert_true(try_every_remedy(ctx, &workload) > 40);
	discard(ctx);
}

#define HUGE(gb) \
	"{resource_usage: {\"*\": {storage_gb: " gb ", noncurrent_storage_gb: 20000, " \
	"monthly_new_gb: 9, monthly_put_requests: 9}}}"

/* Where the account leaves a band, what one bucket keeps moves the price of the others. */
static void a_remedy_moves_the_bands_of_the_account(void **state) {
	(void)state;
	static const char *const buckets =
		"Resources: {A: {Type: AWS::S3::Bucket}, B: {Type: AWS::S3::Bucket}, C: {Type: "
		"AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: Enabled}}}}";
	static const char *const usages[] = { HUGE("1000"), HUGE("10000"), HUGE("40000") };
	for (size_t i = 0; i < sizeof(usages) / sizeof(*usages); i++) {
		struct ctx *ctx = context();
		const struct workload workload = { "us-east-1", "us-east-2", buckets, NULL,
			usages[i] };
		assert_true(try_every_remedy(ctx, &workload) >= 6);
		discard(ctx);
	}
}

static void price(struct remedies *remedies, const struct resource *resource, const char *name,
	struct remedy_cost *ret_cost) {
	const char *const measures[] = { name, NULL };
	const struct remedy remedy = { resource, measures, NULL };
	remedy_price(remedies, &remedy, ret_cost);
}

/*
 * Alone a copy costs 3.17536 and recovery at home 10 x 0.20; together the copy has recovery too,
 * and the key that the table uses is made there once: 3.17536 + 4.00 + 1.00.
 */
static void remedies_build_on_one_another(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct workload workload = { "us-west-2", "us-east-2",
		"Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: "
		"PAY_PER_REQUEST, SSESpecification: {SSEEnabled: true, KMSMasterKeyId: !Ref K}}}, "
		"K: {Type: AWS::KMS::Key}}",
		NULL, ITEMS };
	struct estate *estate = estate_of(ctx, &workload);
	const struct terms terms = terms_of(ctx, &workload);
	struct remedies *remedies = remedies_new(estate, &terms);
	const struct resource *table = find(estate, "us-west-2", "T");
	struct remedy_cost cost, total;
	price(remedies, table, "dynamodb.rwru", &cost);
	assert_string_equal(exact(ctx, cost.monthly), "3.17536");
	price(remedies, table, "dynamodb.pitr", &cost);
	assert_string_equal(exact(ctx, cost.monthly), "2");
	price(remedies, table, "kms.key", &cost);
	assert_false(cost.repeated);
	price(remedies, find(estate, "us-west-2", "K"), "kms.key", &cost);
	assert_true(cost.repeated);
	assert_string_equal(exact(ctx, cost.monthly), "1");
	assert_true(remedies_total(remedies, &total));
	assert_null(total.missing);
	assert_string_equal(exact(ctx, total.monthly), "8.17536");
	assert_string_equal(exact(ctx, total.one_time), "1.7");
	discard(ctx);
}

/* What usage has to say is asked for by its key, and is never nothing. */
static void what_usage_does_not_say_has_no_price(void **state) {
	(void)state;
	static const struct asked {
		struct workload workload;
		const char *id, *measure, *key;
	} rows[] = {
		{ { "us-east-1", "us-east-2", "Resources: {B: {Type: AWS::S3::Bucket}}", NULL,
			  OBJECTS("") },
			"B", "s3.versions", "noncurrent_storage_gb" },
		{ { "us-east-1", "us-east-2",
			  BUCKET("{Id: a, Status: Enabled, Prefix: a/, Destination: {Bucket: "
				 "\"arn:aws:s3:::c\"}}",
				  ""),
			  COPY(""), OBJECTS("") },
			"B", "s3.rest", "rule_percent.a" },
		{ { "us-east-1", "us-east-2", FUNCTION(""), NULL, "{}" }, "F", "lambda.zones",
			"monthly_zone_transfer_gb" },
		{ { "us-east-1", "us-east-2", TABLE("Table", "BillingMode: PROVISIONED"), NULL,
			  "{}" },
			"T", "dynamodb.on_demand", "neither template nor usage says" },
		{ { "us-east-1", "us-east-2",
			  TABLE("GlobalTable",
				  "WriteProvisionedThroughputSettings: "
				  "{WriteCapacityAutoScalingSettings: {MinCapacity: 5, "
				  "MaxCapacity: 5}}, Replicas: [{Region: us-east-1, TableClass: "
				  "STANDARD_INFREQUENT_ACCESS}, {Region: us-east-2}]"),
			  NULL, ITEMS },
			"T", "dynamodb.class", "dynamodb.rwcu_ia_hour" },
		{ { "us-east-1", "us-east-2",
			  "Resources: {P: {Type: AWS::Backup::BackupPlan, Properties: {BackupPlan: "
			  "{BackupPlanRule: [{TargetBackupVault: v}]}}}}",
			  NULL, "{}" },
			"P", "backup.copy", "its vault" },
		{ { "us-east-1", "us-east-2", "Resources: {V: {Type: AWS::EC2::Volume}}", NULL,
			  "{}" },
			"V", "backup", "its Size" },
		{ { "us-east-1", "us-east-2", "Resources: {V: {Type: AWS::EC2::Volume}}", NULL,
			  "{}" },
			"V", "bakcup", "no measure is called 'bakcup'" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ctx *ctx = context();
		struct estate *estate = estate_of(ctx, &rows[i].workload);
		const struct terms terms = terms_of(ctx, &rows[i].workload);
		struct remedy_cost cost;
		price(remedies_new(estate, &terms), find(estate, "us-east-1", rows[i].id),
			rows[i].measure, &cost);
		assert_false(cost.known);
		assert_non_null(strstr(cost.missing, rows[i].key));
		discard(ctx);
	}
}

/* Copies keep 100 GB x 0.05 there; what sending them costs is not in the book. */
static void what_lacks_a_part_is_a_lower_bound(void **state) {
	(void)state;
	struct ctx *ctx = context();
	const struct workload workload = { "us-west-1", "us-east-2",
		"Resources: {P: {Type: AWS::Backup::BackupPlan, Properties: {BackupPlan: "
		"{BackupPlanRule: [{TargetBackupVault: !Ref V}]}}}, V: {Type: "
		"AWS::Backup::BackupVault}}",
		NULL, "{resource_usage: {V: {monthly_efs_warm_backup_gb: 100}}}" };
	struct estate *estate = estate_of(ctx, &workload);
	const struct terms terms = terms_of(ctx, &workload);
	struct remedies *remedies = remedies_new(estate, &terms);
	struct remedy_cost cost, total;
	price(remedies, find(estate, "us-west-1", "P"), "backup.copy", &cost);
	assert_true(cost.known);
	assert_string_equal(exact(ctx, cost.monthly), "5");
	assert_non_null(strstr(cost.missing, "backup.cross_region_copy_efs"));
	assert_true(remedies_total(remedies, &total));
	assert_string_equal(exact(ctx, total.monthly), "5");
	assert_non_null(total.missing);
	discard(ctx);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_remedy_costs_what_a_hand_computes),
		cmocka_unit_test(the_bill_and_the_tag_are_the_bill_with_the_remedy),
		cmocka_unit_test(a_remedy_moves_the_bands_of_the_account),
		cmocka_unit_test(remedies_build_on_one_another),
		cmocka_unit_test(what_lacks_a_part_is_a_lower_bound),
		cmocka_unit_test(what_usage_does_not_say_has_no_price),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
