drlint test nowhere
