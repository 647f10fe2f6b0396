drlint explain --words | sed -n 1,24p
