#ifndef ANALYZER_INGEST_INGEST_H
#define ANALYZER_INGEST_INGEST_H

#include "analyzer/estate/estate.h"

/* A template that the configuration, or a file for its deployment, says is deployed there. */
struct stack_request {
	const char *template;	   /* path of the template, joined to the configuration's folder */
	const struct node *origin; /* where the configuration says so, for messages */
	struct VEC(const char *) regions; /* empty: not said */
	const char *account;		  /* NULL: not said */
	const char *name;		  /* of the stack; NULL: not said */
	const char *parameters;		  /* path of a file for parameters_read; NULL for none */
	const struct map *values;	  /* name -> struct argument, beside those; NULL for none */
	const struct node *tags;
};

/* What the command line and the configuration say of the input. */
struct ingest_options {
	const char *region, *account;	       /* for templates that say none; NULL: not said */
	struct VEC(const char *) more_regions; /* where these are deployed besides `region` */
	const struct map *arguments; /* of --parameters: name -> struct argument; NULL for none */
	bool complete;		     /* --complete: no stack exists beside those given */
	struct VEC(struct stack_request) stacks;
};

/*
 * Reads what the paths name into the estate, with the stacks of `options` (also where `count` is
 * 0), and links it. A path is a template, a cdk.out folder or its manifest.json, a folder that
 * holds any of these, or "-" for standard input; which of them is told from the content.
 *
 * What cannot be read is reported and the rest is still added. Returns false when nothing was
 * added. Sets estate->complete: true where every stack's regions were said (an assembly whose
 * stacks name their environments, stacks of the configuration, or --complete).
 */
bool ingest_paths(struct ctx *ctx, struct estate *estate, const struct ingest_options *options,
	const char *const *paths, size_t count);

#endif
