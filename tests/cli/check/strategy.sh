drlint check cdk/c-agnostic --region us-west-2 --dr us-east-2 --select LAM001 --strategy backup-restore
