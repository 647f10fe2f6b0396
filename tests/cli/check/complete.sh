drlint check bucket.json --region us-west-2 --dr us-east-2 --select KMS001,S3001 --complete
