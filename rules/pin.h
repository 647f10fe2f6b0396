#ifndef RULES_PIN_H
#define RULES_PIN_H

#include "rules/word.h"

/* What words ask of texts that name a region: whether a template fixes it, whoever deploys it. */

/*
 * The text where it may spell a region's code, of which each ends in a letter, a hyphen and a
 * digit; else NULL, for few do.
 */
const char *pin_spelling(const char *text);

/*
 * The text that the template of a stack itself fixes, in whichever deployment: that of a scalar, of
 * a Sub with its placeholders blanked out, of a Join, or of a mapping that is not looked up by
 * region. NULL for what spells no region, and for what a parameter, a condition or a mapping by
 * region gives, which is the deployment's to choose.
 */
const char *pin_written_text(struct eval *eval, const struct stack *stack, const struct node *node);

/* The same of a call that was taken apart. */
const char *pin_text_of_call(struct eval *eval, const struct stack *stack, const struct node *node,
	const char *name, const struct node *arguments);

/*
 * Says whether a text fixes a region: it is its code, an ARN of it, or holds a host name of it. A
 * mere name may hold a code by chance.
 */
bool pin_fixes(const char *text, const char *region);

/* Says whether a node is written with the region of its stack, AWS::Region. */
bool pin_mentions_region(const struct node *node);

/* Says whether the text fixes any region but `own`, which may be NULL. */
bool pin_fixes_any(struct arena *arena, const char *text, const char *own);

/* Says whether a key says which part a region plays: DR_REGION, PrimaryKeyArn, replicaOf. */
bool pin_says_role(const char *key);

/* Says whether a text names a recovery region. */
bool pin_names_recovery(const struct judge *judge, const char *text);

/* Says whether a recovery region has a twin of the resource; why not known goes to *ret_reason. */
enum truth pin_has_twins(
	struct judge *judge, const struct resource *resource, const char **ret_reason);

#endif
