drlint check -x table.yaml
