drlint check --frobnicate table.yaml
