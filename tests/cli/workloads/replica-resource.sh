# What the CDK's custom resource copies: a table with a customer key cannot be, one with a stream of keys neither; the
# copies are not protected as far as is known.
drlint check --select BAK,DDB,KMS,S3 --region us-west-2 --account 111122223333 --dr us-east-2 --complete workloads/replica-resource/LegacyStack.template.json -f concise --show fail,unknown
