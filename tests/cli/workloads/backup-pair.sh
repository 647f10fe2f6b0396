# Plans and vaults of two regions: a copy goes to a vault that no stack declares, backups stay in the account, no key
# stands in the recovery region, and what the selection leaves out is backed up by nothing.
cd workloads/backup-pair
drlint check --select BAK,DDB,KMS,S3 -f concise --show fail,unknown
