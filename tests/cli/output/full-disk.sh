[ -w /dev/full ] || exit 77
drlint check bucket.json --region us-west-2 --dr us-east-2 --select S3001 >/dev/full
