#ifndef ANALYZER_INGEST_ASSEMBLY_H
#define ANALYZER_INGEST_ASSEMBLY_H

#include "analyzer/ingest/input.h"

/*
 * Cloud assemblies, what `cdk synth` writes. Their manifest's version only grows and is never a
 * reason to refuse one; unknown artifact types and fields are passed over. Layout: aws-cdk-lib's
 * cloud-assembly-schema, seen in versions 15 (aws-cdk-lib 2.0.0) to 55 (2.276.0).
 */
struct assembly {
	const struct assembly *up; /* the assembly of which this is a stage; NULL at the top */
	const char *directory;
	const char *root; /* real path of the outermost folder: nothing outside it is read */
	const struct node *artifacts;
	unsigned depth;
};

/* Says whether a document is the manifest of an assembly. */
bool assembly_recognise(const struct node *root);

/* Says whether a folder bears the mark of an assembly: a file cdk.out beside manifest.json. */
bool assembly_is_folder(struct ingest *ingest, const char *path);

/* Adds the stacks of an assembly, those of its stages included. */
void assembly_read(struct ingest *ingest, const char *directory, const struct node *manifest);

/*
 * The path of a file that the assembly names at `relative`, or NULL, reported there, where it does
 * not exist or leaves the assembly.
 */
const char *assembly_file(
	struct ingest *ingest, const struct assembly *assembly, const struct node *relative);

#endif
