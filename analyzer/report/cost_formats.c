#include "analyzer/report/cost_csv.h"
#include "analyzer/report/cost_json.h"
#include "analyzer/report/cost_markdown.h"
#include "analyzer/report/cost_text.h"

const struct format cost_formats[] = {
	{ "text", "a table for people", cost_text },
	{ "json", "one document, drlint.cost/1", cost_json },
	{ "csv", "one row a line of the bills", cost_csv },
	{ "focus", "the same in the columns of FOCUS 1.2", cost_focus },
	{ "markdown", "a comment for a pull request", cost_markdown },
	{ 0 },
};
