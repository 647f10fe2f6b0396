drlint report bucket.json cdk/c-agnostic --region us-west-2 --dr us-east-2 --strategy backup-restore --select S3001,LAM001 | sed -n '/^## Summary/,/^## Replication/p'
