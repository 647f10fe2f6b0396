#include "pricing/offers/offers.h"
#include "pricing/offers/product.h"

#include <stdlib.h>
#include <string.h>

#define REQUESTS " Requests Request API Requests API Calls "
#define GB_MONTHS " GB-Mo GB-mo GB-month GB-Month "
#define GB " GB Gigabytes "

/*
 * Usage types as AWS's price lists have them. Sources:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-billing.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html and the
 * published lists of 2016-01, 2019-06 and 2026-09 (read 2026-11). Sorted by item.
 */
static const struct offer_item items[] = {
	{ "apigateway.http_request", "request", "AmazonApiGateway", "ApiGatewayHttpRequest", NULL,
		OF_REGION, REQUESTS },
	{ "apigateway.rest_request", "request", "AmazonApiGateway", "ApiGatewayRequest", NULL,
		OF_REGION, REQUESTS },
	{ "backup.cross_region_copy_aurora", "GB", "AWSBackup", "CrossRegion-WarmBytes-Aurora",
		NULL, OF_PAIR, GB },
	{ "backup.cross_region_copy_dynamodb", "GB", "AWSBackup", "CrossRegion-WarmBytes-DynamoDB",
		NULL, OF_PAIR, GB },
	{ "backup.cross_region_copy_ebs", "GB", "AWSBackup", "CrossRegion-WarmBytes-EBS", NULL,
		OF_PAIR, GB },
	{ "backup.cross_region_copy_efs", "GB", "AWSBackup", "CrossRegion-WarmBytes-EFS", NULL,
		OF_PAIR, GB },
	{ "backup.cross_region_copy_rds", "GB", "AWSBackup", "CrossRegion-WarmBytes-RDS", NULL,
		OF_PAIR, GB },
	{ "backup.cross_region_copy_s3", "GB", "AWSBackup", "CrossRegion-WarmBytes-S3", NULL,
		OF_PAIR, GB },
	{ "backup.cross_region_copy_vm", "GB", "AWSBackup", "CrossRegion-WarmBytes-(VM)", NULL,
		OF_PAIR, GB },
	{ "backup.dynamodb_cold", "GB-month", "AWSBackup", "ColdStorage-ByteHrs-DynamoDB", NULL,
		OF_REGION, GB_MONTHS },
	{ "backup.dynamodb_warm", "GB-month", "AWSBackup", "WarmStorage-ByteHrs-DynamoDB", NULL,
		OF_REGION, GB_MONTHS },
	{ "backup.efs_cold", "GB-month", "AWSBackup", "ColdStorage-ByteHrs-EFS", NULL, OF_REGION,
		GB_MONTHS },
	{ "backup.efs_warm", "GB-month", "AWSBackup", "WarmStorage-ByteHrs-EFS", NULL, OF_REGION,
		GB_MONTHS },
	{ "cloudwatch.alarm_high_resolution_month", "alarm-month", "AmazonCloudWatch",
		"CW:HighResAlarmMonitorUsage", NULL, OF_REGION, " Alarms " },
	{ "cloudwatch.alarm_month", "alarm-month", "AmazonCloudWatch", "CW:AlarmMonitorUsage", NULL,
		OF_REGION, " Alarms " },
	{ "cloudwatch.composite_alarm_month", "alarm-month", "AmazonCloudWatch",
		"CW:CompositeAlarmMonitorUsage", NULL, OF_REGION, " Alarms " },
	{ "cloudwatch.custom_metric_month", "metric-month", "AmazonCloudWatch",
		"CW:MetricMonitorUsage", NULL, OF_REGION, " Metrics " },
	{ "cloudwatch.logs_ingested", "GB", "AmazonCloudWatch", "DataProcessing-Bytes", NULL,
		OF_REGION, GB },
	{ "cloudwatch.logs_scanned", "GB", "AmazonCloudWatch", "DataScanned-Bytes", NULL, OF_REGION,
		GB },
	{ "cloudwatch.logs_storage", "GB-month", "AmazonCloudWatch", "TimedStorage-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "datatransfer.inter_region", "GB", "AWSDataTransfer", "AWS-Out-Bytes", NULL, OF_PAIR,
		GB },
	{ "datatransfer.internet", "GB", "AWSDataTransfer", "DataTransfer-Out-Bytes", NULL,
		OF_SOURCE, GB },
	{ "datatransfer.intra_region", "GB", "AWSDataTransfer", "DataTransfer-Regional-Bytes", NULL,
		OF_SOURCE, GB },
	{ "dynamodb.backup", "GB-month", "AmazonDynamoDB", "TimedBackupStorage-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "dynamodb.cdc_kinesis_unit", "change data capture unit", "AmazonDynamoDB",
		"ChangeDataCaptureUnits-Kinesis", NULL, OF_REGION, " ChangeDataCaptureUnits " },
	{ "dynamodb.export_full", "GB", "AmazonDynamoDB", "ExportDataSize-Bytes", NULL, OF_REGION,
		GB },
	{ "dynamodb.export_incremental", "GB", "AmazonDynamoDB", "IncrementalExportDataSize-Bytes",
		NULL, OF_REGION, GB },
	{ "dynamodb.import", "GB", "AmazonDynamoDB", "ImportDataSize-Bytes", NULL, OF_REGION, GB },
	{ "dynamodb.pitr", "GB-month", "AmazonDynamoDB", "TimedPITRStorage-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "dynamodb.rcu_hour", "RCU-hour", "AmazonDynamoDB", "ReadCapacityUnit-Hrs", NULL,
		OF_REGION, " ReadCapacityUnit-Hrs " },
	{ "dynamodb.rcu_ia_hour", "RCU-hour", "AmazonDynamoDB", "IA-ReadCapacityUnit-Hrs", NULL,
		OF_REGION, " ReadCapacityUnit-Hrs " },
	{ "dynamodb.restore", "GB", "AmazonDynamoDB", "RestoreDataSize-Bytes", NULL, OF_REGION,
		GB },
	{ "dynamodb.rru", "RRU", "AmazonDynamoDB", "ReadRequestUnits", NULL, OF_REGION,
		" ReadRequestUnits " },
	{ "dynamodb.rru_ia", "RRU", "AmazonDynamoDB", "IA-ReadRequestUnits", NULL, OF_REGION,
		" ReadRequestUnits " },
	{ "dynamodb.rwcu_hour", "rWCU-hour", "AmazonDynamoDB", "ReplWriteCapacityUnit-Hrs", NULL,
		OF_REGION, " ReplicatedWriteCapacityUnit-Hrs " },
	{ "dynamodb.rwcu_ia_hour", "rWCU-hour", "AmazonDynamoDB", "IA-ReplWriteCapacityUnit-Hrs",
		NULL, OF_REGION, " ReplicatedWriteCapacityUnit-Hrs " },
	{ "dynamodb.rwru", "rWRU", "AmazonDynamoDB", "ReplWriteRequestUnits", NULL, OF_REGION,
		" ReplicatedWriteRequestUnits " },
	{ "dynamodb.rwru_ia", "rWRU", "AmazonDynamoDB", "IA-ReplWriteRequestUnits", NULL, OF_REGION,
		" ReplicatedWriteRequestUnits " },
	{ "dynamodb.storage", "GB-month", "AmazonDynamoDB", "TimedStorage-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "dynamodb.storage_ia", "GB-month", "AmazonDynamoDB", "IA-TimedStorage-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "dynamodb.streams_read", "request", "AmazonDynamoDB", "Streams-Requests", NULL, OF_REGION,
		REQUESTS },
	{ "dynamodb.wcu_hour", "WCU-hour", "AmazonDynamoDB", "WriteCapacityUnit-Hrs", NULL,
		OF_REGION, " WriteCapacityUnit-Hrs " },
	{ "dynamodb.wcu_ia_hour", "WCU-hour", "AmazonDynamoDB", "IA-WriteCapacityUnit-Hrs", NULL,
		OF_REGION, " WriteCapacityUnit-Hrs " },
	{ "dynamodb.wru", "WRU", "AmazonDynamoDB", "WriteRequestUnits", NULL, OF_REGION,
		" WriteRequestUnits " },
	{ "dynamodb.wru_ia", "WRU", "AmazonDynamoDB", "IA-WriteRequestUnits", NULL, OF_REGION,
		" WriteRequestUnits " },
	{ "ec2.ebs_snapshot", "GB-month", "AmazonEC2", "EBS:SnapshotUsage", NULL, OF_REGION,
		GB_MONTHS },
	{ "ecr.storage", "GB-month", "AmazonECR", "TimedStorage-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "efs.provisioned_throughput", "MiBps-month", "AmazonEFS", "ProvisionedTP-MiBpsHrs", NULL,
		OF_REGION, " MiBps-Mo " },
	{ "efs.storage_ia", "GB-month", "AmazonEFS", "IATimedStorage-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "efs.storage_onezone", "GB-month", "AmazonEFS", "TimedStorage-Z-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "efs.storage_onezone_ia", "GB-month", "AmazonEFS", "IATimedStorage-Z-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "efs.storage_standard", "GB-month", "AmazonEFS", "TimedStorage-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "elb.alb_hour", "hour", "AWSELB", "LoadBalancerUsage", "LoadBalancing:Application",
		OF_REGION, " Hrs " },
	{ "elb.alb_lcu_hour", "LCU-hour", "AWSELB", "LCUUsage", "LoadBalancing:Application",
		OF_REGION, " LCU-Hrs " },
	{ "elb.nlb_hour", "hour", "AWSELB", "LoadBalancerUsage", "LoadBalancing:Network", OF_REGION,
		" Hrs " },
	{ "elb.nlb_lcu_hour", "LCU-hour", "AWSELB", "LCUUsage", "LoadBalancing:Network", OF_REGION,
		" LCU-Hrs " },
	{ "kms.key", "key-month", "awskms", "KMS-Keys", NULL, OF_REGION, " Keys months " },
	{ "kms.request", "request", "awskms", "KMS-Requests", NULL, OF_REGION, REQUESTS },
	{ "kms.request_asymmetric_non_rsa2048", "request", "awskms", "KMS-Requests-Asymmetric",
		NULL, OF_REGION, REQUESTS },
	{ "lambda.ephemeral_storage_gb_second", "GB-second", "AWSLambda",
		"Lambda-Storage-GB-Second", NULL, OF_REGION, " GB-Seconds GB-Second " },
	{ "lambda.gb_second_arm", "GB-second", "AWSLambda", "Lambda-GB-Second-ARM", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.gb_second_x86", "GB-second", "AWSLambda", "Lambda-GB-Second", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.provisioned_concurrency_gb_second_arm", "GB-second", "AWSLambda",
		"Lambda-Provisioned-Concurrency-ARM", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.provisioned_concurrency_gb_second_x86", "GB-second", "AWSLambda",
		"Lambda-Provisioned-Concurrency", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.provisioned_duration_gb_second_arm", "GB-second", "AWSLambda",
		"Lambda-Provisioned-GB-Second-ARM", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.provisioned_duration_gb_second_x86", "GB-second", "AWSLambda",
		"Lambda-Provisioned-GB-Second", NULL, OF_REGION,
		" Lambda-GB-Second seconds Second " },
	{ "lambda.request", "request", "AWSLambda", "Request", NULL, OF_REGION, REQUESTS },
	{ "lambda.request_arm", "request", "AWSLambda", "Request-ARM", NULL, OF_REGION, REQUESTS },
	{ "rds.aurora_backup_storage", "GB-month", "AmazonRDS", "Aurora:BackupUsage", NULL,
		OF_REGION, GB_MONTHS },
	{ "rds.aurora_global_replicated_write_io", "I/O", "AmazonRDS", "Aurora:ReplicatedWriteIO",
		NULL, OF_REGION, " IOs " },
	{ "rds.aurora_io_request", "I/O", "AmazonRDS", "Aurora:StorageIOUsage", NULL, OF_REGION,
		" IOs " },
	{ "rds.aurora_storage", "GB-month", "AmazonRDS", "Aurora:StorageUsage", NULL, OF_REGION,
		GB_MONTHS },
	{ "rds.aurora_storage_io_optimized", "GB-month", "AmazonRDS",
		"Aurora:IO-OptimizedStorageUsage", NULL, OF_REGION, GB_MONTHS },
	{ "rds.rds_backup_storage", "GB-month", "AmazonRDS", "RDS:ChargedBackupUsage", NULL,
		OF_REGION, GB_MONTHS },
	{ "route53.health_check_aws", "health check-month", "AmazonRoute53", "Health-Check-AWS",
		NULL, OF_ALL_REGIONS, " HealthChecks Health Checks Mo " },
	{ "route53.health_check_non_aws", "health check-month", "AmazonRoute53",
		"Health-Check-Non-AWS", NULL, OF_ALL_REGIONS, " HealthChecks Health Checks Mo " },
	{ "route53.health_check_option_aws", "option-month", "AmazonRoute53",
		"Health-Check-Option-AWS", NULL, OF_ALL_REGIONS,
		" HealthCheckOptions Health Check Options Mo " },
	{ "route53.health_check_option_non_aws", "option-month", "AmazonRoute53",
		"Health-Check-Option-Non-AWS", NULL, OF_ALL_REGIONS,
		" HealthCheckOptions Health Check Options Mo " },
	{ "route53.hosted_zone_month", "zone-month", "AmazonRoute53", "HostedZone", NULL,
		OF_ALL_REGIONS, " HostedZone Hosted Zone Mo " },
	{ "route53.query_geo", "query", "AmazonRoute53", "Geo-Queries", NULL, OF_ALL_REGIONS,
		" Queries " },
	{ "route53.query_ip_based", "query", "AmazonRoute53", "Cidr-Queries", NULL, OF_ALL_REGIONS,
		" Queries " },
	{ "route53.query_latency", "query", "AmazonRoute53", "LBR-Queries", NULL, OF_ALL_REGIONS,
		" Queries " },
	{ "route53.query_standard", "query", "AmazonRoute53", "DNS-Queries", NULL, OF_ALL_REGIONS,
		" Queries " },
	{ "s3.batch_job", "job", "AmazonS3", "BatchOperations-Jobs", NULL, OF_REGION, " Jobs " },
	{ "s3.batch_manifest_object", "object", "AmazonS3", "BatchOperations-Manifest", NULL,
		OF_REGION, " Objects " },
	{ "s3.batch_object", "object", "AmazonS3", "BatchOperations-Objects", NULL, OF_REGION,
		" Objects " },
	{ "s3.get", "request", "AmazonS3", "Requests-Tier2", NULL, OF_REGION, REQUESTS },
	{ "s3.get_glacier_deep_archive", "request", "AmazonS3", "Requests-GDA-Tier2", NULL,
		OF_REGION, REQUESTS },
	{ "s3.get_glacier_flexible", "request", "AmazonS3", "Requests-GLACIER-Tier2", NULL,
		OF_REGION, REQUESTS },
	{ "s3.get_intelligent_tiering", "request", "AmazonS3", "Requests-INT-Tier2", NULL,
		OF_REGION, REQUESTS },
	{ "s3.get_onezone_ia", "request", "AmazonS3", "Requests-ZIA-Tier2", NULL, OF_REGION,
		REQUESTS },
	{ "s3.get_standard_ia", "request", "AmazonS3", "Requests-SIA-Tier2", NULL, OF_REGION,
		REQUESTS },
	{ "s3.int_monitoring_per_object", "object", "AmazonS3", "Monitoring-Automation-INT", NULL,
		OF_REGION, " Objects " },
	{ "s3.put", "request", "AmazonS3", "Requests-Tier1", NULL, OF_REGION, REQUESTS },
	{ "s3.put_glacier_deep_archive", "request", "AmazonS3", "Requests-GDA-Tier1", NULL,
		OF_REGION, REQUESTS },
	{ "s3.put_glacier_flexible", "request", "AmazonS3", "Requests-GLACIER-Tier1", NULL,
		OF_REGION, REQUESTS },
	{ "s3.put_glacier_ir", "request", "AmazonS3", "Requests-GIR-Tier1", NULL, OF_REGION,
		REQUESTS },
	{ "s3.put_intelligent_tiering", "request", "AmazonS3", "Requests-INT-Tier1", NULL,
		OF_REGION, REQUESTS },
	{ "s3.put_onezone_ia", "request", "AmazonS3", "Requests-ZIA-Tier1", NULL, OF_REGION,
		REQUESTS },
	{ "s3.put_standard_ia", "request", "AmazonS3", "Requests-SIA-Tier1", NULL, OF_REGION,
		REQUESTS },
	{ "s3.retrieval_glacier_expedited", "GB", "AmazonS3", "Expedited-Retrieval-Bytes", NULL,
		OF_REGION, GB },
	{ "s3.retrieval_onezone_ia", "GB", "AmazonS3", "Retrieval-ZIA", NULL, OF_REGION, GB },
	{ "s3.retrieval_standard_ia", "GB", "AmazonS3", "Retrieval-SIA", NULL, OF_REGION, GB },
	{ "s3.rtc", "GB", "AmazonS3", "S3RTC-Out-Bytes", NULL, OF_PAIR, GB },
	{ "s3.storage_glacier_deep_archive", "GB-month", "AmazonS3", "TimedStorage-GDA-ByteHrs",
		NULL, OF_REGION, GB_MONTHS },
	{ "s3.storage_glacier_flexible", "GB-month", "AmazonS3", "TimedStorage-GlacierByteHrs",
		NULL, OF_REGION, GB_MONTHS },
	{ "s3.storage_glacier_ir", "GB-month", "AmazonS3", "TimedStorage-GIR-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_int_aa", "GB-month", "AmazonS3", "TimedStorage-INT-AA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_int_aia", "GB-month", "AmazonS3", "TimedStorage-INT-AIA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_int_daa", "GB-month", "AmazonS3", "TimedStorage-INT-DAA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_int_fa", "GB-month", "AmazonS3", "TimedStorage-INT-FA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_int_ia", "GB-month", "AmazonS3", "TimedStorage-INT-IA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_onezone_ia", "GB-month", "AmazonS3", "TimedStorage-ZIA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "s3.storage_standard", "GB-month", "AmazonS3", "TimedStorage-ByteHrs", NULL, OF_REGION,
		GB_MONTHS },
	{ "s3.storage_standard_ia", "GB-month", "AmazonS3", "TimedStorage-SIA-ByteHrs", NULL,
		OF_REGION, GB_MONTHS },
	{ "secretsmanager.api_request", "request", "AWSSecretsManager",
		"AWSSecretsManagerAPIRequest", NULL, OF_REGION, REQUESTS },
	{ "secretsmanager.secret_month", "secret-month", "AWSSecretsManager",
		"AWSSecretsManager-Secrets", NULL, OF_REGION, " Secrets " },
};

/* How many prefixes stand before an item's name in its usage types. */
static int prefixes(const char *usage_type, size_t length) {
	char word[32];
	int count = 0;
	while (length) {
		const char *dash = memchr(usage_type, '-', length);
		/* "us-west-2-": a whole region code as one prefix. */
		size_t size = dash ? (size_t)(dash - usage_type) : length;
		size = length <= sizeof(word) && usage_type[0] >= 'a' ? length - 1 : size;
		if (size >= sizeof(word) || size + 1 > length) {
			return -1;
		}
		memcpy(word, usage_type, size);
		word[size] = '\0';
		if (!offer_is_prefix(word)) {
			return -1;
		}
		usage_type += size + 1;
		length -= size + 1;
		count++;
	}
	return count;
}

/* A usage type that only ends like an item's may be another product: "IA-" is no region. */
static bool is_item(const struct offer_item *item, const struct product *product) {
	const char *usage_type = product->attributes[ATTRIBUTE_USAGE_TYPE];
	const char *operation = product->attributes[ATTRIBUTE_OPERATION];
	size_t length = strlen(usage_type), name = strlen(item->usage_type);
	if (length < name || strcmp(usage_type + length - name, item->usage_type) != 0) {
		return false;
	}
	if (item->operation && !(operation && strcmp(operation, item->operation) == 0)) {
		return false;
	}
	int count = prefixes(usage_type, length - name);
	return item->scope == OF_PAIR	       ? count == 2
	       : item->scope != OF_ALL_REGIONS ? count <= 1 && count >= 0
					       : count == 0;
}

const struct offer_item *offer_item_find(const struct product *product) {
	const char *service = product->attributes[ATTRIBUTE_SERVICE];
	if (!service || !product->attributes[ATTRIBUTE_USAGE_TYPE]) {
		return NULL;
	}
	const char *compared = NULL; /* rows of one service share its text */
	bool same = false;
	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		if (items[i].service != compared) {
			compared = items[i].service;
			same = strcmp(compared, service) == 0;
		}
		if (same && is_item(&items[i], product)) {
			return &items[i];
		}
	}
	return NULL;
}

static int by_item(const void *left, const void *right) {
	return strcmp(
		((const struct offer_item *)left)->item, ((const struct offer_item *)right)->item);
}

const char *offer_item_unit(const char *item) {
	const struct offer_item wanted = { .item = item };
	const struct offer_item *found =
		bsearch(&wanted, items, sizeof(items) / sizeof(*items), sizeof(*items), by_item);
	return found ? found->unit : NULL;
}

static int by_code(const void *a, const void *b) {
	return strcmp(
		((const struct offer_service *)a)->code, ((const struct offer_service *)b)->code);
}

static struct offer_service *find_service(struct offer_services *services, const char *code) {
	struct offer_service *service;
	vec_each(service, services) {
		if (strcmp(service->code, code) == 0) {
			return service;
		}
	}
	return NULL;
}

void offers_services(struct arena *arena, struct offer_services *ret_services) {
	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		bool regional = items[i].scope != OF_ALL_REGIONS;
		struct offer_service *known = find_service(ret_services, items[i].service);
		if (known) {
			known->regional |= regional;
		} else {
			const struct offer_service fresh = { items[i].service, regional };
			vec_push(arena, ret_services, fresh);
		}
	}
	qsort(ret_services->items, ret_services->count, sizeof(*ret_services->items), by_code);
}
