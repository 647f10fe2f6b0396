DR_REGION=us-east-22 drlint check bucket.json
