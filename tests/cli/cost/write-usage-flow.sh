echo '{resource_usage: {Orders: {storage_gb: 12}}}' >flow.yml
drlint cost table.yaml --region us-west-2 --write-usage flow.yml || echo "exit $?"
cat flow.yml
