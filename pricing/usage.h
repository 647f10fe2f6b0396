#ifndef PRICING_USAGE_H
#define PRICING_USAGE_H

#include "analyzer/estate/service.h"
#include "pricing/decimal.h"

/* How much a workload is used: the file's values by resource, pattern and type. */
struct usage;

/* One key that usage files may hold. */
struct usage_key {
	const char
		*name; /* "monthly_write_requests"; "standard.storage_gb" for a key inside a map */
	const char *unit;
	const char *help;
	const char
		*fallback; /* the default, a decimal; NULL: none, the line is unpriced without it */
};

/*
 * Reads a usage file. Malformed values are errors at their place; keys that no cost model asks for
 * are warnings, so that a file written for Infracost can be used as it is. Of a range {low,
 * expected, high} the expected value counts.
 */
struct usage *usage_read(struct ctx *ctx, const struct node *document);

/* An empty one: every value is a default. */
struct usage *usage_none(struct ctx *ctx);

/*
 * The value of a key for a resource: of its logical id, Stack/LogicalID, construct path or a
 * pattern, else of its type, else the default. *ret_origin gets "file" or "default"; false when
 * there is none.
 */
bool usage_value(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct decimal *ret_value, const char **ret_origin);

#endif
