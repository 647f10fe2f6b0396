drlint check unknown.yaml --select DDB007 --strict
