#include "analyzer/report/cost_json.h"
#include "analyzer/report/cost_text.h"

const struct format cost_formats[] = {
	{ "text", "a table for people", cost_text },
	{ "json", "one document, drlint.cost/1", cost_json },
	{ 0 },
};
