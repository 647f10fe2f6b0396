# Backup plans. Copies are kept for less time than backups, go to a default vault of another account, or stay in the
# region; continuous backups are kept for 36 days, monthly ones go cold at once and for too short. What selections take
# by pattern, exception, reference and tag is told from what they leave out.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete --strategy backup-restore workloads/central-backup/template.yaml -f concise --show fail,unknown
