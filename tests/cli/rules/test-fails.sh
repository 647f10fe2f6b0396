drlint test rules rules-failing
