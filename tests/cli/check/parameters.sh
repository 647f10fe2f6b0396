drlint check table.yaml --select DDB010 --parameters parameters.json --show pass,fail
