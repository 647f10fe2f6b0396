#ifndef ANALYZER_REPORT_RULE_JSON_H
#define ANALYZER_REPORT_RULE_JSON_H

#include "analyzer/report/report.h"

/*
 * drlint.rules/1: {"schema", "rules": [{"id", "name", "title", "severity", "category",
 * "file", "needs", "strategies": {strategy: severity or "none"}, "resources" or "suppressions",
 * "why", "remedy": {"text", "snippet", and one of "price": [change], "free": {"url", "read",
 * "note"}, "unpriced", "counted_with": [rule]}, "rpo", "rto": {"without", "with"}, "references":
 * [{"title", "url", "read"}], "maps": {standard: [id]}, "editions": {standard: date},
 * "differences": [{"standard", "id", "differs", "suppresses"}]}]}. Keys that do not apply are
 * absent.
 */
void rule_json(const struct results *results, struct buf *out);

#endif
