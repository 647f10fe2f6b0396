printf 'Resources:\n  Caf\351: {Type: AWS::S3::Bucket}\n' >latin1.yaml
drlint check latin1.yaml bucket.json --select S3001
