drlint report unknown.yaml bucket.json malformed.yaml --select DDB007,S3001
