drlint check comma.json bucket.json --select S3001
