drlint check table.yaml unknown.yaml --region us-west-2 --select DDB007,DDB010 --show pass -f json
