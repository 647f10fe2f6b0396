#include "analyzer/report/inspect_json.h"
#include "analyzer/report/inspect_text.h"

const struct format inspect_formats[] = {
	{ "text", "a value a line, with its place below", inspect_text },
	{ "json", "one document, drlint.inspect/1", inspect_json },
	{ 0 },
};
