drlint
