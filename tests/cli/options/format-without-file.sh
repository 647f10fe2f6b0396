drlint check table.yaml -f json:
