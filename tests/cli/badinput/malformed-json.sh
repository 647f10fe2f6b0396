printf '{\n  "Resources": {\n    "Orders": {"Type" "AWS::DynamoDB::Table"}\n  }\n}\n' >colon.json
printf '{\n  "Resources": {\n    "Orders": {"Type": "AWS::DynamoDB::Table"}\n' >cut.json
drlint check colon.json cut.json bucket.json --select S3001
