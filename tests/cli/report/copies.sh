drlint report table.yaml bucket.json --region us-west-2 --dr us-east-2 --usage usage.yml --select DDB007,DDB008,DDB010,S3001
