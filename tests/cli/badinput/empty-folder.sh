mkdir empty
drlint check empty bucket.json --select S3001
