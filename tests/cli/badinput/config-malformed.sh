drlint check table.yaml --config config-malformed.yaml --select DDB010
