cat > template.yaml <<'T'
Transform: AWS::Serverless-2016-10-31
Metadata: {drlint: {ignore: [{rule: S3029, reason: playground}]}}
Resources:
  # drlint: ignore DDB007 reason="rebuilt every night"
  Sessions: {Type: AWS::Serverless::SimpleTable}
  # drlint: ignore S3024
  Bucket: {Type: AWS::S3::Bucket}
T
echo 'stacks: [{template: template.yaml, regions: [us-west-2, us-east-2]}]' > .drlint.yaml
drlint check --select SUP,DDB007,S3024,S3029 -f concise --show fail,unknown,suppressed
