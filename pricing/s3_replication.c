#include "pricing/s3.h"

#include <string.h>

/*
 * Replication between buckets: for each rule and object one PUT in the class and region of the
 * copy, inter-region transfer at the source's rate, and the storage of the copy; per GB sent for
 * Replication Time Control, per metric and month for replication metrics, which are published in
 * the region of the copy, and calls to KMS on both sides for objects under a key. What was there
 * before the rule takes a Batch Replication: a job, its objects, and the retrieval of what is in an
 * infrequent class. Sources: https://aws.amazon.com/s3/pricing/, tab Replication,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html (read
 * 2026-11).
 */
const struct usage_key s3_written_in_copy = { "written_in_copy_percent", "%",
	"objects written to the copy first, where rules lead both ways", "0", NULL, true };
const struct usage_key s3_rule_percent = { "rule_percent.*", "%",
	"objects that the rule of this id covers, if it has a prefix or tags", "100", NULL, true };
const struct usage_key s3_rtc_metrics = { "replication_metrics_per_rule", "metrics",
	"CloudWatch metrics billed for a rule: AWS does not say how many", NULL, NULL, true };
const struct usage_key s3_kms_requests = { "kms_requests_per_object", "requests",
	"calls to KMS on each side for an object; bucket keys take fewer", "1", NULL, true };
const struct usage_key s3_object_count = { "object_count", "objects",
	"objects kept, if not storage over average_object_size_kb", NULL, NULL, false };
const struct usage_key s3_object_size = { "average_object_size_kb", "KB",
	"size of the objects kept, where object_count does not tell", "1024", NULL, true };
const struct usage_key s3_batch_jobs = { "batch_replication_jobs", "jobs",
	"Batch Replication jobs that copy what is there; 0: copied by other means", "1", NULL,
	true };
const struct usage_key s3_manifest_objects = { "batch_manifest_objects", "objects",
	"objects that generated manifests list", "0", NULL, false };
const struct usage_key s3_batch_gets = { "batch_gets_per_object", "requests",
	"GET requests for an object copied once: AWS lists none", "0", NULL, true };
const struct usage_key s3_replica_changes = { "monthly_replica_changes", "requests",
	"changes of the metadata of replicas, where these are to be replicated", NULL, NULL,
	false };

static const struct storage_class classes[] = {
	{ "STANDARD", "s3.storage_standard", "s3.put" },
	{ "STANDARD_IA", "s3.storage_standard_ia", "s3.put_standard_ia" },
	{ "ONEZONE_IA", "s3.storage_onezone_ia", "s3.put_onezone_ia" },
	{ "INTELLIGENT_TIERING", "s3.storage_int_fa", "s3.put_intelligent_tiering" },
	{ "GLACIER_IR", "s3.storage_glacier_ir", "s3.put_glacier_ir" },
	{ "GLACIER", "s3.storage_glacier_flexible", "s3.put_glacier_flexible" },
	{ "DEEP_ARCHIVE", "s3.storage_glacier_deep_archive", "s3.put_glacier_deep_archive" },
};

static const struct storage_class *find_class(const char *name) {
	for (size_t i = 0; name && i < sizeof(classes) / sizeof(*classes); i++) {
		if (strcmp(classes[i].name, name) == 0) {
			return &classes[i];
		}
	}
	return NULL;
}

void rule_charge(struct bucket *bucket, const struct bucket_rule *rule, const char *item,
	const char *description, struct decimal quantity, bool once) {
	const struct charge charge = { .item = item,
		.description = description,
		.region = rule->region,
		.reason = rule->reason,
		.quantity = quantity,
		.once = once,
		.bills = BILL_DR };
	costing_charge(bucket->costing, &charge);
}

static void charge_once(
	struct bucket *bucket, const char *item, const char *description, struct decimal quantity) {
	const struct billed_in home = costing_place(bucket->home);
	const struct charge charge = { .item = item,
		.description = description,
		.region = home.region,
		.reason = home.reason,
		.quantity = quantity,
		.once = true,
		.bills = BILL_DR };
	costing_charge(bucket->costing, &charge);
}

/* Transfer between the bucket and its copy; nothing within one region. */
static void send(struct bucket *bucket, const struct bucket_rule *rule, const char *description,
	struct decimal gb, bool back, bool once, unsigned bills) {
	const struct billed_in home = costing_place(bucket->home);
	const struct billed_in copy = { rule->region, rule->reason };
	const struct charge sent = { .item = "datatransfer.inter_region",
		.description = description,
		.quantity = gb,
		.once = once,
		.bills = bills };
	if (!home.region || !copy.region || strcmp(home.region, copy.region) != 0) {
		costing_send(bucket->costing, back ? copy : home, back ? home : copy, &sent);
	}
}

static struct decimal share(
	struct bucket *bucket, const struct bucket_rule *rule, struct decimal value) {
	return costing_percent(bucket->costing, value, rule->percent);
}

static bool is_enabled(struct costing *costing, const struct bucket_rule *rule, const char *path) {
	struct value status = eval_path(&costing->eval, &rule->settings, path);
	if (value_is_unknown(&status)) {
		costing_unpriced(costing, "s3.replication", rule->region,
			arena_printf(costing->estate->ctx->arena, "%s is not known", path),
			BILL_DR);
	}
	return costing_is(costing, &status, "Enabled");
}

/* `gb` is what the rule sends. */
static void cost_options(struct bucket *bucket, const struct bucket_rule *rule, struct decimal gb) {
	struct costing *costing = bucket->costing;
	bool timed = is_enabled(costing, rule, "Destination.ReplicationTime.Status");
	if (timed) {
		costing_made(costing, "cloudwatch.custom_metric_month");
		const struct charge sent = { .item = "s3.rtc",
			.description = "replication time control",
			.quantity = gb,
			.bills = BILL_DR };
		costing_send(costing, costing_place(bucket->home),
			(struct billed_in){ rule->region, rule->reason }, &sent);
	}
	struct decimal metrics;
	if (!is_enabled(costing, rule, "Destination.Metrics.Status") && !timed &&
		!costing_remedies(costing, "cloudwatch.custom_metric_month", rule->region)) {
		return;
	}
	if (costing_usage(costing, &s3_rtc_metrics, &metrics)) {
		rule_charge(bucket, rule, "cloudwatch.custom_metric_month", "replication metrics",
			metrics, false);
	} else {
		costing_unpriced(costing, "cloudwatch.custom_metric_month", rule->region,
			"how many metrics a rule is billed for is not published; say "
			"replication_metrics_per_rule",
			BILL_DR);
	}
}

/* Says whether its default encryption is with a key of KMS, whose objects a rule would have to
 * copy. */
static bool is_encrypted_with_kms(struct costing *costing) {
	struct value list = eval_path(&costing->eval, &costing->resource->properties,
		"BucketEncryption.ServerSideEncryptionConfiguration");
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct value algorithm = eval_path(&costing->eval, &list.items[i],
			"ServerSideEncryptionByDefault.SSEAlgorithm");
		const char *text = value_text(costing->estate->ctx->arena, &algorithm);
		if (text && strncmp(text, "aws:kms", strlen("aws:kms")) == 0) {
			return true;
		}
	}
	return false;
}

/* One call decrypts at the source, one encrypts at the copy, for each object. */
static void cost_key_calls(
	struct bucket *bucket, const struct bucket_rule *rule, struct decimal objects, bool once) {
	struct costing *costing = bucket->costing;
	bool is_assumed = rule->settings.kind == VALUE_ABSENT;
	bool is_keyed = is_assumed
				? is_encrypted_with_kms(costing)
				: is_enabled(costing, rule,
					  "SourceSelectionCriteria.SseKmsEncryptedObjects.Status");
	if (!is_keyed && !costing_remedies(costing, "s3.kms", NULL)) {
		return;
	}
	struct decimal calls = costing_times(
		costing, objects, costing_usage_or_default(costing, &s3_kms_requests));
	if (once) {
		charge_once(bucket, "kms.request", "objects decrypted", calls);
	} else {
		bucket_charge(bucket, "kms.request", "objects decrypted", calls, BILL_DR);
	}
	rule_charge(bucket, rule, "kms.request", "copies encrypted", calls, once);
}

/* What changes of a replica is written again on the other side. */
static void cost_replica_changes(struct bucket *bucket, const struct bucket_rule *rule) {
	struct decimal changes;
	if (costing_usage(bucket->costing, &s3_replica_changes, &changes)) {
		costing_made(bucket->costing, "s3.replica_changes");
		rule_charge(bucket, rule, "s3.put", "changes of replicas", changes, false);
	} else {
		costing_unpriced(bucket->costing, "s3.put", rule->region,
			"how many replicas change is not known; say monthly_replica_changes",
			BILL_DR);
	}
}

static void cost_new_objects(struct bucket *bucket, const struct bucket_rule *rule) {
	struct costing *costing = bucket->costing;
	struct decimal gb = share(bucket, rule, bucket->new_gb), back = { 0 };
	struct decimal objects = share(bucket, rule, bucket->objects);
	if (rule->is_two_way) {
		back = costing_percent(
			costing, gb, costing_usage_or_default(costing, &s3_written_in_copy));
		decimal_subtract(gb, back, &gb);
	}
	send(bucket, rule, "replication to another region", gb, false, false, BILL_DR);
	send(bucket, rule, "replication from the copy", back, true, false, BILL_DR);
	rule_charge(bucket, rule, rule->class ? rule->class->put_item : "s3.put",
		"replicated objects", objects, false);
	cost_key_calls(bucket, rule, objects, false);
	cost_options(bucket, rule, gb);
	if (rule->is_two_way && costing_remedies(costing, "s3.replica_changes", NULL)) {
		cost_replica_changes(bucket, rule);
	}
}

/* The number of objects there are: as said, else storage over their size; false for a size of 0. */
static bool count_objects(struct bucket *bucket, struct decimal gb, struct decimal *ret_objects) {
	struct costing *costing = bucket->costing;
	if (costing_usage(costing, &s3_object_count, ret_objects)) {
		return true;
	}
	struct decimal size = costing_usage_or_default(costing, &s3_object_size);
	if (decimal_compare(size, decimal_of(0)) == 0) {
		return false;
	}
	struct decimal kb = costing_times(costing, gb, decimal_of(KB_PER_GB));
	*ret_objects = costing_whole(costing, costing_over(costing, kb, size));
	return true;
}

static void cost_batch(struct bucket *bucket, const struct bucket_rule *rule, struct decimal gb,
	struct decimal objects) {
	struct costing *costing = bucket->costing;
	struct decimal jobs = costing_usage_or_default(costing, &s3_batch_jobs);
	costing_made(costing, "s3.batch");
	bool by_job = decimal_compare(jobs, decimal_of(0)) > 0;
	charge_once(bucket, "s3.batch_job", "Batch Replication jobs", jobs);
	charge_once(bucket, "s3.batch_object", "objects replicated by them",
		by_job ? objects : decimal_of(0));
	charge_once(bucket, "s3.batch_manifest_object", "objects listed in manifests",
		costing_usage_or_default(costing, &s3_manifest_objects));
	charge_once(bucket, "s3.get", "objects read to be copied",
		costing_times(costing, objects, costing_usage_or_default(costing, &s3_batch_gets)));
	rule_charge(bucket, rule, rule->class ? rule->class->put_item : "s3.put", "objects copied",
		objects, true);
	cost_key_calls(bucket, rule, objects, true);
	send(bucket, rule, "data sent to the new copy", gb, false, true, BILL_DR);
}

/* The copy of what is kept, and what it takes once to make it. */
static void cost_kept(struct bucket *bucket, const struct bucket_rule *rule) {
	struct costing *costing = bucket->costing;
	struct decimal all = { 0 }, objects = { 0 };
	for (const struct stored *stored = s3_stored; stored->item; stored++) {
		struct decimal gb = bucket_stored(bucket, stored);
		all = costing_add(costing, all, gb);
		gb = share(bucket, rule, gb);
		rule_charge(bucket, rule, rule->class ? rule->class->storage_item : stored->item,
			"storage of the copy", gb, false);
		if (stored->retrieval_item) {
			charge_once(bucket, stored->retrieval_item, "data read to be copied", gb);
		}
	}
	if (decimal_compare(all, decimal_of(0)) == 0) {
		return;
	}
	if (!count_objects(bucket, all, &objects)) {
		costing_unpriced(costing, "s3.batch_object", bucket->home,
			"how many objects there are is not known; say object_count", BILL_DR);
	}
	cost_batch(bucket, rule, share(bucket, rule, all), share(bucket, rule, objects));
}

/* The copy serves: requests there, and the way back where rules lead both ways. */
static void cost_failover(struct bucket *bucket, const struct bucket_rule *rule) {
	struct charge served = { .item = "s3.put",
		.description = "objects written",
		.region = rule->region,
		.reason = rule->reason,
		.quantity = bucket->written,
		.bills = BILL_FAILOVER };
	costing_charge(bucket->costing, &served);
	served.item = "s3.get";
	served.description = "objects read";
	served.quantity = bucket->read;
	costing_charge(bucket->costing, &served);
	if (rule->is_two_way) {
		send(bucket, rule, "replication from the copy", bucket->new_gb, true, false,
			BILL_FAILOVER);
		bucket_charge(
			bucket, "s3.put", "replicated objects", bucket->objects, BILL_FAILOVER);
	}
}

static void rate_gb(struct bucket *bucket, const struct bucket_rule *rule) {
	struct costing *costing = bucket->costing;
	struct rate *sent = &costing->component.per_gb_transferred;
	struct rate *kept = &costing->component.per_gb_stored;
	sent->known =
		rule->region && costing_rate(costing, "datatransfer.inter_region", bucket->home,
					rule->region, decimal_of(1), &sent->with_dr);
	kept->known = costing_rate(costing,
		rule->class ? rule->class->storage_item : "s3.storage_standard", rule->region, NULL,
		decimal_of(1), &kept->with_dr);
}

void rule_cost(struct bucket *bucket, const struct bucket_rule *rule, bool first) {
	struct costing *costing = bucket->costing;
	costing_region(costing, rule->region);
	if (rule->class_reason) {
		costing_unpriced(costing, "s3.storage", rule->region, rule->class_reason, BILL_DR);
		return;
	}
	cost_new_objects(bucket, rule);
	cost_kept(bucket, rule);
	if (first) {
		cost_failover(bucket, rule);
		rate_gb(bucket, rule);
	}
}

/* Says whether the rule may cover a part of the objects only. */
static bool is_filtered(struct costing *costing, const struct value *rule) {
	static const char *const paths[] = { "Prefix", "Filter.Prefix", "Filter.TagFilter",
		"Filter.And" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct value value = eval_path(&costing->eval, rule, paths[i]);
		if (!value_is_absent(&value) && !costing_is(costing, &value, "")) {
			return true;
		}
	}
	return false;
}

/* The key of what a rule covers, if it has a filter. */
struct usage_key rule_percent_key(struct costing *costing, const struct value *rule) {
	struct value id = eval_member(&costing->eval, rule, "Id");
	const char *text = value_text(costing->estate->ctx->arena, &id);
	struct usage_key key = s3_rule_percent;
	key.name = arena_printf(
		costing->estate->ctx->arena, "rule_percent.%s", text ? text : "unnamed");
	key.alias = s3_rule_percent.name; /* a value for every rule that has none of its own */
	return key;
}

struct decimal rule_covered(struct costing *costing, const struct value *rule) {
	const struct usage_key key = rule_percent_key(costing, rule);
	return is_filtered(costing, rule) ? costing_usage_or_default(costing, &key)
					  : decimal_of(100);
}

/* Says whether a rule of the other bucket leads back here. */
static bool leads_back(struct bucket *bucket, const struct edge *rule) {
	struct costing *costing = bucket->costing;
	struct edge_list edges = { 0 };
	if (!rule->to) {
		return false;
	}
	resource_edges(&costing->eval, costing->estate, rule->to, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		struct value status = eval_member(&costing->eval, &edge->settings, "Status");
		if (edge->to == costing->resource && costing_is(costing, &status, "Enabled")) {
			return true;
		}
	}
	return false;
}

/* What remedies make of a rule that replicates. */
static void remedy_rule(struct bucket *bucket, struct bucket_rule *rule) {
	struct costing *costing = bucket->costing;
	bool stays = rule->region && bucket->home && strcmp(rule->region, bucket->home) == 0;
	if (stays && costing_remedies(costing, "s3.destination", NULL)) {
		rule->region = costing_recovery(costing, bucket->home);
		rule->reason = "the recovery region was not said";
	}
	if (costing_remedies(costing, "s3.class", NULL)) {
		rule->class = find_class("STANDARD");
		rule->class_reason = NULL;
	}
	if (costing_remedies(costing, "s3.two_way", NULL)) {
		costing_made(costing, "s3.two_way");
		rule->is_two_way = true;
	}
}

static struct bucket_rule read_rule(struct bucket *bucket, const struct edge *edge) {
	struct costing *costing = bucket->costing;
	struct bucket_rule rule = { .settings = edge->settings };
	rule.region = costing_text(costing, &edge->region, &rule.reason);
	struct value class = eval_path(&costing->eval, &edge->settings, "Destination.StorageClass");
	if (!value_is_absent(&class)) {
		const char *name = costing_text(costing, &class, &rule.class_reason);
		rule.class = find_class(name);
		if (name && !rule.class) {
			rule.class_reason = "the storage class has no price";
		}
	}
	rule.percent = rule_covered(costing, &edge->settings);
	rule.is_two_way = leads_back(bucket, edge);
	remedy_rule(bucket, &rule);
	return rule;
}

/* Says whether a rule replicates; UNKNOWN where its status is. A remedy turns it on. */
enum truth rule_replicates(struct costing *costing, const struct edge *edge) {
	struct value status = eval_member(&costing->eval, &edge->settings, "Status");
	if (costing_remedies(costing, "s3.put", NULL)) {
		return YES;
	}
	return value_is_unknown(&status) ? UNKNOWN
					 : truth_of(costing_is(costing, &status, "Enabled"));
}

struct bucket_rule rule_assumed(struct bucket *bucket) {
	return (struct bucket_rule){
		.region = costing_recovery(bucket->costing, bucket->home),
		.reason = "the recovery region was not said",
		.settings = { .kind = VALUE_ABSENT },
		.percent = decimal_of(100),
	};
}

/* A strategy and a remedy need a copy in the recovery region; a bucket without one gets it. */
static void cost_assumed_rule(struct bucket *bucket) {
	const struct bucket_rule rule = rule_assumed(bucket);
	if (bucket->bills == BILL_BOTH) {
		rule_cost(bucket, &rule, true);
	}
}

void bucket_cost_rules(struct bucket *bucket) {
	struct costing *costing = bucket->costing;
	struct edge_list edges = { 0 };
	resource_edges(
		&costing->eval, costing->estate, costing->resource, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	size_t count = 0;
	vec_each(edge, &edges) {
		enum truth on = rule_replicates(costing, edge);
		if (on == UNKNOWN) {
			costing_unpriced(costing, "s3.put", bucket->home,
				"whether the rule is enabled is not known", BILL_DR);
			count++;
		} else if (on == YES) {
			const struct bucket_rule rule = read_rule(bucket, edge);
			rule_cost(bucket, &rule, count++ == 0);
		}
	}
	bool assumed =
		costing_assumed(costing, "strategy") || costing_remedies(costing, "s3.put", NULL);
	if (count == 0 && assumed) {
		cost_assumed_rule(bucket);
	}
	bucket_cost_further_rules(bucket, &edges);
}
