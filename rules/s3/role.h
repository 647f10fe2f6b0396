#ifndef RULES_S3_ROLE_H
#define RULES_S3_ROLE_H

#include "rules/word.h"

/* What a permission is asked on. */
struct role_scope {
	struct value arn;		 /* as a property names it */
	const struct resource *resource; /* that it leads to; NULL where the estate lacks it */
	const char *type;		 /* of what it leads to */
	bool below;			 /* the objects in it instead of the thing itself */
	const char *service_region;	 /* where S3 asks for a key; NULL: not known */
};

/*
 * Says whether the policies of a role allow an action on something: inline and attached ones,
 * wildcards and denials considered. UNKNOWN, with *ret_reason, where a policy stands outside the
 * templates or a condition decides. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html (read
 * 2026-11).
 */
enum truth role_allows(struct judge *judge, const struct resource *role, const char *action,
	const struct role_scope *scope, const char **ret_reason);

#endif
