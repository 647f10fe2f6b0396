# CloudFormation takes no aliases; it never reads a usage file.
cat >usage.yml <<'YAML'
resource_type_default_usage:
  AWS::DynamoDB::Table: &table {monthly_write_requests: 5000000}
resource_usage:
  Orders: {<<: *table, storage_gb: 5}
YAML
drlint cost table.yaml --region us-west-2 --dr us-east-2 --usage usage.yml -q -f csv
