drlint explain DDB00
