cat > template.yaml <<'T'
Resources:
  Scratch: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: data-class, Value: scratch}]}}
  Cold: {Type: AWS::S3::Bucket, Properties: {BucketName: cold-documents}}
  Plain: {Type: AWS::S3::Bucket}
  Made:
    Type: AWS::S3::Bucket
    Metadata: {"aws:cdk:path": App/Cache/Bucket/Resource}
T
cat > .drlint.yaml <<'C'
strategy: warm-standby
tiers:
  - {match: {tag: {data-class: scratch}}, strategy: none}
  - {match: {name: "cold-*"}, strategy: backup-restore}
  - {match: {path: "App/Cache/*"}, strategy: none}
C
echo "--- by tag, name and path"
drlint check template.yaml --region us-west-2 --dr us-east-2 --select S3001 -f concise || true
echo "--- the command line's strategy is for what no tier names"
drlint check template.yaml --region us-west-2 --dr us-east-2 --select S3001 -f concise --strategy backup-restore || true
echo "--- without tiers"
drlint check template.yaml --region us-west-2 --dr us-east-2 --select S3001 -f concise --isolated --strategy none
