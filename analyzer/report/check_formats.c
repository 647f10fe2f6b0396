#include "analyzer/report/check_json.h"
#include "analyzer/report/check_sarif.h"
#include "analyzer/report/check_text.h"

const struct format check_formats[] = {
	{ "text", "findings as compilers print them", check_text },
	{ "json", "one document, drlint.check/1", check_json },
	{ "ndjson", "one finding a line", check_ndjson },
	{ "sarif", "SARIF 2.1.0, for code scanning", check_sarif },
	{ 0 },
};
