drlint check - --region us-west-2 --dr us-east-2 --select S3001 <bucket.json
