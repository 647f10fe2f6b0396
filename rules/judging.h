#ifndef RULES_JUDGING_H
#define RULES_JUDGING_H

#include "rules/finding.h"
#include "rules/word.h"

/* Judges rules on resources, in every scenario; owns the memory that one judging needs. */
struct judging {
	struct estate *estate;
	struct arena *values; /* of one scenario's evaluation, rewound after it */
	struct arena *notes;  /* of all scenarios of one resource, rewound after it */
	struct map patterns, once;
	bool without_passes; /* what passes is counted and not listed */
};

struct judging *judging_new(struct estate *estate, bool without_passes);
void judging_free(struct judging *judging);

/*
 * Adds what a rule says of a resource: one finding, or one for each element where the rule's
 * requirement ranges over elements. Over the scenarios a fail beats an unknown, and that a pass.
 */
void judging_run(struct judging *judging, const struct rule *rule, const struct resource *resource,
	struct findings *ret_findings);

#endif
