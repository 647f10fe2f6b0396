drlint check table.yaml --region us-west-2 --isolated --select DDB --write-baseline baseline.json --show suppressed
cat baseline.json
echo "--- nothing is new"
drlint check table.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json
echo "--- lines have moved, a table came, and another has gone"
sed -e 's/^Resources:/# a comment\n\nResources:/' table.yaml > moved.yaml
sed -i -e 's/"logical_id":\t"[A-Za-z]*"/&/' -e 's/"stack":\t"table.yaml"/"stack":\t"moved.yaml"/' baseline.json
cat >> moved.yaml <<'T'
  Another:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
T
sed -e 's/PointInTimeRecoveryEnabled: false/PointInTimeRecoveryEnabled: true/' -i moved.yaml
drlint check moved.yaml --region us-west-2 --isolated --select DDB,SUP --baseline baseline.json
