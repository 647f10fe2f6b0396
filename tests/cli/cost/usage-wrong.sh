cat >usage.yml <<'YAML'
version: 1
resource_usage:
  Orders:
    monthly_write_requests: -5
    monthly_read_requests: .nan
    storage_gb: lots
    transactional_write_percent: 150
    transactional_copy_units: 7
    average_item_size_kb: 500
    monthly_ttl_deletes: {low: 5, expected: 3, high: 1}
    storage_gbb: 3
    restored: {}
resource_type_default_usage:
  AWS::DynamoDB::Tabel: {storage_gb: 1}
YAML
drlint cost table.yaml --region us-west-2 --usage usage.yml || echo "exit $?"
# What a resource's model does not ask for changes nothing, and says so.
cat >usage.yml <<'YAML'
version: 0.1
resource_usage:
  Orders: {storage_gb: 1, monthly_put_requests: 5}
  "O*": {request_duration_ms: 5}
resource_type_default_usage:
  AWS::DynamoDB::GlobalTable: {storage_gb: 1, provisioned_percent: 5}
YAML
drlint cost table.yaml --region us-west-2 --usage usage.yml | grep ^Total
