#include "pricing/offers/offers.h"
#include "pricing/offers/product.h"

#include "analyzer/cfn/stack.h"

#include <string.h>

/* How price lists call a region besides its code. */
struct offer_location {
	const char *code;
	const char *prefix;  /* of usage types; NULL: not seen in any list */
	const char *name;    /* attribute "location" */
	const char *earlier; /* the name in older lists, or NULL */
};

/*
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html for the
 * names,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-billing.html
 * for the prefixes (read 2026-11); the lists of 2016 say "EU" where later ones say "Europe".
 * us-east-1 has no prefix in most usage types, and USE1 in those of region pairs.
 */
static const struct offer_location locations[] = {
	{ "af-south-1", "AFS1", "Africa (Cape Town)", NULL },
	{ "ap-east-1", "APE1", "Asia Pacific (Hong Kong)", NULL },
	{ "ap-east-2", NULL, "Asia Pacific (Taipei)", NULL },
	{ "ap-northeast-1", "APN1", "Asia Pacific (Tokyo)", NULL },
	{ "ap-northeast-2", "APN2", "Asia Pacific (Seoul)", NULL },
	{ "ap-northeast-3", "APN3", "Asia Pacific (Osaka)", "Asia Pacific (Osaka-Local)" },
	{ "ap-south-1", "APS3", "Asia Pacific (Mumbai)", NULL },
	{ "ap-south-2", "APS5", "Asia Pacific (Hyderabad)", NULL },
	{ "ap-southeast-1", "APS1", "Asia Pacific (Singapore)", NULL },
	{ "ap-southeast-2", "APS2", "Asia Pacific (Sydney)", NULL },
	{ "ap-southeast-3", "APS4", "Asia Pacific (Jakarta)", NULL },
	{ "ap-southeast-4", "APS6", "Asia Pacific (Melbourne)", NULL },
	{ "ap-southeast-5", NULL, "Asia Pacific (Malaysia)", NULL },
	{ "ap-southeast-6", NULL, "Asia Pacific (New Zealand)", NULL },
	{ "ap-southeast-7", NULL, "Asia Pacific (Thailand)", NULL },
	{ "ca-central-1", "CAN1", "Canada (Central)", NULL },
	{ "ca-west-1", "CAN2", "Canada West (Calgary)", NULL },
	{ "cn-north-1", NULL, "China (Beijing)", NULL },
	{ "cn-northwest-1", NULL, "China (Ningxia)", NULL },
	{ "eu-central-1", "EUC1", "Europe (Frankfurt)", "EU (Frankfurt)" },
	{ "eu-central-2", "EUC2", "Europe (Zurich)", NULL },
	{ "eu-north-1", "EUN1", "Europe (Stockholm)", "EU (Stockholm)" },
	{ "eu-south-1", "EUS1", "Europe (Milan)", "EU (Milan)" },
	{ "eu-south-2", "EUS2", "Europe (Spain)", NULL },
	{ "eu-west-1", "EU", "Europe (Ireland)", "EU (Ireland)" },
	{ "eu-west-1", "EUW1", "Europe (Ireland)", NULL },
	{ "eu-west-2", "EUW2", "Europe (London)", "EU (London)" },
	{ "eu-west-3", "EUW3", "Europe (Paris)", "EU (Paris)" },
	{ "il-central-1", "ILC1", "Israel (Tel Aviv)", NULL },
	{ "me-central-1", "MEC1", "Middle East (UAE)", NULL },
	{ "me-south-1", "MES1", "Middle East (Bahrain)", NULL },
	{ "mx-central-1", NULL, "Mexico (Central)", NULL },
	{ "sa-east-1", "SAE1", "South America (Sao Paulo)", NULL },
	{ "us-east-1", "USE1", "US East (N. Virginia)", NULL },
	{ "us-east-2", "USE2", "US East (Ohio)", NULL },
	{ "us-gov-east-1", "UGE1", "AWS GovCloud (US-East)", NULL },
	{ "us-gov-west-1", "UGW1", "AWS GovCloud (US-West)", "AWS GovCloud (US)" },
	{ "us-west-1", "USW1", "US West (N. California)", NULL },
	{ "us-west-2", "USW2", "US West (Oregon)", NULL },
};

#define LOCATION_COUNT (sizeof(locations) / sizeof(*locations))

static bool is(const char *text, const char *other) {
	return other && strcmp(text, other) == 0;
}

const char *offer_region(const struct product *product, enum attribute code) {
	const char *region = product->attributes[code], *name = product->attributes[code + 1],
		   *type = product->attributes[code + 2];
	if (type && *type && strcmp(type, "AWS Region") != 0) {
		return NULL;
	}
	if (region && *region) {
		return region_is_known(region) ? region : NULL;
	}
	for (size_t i = 0; name && i < LOCATION_COUNT; i++) {
		if (is(name, locations[i].name) || is(name, locations[i].earlier)) {
			return locations[i].code;
		}
	}
	return NULL;
}

const char *offers_region_name(const char *code) {
	for (size_t i = 0; i < LOCATION_COUNT; i++) {
		if (is(code, locations[i].code)) {
			return locations[i].name;
		}
	}
	return NULL;
}

const char *offer_prefix_region(const char *prefix) {
	for (size_t i = 0; i < LOCATION_COUNT; i++) {
		if (is(prefix, locations[i].prefix) || is(prefix, locations[i].code)) {
			return locations[i].code;
		}
	}
	return NULL;
}

bool offer_is_prefix(const char *word) {
	if (offer_prefix_region(word)) {
		return true;
	}
	size_t length = strlen(word);
	return length == 4 && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && word[3] >= '1' &&
	       word[3] <= '9';
}
