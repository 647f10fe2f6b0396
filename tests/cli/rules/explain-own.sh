drlint explain OWN001 --rules rules
