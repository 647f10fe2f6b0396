export SOURCE_DATE_EPOCH=1795651200
cd suppressed
drlint check --region us-west-2 --dr us-east-2 template.yaml -f junit --select S3024,S3001,DDB001,BAK001,SUP
