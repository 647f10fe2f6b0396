drlint check table.yaml --select DDB999
