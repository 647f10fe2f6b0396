#ifndef ANALYZER_REPORT_REPORT_H
#define ANALYZER_REPORT_REPORT_H

#include "analyzer/base/buf.h"
#include "analyzer/estate/inspect.h"
#include "analyzer/posture/component.h"
#include "pricing/comparison.h"
#include "rules/finding.h"

struct price_tags;

/* Everything a run found out. Writers render it and decide nothing. */
struct results {
	struct ctx *ctx;
	struct estate *estate;
	const struct rule_list *rules;		   /* those that were selected */
	const struct findings *findings;	   /* NULL where no rules ran */
	bool is_compared;			   /* findings with those of a baseline */
	const struct projection *projection;	   /* NULL where nothing was priced */
	const struct price_tags *tags;		   /* NULL where no remedies were priced */
	const struct book *book;		   /* NULL where no price book is shown */
	const struct posture *posture;		   /* NULL where no posture was made */
	const struct inspection_list *inspections; /* NULL where nothing was inspected */
	const struct comparison *comparison;	   /* NULL where nothing was compared */
	const char *month;			   /* that a cost is projected for: "2027-01" */
	const char *billing_account;		   /* that pays for it; NULL: not said */
	struct budget_checks budget;		   /* limits on the cost; none where none was set */
	bool show_pass, show_fail, show_unknown;   /* the verdicts listed */
	bool show_suppressed; /* to people too; machines always see what was suppressed */
	bool color;	      /* the output is a terminal that takes it */
};

/* One output format of one command; each writer stands in a file of its own. */
struct format {
	const char *name; /* "text", "json", "sarif" */
	const char *help;
	void (*write)(const struct results *results, struct buf *out);
};

extern const struct format check_formats[], cost_formats[], report_formats[], inspect_formats[];

/* Says whether a format of check holds diagnostics, and so is of use without findings. */
bool check_holds_diagnostics(const struct format *format);

/* The row named `name` of a table ended by a row without name, or NULL. */
const struct format *format_find(const struct format *formats, const char *name);

#endif
