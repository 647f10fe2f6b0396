# What differs from environment to environment: in production one copy names a key and the other none; elsewhere there
# is one copy, without a stream, and in development without protection.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete --strategy warm-standby workloads/environments/template.json -f concise --show fail,unknown
