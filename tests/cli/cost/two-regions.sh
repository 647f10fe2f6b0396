# Where nothing tells the primary region, the bill of the single region is not guessed.
cat >jobs.yaml <<'YAML'
Resources: {Jobs: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}}
YAML
drlint cost jobs.yaml --region us-west-2,us-east-2 || echo "exit $?"
drlint cost jobs.yaml --region us-west-2,us-east-2 --primary us-west-2 | grep ^Total
drlint cost jobs.yaml --region us-west-2,us-east-2 --dr us-east-2 | grep ^Total
drlint report jobs.yaml --region us-west-2,us-east-2 >review.md || echo "exit $?"
