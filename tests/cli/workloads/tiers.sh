# What is scratch is left out; the bucket of the second tier is to be recovered from backups and has none elsewhere.
cd workloads/tiers
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
