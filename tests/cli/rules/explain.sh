drlint explain DDB008
