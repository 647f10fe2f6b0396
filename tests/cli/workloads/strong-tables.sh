# Strong consistency: too few regions without the witness, one of another set, a time to live; a witness without strong
# consistency; a table that joins another account's with settings of its own, and lets nobody replicate.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete workloads/strong-tables/tables.yaml -f concise --show fail,unknown
