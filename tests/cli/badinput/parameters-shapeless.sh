drlint check table.yaml --parameters parameters-shapeless.json
