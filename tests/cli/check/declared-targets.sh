cat > template.yaml <<'T'
Resources:
  Policy:
    Type: AWS::ResilienceHub::ResiliencyPolicy
    Properties:
      PolicyName: p
      Tier: CoreServices
      Policy: {Region: {RtoInSecs: 7200, RpoInSecs: 3600}, AZ: {RtoInSecs: 60, RpoInSecs: 60}}
  Plan:
    Type: AWS::Backup::BackupPlan
    Properties:
      BackupPlan:
        BackupPlanName: daily
        BackupPlanRule:
          - {RuleName: daily, TargetBackupVault: v, ScheduleExpression: "cron(0 5 ? * * *)"}
T
drlint check template.yaml --region us-west-2 --dr us-east-2 --select BAK007 -f concise --isolated || echo "exit $?"
echo "--- none declared"
sed -i '/Policy:$/,/AZ:/d' template.yaml
drlint check template.yaml --region us-west-2 --dr us-east-2 --select BAK007 -f concise --isolated
drlint report template.yaml --region us-west-2 --dr us-east-2 --isolated | grep -i 'target' || true
