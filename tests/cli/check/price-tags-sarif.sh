drlint check samples/doc-processing/template.yaml --region us-west-2 --dr us-east-2 --complete --usage samples/doc-processing/usage.yml --select KMS001,S3001 -f sarif | sed -n '/"results"/,$p'
