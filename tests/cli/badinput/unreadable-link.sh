ln -s loop.yaml loop.yaml
drlint check loop.yaml bucket.json --select S3001
