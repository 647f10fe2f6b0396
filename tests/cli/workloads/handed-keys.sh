# Keys by parameters through nested stacks, mixed up: each copy names the other region's key, and the bucket encrypts
# its copies with its own.
cd workloads/handed-keys
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
