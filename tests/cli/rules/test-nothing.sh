drlint test no-templates
