drlint test rules rules-malformed
