# SAM. Whatever stage is given, the tables stand in one region; what mappings say of the default stage passes. A bucket
# that only redirects needs no copy.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --dr us-east-2 --complete --strategy pilot-light workloads/uploads-sam/template.yaml -f concise --show fail,unknown
