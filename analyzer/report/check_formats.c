#include "analyzer/report/check_concise.h"
#include "analyzer/report/check_github.h"
#include "analyzer/report/check_json.h"
#include "analyzer/report/check_junit.h"
#include "analyzer/report/check_sarif.h"
#include "analyzer/report/check_text.h"

const struct format check_formats[] = {
	{ "text", "findings as compilers print them", check_text },
	{ "concise", "one finding a line", check_concise },
	{ "json", "one document, drlint.check/1", check_json },
	{ "ndjson", "one finding a line, in JSON", check_ndjson },
	{ "sarif", "SARIF 2.1.0, for code scanning", check_sarif },
	{ "github", "annotations of GitHub Actions", check_github },
	{ "junit", "JUnit XML, for CI systems", check_junit },
	{ 0 },
};

bool check_holds_diagnostics(const struct format *format) {
	return format->write == check_json || format->write == check_sarif;
}
