sed 's/PointInTimeRecoveryEnabled: false/PointInTimeRecoveryEnabled: true/' table.yaml >after.yaml
drlint cost after.yaml --region us-west-2 --dr us-east-2 --usage usage.yml --compare table.yaml --max-monthly-increase 1
