drlint check --dr nowhere --frobnicate --fail-on eror
