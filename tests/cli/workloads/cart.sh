# Provisioned tables: a copy without reads for an index and below the primary, scaling from outside, a policy that denies
# replication; a region listed twice; a table whose stack's region is not among its copies and whose keys differ.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete --strategy warm-standby workloads/cart/template.json -f concise --show fail,unknown
