# Two rules that ask for one change: it is paid for once. Without recovery region or book there is no amount.
cat >keys.yaml <<'EOF'
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {MultiRegion: true}}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      ReplicationConfiguration: {Role: r, Rules: [{Status: Disabled, Destination: {Bucket: "arn:aws:s3:::b"}}]}
  Table: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: {SSEEnabled: true, KMSMasterKeyId: !Ref Key}}}
EOF
drlint check keys.yaml --region us-east-1 --dr us-east-2 --complete --prices 2024-11-01 --select KMS,S3002,BAK001 -f concise || true
drlint check keys.yaml --region us-east-1 --dr us-east-2 --complete --prices 2024-11-01 --select KMS001,KMS002,S3002,BAK001
