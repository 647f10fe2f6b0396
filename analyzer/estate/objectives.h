#ifndef ANALYZER_ESTATE_OBJECTIVES_H
#define ANALYZER_ESTATE_OBJECTIVES_H

#include "analyzer/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct estate;
struct eval;
struct resource;

/*
 * The strategies of AWS's whitepaper, from the cheapest to the fastest. Source:
 * https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html
 * (read 2026-11).
 */
enum strategy {
	STRATEGY_UNSAID,
	STRATEGY_NONE, /* may be lost with its region */
	STRATEGY_BACKUP_RESTORE,
	STRATEGY_PILOT_LIGHT,
	STRATEGY_WARM_STANDBY,
	STRATEGY_ACTIVE_ACTIVE,
	STRATEGY_COUNT,
};
const char *strategy_name(enum strategy strategy); /* "warm-standby"; NULL for UNSAID */
bool strategy_parse(const char *text, enum strategy *ret_strategy);

/* Resources that recover by a strategy of their own; what is NULL matches all. */
struct workload_tier {
	const char *tag, *tag_value;
	const char *name; /* pattern of a logical ID, Stack/LogicalID or physical name */
	const char *path; /* pattern of a construct path */
	const char *type;
	enum strategy strategy;
};

/* A recovery time or point objective. */
struct recovery_target {
	const char *origin; /* who says it, for messages; NULL: nobody */
	uint32_t seconds;
};

/* What the workload's owner wants: said in the configuration or declared in templates. */
struct objectives {
	enum strategy strategy;
	struct VEC(struct workload_tier) tiers; /* the first that matches counts */
	struct recovery_target rto, rpo;
};

/* "90", "90s", "15m", "4h", "1d" in seconds; false for anything else. */
bool duration_parse(const char *text, uint32_t *ret_seconds);

/*
 * Takes the targets that templates declare for the loss of a region where none were said: of
 * AWS::ResilienceHub::ResiliencyPolicy and AWS::ARCRegionSwitch::Plan, the strictest of several.
 */
void objectives_declared(struct estate *estate);

/* The strategy by which a resource recovers: its tier's, else the workload's. */
enum strategy objectives_strategy(
	struct estate *estate, struct eval *eval, const struct resource *resource);

/*
 * Says whether a name in a file of the user's means a resource: its logical ID, Stack/LogicalID or
 * construct path (with or without the last /Resource), or a pattern of one of these with `*`.
 */
bool resource_answers_to(const struct resource *resource, const char *pattern);

/* The resources to ask that of; all where the name is a pattern. Listed when first asked for. */
const struct resource_list *estate_answering(struct estate *estate, const char *name);

#endif
