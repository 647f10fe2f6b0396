drlint check table.yaml --parameters parameters-outside.json --select DDB010
