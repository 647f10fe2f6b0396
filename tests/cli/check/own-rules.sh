drlint check unknown.yaml --rules rules --select OWN001
