drlint chekc table.yaml
