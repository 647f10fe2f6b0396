drlint check table.yaml --config nowhere.yaml --select DDB010
