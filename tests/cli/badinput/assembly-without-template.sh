mkdir cdk.out
printf '{"version":"36.0.0","artifacts":{"App":{"type":"aws:cloudformation:stack","environment":"aws://unknown-account/us-west-2","properties":{"templateFile":"App.template.json"}}}}' >cdk.out/manifest.json
drlint check cdk.out bucket.json --select S3001
