#ifndef ANALYZER_CLI_ANALYSIS_H
#define ANALYZER_CLI_ANALYSIS_H

#include "analyzer/cli/cli.h"
#include "analyzer/cli/config.h"
#include "analyzer/posture/component.h"
#include "analyzer/report/price_tag.h"
#include "pricing/projection.h"
#include "rules/engine.h"

/* What the commands that read infrastructure have in common. */
struct analysis {
	struct config config;
	struct estate *estate;
	struct rule_list rules;
	struct rule_selection selection;
	struct findings findings;
	const struct node *baseline; /* of --baseline; NULL: none was said, or it is none */
	struct terms terms;
	struct projection projection;
	struct price_tags tags;
	struct posture posture;
};

/*
 * Reads the configuration and what the paths name (the current folder where there are none) into an
 * estate, and settles the regions. False when nothing could be read.
 */
bool analysis_load(struct cli *cli, struct analysis *ret_analysis);

/* Loads the rules, built in and from --rules, judges those that are selected, and keeps only these.
 */
void analysis_judge(struct cli *cli, struct analysis *analysis);

/* The price book that --prices says, else the newest; NULL (reported) where it cannot be read. */
const struct book *analysis_book(struct cli *cli);

/*
 * "us-east-2 and us-west-2": the regions of which one is the primary, where nothing tells which, so
 * that the bill of the single region cannot be told from the other; NULL: none.
 */
const char *analysis_rivals(struct cli *cli, const struct analysis *analysis);

/*
 * Prices the estate at the usage and under the book that were said, with the bounds that usage
 * ranges make; analysis->terms says what it was made under. False when one of these cannot be read.
 */
bool analysis_price(struct cli *cli, struct analysis *analysis);

/*
 * Prices the remedies of what was judged, at the usage and under the book that were said. False
 * when one of these cannot be read.
 */
bool analysis_tag(struct cli *cli, struct analysis *analysis);

/* Says whether usage or prices were said, so that remedies are to be priced. */
bool analysis_is_priced(const struct cli *cli, const struct analysis *analysis);

/*
 * What one path holds, read like the estate and with its regions where it says none; NULL where
 * that cannot be read.
 */
struct estate *analysis_load_other(
	struct cli *cli, const struct analysis *analysis, const char *path);

/* Makes the posture of the estate and weighs it by what was judged. */
void analysis_weigh(struct analysis *analysis);

/* The built-in rules and those of the folders, sorted by id; a folder's rule replaces none. */
void analysis_rules(struct cli *cli, const struct config *config, struct rule_list *ret_rules);

/* 1 when a finding counts at the level of --fail-on, else 0. */
enum exit_code analysis_exit_code(const struct cli *cli, const struct analysis *analysis);

#endif
