cat >hostile.yaml <<'END'
Resources:
  Orders:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      BillingMode: PAY_PER_REQUEST
      Replicas: [{Region: us-west-2}, {Region: "\x1b[31mred|`x`"}]
  "-2+3": {Type: AWS::KMS::Key}
  "=1+1": {Type: AWS::KMS::Key}
END
drlint cost hostile.yaml -q --region us-west-2 --dr us-east-2 -f text -f csv:rows.csv -f markdown:comment.md | tr '\033' '#' | grep red; tr "\033" "#" <comment.md | grep red
cut -d , -f 1-4 rows.csv | grep KMS
