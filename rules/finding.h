#ifndef RULES_FINDING_H
#define RULES_FINDING_H

#include "rules/rule.h"

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_NOT_APPLICABLE };
const char *verdict_name(enum verdict verdict); /* "pass", "fail", "unknown", "not applicable" */

/* A condition outcome under which a finding holds. */
struct outcome {
	const char *condition;
	bool value;
};

struct suppression;

/* What a rule says of one subject: a fail or unknown with a place, or a pass. */
struct finding {
	const struct rule *rule;
	enum verdict verdict;
	enum severity severity;
	enum evidence evidence;
	/* NULL for a fault of a suppression that stands at no resource (the configuration's). */
	const struct resource *resource;
	const char *replica_region; /* NULL where the subject is no replica */
	const char *message;
	const char *pointer; /* JSON pointer of what was asked about, below the template */
	struct span span;    /* the closest thing written there */
	const char *top_property;
	struct VEC(struct outcome) when;      /* the fewest outcomes that show it; empty: always */
	const char *unknown;		      /* why a VERDICT_UNKNOWN is unknown, else NULL */
	const struct suppression *suppressed; /* what marks it as accepted; NULL: it counts */
	bool baselined; /* an entry of the baseline is of it, whatever suppresses it */
	const char *
		fingerprint; /* stable across moved lines: of rule, resource identity and pointer */
};

/* A rule that was not applied at all, and why. */
struct unapplied {
	const struct rule *rule;
	const char *reason;
	bool expected; /* most runs give no such input; not worth a line */
};

struct findings {
	struct VEC(struct finding) list; /* sorted by file, line, rule; see without_passes */
	struct VEC(struct unapplied) unapplied;
	size_t errors, warnings, infos; /* fails by severity; no suppressed one is among them */
	size_t unknowns, passes, suppressed;
	size_t unlisted;			       /* passes that are not in the list */
	struct VEC(const struct suppression *) absent; /* entries of the baseline, found no more */
};

/* Sorts the list and counts anew; called by whoever added to it or marked some of it. */
void findings_settle(struct findings *findings);

/* A mark that is stable across moved lines: a hash of texts, NULL ones included. */
const char *fingerprint_of(struct arena *arena, const char *const *texts, size_t count);

#endif
