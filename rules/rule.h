#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "analyzer/estate/service.h"

/* A finding's weight; a rule's own, which configuration may change. */
enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };
const char *severity_name(enum severity severity);
bool severity_parse(const char *text, enum severity *ret_severity);

/* What a rule may need of the input. */
enum need {
	NEED_RECOVERY_REGION = 1, /* said or inferred */
	NEED_LIVE = 2,		  /* what describe calls say of the resource */
	NEED_PREVIOUS = 4,	  /* what was deployed before */
	NEED_TARGETS = 8,	  /* a recovery time or point objective */
	NEED_TEMPLATE = 16,	  /* what only a template says of the resource */
	NEED_PRIMARY_REGION = 32, /* said or inferred */
};
#define WEIGHTLESS (-1)

/* Alone in a rule's resources: it is asked of resources of every type. */
#define RULE_ANY_TYPE "*"

struct need_kind {
	const char *name;   /* as rule files write it: "recovery-region" */
	const char *reason; /* why a rule was not applied without it */
	enum need bit;
	bool rare; /* most runs do not give it */
};
extern const struct need_kind need_kinds[]; /* ended by a row without name */

/* What can be wrong with a suppression; a rule reports one of these or judges resources. */
enum fault {
	FAULT_NONE,
	FAULT_WITHOUT_REASON,
	FAULT_EXPIRED,
	FAULT_UNUSED,
	FAULT_FORBIDDEN, /* in a template, while only the configuration may suppress */
	FAULT_STALE,	 /* an entry of the baseline that is found no more */
	FAULT_COUNT,
};
const char *fault_name(enum fault fault); /* as rule files write it; NULL for NONE */

struct word;

/* One word of a rule with its arguments, and the assertions inside it where it joins others. */
struct assertion {
	const struct word *word;
	const struct node *arguments;
	const struct assertion *parts;
	size_t part_count;
};

/* Where a rule's claim comes from; every rule has one at least. */
struct reference {
	const char *title, *url, *read; /* read: when it was read, "2026-11" */
};

/*
 * What AWS bills for a remedy: one of these, or none in a rule of a user's, whose cost is not
 * known.
 */
struct billing {
	const char *const *prices; /* the measures that are priced (pricing/measure.h), of which the
				      type of the resource has one at least; ended by NULL */
	bool free;
	const char *free_url, *free_read; /* the page that lists what is billed, and when it was
					     read; NULL where AWS has no part in it */
	const char *free_note;		  /* what belongs to it, or NULL */
	const char *unpriced;		  /* why it cannot be priced: what is missing */
	const char *const
		*counted_with; /* the ids of rules whose findings cost it, ended by NULL */
};

/* A check of a standard or a peer that asks the same question. */
struct peer_check {
	const char *id;
	const char *differs; /* how its verdicts differ from ours, and why; NULL: they do not */
	bool apart; /* what it finds is another defect: its suppressions are none of ours */
};
struct mapping {
	const char *standard; /* "wellarchitected", "securityhub", "config", "checkov" ... */
	const struct peer_check *checks; /* ended by one without id */
};

/* One rule: data only. Built-in rules are constant tables of these; users' rules are loaded into
 * them. */
struct rule {
	const char *id, *name, *title, *category, *why, *message;
	enum severity severity;
	/* By enum strategy: the severity under it, or WEIGHTLESS where the rule does not matter. */
	signed char weights[STRATEGY_COUNT];
	enum fault fault; /* it reports; NONE: it judges resources */
	const char *const
		*resources; /* types, or RULE_ANY_TYPE; ended by NULL; none with a fault */
	bool once;	/* a question of the workload: asked of the first resource it applies to */
	unsigned needs; /* bits: not applied where one of these is not given */
	const struct assertion *when;	 /* NULL: always. NO here is "not applicable" */
	const struct assertion *require; /* NULL where the rule reports a fault */
	const struct assertion
		*escalate; /* a fail of which this is YES too weighs `escalated`; or NULL */
	enum severity escalated;
	const struct assertion *ease; /* a fail of which this is YES too weighs `eased`; or NULL */
	enum severity eased;
	const char *remedy_text, *remedy_snippet;
	const struct billing *billing; /* apart, so that judging does not touch it */
	const struct node *remedy_set; /* {path, value} a machine may apply, or NULL */
	const char *rpo_without, *rpo_with, *rto_without, *rto_with;
	const struct reference *references;
	size_t reference_count;
	const struct mapping *mappings;
	size_t mapping_count;
	const struct node
		*examples; /* as written, run by `drlint test`; NULL in the built-in tables */
	/* As written: why it never finds, passes or leaves unknown; NULL in the built-in tables. */
	const struct node *never;
	const char *file; /* it was read from, for messages and for the catalogue */
};

/* The edition of a standard that gives its practices other ids from one to the next, which the ids
 * of mappings are of: "2024-11-06"; NULL where ids keep their meaning. */
const char *standard_edition(const char *standard);

struct rule_list VEC(const struct rule *);

/* The rules that drlint ships, sorted by id; compiled from the YAML files when drlint is built. */
extern const struct rule builtin_rules[];
extern const size_t builtin_rule_count;

/*
 * Turns a rule file into a rule. Reports every mistake with its place; NULL when there was one.
 * `file` becomes the rule's file.
 */
const struct rule *rule_read(struct ctx *ctx, const struct node *document, const char *file);

/*
 * Loads every *.yaml and *.yml below a folder as a rule; those with mistakes are reported and left
 * out, as is a folder without any.
 */
void rules_load_directory(struct ctx *ctx, const char *directory, struct rule_list *ret_rules);

/*
 * Says whether a text of the user's means a rule: its id, its name, or what stands before the three
 * digits of its id ("DDB", "S3").
 */
bool rule_is_named(const struct rule *rule, const char *text);

/* The rule with this id or name, or NULL. */
const struct rule *rule_find(const struct rule_list *rules, const char *id_or_name);

#endif
