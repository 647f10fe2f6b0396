drlint check table.yaml --select DDB010 --parameters 'Protect=true false'
