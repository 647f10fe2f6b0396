# A usage file of the configuration asks for prices as --usage does; what no usage says is told to be a default.
mkdir app
cat >app/.drlint.yaml <<'EOF'
regions: {primary: us-west-2, dr: [us-east-2]}
usage: usage.yml
EOF
cat >app/usage.yml <<'EOF'
version: 0.1
resource_usage: {Ledger: {storage_gb: 40}}
EOF
cat >app/template.yaml <<'EOF'
Resources:
  Orders: {Type: AWS::DynamoDB::Table, DeletionPolicy: Delete, Properties: {BillingMode: PAY_PER_REQUEST, DeletionProtectionEnabled: true}}
  Ledger:
    Type: AWS::DynamoDB::GlobalTable
    DeletionPolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      Replicas:
        - {Region: us-west-2, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}
        - {Region: us-east-2, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: false}}
        - {Region: sa-east-1}
EOF
cd app
drlint check template.yaml --region us-west-2 --select DDB001,DDB007,DDB008,DDB036,STACK001
