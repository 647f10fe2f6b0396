drlint check table.yaml --config config-misspelt.yaml --select DDB010
