cat >mine.yml <<'END'
# Ours.
version: 0.1
resource_usage:
    # the orders
    Orders:
        storage_gb: 12 # measured
        # monthly_write_requests: 5 # not yet

resource_type_default_usage: {"AWS::DynamoDB::GlobalTable": {average_item_size_kb: 3}}
END
drlint cost table.yaml --region us-west-2 --write-usage mine.yml
cat mine.yml
cp mine.yml once.yml
drlint cost table.yaml --region us-west-2 --write-usage mine.yml
cmp mine.yml once.yml
