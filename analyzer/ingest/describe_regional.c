#include "analyzer/ingest/describe.h"

#include <string.h>

/*
 * Services whose output is renamed member by member: Lambda, API Gateway, Route 53, CloudWatch,
 * the vaults of AWS Backup.
 */
static const struct renamed function_members[] = {
	{ "FunctionName", "FunctionName" },
	{ "Runtime", "Runtime" },
	{ "Role", "Role" },
	{ "Handler", "Handler" },
	{ "MemorySize", "MemorySize" },
	{ "Timeout", "Timeout" },
	{ "KMSKeyArn", "KmsKeyArn" },
	{ "Environment/Variables", "Environment/Variables" },
	{ "DeadLetterConfig/TargetArn", "DeadLetterConfig/TargetArn" },
	{ "VpcConfig/SubnetIds", "VpcConfig/SubnetIds" },
	{ "VpcConfig/SecurityGroupIds", "VpcConfig/SecurityGroupIds" },
	{ "Architectures", "Architectures" },
	{ NULL, NULL },
};
static const struct renamed rest_api_members[] = {
	{ "name", "Name" },
	{ "endpointConfiguration/types", "EndpointConfiguration/Types" },
	{ "disableExecuteApiEndpoint", "DisableExecuteApiEndpoint" },
	{ "apiKeySource", "ApiKeySourceType" },
	{ NULL, NULL },
};
static const struct renamed domain_members[] = {
	{ "domainName", "DomainName" },
	{ "regionalCertificateArn", "RegionalCertificateArn" },
	{ "certificateArn", "CertificateArn" },
	{ "endpointConfiguration/types", "EndpointConfiguration/Types" },
	{ NULL, NULL },
};
static const struct renamed http_api_members[] = {
	{ "Name", "Name" },
	{ "ProtocolType", "ProtocolType" },
	{ "DisableExecuteApiEndpoint", "DisableExecuteApiEndpoint" },
	{ NULL, NULL },
};
static const struct renamed zone_members[] = {
	{ "Name", "Name" },
	{ NULL, NULL },
};
static const struct renamed check_members[] = {
	{ "HealthCheckConfig", "HealthCheckConfig" },
	{ NULL, NULL },
};
static const struct renamed record_members[] = {
	{ "Name", "Name" },
	{ "Type", "Type" },
	{ "TTL", "TTL" },
	{ "Failover", "Failover" },
	{ "Weight", "Weight" },
	{ "Region", "Region" },
	{ "GeoLocation", "GeoLocation" },
	{ "MultiValueAnswer", "MultiValueAnswer" },
	{ "SetIdentifier", "SetIdentifier" },
	{ "HealthCheckId", "HealthCheckId" },
	{ "AliasTarget", "AliasTarget" },
	{ NULL, NULL },
};

static const struct renamed alarm_members[] = {
	{ "AlarmName", "AlarmName" },
	{ "ActionsEnabled", "ActionsEnabled" },
	{ "AlarmActions", "AlarmActions" },
	{ "Namespace", "Namespace" },
	{ "MetricName", "MetricName" },
	{ "Dimensions", "Dimensions" },
	{ "Metrics", "Metrics" },
	{ "Statistic", "Statistic" },
	{ "Period", "Period" },
	{ "EvaluationPeriods", "EvaluationPeriods" },
	{ "Threshold", "Threshold" },
	{ "ComparisonOperator", "ComparisonOperator" },
	{ NULL, NULL },
};
static const struct renamed vault_members[] = {
	{ "BackupVaultName", "BackupVaultName" },
	{ "EncryptionKeyArn", "EncryptionKeyArn" },
	{ "Locked", "Locked" },
	{ "MinRetentionDays", "LockConfiguration/MinRetentionDays" },
	{ "MaxRetentionDays", "LockConfiguration/MaxRetentionDays" },
	{ NULL, NULL },
};

/* One kind of thing that an answer lists, or is. */
static const struct listing {
	const char *operation, *list, *name, *type; /* `list` NULL: the answer itself */
	const struct renamed *members;
} listings[] = {
	{ "list-functions", "Functions", "FunctionName", "AWS::Lambda::Function",
		function_members },
	{ "get-function-configuration", NULL, "FunctionName", "AWS::Lambda::Function",
		function_members },
	{ "get-rest-apis", "items", "id", "AWS::ApiGateway::RestApi", rest_api_members },
	{ "get-domain-names", "items", "domainName", "AWS::ApiGateway::DomainName",
		domain_members },
	{ "get-apis", "Items", "ApiId", "AWS::ApiGatewayV2::Api", http_api_members },
	{ "get-api", NULL, "ApiId", "AWS::ApiGatewayV2::Api", http_api_members },
	{ "list-hosted-zones", "HostedZones", "Id", "AWS::Route53::HostedZone", zone_members },
	{ "list-health-checks", "HealthChecks", "Id", "AWS::Route53::HealthCheck", check_members },
	{ "describe-alarms", "MetricAlarms", "AlarmName", "AWS::CloudWatch::Alarm", alarm_members },
	{ "list-backup-vaults", "BackupVaultList", "BackupVaultName", "AWS::Backup::BackupVault",
		vault_members },
};

static const char *region_of(
	struct snapshot *snapshot, const struct call *call, const struct node *item) {
	static const char *const arns[] = { "FunctionArn", "AlarmArn", "BackupVaultArn" };
	const char *region = NULL;
	for (size_t i = 0; i < sizeof(arns) / sizeof(arns[0]) && !region; i++) {
		const char *arn = node_text(node_find(item, arns[i]));
		region = arn_field(snapshot->ingest->ctx->arena, arn, ARN_REGION);
	}
	region = region ? region : call->region;
	return region ? region : snapshot->ingest->options->region;
}

static bool need_region(struct snapshot *snapshot, const struct call *call, const char *region) {
	if (!region) {
		ctx_error(snapshot->ingest->ctx, node_span(call->answer),
			"this output does not say which region it is of: put it into a folder of "
			"that name, or say --region");
	}
	return region != NULL;
}

static void add_item(struct snapshot *snapshot, const struct call *call,
	const struct listing *listing, const struct node *item) {
	const char *name = node_text(node_find(item, listing->name));
	const char *slash = name ? strrchr(name, '/') : NULL;
	const char *region = region_of(snapshot, call, item);
	name = slash ? slash + 1 : name;
	if (!name || !need_region(snapshot, call, region)) {
		return;
	}
	struct node *properties = snapshot_resource(snapshot, region, listing->type, name, item);
	if (properties->count == 0) {
		snapshot_copy(snapshot, properties, item, listing->members);
	}
	if (strcmp(listing->type, "AWS::Backup::BackupVault") == 0) {
		snapshot_put(snapshot, properties, "Notifications",
			snapshot_unknown(
				snapshot, call, "backup", "get-backup-vault-notifications", item));
	}
}

static void read_listing(struct snapshot *snapshot, const struct call *call) {
	const struct listing *listing = listings;
	while (strcmp(listing->operation, call->operation->name) != 0) {
		listing++;
	}
	if (!listing->list) {
		add_item(snapshot, call, listing, call->answer);
		return;
	}
	struct node **item;
	node_each(item, node_find(call->answer, listing->list)) {
		add_item(snapshot, call, listing, *item);
	}
}

/* A record has no id of its own: its name, type and place in a set tell it. */
static void read_records(struct snapshot *snapshot, const struct call *call) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	struct node **record;
	node_each(record, node_find(call->answer, "ResourceRecordSets")) {
		const char *name = node_text(node_find(*record, "Name"));
		const char *type = node_text(node_find(*record, "Type"));
		const char *set = node_text(node_find(*record, "SetIdentifier"));
		const char *region = region_of(snapshot, call, *record);
		if (!name || !type || !need_region(snapshot, call, region)) {
			continue;
		}
		struct node *properties =
			snapshot_resource(snapshot, region, "AWS::Route53::RecordSet",
				arena_printf(arena, "%s %s%s%s", name, type, set ? " " : "",
					set ? set : ""),
				*record);
		snapshot_copy(snapshot, properties, *record, record_members);
		struct node *values = node_new(arena, NODE_LIST, *record);
		struct node **value;
		node_each(value, node_find(*record, "ResourceRecords")) {
			node_list_add(arena, values, node_find(*value, "Value"));
		}
		if (values->count) {
			snapshot_put(snapshot, properties, "ResourceRecords", values);
		}
	}
}

const struct describe_operation regional_operations[] = {
	{ "lambda", "list-functions", "Functions", read_listing },
	{ "lambda", "get-function-configuration", "FunctionArn", read_listing },
	{ "apigateway", "get-rest-apis", NULL, read_listing },
	{ "apigateway", "get-domain-names", NULL, read_listing },
	{ "apigatewayv2", "get-apis", NULL, read_listing },
	{ "apigatewayv2", "get-api", "ApiEndpoint", read_listing },
	{ "route53", "list-hosted-zones", "HostedZones", read_listing },
	{ "route53", "list-health-checks", "HealthChecks", read_listing },
	{ "route53", "list-resource-record-sets", "ResourceRecordSets", read_records },
	{ "cloudwatch", "describe-alarms", "MetricAlarms", read_listing },
	{ "backup", "list-backup-vaults", "BackupVaultList", read_listing },
	{ 0 },
};
