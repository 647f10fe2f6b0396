#include "analyzer/base/suggest.h"
#include "analyzer/cfn/stack.h"

#include <string.h>

struct region {
	const char *code, *partition;
};

/*
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and the
 * partition list of botocore 1.43 (read 2026-11). Sorted by partition, then code.
 */
static const struct region regions[] = {
	{ "af-south-1", "aws" },
	{ "ap-east-1", "aws" },
	{ "ap-east-2", "aws" },
	{ "ap-northeast-1", "aws" },
	{ "ap-northeast-2", "aws" },
	{ "ap-northeast-3", "aws" },
	{ "ap-south-1", "aws" },
	{ "ap-south-2", "aws" },
	{ "ap-southeast-1", "aws" },
	{ "ap-southeast-2", "aws" },
	{ "ap-southeast-3", "aws" },
	{ "ap-southeast-4", "aws" },
	{ "ap-southeast-5", "aws" },
	{ "ap-southeast-6", "aws" },
	{ "ap-southeast-7", "aws" },
	{ "ca-central-1", "aws" },
	{ "ca-west-1", "aws" },
	{ "eu-central-1", "aws" },
	{ "eu-central-2", "aws" },
	{ "eu-north-1", "aws" },
	{ "eu-south-1", "aws" },
	{ "eu-south-2", "aws" },
	{ "eu-west-1", "aws" },
	{ "eu-west-2", "aws" },
	{ "eu-west-3", "aws" },
	{ "il-central-1", "aws" },
	{ "me-central-1", "aws" },
	{ "me-south-1", "aws" },
	{ "mx-central-1", "aws" },
	{ "sa-east-1", "aws" },
	{ "us-east-1", "aws" },
	{ "us-east-2", "aws" },
	{ "us-west-1", "aws" },
	{ "us-west-2", "aws" },
	{ "cn-north-1", "aws-cn" },
	{ "cn-northwest-1", "aws-cn" },
	{ "eusc-de-east-1", "aws-eusc" },
	{ "us-iso-east-1", "aws-iso" },
	{ "us-iso-west-1", "aws-iso" },
	{ "us-isob-east-1", "aws-iso-b" },
	{ "us-isob-west-1", "aws-iso-b" },
	{ "eu-isoe-west-1", "aws-iso-e" },
	{ "us-isof-east-1", "aws-iso-f" },
	{ "us-isof-south-1", "aws-iso-f" },
	{ "us-gov-east-1", "aws-us-gov" },
	{ "us-gov-west-1", "aws-us-gov" },
};

struct suffix {
	const char *partition, *url_suffix;
};

/* Source: the dnsSuffix of each partition in botocore 1.43's partitions.json (read 2026-11). */
static const struct suffix suffixes[] = {
	{ "aws", "amazonaws.com" },
	{ "aws-cn", "amazonaws.com.cn" },
	{ "aws-eusc", "amazonaws.eu" },
	{ "aws-iso", "c2s.ic.gov" },
	{ "aws-iso-b", "sc2s.sgov.gov" },
	{ "aws-iso-e", "cloud.adc-e.uk" },
	{ "aws-iso-f", "csp.hci.ic.gov" },
	{ "aws-us-gov", "amazonaws.com" },
};

#define REGION_COUNT (sizeof(regions) / sizeof(regions[0]))
#define SUFFIX_COUNT (sizeof(suffixes) / sizeof(suffixes[0]))

/* Most texts that are asked about are no code at all, and hold no hyphen. */
static const struct region *find(const char *code) {
	bool may_be = code && strchr(code, '-');
	for (size_t i = 0; may_be && i < REGION_COUNT; i++) {
		if (*regions[i].code == *code && strcmp(regions[i].code, code) == 0) {
			return &regions[i];
		}
	}
	return NULL;
}

const char *region_partition(const char *region) {
	const struct region *found = find(region);
	return found ? found->partition : NULL;
}

const char *region_url_suffix(const char *region) {
	const char *partition = region_partition(region);
	for (size_t i = 0; partition && i < SUFFIX_COUNT; i++) {
		if (strcmp(suffixes[i].partition, partition) == 0) {
			return suffixes[i].url_suffix;
		}
	}
	return NULL;
}

bool region_is_known(const char *text) {
	return find(text) != NULL;
}

const char *region_suggestion(const char *text) {
	struct suggestion suggestion = { 0 };
	for (size_t i = 0; i < REGION_COUNT; i++) {
		suggest_offer(&suggestion, text, regions[i].code);
	}
	return suggestion.best;
}
