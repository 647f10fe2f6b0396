drlint check bucket.json --select S300 --region us-west-2 --dr us-east-2 -f ndjson
