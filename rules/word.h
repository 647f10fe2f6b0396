#ifndef RULES_WORD_H
#define RULES_WORD_H

#include "rules/rule.h"

/*
 * The vocabulary that rules are written in: closed tables of words, each asking one question about
 * the subject in three-valued truth. A word enters only when two rules want it or when it asks a
 * question of the graph. Words that only one service's rules ask stand in
 * rules/<service>/<service>.c.
 */

/* What a word judges: the resource as a whole, or one element that a quantifier picked. */
struct subject {
	struct value value;  /* property paths start here */
	const char *pointer; /* of `value` in the template: "/Resources/T/Properties/Replicas/1" */
	const char *label; /* "replica us-east-2", "rule all-documents"; the resource's name at the
			      top */
	const char
		*region; /* of a replica or an edge's target, or of the resource; NULL: not known */
	const struct resource *resource; /* it belongs to */
	const struct node *within;	 /* of an element: the map or list that it stands in */
	const struct resource
		*target; /* of an edge: what it leads to; NULL where the estate lacks it */
};
struct subject_list VEC(struct subject);

/* What a word noted for the message; the latest first. */
struct fact {
	const char *placeholder, *text;
	const struct fact *next;
};

/* What the latest answer is about, whatever the answer; what a finding is made of. */
struct blame {
	const struct node *node;  /* what was found; see judge_place */
	const char *pointer;	  /* what was asked about, existing or not; NULL: not told yet */
	struct value value;	  /* what was found there, for {value} */
	const char *reason;	  /* for UNKNOWN: a phrase for "... because <reason>" */
	const char *top_property; /* first property of the path, for the line that assigned it;
				     see judge_place */
	struct subject subject;	  /* it was asked of */
	const struct fact *facts; /* for the message */
};

/* One judging of one rule on one resource in one scenario. All its strings live in eval->arena. */
struct judge {
	struct estate *estate;
	struct eval *eval; /* values live in eval->arena; rewound after each resource */
	const struct rule *rule;
	const struct resource *resource;
	struct subject subject;
	struct blame blame;
	struct map *patterns; /* compiled regular expressions of the run */
	struct map *once;     /* what words found out for the whole run; see judge_once */
	/* The texts below `resource` that name a region, once they were listed; see
	 * topology/pins.c. */
	const struct subject_list *regional_texts;
	/* What the policies of the role last asked about say; see s3/role.c. */
	const struct permissions *permissions;
};

/* How a word holds other assertions: not at all, a list of maps, one map, or the words beside it.
 */
enum word_parts { PARTS_NONE, PARTS_LIST, PARTS_MAP, PARTS_SIBLINGS };

struct word {
	const char *name;	/* as rule files write it */
	const char *help;	/* one line, for `drlint explain --words` */
	const char *parameters; /* allowed keys of its arguments, space-separated; "" where they are
				   no map */
	const char *facts; /* placeholders it sets for the message, space-separated; "" for none */
	enum truth (*evaluate)(struct judge *judge, const struct assertion *assertion);
	/* Checks the arguments of a rule file beyond their keys; NULL: nothing to check. */
	void (*check)(struct ctx *ctx, const struct node *arguments);
	enum word_parts parts;
};

/*
 * What `each:` and `some:` range over, besides the lists at property paths (a path begins with a
 * capital: `each: GlobalTableWitnesses`).
 */
struct collection {
	const char *name; /* "replica", "replication" */
	const char *help;
	/* UNKNOWN, with blame, when the elements cannot be told; else YES. Ranges over
	 * judge->subject. */
	enum truth (*list)(struct judge *judge, struct subject_list *ret_subjects);
};

/* All tables, each ended by a row without name. */
struct word_table {
	const char *symbol; /* its C name, for the generated tables */
	const struct word *words;
};
extern const struct word_table word_tables[]; /* ended by a row without symbol */
const struct word *word_find(const char *name);

extern const struct collection *const collection_tables[]; /* ended by NULL */
const struct collection *collection_find(const char *name);

/* One line in each of these and one row in word.c make a service's words known. */
extern const struct word apigateway_call_words[];
extern const struct word apigateway_words[];
extern const struct word arc_words[];
extern const struct word arn_words[];
extern const struct word backup_copy_words[];
extern const struct word backup_selection_words[];
extern const struct word backup_words[];
extern const struct word change_words[];
extern const struct word dynamodb_copy_words[];
extern const struct word dynamodb_key_words[];
extern const struct word dynamodb_owner_words[];
extern const struct word dynamodb_policy_words[];
extern const struct word dynamodb_words[];
extern const struct word graph_words[];
extern const struct word kms_consumer_words[];
extern const struct word kms_policy_words[];
extern const struct word kms_words[];
extern const struct word lambda_event_words[];
extern const struct word lambda_words[];
extern const struct word logic_words[];
extern const struct word property_words[];
extern const struct word replica_words[];
extern const struct word route53_check_words[];
extern const struct word route53_end_words[];
extern const struct word route53_set_words[];
extern const struct word route53_target_words[];
extern const struct word route53_words[];
extern const struct word s3_chain_words[];
extern const struct word s3_copy_words[];
extern const struct word s3_permission_words[];
extern const struct word s3_words[];
extern const struct word stack_words[];
extern const struct word topology_availability_words[];
extern const struct word topology_cycle_words[];
extern const struct word topology_data_words[];
extern const struct word topology_drift_words[];
extern const struct word topology_loopback_words[];
extern const struct word topology_pin_words[];
extern const struct word topology_region_words[];
extern const struct word topology_target_words[];
extern const struct word topology_watch_words[];
extern const struct word topology_words[];
extern const struct collection graph_collections[], route53_collections[];
extern const struct collection lambda_collections[], topology_collections[];

/* Judges an assertion about the current subject. */
enum truth judge_assertion(struct judge *judge, const struct assertion *assertion);

/*
 * The elements that an `each` or `some` ranges over: of a collection, or of the list at a property
 * path. UNKNOWN, with blame, when they cannot all be told; those that can be are listed.
 */
enum truth quantifier_list(
	struct judge *judge, const struct assertion *assertion, struct subject_list *ret_subjects);

/*
 * Notes what an answer is about, whatever the answer, and returns it, so that a word ends with
 * `return judge_blame(...)`: `value` is what was found (NULL or ABSENT: the closest thing written
 * above `pointer` is taken), `pointer` what was asked about (NULL: the subject's), `reason` a
 * phrase for
 * "... because <reason>" where the answer is UNKNOWN, else NULL.
 */
enum truth judge_blame(struct judge *judge, enum truth truth, const struct value *value,
	const char *pointer, const char *reason, ...) __attribute__((format(printf, 5, 6)));

/*
 * Completes what a finding is made of: the node (where nothing was found, the closest thing written
 * above) and the top property. Few of all answers become findings, so judge_blame leaves it.
 */
void judge_place(struct judge *judge, struct blame *blame);

/* A placeholder's text for the message: judge_fact(judge, "target", name). Call after judge_blame.
 */
void judge_fact(struct judge *judge, const char *placeholder, const char *text);

/*
 * The answer to a question about the estate, not about the subject: where no condition decides it,
 * it is asked once. `question` tells it from all others, and is kept.
 */
enum truth judge_once(struct judge *judge, const char *question,
	enum truth (*ask)(struct judge *judge, const char *about), const char *about);

/* The value at a property path below the subject; *ret_pointer gets where that is or would be. */
struct value judge_property(struct judge *judge, const char *path, const char **ret_pointer);

/* Whether two values are the same, maps and lists compared by their parts. */
enum truth judge_same_value(struct eval *eval, const struct value *a, const struct value *b);

/* The subject that a resource is as a whole: its properties, under its logical id. */
struct subject judge_whole(const struct resource *resource);

/*
 * Says whether something stands at a property path: YES for a value that is only not known yet (a
 * Ref to a parameter), UNKNOWN where it may be missing (live state that was not collected).
 */
enum truth judge_present(struct judge *judge, const char *path);

/*
 * How a message names a resource: by its logical ID, and by its stack, or its region, where the one
 * that is judged has the same.
 */
const char *judge_name(struct judge *judge, const struct resource *other);

/*
 * Compares three-valued: text parts that are not known leave open only what they can decide, and a
 * parameter without value what its AllowedValues do.
 */
enum truth judge_text_equals(const struct value *value, const char *text);

/*
 * The first resource that a text which is not known is made of, whatever functions cut it: the CDK
 * takes the host out of a URL by Fn::Select and Fn::Split, whose pieces are not known. NULL: none.
 */
const struct resource *judge_made_of(struct judge *judge, const struct value *value);

/* What a node is a Ref to, in its long or short form, or NULL. */
const char *judge_referred(const struct node *node);

/* The parameter that a value is a Ref to, or NULL. */
const struct node *judge_parameter(const struct value *value);

/* The AllowedValues of that parameter where it takes one text or number, or NULL. */
const struct node *judge_allowed_values(const struct value *value);

/* What a value says, for messages: "true", "arn:aws:kms:${Key.Arn}", "a list"; NULL where it is
 * missing. */
const char *judge_describe(const struct judge *judge, const struct value *value);

/* Why a value is not known, as a phrase; never NULL. */
const char *judge_reason(struct judge *judge, const struct value *value);

#endif
