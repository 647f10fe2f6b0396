drlint check table.yaml --parameters parameters-malformed.json
