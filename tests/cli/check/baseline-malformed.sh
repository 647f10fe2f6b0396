cat > baseline.json <<'B'
{"schema": "drlint.baseline/1",
 "findings": [
  {"rule": "DDB007", "verdict": "fail", "path": "/Resources/T"},
  {"rule": "DDB007", "verdict": "passed", "logical_id": "T", "path": "/Resources/T"},
  {"rule": "DDB007", "verdict": "fail", "logical_id": "T", "path": "/Resources/T", "line": 4},
  {"rule": ["DDB007"], "verdict": "fail", "logical_id": "T", "path": "/Resources/T"}
 ]}
B
drlint check table.yaml --isolated --region us-west-2 --select DDB007 --baseline baseline.json || echo "exit $?"
echo '{"findings": []}' > baseline.json
drlint check table.yaml --isolated --region us-west-2 --select DDB007 --baseline baseline.json || echo "exit $?"
drlint check table.yaml --isolated --region us-west-2 --select DDB007 --baseline nowhere.json || echo "exit $?"
drlint check table.yaml --isolated --region us-west-2 --select DDB007 --write-baseline nowhere/baseline.json
