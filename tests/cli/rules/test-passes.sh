drlint test rules
