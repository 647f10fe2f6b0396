#include "analyzer/estate/links.h"

#include <string.h>

/*
 * What the CDK itself puts into templates, from the source of aws-cdk-lib 2.276 (read 2026-11):
 * types, components of the construct path (compared from their start), and logical ids for
 * templates that were synthesised without paths.
 */
static const char *const types[] = {
	"AWS::CDK::Metadata",
	"Custom::AWSCDKCfnJson",
	"Custom::CDKBucketDeployment",
	"Custom::CrossRegionExportReader",
	"Custom::CrossRegionExportWriter",
	"Custom::LogRetention",
	"Custom::S3AutoDeleteObjects",
	"Custom::S3BucketNotifications",
	NULL,
};

static const char *const components[] = {
	"@aws-cdk--",
	"AWS679f53fac002430cb0da5b7982bd2287",
	"AWSCDKCfnUtilsProvider",
	"BucketNotificationsHandler",
	"CrossRegionCodePipelineReplication",
	"Custom::",
	"LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a",
	"framework-on",
	"framework-isComplete",
	"waiter-state-machine",
	NULL,
};

static const char *const logical_ids[] = {
	"AWS679f53fac002430cb0da5b7982bd2287",
	"AWSCDKCfnUtilsProviderCustomResourceProvider",
	"BucketNotificationsHandler050a0587b7544547bf325f094a3db834",
	"CrossRegionCodePipelineReplication",
	"CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C",
	"CustomCrossRegionExportReaderCustomResourceProvider",
	"CustomCrossRegionExportWriterCustomResourceProvider",
	"CustomS3AutoDeleteObjectsCustomResourceProvider",
	"LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a",
	NULL,
};

static bool begins_with_one_of(const char *text, const char *const *prefixes) {
	for (; *prefixes; prefixes++) {
		if (*text == **prefixes && strncmp(text, *prefixes, strlen(*prefixes)) == 0) {
			return true;
		}
	}
	return false;
}

static bool is_one_of(const char *text, const char *const *names) {
	for (; *names; names++) {
		if (*text == **names && strcmp(text, *names) == 0) {
			return true;
		}
	}
	return false;
}

bool resource_is_helper(const struct resource *resource) {
	if (is_one_of(resource->type, types)) {
		return true;
	}
	const char *path = resource_construct(resource);
	if (!path) {
		return begins_with_one_of(resource->logical_id, logical_ids);
	}
	for (; path; path = strchr(path, '/')) {
		path += *path == '/';
		if (begins_with_one_of(path, components)) {
			return true;
		}
	}
	return false;
}
