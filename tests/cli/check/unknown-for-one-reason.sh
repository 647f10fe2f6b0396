drlint check copy-elsewhere.yaml --region us-west-2 --dr us-east-2 --select S3004,S3005,S3006,S3015
