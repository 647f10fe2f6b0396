drlint explain DDB008 -f json; drlint explain SUP003
