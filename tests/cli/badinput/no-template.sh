printf 'name: a workflow\non: push\n' >workflow.yaml
drlint check workflow.yaml bucket.json --select S3001
