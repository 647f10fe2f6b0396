cat >hostile.yaml <<'EOF'
Resources:
  Topic: {Type: "AWS::SNS::Topic", Condition: "a|b`c"}
  Orders:
    Type: AWS::DynamoDB::Table
    Metadata: {"aws:cdk:path": "App/`x` | <img src=x onerror=alert(1)>\n# not a heading"}
    Properties: {TableName: "[click](https://example.com) *bold* www.example.com"}
  Odd: {Type: "Vendor::`|`::<b>"}
EOF
drlint report hostile.yaml --region us-west-2 --dr us-east-2 --select DDB001
