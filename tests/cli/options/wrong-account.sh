drlint check table.yaml --account 1234
