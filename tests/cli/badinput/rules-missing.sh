drlint check table.yaml --rules nowhere --select DDB010
