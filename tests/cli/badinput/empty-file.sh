: >empty.yaml
drlint check empty.yaml bucket.json --select S3001
