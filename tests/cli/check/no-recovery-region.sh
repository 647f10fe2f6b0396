drlint check bucket.json --region us-west-2 --select S3001,DDB001
