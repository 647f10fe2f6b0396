# Every total that some price is missing from says so, in each format.
set -- table.yaml -q --region us-west-2 --dr us-east-2 --prices 2023-01-01 --usage usage-ranges.yml --growth 20 --what-if
cat >.drlint.yaml <<'YAML'
budget: {monthly: 500}
YAML
drlint cost table.yaml -q --region us-west-2 --dr us-east-2 -f json:base.json
drlint cost "$@" --compare base.json | sed -n '/ranges/p; /^Total/,$p'
drlint cost "$@" --compare base.json -f markdown | grep -v '^- '
drlint cost "$@" --compare base.json -f json | python3 -c '
import json, sys
document = json.load(sys.stdin)
totals, growth, comparison = document["totals"], document["growth"], document["comparison"]
print(totals["bounds"], totals["range"]["low"]["bounds"], totals["range"]["high"]["bounds"], sep="\n")
print(growth["months"][11]["bounds"], growth["year"]["bounds"], comparison["bounds"], sep="\n")
print(comparison["changes"][0]["bounds"], [a["lower_bound"] for a in document["questions"][0]["answers"]], sep="\n")'
