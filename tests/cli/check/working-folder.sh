mkdir app && cp bucket.json app && cd app
drlint check --region us-west-2 --dr us-east-2 --select S3001
