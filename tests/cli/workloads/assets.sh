# One template in both regions, two-way replication behind an access point. The rule of one side keeps delete markers to
# itself; the fixed name cannot be taken twice; a table of one name in each region is two tables.
cd workloads/assets
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
