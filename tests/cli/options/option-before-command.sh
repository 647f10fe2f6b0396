drlint --quiet check table.yaml
