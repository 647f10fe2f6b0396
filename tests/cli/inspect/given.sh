echo '{"Stage": "prod", "KeyArn": "arn:aws:kms:us-west-2:123456789012:key/k"}' > given.json
drlint inspect Orders inspect.yaml --region us-west-2 --parameters given.json
