#include "analyzer/ingest/describe.h"

#include <string.h>

/* What calls tell of stacks, of plans that back up, and of what API Gateway takes in a region. */

static const struct renamed throttle_members[] = {
	{ "throttleSettings/rateLimit", "ThrottleSettings/RateLimit" },
	{ "throttleSettings/burstLimit", "ThrottleSettings/BurstLimit" },
	{ NULL, NULL },
};
static const struct renamed setting_members[] = {
	{ "ResourceTypeManagementPreference", "ResourceTypeManagementPreference" },
	{ "ResourceTypeOptInPreference", "ResourceTypeOptInPreference" },
	{ NULL, NULL },
};
static const struct renamed plan_members[] = {
	{ "BackupPlan/BackupPlanName", "BackupPlan/BackupPlanName" },
	{ NULL, NULL },
};
static const struct renamed plan_rule_members[] = {
	{ "RuleName", "RuleName" },
	{ "TargetBackupVaultName", "TargetBackupVault" },
	{ "ScheduleExpression", "ScheduleExpression" },
	{ "Lifecycle", "Lifecycle" },
	{ "CopyActions", "CopyActions" },
	{ "EnableContinuousBackup", "EnableContinuousBackup" },
	{ NULL, NULL },
};
static const struct renamed selection_members[] = {
	{ "BackupPlanId", "BackupPlanId" },
	{ "BackupSelection", "BackupSelection" },
	{ NULL, NULL },
};
static const struct renamed stack_members[] = {
	{ "EnableTerminationProtection", "EnableTerminationProtection" },
	{ "RootId", "RootId" },
	{ NULL, NULL },
};

/* A region that the call does not say is that of the command line; it is never assumed. */
static const char *region_of(struct snapshot *snapshot, const struct call *call, const char *arn) {
	const char *region = arn_field(snapshot->ingest->ctx->arena, arn, ARN_REGION);
	region = region ? region : call->region;
	region = region ? region : snapshot->ingest->options->region;
	if (!region) {
		ctx_error(snapshot->ingest->ctx, node_span(call->answer),
			"this output does not say which region it is of: put it into a folder of "
			"that name, or say --region");
	}
	return region;
}

/* A new resource of an answer; NULL where its region is not known. */
static struct node *add(struct snapshot *snapshot, const struct call *call, const char *type,
	const char *name, const char *arn) {
	const char *region = region_of(snapshot, call, arn);
	return region && name ? snapshot_resource(snapshot, region, type, name, call->answer)
			      : NULL;
}

static void read_account(struct snapshot *snapshot, const struct call *call) {
	struct node *account =
		add(snapshot, call, "AWS::ApiGateway::Account", "API Gateway account", NULL);
	if (account) {
		snapshot_copy(snapshot, account, call->answer, throttle_members);
	}
}

static void read_settings(struct snapshot *snapshot, const struct call *call) {
	struct node *settings =
		add(snapshot, call, "AWS::Backup::RegionSettings", "backup settings", NULL);
	if (settings) {
		snapshot_copy(snapshot, settings, call->answer, setting_members);
	}
}

static void read_plan(struct snapshot *snapshot, const struct call *call) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	struct node *plan = add(snapshot, call, "AWS::Backup::BackupPlan",
		node_text(node_find(call->answer, "BackupPlanId")),
		node_text(node_find(call->answer, "BackupPlanArn")));
	if (!plan) {
		return;
	}
	snapshot_copy(snapshot, plan, call->answer, plan_members);
	struct node *rules = node_new(arena, NODE_LIST, call->answer);
	struct node **rule;
	node_each(rule, node_at(call->answer, "BackupPlan/Rules")) {
		struct node *renamed = node_new(arena, NODE_MAP, *rule);
		snapshot_copy(snapshot, renamed, *rule, plan_rule_members);
		node_list_add(arena, rules, renamed);
	}
	snapshot_put(snapshot, plan, "BackupPlan/BackupPlanRule", rules);
}

static void read_selection(struct snapshot *snapshot, const struct call *call) {
	struct node *selection = add(snapshot, call, "AWS::Backup::BackupSelection",
		node_text(node_find(call->answer, "SelectionId")), NULL);
	if (selection) {
		snapshot_copy(snapshot, selection, call->answer, selection_members);
	}
}

/* A stack that was never compared may or may not be as its template says. */
static const struct node *drift_of(struct snapshot *snapshot, const struct node *stack) {
	const struct node *status = node_at(stack, "DriftInformation/StackDriftStatus");
	const char *text = node_text(status);
	bool compared = text && (strcmp(text, "DRIFTED") == 0 || strcmp(text, "IN_SYNC") == 0);
	return !text || compared ? status
				 : node_new_unknown(snapshot->ingest->ctx->arena,
					   "the stack was not compared with its template: "
					   "detect-stack-drift does that",
					   status);
}

/* Stacks that are gone are told for 90 days. */
static void read_stacks(struct snapshot *snapshot, const struct call *call) {
	struct node **stack;
	node_each(stack, node_find(call->answer, "Stacks")) {
		const char *status = node_text(node_find(*stack, "StackStatus"));
		if (status && strcmp(status, "DELETE_COMPLETE") == 0) {
			continue;
		}
		struct node *properties = add(snapshot, call, "AWS::CloudFormation::Stack",
			node_text(node_find(*stack, "StackName")),
			node_text(node_find(*stack, "StackId")));
		if (properties) {
			snapshot_copy(snapshot, properties, *stack, stack_members);
			const struct node *drift = drift_of(snapshot, *stack);
			if (drift) {
				snapshot_put(snapshot, properties,
					"DriftInformation/StackDriftStatus", drift);
			}
		}
	}
}

const struct describe_operation stack_operations[] = {
	{ "apigateway", "get-account", "throttleSettings", read_account },
	{ "backup", "describe-region-settings", "ResourceTypeManagementPreference", read_settings },
	{ "backup", "get-backup-plan", "BackupPlan", read_plan },
	{ "backup", "get-backup-selection", "BackupSelection", read_selection },
	{ "cloudformation", "describe-stacks", "Stacks", read_stacks },
	{ 0 },
};
