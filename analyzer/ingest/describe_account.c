#include "analyzer/ingest/describe.h"

#include <string.h>

/*
 * What an account may use: its regions and its quotas. CloudFormation has no types for these; they
 * are named as it would name them.
 */
#define REGION "AWS::Account::Region"
#define QUOTA "AWS::ServiceQuotas::Quota"

/*
 * Answers of `account list-regions` and `get-region-opt-status`, and of `ec2 describe-regions`,
 * whose words differ. Source: the API references of AWS Account Management and Amazon EC2 (read
 * 2026-11).
 */
static const struct opt_status {
	const char *ec2, *account;
} opt_statuses[] = {
	{ "opt-in-not-required", "ENABLED_BY_DEFAULT" },
	{ "opted-in", "ENABLED" },
	{ "not-opted-in", "DISABLED" },
};

static const struct node *opt_status_of(struct arena *arena, const struct node *item) {
	const struct node *status = node_find(item, "RegionOptStatus");
	const struct node *other = node_find(item, "OptInStatus");
	for (size_t i = 0; node_text(other) && i < sizeof(opt_statuses) / sizeof(opt_statuses[0]);
		i++) {
		if (strcmp(opt_statuses[i].ec2, node_text(other)) == 0) {
			return node_new_text(arena, opt_statuses[i].account, other);
		}
	}
	return status;
}

/* The answer is about all regions; the stack is that of the region which was asked. */
static void add_region(
	struct snapshot *snapshot, const struct call *call, const struct node *item) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const struct node *name = node_find(item, "RegionName");
	const struct node *status = opt_status_of(arena, item);
	const char *region = call->region ? call->region : snapshot->ingest->options->region;
	if (!node_text(name) || !status) {
		return;
	}
	if (!region) {
		ctx_error(snapshot->ingest->ctx, node_span(call->answer),
			"this output does not say which region was asked: put it into a folder of "
			"that name, or say --region");
		return;
	}
	struct node *properties =
		snapshot_resource(snapshot, region, REGION, node_text(name), item);
	if (properties->count == 0) {
		snapshot_put(snapshot, properties, "RegionName", name);
		snapshot_put(snapshot, properties, "RegionOptStatus", status);
	}
}

static void read_regions(struct snapshot *snapshot, const struct call *call) {
	struct node **item;
	node_each(item, node_find(call->answer, "Regions")) {
		add_region(snapshot, call, *item);
	}
}

static void read_region(struct snapshot *snapshot, const struct call *call) {
	add_region(snapshot, call, call->answer);
}

static const struct renamed quota_members[] = {
	{ "ServiceCode", "ServiceCode" },
	{ "QuotaCode", "QuotaCode" },
	{ "QuotaName", "QuotaName" },
	{ "Value", "Value" },
	{ NULL, NULL },
};

/* The ARN of a quota says its region, where it has one. */
static void read_quotas(struct snapshot *snapshot, const struct call *call) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	struct node **item;
	node_each(item, node_find(call->answer, "Quotas")) {
		const char *service = node_text(node_find(*item, "ServiceCode"));
		const char *code = node_text(node_find(*item, "QuotaCode"));
		const char *arn = node_text(node_find(*item, "QuotaArn"));
		const char *region = arn_field(arena, arn, ARN_REGION);
		region = region ? region : call->region;
		if (!service || !code || !region) {
			continue;
		}
		struct node *properties = snapshot_resource(snapshot, region, QUOTA,
			arena_printf(arena, "%s %s", service, code), *item);
		if (properties->count == 0) {
			snapshot_copy(snapshot, properties, *item, quota_members);
		}
	}
}

const struct describe_operation account_operations[] = {
	{ "account", "list-regions", NULL, read_regions },
	{ "account", "get-region-opt-status", "RegionOptStatus", read_region },
	{ "ec2", "describe-regions", NULL, read_regions },
	{ "service-quotas", "list-service-quotas", "Quotas", read_quotas },
	{ 0 },
};
