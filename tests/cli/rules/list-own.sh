drlint rules --rules rules | grep OWN
drlint rules --rules rules -f markdown | grep OWN
