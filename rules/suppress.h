#ifndef RULES_SUPPRESS_H
#define RULES_SUPPRESS_H

#include "rules/engine.h"

/*
 * Suppressions mark findings that were accepted; they hide none. A suppression stands in the
 * configuration, in a comment or the Metadata of a template, among what a CDK app acknowledged, or
 * in a baseline; those that a peer understands count where they name a rule of its that a rule of
 * ours `maps` to, unless the mapping says that they do not.
 *
 * Any that is malformed is reported with its place and suppresses nothing.
 */
enum suppressor {
	BY_COMMENT,
	BY_METADATA,
	BY_ACKNOWLEDGEMENT,
	BY_PEER,
	BY_CONFIGURATION,
	BY_BASELINE,
};

struct suppression {
	enum suppressor by;
	const char *peer; /* BY_PEER: its name in Metadata: "cfn-lint", "guard" */
	/* BY_PEER: its name in the `maps` of rules: "cfn-lint", "cfn-guard". */
	const char *standard;
	const char *rule;   /* as written: an id, a name or a prefix; BY_PEER an id of its */
	const char *reason; /* NULL: none is given */
	const char *until;  /* the last day it holds, "2027-01-31"; NULL: for ever */
	struct span span;   /* where it is written */

	/* What it holds for; NULL restricts nothing. */
	const char *anchor; /* a line or a resource of a template, see suppression_anchors */
	const struct source *source; /* a template, in whichever stacks */
	const void *record;	     /* of an assembly, and there */
	const char *construct;	     /* a construct and all below it */
	const char *resource;	     /* a name as resource_answers_to takes it */
	const char *key;	     /* BY_BASELINE: see baseline_key */
	const char *stack;	     /* BY_BASELINE: the stack that the key names */
	enum verdict verdict;	     /* BY_BASELINE: an unknown that was accepted covers no fail */

	/* Where it stands, for its faults; NULL: at no resource. */
	const struct resource *owner;
	bool spent; /* some finding is what it names, whether it held or not */
};
struct suppression_list VEC(struct suppression);

/* "comment", "metadata", "acknowledgement", "configuration", "baseline" or the name of a peer. */
const char *suppressor_name(const struct suppression *suppression);

/* What stands in templates and assemblies may not suppress. */
struct inline_ban {
	bool all;
	struct VEC(const struct node *) rules; /* texts: ids, names, prefixes, severities */
};

/* Reads inline_suppressions: true, false, or {forbid: [S3001, error]}. Reports anything else. */
void inline_ban_read(struct ctx *ctx, const struct node *value, struct inline_ban *ret_ban);

/* What a run is told of suppressions, besides those in its templates. */
struct suppressions {
	struct suppression_list said, baseline; /* of the configuration; of a baseline */
	struct inline_ban ban;
	const char *today; /* "2026-11-26" */
};

/*
 * Reads an entry {rule, reason, expires}, of the configuration {resource} too, or the mere name of
 * a rule; rule may be a list. The rest of each suppression is as in `like`. Reports what is wrong.
 */
void suppression_read(struct ctx *ctx, const struct node *entry, const struct suppression *like,
	struct suppression_list *ret_suppressions);

/* Adds what stands in the estate's templates and assemblies. */
void suppressions_collect(struct estate *estate, const struct rule_list *rules,
	struct suppression_list *ret_suppressions);

/* Says whether a suppression is of this rule. */
bool suppression_names(const struct suppression *suppression, const struct rule *rule);

/* What a baseline knows a finding by: rule, account, region, stack, logical id, path, replica. */
const char *baseline_key(struct arena *arena, const struct finding *finding);

/* The same of a rule that is asked once: which resource it is told at says nothing. */
const char *baseline_key_of_rule(struct arena *arena, const struct rule *rule);

/* The name that baselines have for a stack; its template's path where it has none. */
const char *baseline_stack(const struct member_stack *stack);

struct anchor_list VEC(const char *);

/* The anchors of suppressions that meet a finding: its lines, and its resource. */
void suppression_anchors(
	struct arena *arena, const struct finding *finding, struct anchor_list *ret_anchors);

/*
 * Marks each fail and unknown that is suppressed, adds what the selected rules about suppressions
 * say of each, and settles the findings. `rules` are those that were judged.
 */
void suppressions_apply(struct estate *estate, const struct rule_list *rules,
	const struct rule_selection *selection, struct suppressions *suppressions,
	struct findings *findings);

#endif
