# A table in both regions, followed in one: the mapping and the stream stand in the primary region only. Where the table
# is declared is decided by the region; the copy of the bucket keeps objects for less time.
cd workloads/consumers
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
