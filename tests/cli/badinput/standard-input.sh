printf 'Resources: [\n' | drlint check -
