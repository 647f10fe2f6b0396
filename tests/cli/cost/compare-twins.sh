mkdir twins && cd twins
cat >template.yaml <<'END'
Resources:
  Jobs: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}
  Files: {Type: AWS::S3::Bucket}
END
cat >.drlint.yaml <<'END'
regions: {primary: us-west-2, dr: [us-east-2]}
stacks: [{template: template.yaml, regions: [us-west-2, us-east-2]}]
END
drlint cost -q -f text -f json:saved.json | grep ^Total
drlint cost -q --compare saved.json | sed -n '/^Against/,$p'
sed 's/PAY_PER_REQUEST/PAY_PER_REQUEST, TableClass: STANDARD_INFREQUENT_ACCESS/' template.yaml >changed && mv changed template.yaml
drlint cost -q --compare saved.json | sed -n '/^Against/,$p'
