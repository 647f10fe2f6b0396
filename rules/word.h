#ifndef RULES_WORD_H
#define RULES_WORD_H

#include "rules/rule.h"

/*
 * The vocabulary that rules are written in: closed tables of words, each asking one question about the
 * subject in three-valued truth. A word enters only when two rules want it or when it asks a question
 * of the graph. Words that only one service's rules ask stand in rules/<service>/<service>.c.
 */

/* What a word judges: the resource as a whole, or one element that a quantifier picked. */
struct subject {
	struct value value;    /* property paths start here */
	const char *pointer;   /* of `value` in the template: "/Resources/T/Properties/Replicas/1" */
	const char *label;     /* "replica us-east-2", "rule all-documents"; the resource's name at the top */
	const char *region;    /* of a replica, or of the resource; NULL when not known */
	const struct resource *resource; /* it belongs to, or that the element itself is */
};
struct subject_list VEC(struct subject);

/* Why the last question was not answered YES; what a finding is made of. */
struct blame {
	const struct node *node;  /* the closest thing written in a file */
	const char *pointer;	  /* what was asked about, existing or not */
	const char *reason;	  /* for UNKNOWN: a phrase for "... because <reason>" */
	const char *top_property; /* first property of the path, for the line that assigned it */
	struct subject subject;   /* it was asked of */
	struct map facts;	  /* placeholder -> text, for the message */
};

/* One judging of one rule on one resource in one scenario. */
struct judge {
	struct estate *estate;
	struct eval *eval; /* values live in eval->arena; rewound after each resource */
	const struct rule *rule;
	const struct resource *resource;
	struct subject subject;
	struct blame blame; /* of the latest word that did not say YES */
};

struct word {
	const char *name;	/* as rule files write it */
	const char *help;	/* one line, for `drlint explain --words` */
	const char *parameters; /* allowed keys of its arguments, space-separated; "" for a scalar or none */
	enum truth (*evaluate)(struct judge *judge, const struct assertion *assertion);
	/* Checks the arguments of a rule file beyond their keys; NULL: nothing to check. */
	void (*check)(struct ctx *ctx, const struct node *arguments);
};

/* What `each:` and `some:` range over. */
struct collection {
	const char *name; /* "replica", "replication_rule" */
	const char *help;
	/* UNKNOWN, with blame, when the elements cannot be told; else YES. */
	enum truth (*list)(struct judge *judge, struct subject_list *ret_subjects);
};

/* All tables, each ended by a row without name; the lists end with NULL. */
struct word_table {
	const char *symbol; /* its C name, for the generated tables */
	const struct word *words;
};
extern const struct word_table word_tables[];
const struct word *word_find(const char *name);

extern const struct collection *const collection_tables[];
const struct collection *collection_find(const char *name);

extern const struct word logic_words[], property_words[], graph_words[], dynamodb_words[], s3_words[],
	kms_words[], apigateway_words[], route53_words[], topology_words[];

/* Judges an assertion about the current subject. */
enum truth judge_assertion(struct judge *judge, const struct assertion *assertion);

/*
 * Notes what a NO or UNKNOWN is about: `value` is what was found (or its closest surroundings), `pointer`
 * what was asked about. Returns `truth`, so that a word can `return judge_blame(...)`.
 */
enum truth judge_blame(struct judge *judge, enum truth truth, const struct value *value,
	const char *pointer, const char *reason, ...) __attribute__((format(printf, 5, 6)));

/* A placeholder's text for the message: judge_fact(judge, "target", name). Copied. */
void judge_fact(struct judge *judge, const char *placeholder, const char *text);

/* The value at a property path below the subject; *ret_pointer gets where that is or would be. */
struct value judge_property(struct judge *judge, const char *path, const char **ret_pointer);

#endif
