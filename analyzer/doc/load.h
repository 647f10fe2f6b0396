#ifndef ANALYZER_DOC_LOAD_H
#define ANALYZER_DOC_LOAD_H

#include "analyzer/base/context.h"
#include "analyzer/doc/node.h"

/*
 * The one way in for everything drlint reads. The format is told from the content: a first `{` or
 * `[` is strict JSON (cJSON judges it, a lock-step walk adds the places and refuses what cJSON lets
 * pass); what is not JSON then, and everything else, is YAML 1.1 as CloudFormation takes it
 * (libyaml's events). Only TOML is told from the name, by its ".toml".
 *
 * Errors are collected in ctx with their place. A document with an error that leaves its content in
 * doubt gives NULL; repeated keys, aliases and merge keys are reported and the tree is still given.
 */
const struct node *doc_load(struct ctx *ctx, const char *path);

/*
 * The same for a file that CloudFormation never reads (configuration, usage, rules, baselines),
 * where aliases and merge keys are YAML like any other.
 */
const struct node *doc_load_own(struct ctx *ctx, const char *path);
const struct node *doc_parse_own(struct ctx *ctx, struct source *source);

/* The same as doc_load for text already in memory. */
const struct node *doc_parse(struct ctx *ctx, struct source *source);

/* For one format only; doc_parse chooses. Exposed for fuzzing and unit tests. */
const struct node *doc_parse_yaml(struct ctx *ctx, struct source *source);
const struct node *doc_parse_json(struct ctx *ctx, struct source *source);
const struct node *doc_parse_toml(struct ctx *ctx, struct source *source);

/*
 * Comma-separated values (RFC 4180): a list of records, each a list of texts. Never told from
 * content, since any text could be one. A record that is wrong gives NULL, reported.
 */
const struct node *doc_parse_csv(struct ctx *ctx, struct source *source);

#endif
