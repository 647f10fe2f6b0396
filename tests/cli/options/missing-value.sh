drlint check table.yaml --dr
