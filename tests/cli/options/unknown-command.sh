drlint frobnicate
