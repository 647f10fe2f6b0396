# Loops and mappings: each team's bucket stands alone, and one copy of each team's table is not protected.
drlint check --select BAK,DDB,KMS,S3 --region eu-central-1 --account 111122223333 --dr eu-west-1 --complete --strategy warm-standby workloads/teams/template.yaml -f concise --show fail,unknown
