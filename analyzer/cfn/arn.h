#ifndef ANALYZER_CFN_ARN_H
#define ANALYZER_CFN_ARN_H

#include "analyzer/cfn/value.h"

/*
 * arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, split at the colons of the literal parts. A field
 * is a value of its own, which may be unknown or a reference while the others are known. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (read 2026-11).
 */
struct arn {
	struct value partition, service, region, account, resource;
};

/* Splits a text that begins with "arn:"; false for anything else. */
bool arn_parse(struct arena *arena, const struct value *text, struct arn *ret_arn);

#endif
