drlint check unknown.yaml --select DDB007
