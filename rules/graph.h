#ifndef RULES_GRAPH_H
#define RULES_GRAPH_H

#include "rules/word.h"

/* What words ask of regions, replicas and twins; shared by the graph words and those of services.
 */

/*
 * The existing twins of a resource in a region under the scenario. UNKNOWN, with *ret_reason, where
 * it cannot be told whether one exists; those that surely do are listed.
 */
enum truth graph_twins(struct judge *judge, const struct resource *resource, const char *region,
	struct resource_list *ret_twins, const char **ret_reason);

/*
 * Says whether two resources of a type have one physical name. UNKNOWN where a name is said and not
 * known; a generated name is no other's.
 */
enum truth graph_same_name(struct judge *judge, const struct resource *a, const struct resource *b);

/*
 * Says whether a text that leads to no resource of the estate may lead to this one yet: it, or the
 * name of the resource, is not known.
 */
bool graph_may_name(struct judge *judge, const struct value *text, const struct resource *resource);

/*
 * How a text goes on behind the text of `begin`, "" where it is the same: also where parts of both
 * are not known but come from one parameter of the same stack. NULL where it may begin otherwise.
 */
const char *graph_text_behind(const struct value *text, const struct value *begin);

/*
 * Says whether what is not seen in a region is not there: all stacks are known, and none of the
 * region may hold more than is read of it.
 */
bool graph_is_known(const struct estate *estate, const char *region);

/* Says whether another resource of its type surely replicates into `copy`. */
bool graph_is_fed(struct judge *judge, const struct resource *copy);

/* Says whether a replication of another region, whose target is not known, may lead to it. */
bool graph_may_be_fed(struct judge *judge, const struct resource *copy);

/*
 * Says whether a data store has more than one copy, whichever regions they are in. UNKNOWN where
 * the list of its copies, or the only entry of it, is not known: it may stand for several.
 */
enum truth graph_are_several(const struct replica_list *replicas);

struct region_list VEC(const char *);

/* The regions that the estate's stacks are in, but `without`, sorted. */
void graph_regions(struct judge *judge, const char *without, struct region_list *ret_regions);

/*
 * Says whether an ARN is written with a pseudo parameter of the stack (AWS::Region, AWS::AccountId)
 * as one of its fields, so that it holds in each environment.
 */
bool arn_says_own(struct judge *judge, const struct node *node, const char *parameter);

/* Says whether `region` is one of the estate's DR regions. */
bool graph_is_recovery(const struct estate *estate, const char *region);

/*
 * Says whether a region is the one that `resource` stands in: by name, or because it is written as
 * a Ref to AWS::Region in the resource's own stack, whichever region that is.
 */
enum truth graph_is_own_region(
	struct judge *judge, const struct resource *resource, const struct value *region);

#endif
