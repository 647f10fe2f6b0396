drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 -f text -f json:report.json -f sarif:report.sarif --fail-on never
head -2 report.json report.sarif
