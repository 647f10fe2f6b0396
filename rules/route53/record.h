#ifndef RULES_ROUTE53_RECORD_H
#define RULES_ROUTE53_RECORD_H

#include "rules/word.h"

/* What the words of Route 53 share: records, and the sets that Route 53 answers a name from. */

#define HEALTH_CHECK "AWS::Route53::HealthCheck"

/* Zone, name and type tell a set of records; names are compared as DNS does. */
struct record_key {
	struct value zone, name;
	const char *type; /* NULL: not known */
};

/* Adds the record sets of a RecordSet (itself) or of a RecordSetGroup; UNKNOWN, with blame. */
enum truth record_list(
	struct judge *judge, const struct resource *resource, struct subject_list *ret_records);

/*
 * Adds all records of the estate that may exist, of those whose name is written only the ones of
 * `host` (NULL or not known: all); UNKNOWN where a group does not say its own.
 */
enum truth record_list_all(
	struct judge *judge, const struct value *host, struct subject_list *ret_records);

/* Adds the records of the estate that a routing policy may choose. */
enum truth record_list_routed(struct judge *judge, struct subject_list *ret_records);

/* Says whether the resource that holds a record exists under the scenario. */
enum truth record_exists(struct judge *judge, const struct subject *record);

struct record_key record_key(struct judge *judge, const struct subject *record);

/* Zones that are both known by id, or by name, must agree; a zone that is not known may be any. */
enum truth record_same_set(
	struct judge *judge, const struct record_key *a, const struct record_key *b);

/* Says whether a routing policy chooses between the record and others. */
enum truth record_is_routed(struct judge *judge, const struct value *record);

/* What a record leads to: the target of an alias, or its first value. */
struct value record_target(struct judge *judge, const struct value *record);

/* Says whether AWS gave the host name, so that it is no name of a record of one's own. */
bool record_host_is_given(struct judge *judge, const struct value *host);

/* The region in a host name that AWS gave, or NULL. */
const char *record_region_in(struct judge *judge, const char *host);

/* A host name without the dot at its end; NULL where it is not known. */
const char *record_host(struct judge *judge, const struct value *name);

/* Says whether two names are the same as DNS compares them, or as they are written. */
enum truth record_same_host(struct judge *judge, const struct value *a, const struct value *b);

/* The health check of the estate that a property names, or NULL. */
const struct resource *record_check(struct judge *judge, const struct value *id);

/* Says whether a record with a routing policy depends on a health check, by itself or through a
 * calculated one. */
enum truth record_depends_on(struct judge *judge, const struct resource *check);

#endif
