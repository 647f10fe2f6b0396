drlint check samples/doc-processing/template.yaml --region us-west-2 --dr us-east-2 --complete --usage samples/doc-processing/usage.yml --select DDB007,S3001,APIGW003 -f json
