drlint check malformed.yaml missing.yaml
