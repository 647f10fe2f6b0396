drlint check table.yaml --region us-west-2 --isolated --select DDB --write-baseline baseline.json -q > /dev/null
cp baseline.json before.json
echo "--- nothing is stale, so that the file stays"
drlint check table.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json --prune-baseline -f concise
cmp baseline.json before.json && echo unchanged
echo "--- what was mended is taken out, what was not stays"
sed -e 's/PointInTimeRecoveryEnabled: false/PointInTimeRecoveryEnabled: true/' -i table.yaml
drlint check table.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json -f concise
drlint check table.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json --prune-baseline -f concise
diff before.json baseline.json || true
drlint check table.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json -f concise
echo "--- rules that were not asked and stacks that were not given keep their entries"
cp before.json baseline.json
drlint check table.yaml --region us-west-2 --isolated --select DDB010,SUP --baseline baseline.json --prune-baseline -f concise
drlint check bucket.json --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json --prune-baseline -f concise
cmp baseline.json before.json && echo unchanged
echo "--- not everything could be read"
drlint check table.yaml malformed.yaml --complete --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json --prune-baseline -f concise -q || echo "exit $?"
cmp baseline.json before.json && echo unchanged
echo "--- no baseline was said"
drlint check table.yaml --region us-west-2 --isolated --prune-baseline -q > /dev/null || echo "exit $?"
