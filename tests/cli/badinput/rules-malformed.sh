drlint check table.yaml --rules rules-malformed --select OWN003,DDB010
