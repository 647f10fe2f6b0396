drlint report samples/doc-processing/after --usage samples/doc-processing/usage.yml --select DDB001,DDB007,DDB010,S3001,LAM001,APIGW001,KMS001
