drlint help --man
