drlint prices shwo
