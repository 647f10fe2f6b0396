DR_REGION=us-east-2 DRLINT_REGION=us-west-2 DRLINT_SELECT=S3001 DRLINT_FAIL_ON=never drlint check bucket.json
