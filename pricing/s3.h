#ifndef PRICING_S3_H
#define PRICING_S3_H

#include "pricing/costing.h"

/* What the files of the S3 model share. */

/* A storage class, as templates name it. */
struct storage_class {
	const char *name, *storage_item, *put_item;
};

/* What is kept in a class at the source; `retrieval_item`: a copy of what is there pays it. */
struct stored {
	struct usage_key key;
	const char *item, *put_item, *retrieval_item;
};
extern const struct stored s3_stored[]; /* ended by a row without item */

struct bucket {
	struct costing *costing;
	const char *home;
	unsigned bills;	   /* that the bucket itself stands on */
	bool has_versions; /* it keeps noncurrent ones */
	struct decimal new_gb, objects;
	struct decimal written, read; /* requests */
};

/* One rule that replicates, or one that an assumed strategy would have. */
struct bucket_rule {
	const char *region, *reason;	   /* of the destination */
	struct value settings;		   /* ABSENT for an assumed one */
	const struct storage_class *class; /* NULL: that of the source */
	const char *class_reason;	   /* why the class has no price; NULL: it has */
	struct decimal percent;		   /* of the objects, that the rule covers */
	bool is_two_way;
};

/* Charges at home, or in the region of a rule. */
void bucket_charge(struct bucket *bucket, const char *item, const char *description,
	struct decimal quantity, unsigned bills);
void rule_charge(struct bucket *bucket, const struct bucket_rule *rule, const char *item,
	const char *description, struct decimal quantity, bool once);

/* GB kept in a row of s3_stored. */
struct decimal bucket_stored(struct bucket *bucket, const struct stored *stored);

/* One rule, priced; `first`: its copy serves after a failover. */
void rule_cost(struct bucket *bucket, const struct bucket_rule *rule, bool first);

/* A rule for the whole bucket into the recovery region. */
struct bucket_rule rule_assumed(struct bucket *bucket);

/* Says whether a rule replicates; UNKNOWN where its status is. A remedy turns it on. */
enum truth rule_replicates(struct costing *costing, const struct edge *edge);

/* The percent of the objects that a rule covers, and the key that says so if it has a filter. */
struct decimal rule_covered(struct costing *costing, const struct value *rule);
struct usage_key rule_percent_key(struct costing *costing, const struct value *rule);

/* The rules that remedies add to those that there are. */
void bucket_cost_further_rules(struct bucket *bucket, const struct edge_list *edges);

/* What the replication of a bucket costs: every rule, and a copy of what is there already. */
void bucket_cost_rules(struct bucket *bucket);

/* The keys that replication asks. */
extern const struct usage_key s3_written_in_copy, s3_rule_percent, s3_rtc_metrics, s3_kms_requests,
	s3_object_count, s3_object_size, s3_batch_jobs, s3_manifest_objects, s3_batch_gets,
	s3_replica_changes;

#endif
