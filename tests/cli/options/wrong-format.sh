drlint check table.yaml -f jsno
