cp config.yaml .drlint.yaml
drlint check table.yaml --region us-west-2 --isolated --select DDB010
