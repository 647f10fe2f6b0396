#ifndef ANALYZER_CFN_TEMPLATE_H
#define ANALYZER_CFN_TEMPLATE_H

#include "analyzer/base/context.h"
#include "analyzer/base/map.h"
#include "analyzer/doc/node.h"

/* One CloudFormation document, its sections found and checked for shape. A section left out is
 * NULL. */
struct template {
	struct arena *arena; /* of the run: owns what is derived from the template */
	const struct node *root;
	const struct node *parameters, *mappings, *conditions, *resources, *outputs, *metadata;
	const struct node *rules, *transform;
	/* Why there may be resources besides those that are written, as a phrase, or NULL. */
	const char *open;
	/* The macro of somebody's own that the whole template goes through, or NULL: it can add
	 * anything anywhere, so that absence proves nothing. */
	const char *macro;
	/* Of what AWS::Serverless resources were expanded to (sam.h), by logical id: that of the
	 * resource that is written. Both are empty before. */
	struct map written;
	const struct node *written_root; /* as it was before; NULL where nothing was expanded */
	/* "Function.Alias" -> the logical id of what SAM lets a template name so. */
	struct map generated;
};

/* Says whether a document is a CloudFormation template, judged by its sections. */
bool template_recognise(const struct node *root);

/*
 * Finds the sections of a template. A malformed section or resource is reported and left out, so
 * that the rest is still analysed; NULL when there is no usable Resources section. What a macro may
 * yet make whole is not reported.
 */
const struct template *template_new(struct ctx *ctx, const struct node *root);

/* Says whether `Transform` names `macro`. */
bool template_uses(const struct template *template, const char *macro);

#endif
