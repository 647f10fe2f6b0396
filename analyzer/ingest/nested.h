#ifndef ANALYZER_INGEST_NESTED_H
#define ANALYZER_INGEST_NESTED_H

#include "analyzer/ingest/input.h"

/* What the files on stacks inside stacks share. */

/* A resource that makes stacks, and what is around it. */
struct search {
	struct ingest *ingest;
	struct member_stack *parent;
	const struct member *resource; /* its logical id and body */
	const struct nest *nest;
	const char *url_property; /* "TemplateURL" */
	const char *missing;	  /* why its template is not at hand, once that is known */
};

/* A property of the resource. */
struct value search_property(const struct search *search, struct eval *eval, const char *name);

/*
 * The path of the template that the resource names, NULL with `missing` set where it is not at
 * hand. In an assembly, in this order: what the CDK wrote beside the resource, the asset manifests,
 * the metadata of the construct, the asset that its parameters are named for; else a path, which
 * `aws cloudformation package` takes before it becomes a URL.
 */
const char *search_template(struct search *search, struct eval *eval);

/* The path that a lone template names beside it, or NULL; reports nothing. */
const char *search_local(const struct search *search, struct eval *eval);

/*
 * Adds a stack that the resource makes in an environment. `path` and `real` are of its template,
 * `real` NULL for one written into the resource. Reports and adds nothing where stacks nest too
 * deep. The stack's arguments are those given.
 */
void search_add_stack(
	struct search *search, struct member_stack *child, const char *path, const char *real);

/* Says whether the template may be nested here: it is none of those around it, nor too deep. */
bool search_may_descend(const struct search *search, const char *real);

/* Gives `child` a value to evaluate in the terms of the parent. */
void search_pass(const struct search *search, struct member_stack *child, const char *name,
	const struct value *value);

/* Leaves every parameter of `child` unknown for the reason. */
void search_pass_unknown(
	const struct search *search, struct member_stack *child, const char *reason);

/* Adds the stacks of a StackSet: one for each account and region. */
void stackset_add(struct search *search);

#endif
