# What is said of one rule is written under its name, and a range as one; with the # taken away, nothing costs anything else.
cat >bucket.yaml <<'YAML'
Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties:
      ReplicationConfiguration:
        Role: r
        Rules: [{Id: invoices, Status: Enabled, Filter: {Prefix: i/}, Destination: {Bucket: 'arn:aws:s3:::there'}}]
  There: {Type: AWS::S3::Bucket, Properties: {BucketName: there}}
YAML
printf 'resource_usage: {Files: {storage_gb: {low: 1, expected: 900, high: 2000}, rule_percent: {invoices: 30}}}\n' >said.yml
set -- bucket.yaml -q --region us-west-2 --dr us-east-2
drlint cost "$@" --usage said.yml --write-usage usage.yml
grep -E 'rule_percent|    # storage_gb' usage.yml
grep -v 'no default' usage.yml | sed -E 's/^( *)# ([^ ]+: )/\1\2/' >taken.yml
drlint cost "$@" --usage said.yml | grep -E '^(Total|As usage)'
drlint cost "$@" --usage taken.yml | grep -E '^(Total|As usage)'
# A name that would break out of the comment is left out.
printf 'resource_type_default_usage:\n  AWS::S3::Bucket: {rule_percent: {"x\\n  Files: {storage_gb: 7}": 30}}\n' >hostile.yml
drlint cost "$@" --usage hostile.yml --write-usage added.yml
grep -c 'storage_gb: 7' added.yml || true
