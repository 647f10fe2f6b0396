drlint check malformed.yaml -f json -f sarif:trouble.sarif -f ndjson:findings || code=$?
grep -E '"(executionSuccessful|level|text|uri|startLine)"' trouble.sarif
test ! -e findings
exit $code
