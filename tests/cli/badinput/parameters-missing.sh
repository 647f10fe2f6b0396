drlint check table.yaml --parameters nowhere.json
