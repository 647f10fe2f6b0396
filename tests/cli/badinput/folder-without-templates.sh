drlint check no-templates
