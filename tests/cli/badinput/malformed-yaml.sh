drlint check malformed.yaml bucket.json --select S3001
