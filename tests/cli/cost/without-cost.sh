# What costs nothing is counted, and takes no row of its own.
cat >base.yaml <<'YAML'
Resources: {Orders: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}}
YAML
cat >grown.yaml <<'YAML'
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}
  Alias: {Type: AWS::Lambda::Function, Properties: {Runtime: java21}}
  Idle: {Type: AWS::KMS::Key, Properties: {KeySpec: HMAC_256}}
YAML
printf 'resource_usage: {Alias: {monthly_requests: 0}}\n' >usage.yml
drlint cost grown.yaml -q --region us-west-2 --dr us-east-2 --usage usage.yml --compare base.yaml | sed -n '/^Against/,$p'
drlint cost grown.yaml -q --region us-west-2 --dr us-east-2 --usage usage.yml --compare base.yaml -f markdown | grep -v '^- '
drlint cost base.yaml -q --region us-west-2 --dr us-east-2 --usage usage.yml --compare grown.yaml | sed -n '/^Against/,$p'
