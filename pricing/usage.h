#ifndef PRICING_USAGE_H
#define PRICING_USAGE_H

#include "analyzer/base/map.h"
#include "analyzer/estate/service.h"
#include "pricing/decimal.h"

/* How much a workload is used: the file's values by resource, pattern and type. */
struct usage;

/* One key that usage files may hold. */
struct usage_key {
	const char *name; /* "monthly_write_requests"; "standard.storage_gb" inside a map */
	const char *unit; /* "GB"; some have bounds (usage_file.c) */
	const char *help;
	const char *fallback; /* the default, a decimal; NULL: none */
	const char *alias;    /* another name of the same, of Infracost's; NULL for none */
	bool fixed;	      /* does not grow with the workload: a size, a share, a setting */
};

/*
 * Reads a usage file. Malformed values are errors at their place, and so are keys that no cost
 * model asks for when one is close enough to be meant; others are warnings, so that a file written
 * for Infracost can be used as it is.
 */
struct usage *usage_read(struct ctx *ctx, const struct node *document);

/* An empty one: every value is a default. */
struct usage *usage_none(struct ctx *ctx);

/* The names by which a file may call a resource: how many, the logical id first. */
#define USAGE_NAMES 3
size_t usage_names(
	struct arena *arena, const struct resource *resource, const char *ret_names[USAGE_NAMES]);

/* The node of a key in the map of one resource or type, by either of its names; NULL: none. */
const struct node *usage_find(
	struct arena *arena, const struct node *entry, const struct usage_key *key);

/*
 * Warns of names in the file that no resource of the estate bears, and says which may be meant; and
 * of keys that none of the resources asks for that an entry speaks of.
 */
void usage_check(const struct usage *usage, const struct estate *estate);

/* Says whether some value of the file is a range. */
bool usage_has_ranges(const struct usage *usage);

/* Which end of a range {low, expected, high} counts. */
enum usage_end { USAGE_EXPECTED, USAGE_LOW, USAGE_HIGH };

/* The same usage at one end of its ranges, with everything that grows times `growth`. */
const struct usage *usage_at(
	struct ctx *ctx, const struct usage *usage, enum usage_end end, struct decimal growth);

/*
 * The value of a key for a resource: of its logical id, Stack/LogicalID, construct path or a
 * pattern, else of its type, else the default. *ret_origin gets "file" or "default"; false when
 * there is none, or when it does not fit a decimal.
 */
bool usage_value(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct decimal *ret_value, const char **ret_origin);

/* Sets in `ret_names` the names that the file says for a resource of a key like "rule_percent.*".
 */
void usage_said_names(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct map *ret_names);

/*
 * The text of a usage file with a comment line for every key of the estate that it does not hold
 * yet: the value in force, unit and help. `existing` (NULL: there is none) keeps every byte it has.
 * Where it cannot be added to (a flow map), reports so and returns NULL.
 */
const char *usage_write(const struct usage *usage, const struct estate *estate,
	const struct node *existing, size_t *ret_added);

#endif
