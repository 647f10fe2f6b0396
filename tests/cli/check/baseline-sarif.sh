drlint check table.yaml --region us-west-2 --isolated --select DDB --write-baseline baseline.json -q > /dev/null
sed -e 's/PointInTimeRecoveryEnabled: false/PointInTimeRecoveryEnabled: true/' -i table.yaml
cat >> table.yaml <<'T'
  Another:
    Type: AWS::DynamoDB::Table
    Properties: {TableName: other}
T
states='"(ruleId|level|baselineState)":'
drlint check table.yaml --region us-west-2 --isolated --select DDB007,DDB008,DDB010 --baseline baseline.json -f sarif > compared.sarif || echo "exit $?"
cat compared.sarif | sed '1,/"results"/d' | grep -E "$states"
echo "--- without a baseline"
drlint check table.yaml --region us-west-2 --isolated --select DDB007,DDB008,DDB010 -f sarif | grep -c baselineState || true
