#ifndef ANALYZER_ESTATE_LINKS_H
#define ANALYZER_ESTATE_LINKS_H

#include "analyzer/estate/service.h"

/*
 * What the files of this layer share: how resources find each other, and what the functions of
 * service rows put replicas and edges together from. Values and strings live in eval->arena.
 */

/* The callbacks by which an evaluation reads the other stacks of the estate. */
struct linker link_linker(struct estate *estate);

/*
 * Adds a resource to a stack; by its logical id the stack finds the first that bears it. NULL for a
 * body without type.
 */
struct resource *estate_add_resource(struct estate *estate, struct member_stack *stack,
	const struct node *key, const struct node *body);

/*
 * Puts what the calls of a stack's custom resources copy into the estate, as the resource or
 * property that does the same: a replica of a table, the replication of a bucket.
 */
void call_apply(struct estate *estate, struct member_stack *stack);

/* Fills in how the author of the template knows a resource. */
void resource_name_written(struct arena *arena, struct resource *resource);

/* Says whether the CDK put the resource there for its own ends (types, construct paths). */
bool resource_is_helper(const struct resource *resource);

/*
 * Parts name the resource they belong to (service_type.attached_by). link_attach notes a part once,
 * under the resource where the property is a plain Ref or GetAtt, else under its type;
 * estate_attached gives the parts of `type` that name `resource` under the scenario and may exist.
 */
void link_attach(struct estate *estate, struct eval *eval, struct resource *part);
void estate_attached(struct eval *eval, struct estate *estate, const struct resource *resource,
	const char *type, struct resource_list *ret_parts);

/*
 * Of a type whose resources stand for another where that is asked for (an alias of a key or
 * function, a version of a function): the property that names it. Else NULL.
 */
const char *stand_in_property(const char *type);

/* Notes the marks by which a resource and its twins are alike. */
void link_twins(
	struct estate *estate, struct eval *eval, struct resource *resource, const char *name);

/* Adds to the list under a key made by the format, which is copied. */
void link_index(struct arena *arena, struct map *index, struct resource *resource,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * estate_target as seen from a region and account other than those of the value's stack: a name in
 * the settings of a replica is a name in the replica's region. `region` NULL: the stack's.
 */
struct resource *target_from(struct estate *estate, struct eval *eval, const struct value *value,
	const char *type, const char *region);

/* Says whether a value that leads to no resource of the estate may yet mean one. */
bool target_may_be(const struct estate *estate, struct eval *eval, const struct value *value);

/* The region that the value itself says: of an ARN; ABSENT where it says none. */
struct value target_region(struct eval *eval, const struct value *value);

/* The text without `prefix`, and up to the first of `ends`; false where it begins otherwise. */
bool text_after(
	struct arena *arena, const struct value *text, const char *prefix, struct value *ret_rest);
struct value text_until(struct arena *arena, const struct value *text, const char *ends);

/*
 * Says whether `candidate` is a table with a copy in the region: names of tables reach as far as
 * their copies. Looks at plain references only, so that it never looks up a name itself.
 */
bool table_has_copy_in(struct eval *eval, struct estate *estate, const struct resource *candidate,
	const char *region);

/* The region of the resource's stack, as a value. */
struct value resource_region_value(struct eval *eval, const struct resource *resource);

/* The value as a region: TEXT, or UNKNOWN with a reason. `what` names its owner in the reason. */
struct value region_value(struct eval *eval, const struct resource *resource,
	const struct value *value, const char *what);

/* The copy in the region of the resource's own stack, configured by the resource's properties. */
void replica_add_own(
	struct eval *eval, const struct resource *resource, struct replica_list *ret_replicas);

struct place;

/* The copy that an item of a list makes: a region, or a map whose Region says it. */
void replica_add_listed(struct eval *eval, const struct resource *resource,
	const struct place *item, struct replica_list *ret_replicas);

/* The resource's own copy, and one for each item of the list at a path of its properties. */
void replica_add_list(struct eval *eval, const struct resource *resource, const char *path,
	struct replica_list *ret_replicas);

/* The replication that feeds each copy after the first, which is the resource's own. */
void edge_add_replication(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct edge_list *ret_edges);

/* A place in a resource: a value and its pointer. */
struct place {
	struct value value;
	const char *pointer;
};

/* The properties of a resource. */
struct place place_of(const struct resource *resource);

/* A member of a member ... of a place: "Destination.Bucket". */
struct place place_at(struct eval *eval, const struct place *place, const char *path);

/* The i-th item of a place that holds a LIST. */
struct place place_item(struct eval *eval, const struct place *list, size_t index);

/* Items of a place: those of a LIST; 1 where the list itself is UNKNOWN, that then is its item. */
size_t place_count(const struct place *list);

/*
 * Adds the edge that `place` makes from `edge->from`: kind, from, settings are taken from `edge`;
 * the value at `place` names the target, a `type` (may be NULL), which a name means in `region`
 * (NULL: the stack's own). Adds nothing where the value is ABSENT.
 */
void edge_add(struct eval *eval, struct estate *estate, const struct edge *edge,
	const struct place *place, const char *type, const char *region,
	struct edge_list *ret_edges);

#endif
