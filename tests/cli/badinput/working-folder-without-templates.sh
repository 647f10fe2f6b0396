cd no-templates
drlint check
