cp bucket.json ./-bucket.json
drlint check --select S3001 -- -bucket.json
