#ifndef ANALYZER_INGEST_METADATA_H
#define ANALYZER_INGEST_METADATA_H

#include "analyzer/ingest/input.h"

/*
 * What an assembly records of a stack's constructs: which logical id is which, and where the
 * author's code made it. It may be as large as the template, so that it is read only when something
 * asks.
 *
 * `inside` is the manifest's own "metadata" (up to aws-cdk-lib 2.240), `file` the path of the file
 * that took its place (from 2.242); either may be NULL, and both are read where both are there.
 */
struct metadata *metadata_new(struct ctx *ctx, const struct node *inside, const char *file);

/*
 * The view of one template on its assembly's metadata. Logical ids repeat between a stack and those
 * nested in it, so the template's file name says which one is meant.
 */
const struct provenance *metadata_provenance(struct metadata *metadata, const char *template_file);

/* The template file of the nested stack at a construct path, as recorded; NULL where it is not. */
const struct node *metadata_template_file(struct metadata *metadata, const char *construct);

/*
 * The path of the asset with this hash, as the legacy synthesizer records it; NULL where it is not.
 */
const struct node *metadata_asset_path(struct metadata *metadata, const char *hash);

/*
 * The place of a stack frame "NAME (PATH:LINE:COLUMN)", with or without a leading "at "; its file
 * is NULL for frames that are no user code (node_modules, node's own, those that the CDK
 * abbreviates).
 */
struct source_location frame_location(struct arena *arena, const char *frame);

/*
 * A path of the machine that synthesised, as it is best known here: relative to the working folder
 * where it lies below, else the longest end of it that exists here, else itself.
 */
const char *frame_path(struct arena *arena, const char *path);

#endif
