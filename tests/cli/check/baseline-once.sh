drlint check table.yaml --region us-west-2 --primary us-west-2 --dr us-west-2 --isolated --select TOPO008 --write-baseline baseline.json -q > /dev/null
grep logical_id baseline.json
echo "--- it is told at another resource now, and is still the same"
sed -e 's/^Resources:/Resources:\n  Before: {Type: AWS::SQS::Queue}/' -i table.yaml
drlint check table.yaml --region us-west-2 --primary us-west-2 --dr us-west-2 --isolated --select TOPO008,SUP --baseline baseline.json -f concise --show suppressed
echo "--- it is mended"
drlint check table.yaml --region us-west-2 --primary us-west-2 --dr us-east-2 --isolated --select TOPO008,SUP --baseline baseline.json -f concise
drlint explain TOPO008 | sed -n 4p
