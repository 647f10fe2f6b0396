drlint check table.yaml --quiet=yes
