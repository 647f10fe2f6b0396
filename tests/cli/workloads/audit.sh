# A locked archive copied to another account, rules that S3 refuses, a status that is misspelt, a directory bucket and
# a table bucket that is copied within its region. Where the archive account's bucket stands is not known.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete --strategy warm-standby workloads/audit/template.yaml -f concise --show fail,unknown
