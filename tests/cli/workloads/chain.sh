# Three buckets in a row behind an access point of the first two: what is written to the first never reaches the third,
# the second does not answer, and its copies are not locked.
cd workloads/chain
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
