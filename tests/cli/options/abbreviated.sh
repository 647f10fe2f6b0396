drlint check bucket.json --sel S3001 --fail never
