# As the CDK synthesizes it. Replication Time Control lacks metrics, a helper empties the bucket, the key goes with the
# stack, one copy of the table is not protected. Where the destination stands is a parameter's, and so is all that
# follows from it; the role's statements name the same parameter.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr eu-west-1 --complete workloads/media/template.json -f concise --show fail,unknown
