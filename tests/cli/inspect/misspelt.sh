drlint inspect Order inspect.yaml
