drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 -f json -o report.json || echo "exit $?"
head -3 report.json
ls -A | grep -i report # nothing else is left behind
