DRLINT_SELECT=S3001 DRLINT_FORMAT=json drlint check bucket.json --select DDB010 -f text
